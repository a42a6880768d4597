"""Weigh the character n-grams of a text."""

from __future__ import annotations

import re
from collections import Counter
from typing import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

LONGEST = 300  # characters that are read: what a message is about is said within them
_INNER_BLANKS = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")
_DIGITS = re.compile(r"\d")


def frame(text: str) -> str:
    """Return a folded text as it is counted: lower case, digits alike, no blanks between characters, its ends marked.

    >>> frame("我 要 查 LP2026")
    '^我要查 lp0000$'
    """
    return f"^{_DIGITS.sub('0', _INNER_BLANKS.sub('', text[:LONGEST].lower().strip()))}$"


class NgramWeights:
    """TF-IDF of character n-grams: ``(1 + ln tf) * (ln((1 + n) / (1 + df)) + 1)``, rows of length one."""

    def __init__(self, vocabulary: Sequence[str], idf: NDArray[np.float32], longest: int) -> None:
        self.vocabulary = tuple(vocabulary)
        self.idf = idf
        self.longest = longest
        self._columns = {gram: column for column, gram in enumerate(self.vocabulary)}

    @classmethod
    def fit(cls, texts: Sequence[str], *, longest: int = 4, least: int = 2) -> NgramWeights:
        """Learn the n-grams of up to ``longest`` characters that stand in at least ``least`` of the texts."""
        frequency = Counter(gram for text in texts for gram in set(_grams(frame(text), longest)))
        vocabulary = sorted(gram for gram, count in frequency.items() if count >= least)
        counts = np.array([frequency[gram] for gram in vocabulary], dtype=np.float32)
        return cls(vocabulary, (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32), longest)

    def weigh(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the columns of a text's n-grams and their weights."""
        counts = Counter(self._columns[g] for g in _grams(frame(text), self.longest) if g in self._columns)
        columns = np.fromiter(counts.keys(), dtype=np.int32, count=len(counts))
        weights = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * self.idf[columns]
        return columns, weights / max(float(np.linalg.norm(weights)), 1e-9)

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Return the weights of many texts, shape (texts, n-grams)."""
        rows = [self.weigh(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        columns = np.concatenate([row for row, _ in rows]) if rows else np.zeros(0, dtype=np.int32)
        values = np.concatenate([row for _, row in rows]) if rows else np.zeros(0, dtype=np.float32)
        return csr_matrix((values, columns, starts), shape=(len(texts), len(self.vocabulary)))


def _grams(text: str, longest: int) -> Iterator[str]:
    for length in range(1, longest + 1):
        for start in range(len(text) - length + 1):
            yield text[start : start + length]
