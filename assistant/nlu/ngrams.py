"""Weigh the n-grams of a text, of its characters or of its syllables."""

from __future__ import annotations

import re
from collections import Counter
from typing import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.text.homophones import syllable

FloatArray = NDArray[np.float32]
LONGEST = 300  # characters that are read: what a message is about is said within them
_INNER_BLANKS = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")
_DIGITS = re.compile(r"\d")


def frame(text: str) -> str:
    """Return a folded text as it is counted: lower case, digits alike, no blanks between characters, its ends marked.

    >>> frame("我 要 查 LP2026")
    '^我要查 lp0000$'
    """
    return f"^{_DIGITS.sub('0', _INNER_BLANKS.sub('', text[:LONGEST].lower().strip()))}$"


def sounds(text: str) -> list[str]:
    """Return how a text as it is counted sounds, a syllable a character: a slip on a phone's keyboard mostly sounds right.

    >>> sounds("报安") == sounds("报案")
    True
    """
    return [syllable(character) for character in frame(text)]


class NgramWeights:
    """TF-IDF of n-grams of characters, or of syllables: ``(1 + ln tf) * (ln((1 + n) / (1 + df)) + 1)``, rows of length one."""

    def __init__(self, vocabulary: Sequence[str], idf: FloatArray, longest: int, *, spoken: bool = False) -> None:
        self.vocabulary = tuple(vocabulary)
        self.idf = idf
        self.longest = longest
        self._units: Callable[[str], Sequence[str]] = sounds if spoken else frame
        self._columns = {gram: column for column, gram in enumerate(self.vocabulary)}

    @classmethod
    def fit(cls, texts: Sequence[str], *, longest: int = 4, least: int = 2, spoken: bool = False) -> NgramWeights:
        """Learn the n-grams of up to ``longest`` units that stand in at least ``least`` of the texts."""
        units = sounds if spoken else frame
        frequency = Counter(gram for text in texts for gram in set(_grams(units(text), longest)))
        vocabulary = sorted(gram for gram, count in frequency.items() if count >= least)
        counts = np.array([frequency[gram] for gram in vocabulary], dtype=np.float32)
        idf = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)
        return cls(vocabulary, idf, longest, spoken=spoken)

    def weigh(self, text: str) -> tuple[NDArray[np.int32], FloatArray]:
        """Return the columns of a text's n-grams and their weights."""
        counts = Counter(self._columns[g] for g in _grams(self._units(text), self.longest) if g in self._columns)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[columns]
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)


def _grams(units: Sequence[str], longest: int) -> Iterator[str]:
    """Yield the stretches of up to ``longest`` units; syllables are kept apart by a stroke."""
    glue = "" if isinstance(units, str) else "|"
    for length in range(1, longest + 1):
        for start in range(len(units) - length + 1):
            yield glue.join(units[start : start + length])
