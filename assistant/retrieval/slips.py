"""Mend slips of the keyboard: another word of the same sound, where what stands there is no word at all."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate
from typing import Iterable, Iterator

from assistant.retrieval.words import Segmenter, folded
from assistant.text.homophones import sound

SHORTEST, LONGEST = 2, 8  # characters of a word that is mended
FREQUENT = 5  # times that the knowledge base must use a word before it is one that customers mean
COMMON = 1e-4  # share of the language from which on a character stands by itself, and two of them are no slip
PECULIAR = 30  # times as often as the language at large: 理赔 is, 除了 is not


class Slips:
    """Knows the words of the knowledge base by their sound.

    ``names`` are always meant; of the words in ``texts`` those that are peculiar to them. Of several with one sound the most frequent.
    """

    def __init__(self, names: Iterable[str], texts: Iterable[str], segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        counted = Counter(word for text in texts for word in segmenter.words(text))
        total = max(sum(counted.values()), 1)
        often = {
            word: number
            for word, number in counted.items()
            if number >= FREQUENT and 0 < segmenter.frequency(word) <= number / total / PECULIAR
        }
        known = {**often, **{name: often.get(name, 0) + FREQUENT for name in names}}
        self._by_sound: dict[str, str] = {}
        for word in sorted(filter(_mendable, known), key=lambda word: (known[word], word)):
            self._by_sound[sound(word)] = word
        self._known = frozenset(known)

    def mend(self, text: str) -> str:
        """Return a text with its slips mended; its length stays.

        Only what is no word is touched: 保安 stays, though it sounds like 报案.
        """
        plain = folded(text)
        if len(plain) != len(text):
            return text
        ends = set(accumulate(map(len, self._segmenter.cut(plain)), initial=0))
        mended, at = list(text), 0
        while at < len(plain):
            meant = next(self._meant(plain, at, ends), "") if at in ends else ""
            for place, character in enumerate(meant, at):
                mended[place] = character if plain[place] != character else text[place]
            at += max(len(meant), 1)
        return "".join(mended)

    def _meant(self, text: str, start: int, ends: set[int]) -> Iterator[str]:
        """Yield the word that was meant by what stands at a place, if it is a slip; the longest first."""
        for length in range(min(LONGEST, len(text) - start), SHORTEST - 1, -1):
            written = text[start : start + length]
            if start + length not in ends or written in self._known or self._segmenter.frequency(written):
                continue
            meant = self._by_sound.get(sound(written))
            if meant and len(meant) == length and (length > SHORTEST or self._odd(written, meant)):
                yield meant

    def _odd(self, written: str, meant: str) -> bool:
        """Tell whether what differs is a character that seldom stands alone: 出了 is no slip of 除了."""
        return any(one != other and self._segmenter.frequency(one) < COMMON for one, other in zip(written, meant))


def _mendable(word: str) -> bool:
    return SHORTEST <= len(word) <= LONGEST and all("\u4e00" <= character <= "\u9fff" for character in word)
