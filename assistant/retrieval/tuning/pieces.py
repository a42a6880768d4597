"""Split a text into the pieces that the careful encoder knows, as its engine does (Kudo 2018: the likeliest way by a unigram model)."""

from __future__ import annotations

from typing import Iterator, Sequence

from assistant.retrieval.tuning.packed import Vocabulary

PREFIX = "passage: "  # what the engine puts before every text that is encoded as a passage
SPACE = "\u2581"
IMPOSSIBLE = -1e30
UNHEARD = 10.0  # how much less likely than the rarest piece a character is that none holds


class Splitter:
    """Splits texts; ``longest`` is how many pieces of a text are kept, its begin and end among them."""

    def __init__(self, vocabulary: Vocabulary, *, longest: int = 48) -> None:
        self._vocabulary, self._longest = vocabulary, longest
        self._scores = [float(score) for score in vocabulary.scores]
        self._unheard = min(self._scores) - UNHEARD
        self._widest = max(map(len, vocabulary.pieces))

    def __call__(self, text: str) -> list[int]:
        """Return the numbers of a text's pieces."""
        characters = [character.encode() for character in self._read(PREFIX + text)]
        pieces = self._likeliest(characters)
        return [self._vocabulary.begin, *pieces[: self._longest - 2], self._vocabulary.end]

    def _read(self, text: str) -> str:
        changed = self._vocabulary.changed
        read = "".join(chr(code) for character in text for code in changed.get(ord(character), (ord(character),)))
        while "  " in read:
            read = read.replace("  ", " ")
        return SPACE + read.replace(" ", SPACE)

    def _likeliest(self, characters: Sequence[bytes]) -> list[int]:
        """Return the pieces of the likeliest split (Viterbi)."""
        best = [0.0] + [IMPOSSIBLE] * len(characters)
        back = [(0, 0)] * (len(characters) + 1)
        for start in range(len(characters)):
            for stop, piece, score in self._from(characters, start):
                if best[start] + score > best[stop]:
                    best[stop], back[stop] = best[start] + score, (start, piece)
        pieces, at = [], len(characters)
        while at:
            at, piece = back[at]
            pieces.append(piece)
        return pieces[::-1]

    def _from(self, characters: Sequence[bytes], start: int) -> Iterator[tuple[int, int, float]]:
        """Yield where each piece from ``start`` ends, its number and its score."""
        yield start + 1, self._vocabulary.unknown, self._unheard
        piece = b""
        for stop in range(start + 1, len(characters) + 1):
            piece += characters[stop - 1]
            if len(piece) > self._widest:
                return
            number = self._vocabulary.pieces.get(piece)
            if number is not None and number != self._vocabulary.unknown:
                yield stop, number, self._scores[number]
