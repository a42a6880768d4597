"""What wordings are compared by: n-grams of their characters, how they sound, and their signs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assistant.nlu.ngrams import NgramWeights
from assistant.nlu.signs import SIGNS, signs_of

SYLLABLES = 3  # in a row that are counted
COMMON = 200  # columns


@dataclass(frozen=True, kw_only=True)
class Wordings:
    """Weighs a text as one row: characters count one, sounds ``sound`` and each sign ``sign``, as products of rows."""

    characters: NgramWeights
    sounds: NgramWeights
    sound: float
    sign: float

    @classmethod
    def fit(cls, texts: Sequence[str], *, sound: float, sign: float) -> Wordings:
        """Learn the n-grams of folded texts."""
        spoken = NgramWeights.fit(texts, longest=SYLLABLES, spoken=True)
        return cls(characters=NgramWeights.fit(texts), sounds=spoken, sound=sound, sign=sign)

    def weigh(self, text: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the columns of what a text has, and their weights."""
        written, spoken = self.characters.weigh(text), self.sounds.weigh(text)
        first, second = len(self.characters.vocabulary), len(self.sounds.vocabulary)
        signs = np.array(signs_of(text), dtype=np.int32)
        columns = np.concatenate([written[0], spoken[0] + first, signs + first + second])
        shown = np.full(len(signs), self.sign**0.5, dtype=np.float32)
        return columns, np.concatenate([written[1], np.float32(self.sound**0.5) * spoken[1], shown])

    def matrix(self, texts: Sequence[str]) -> csr_matrix:
        """Return the weights of many texts, shape (texts, columns)."""
        rows = [self.weigh(text) for text in texts]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        width = len(self.characters.vocabulary) + len(self.sounds.vocabulary) + len(SIGNS)
        columns, values = (np.concatenate([row[part] for row in rows]) for part in (0, 1))
        return csr_matrix((values, columns, starts), shape=(len(texts), width))

    def header(self) -> dict[str, Any]:
        """Return what is written of it as JSON."""
        parts = {"characters": self.characters, "sounds": self.sounds}
        kept = {name: {"longest": part.longest, "vocabulary": part.vocabulary} for name, part in parts.items()}
        return {**kept, "sound": self.sound, "sign": self.sign}

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """Return what is written of it as arrays."""
        return {"idf_characters": self.characters.idf, "idf_sounds": self.sounds.idf}

    @classmethod
    def read(cls, header: dict[str, Any], arrays: dict[str, NDArray[np.float32]]) -> Wordings:
        """Make it from what was written; its arrays are taken out."""
        characters, sounds = (
            NgramWeights(
                header[name]["vocabulary"], arrays.pop(f"idf_{name}"), header[name]["longest"], spoken=name == "sounds"
            )
            for name in ("characters", "sounds")
        )
        return cls(characters=characters, sounds=sounds, sound=header["sound"], sign=header["sign"])


class Products:
    """Products of a matrix's rows; the columns that many rows have are multiplied as a dense array, which takes half the time."""

    def __init__(self, matrix: csr_matrix) -> None:
        order = np.argsort(-matrix.getnnz(axis=0), kind="stable")
        self._common = np.ascontiguousarray(matrix[:, order[:COMMON]].toarray())
        self._rare = matrix[:, np.sort(order[COMMON:])]

    def among(self, rows: slice) -> NDArray[np.float32]:
        """Return the products of some rows with themselves and all that come after, shape (rows, rows from there on)."""
        rare = (self._rare[rows] @ self._rare[rows.start :].T).toarray()
        return np.asarray(self._common[rows] @ self._common[rows.start :].T + rare)
