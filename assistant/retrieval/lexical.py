"""BM25 over characters, bigrams and words, as the share of the query that a text covers."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any, Iterable, List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from assistant.retrieval.files import keep_newest, read_npz, write_npz
from assistant.retrieval.words import Segmenter

K1 = 1.2
B = 0.5
VERSION = 1  # of the features; a change makes what was counted stale
KEPT = 8  # files: two kinds of surface, for the knowledge bases used lately

FloatArray = NDArray[np.float32]
Stored = Tuple[List[str], FloatArray, csr_matrix]


class LexicalIndex:
    """BM25 weights of a list of texts, kept by feature.

    Robertson's formula with ``idf = ln(1 + (N - n + 0.5) / (n + 0.5))``; a query's score is divided by the idf of all its features,
    known or not, so that it lies near 0 to 1 and can be compared between queries.
    """

    def __init__(self, segmenter: Segmenter, features: Sequence[str], idf: FloatArray, weights: csr_matrix) -> None:
        self._segmenter = segmenter
        self._rows = {feature: row for row, feature in enumerate(features)}
        self._idf = idf
        self._weights = weights
        self._size = weights.shape[1]
        self._unknown = float(_idf(np.zeros(1), self._size)[0])

    @classmethod
    def build(cls, texts: Sequence[str], segmenter: Segmenter, *, cache_dir: Path | None = None) -> LexicalIndex:
        """Count the texts' features, or take what was counted for these very texts before."""
        path = cache_dir / f"lexical-{_key(texts, segmenter)}.npz" if cache_dir else None
        known = _load(path) if path else None
        if known is None:
            known = _count([Counter(segmenter.features(text)) for text in texts])
            if path:
                _save(path, *known)
        return cls(segmenter, *known)

    def coverage(self, query: str) -> FloatArray:
        """Return how much of the query each text covers, shape (texts,)."""
        features = set(self._segmenter.features(query))
        rows = [self._rows[feature] for feature in features if feature in self._rows]
        if not rows or not self._size:
            return np.zeros(self._size, dtype=np.float32)
        total = float(self._idf[rows].sum()) + self._unknown * (len(features) - len(rows))
        return (summed(self._weights, rows) / total).astype(np.float32)

    def importance(self, features: Iterable[str]) -> dict[str, float]:
        """Return the features, known or not, each with its share of the idf of all."""
        idf = {f: float(self._idf[self._rows[f]]) if f in self._rows else self._unknown for f in features}
        total = sum(idf.values())
        return {feature: value / total for feature, value in idf.items()} if total else {}

    def pairs(self) -> Tuple[List[str], NDArray[np.int64], NDArray[np.int32]]:
        """Return the features; and of each in each text its place among them, and the text."""
        lengths = np.diff(self._weights.indptr)
        return list(self._rows), np.repeat(np.arange(len(lengths), dtype=np.int64), lengths), self._weights.indices


def summed(matrix: csr_matrix, rows: Sequence[int]) -> NDArray[np.float64]:
    """Return the sum of some rows of a sparse matrix, at least one, shape (columns,); quicker than to cut the rows out."""
    stretches = [slice(matrix.indptr[row], matrix.indptr[row + 1]) for row in rows]
    columns, values = (np.concatenate([array[part] for part in stretches]) for array in (matrix.indices, matrix.data))
    return np.asarray(np.bincount(columns, weights=values, minlength=matrix.shape[1]), dtype=np.float64)


def _idf(texts_with: NDArray[Any], texts: int) -> FloatArray:
    return np.asarray(np.log(1 + (texts - texts_with + 0.5) / (texts_with + 0.5)), dtype=np.float32)


def _count(counts: Sequence[Counter[str]]) -> Stored:
    """Return the features, their idf, and the weights, shape (features, texts)."""
    features = list(dict.fromkeys(feature for count in counts for feature in count))
    place = {feature: row for row, feature in enumerate(features)}
    rows = np.array([place[feature] for count in counts for feature in count], dtype=np.int32)
    columns = np.repeat(np.arange(len(counts), dtype=np.int32), [len(count) for count in counts])
    terms = np.array([number for count in counts for number in count.values()], dtype=np.float32)
    lengths = np.array([sum(count.values()) for count in counts], dtype=np.float32)
    idf = _idf(np.bincount(rows, minlength=len(features)), len(counts))
    norm = K1 * (1 - B + B * lengths / max(float(lengths.mean()) if len(lengths) else 1.0, 1.0))
    values = idf[rows] * terms * (K1 + 1) / (terms + norm[columns])
    return features, idf, csr_matrix((values, (rows, columns)), shape=(len(features), len(counts)), dtype=np.float32)


def _key(texts: Sequence[str], segmenter: Segmenter) -> str:
    digest = hashlib.sha256(f"{VERSION} {K1} {B} {segmenter.fingerprint()}".encode())
    digest.update("\0".join(texts).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]


def _save(path: Path, features: Sequence[str], idf: FloatArray, weights: csr_matrix) -> None:
    shape = np.array(weights.shape)
    joined = np.frombuffer("\n".join(features).encode("utf-8"), dtype=np.uint8)
    write_npz(
        path, features=joined, idf=idf, data=weights.data, indices=weights.indices, indptr=weights.indptr, shape=shape
    )
    keep_newest(path.parent, "lexical-*.npz", KEPT)


def _load(path: Path) -> Stored | None:
    stored = read_npz(path)
    if stored is None or stored.keys() != {"features", "idf", "data", "indices", "indptr", "shape"}:
        return None
    joined = stored["features"].tobytes().decode("utf-8")
    weights = csr_matrix((stored["data"], stored["indices"], stored["indptr"]), shape=tuple(stored["shape"]))
    return joined.split("\n") if joined else [], stored["idf"], weights
