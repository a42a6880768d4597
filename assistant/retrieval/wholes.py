"""Entries as wholes: how much of what is asked stands anywhere in what belongs to an entry."""

from __future__ import annotations

from typing import Collection, Mapping, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.lexical import FloatArray, LexicalIndex

Places = NDArray[np.int64]
Kind = Tuple[LexicalIndex, Places]
_LOW = 0xFFFFFFFF  # a feature and its entry are one number, the entry above these bits


class Wholes:
    """Knows which features each entry has, in how many of its wordings and in how many of its passages.

    A kind of text is its index and its texts' entries, shape (texts,); entries are numbered from 0 to ``entries``.
    """

    def __init__(self, wordings: Kind, passages: Kind, entries: int) -> None:
        self._ids: dict[str, int] = {}
        asked, said = self._pairs(*wordings), self._pairs(*passages)
        pairs, places = np.unique(np.concatenate([asked, said]), return_inverse=True)
        self._worded, self._spoken = (
            np.bincount(part, minlength=len(pairs)).astype(np.int32) for part in (places[: len(asked)], places)
        )
        self._features = (pairs & _LOW).astype(np.int32)
        self._begin = np.searchsorted(pairs >> 32, np.arange(entries + 1))

    def shares(self, importance: Mapping[str, float], entries: Sequence[int]) -> FloatArray:
        """Return what each entry has of the features' importance, which adds up to 1: in its wordings, and in all, shape (entries, 2)."""
        stretches = [slice(self._begin[entry], self._begin[entry + 1]) for entry in entries]
        if not stretches:
            return np.zeros((0, 2), dtype=np.float32)
        owners = np.repeat(np.arange(len(entries)), [stretch.stop - stretch.start for stretch in stretches])
        worth = self._worth(importance)[np.concatenate([self._features[stretch] for stretch in stretches])]
        worded = worth * (np.concatenate([self._worded[stretch] for stretch in stretches]) > 0)
        return np.column_stack([np.bincount(owners, part, len(entries)) for part in (worded, worth)])

    def share_without(self, importance: Mapping[str, float], entry: int, features: Collection[str]) -> FloatArray:
        """Return the same of one entry, as if one of its wordings, given by its features, did not exist, shape (2,)."""
        own = slice(self._begin[entry], self._begin[entry + 1])
        less = self._worth(dict.fromkeys(features, 1.0))[self._features[own]]
        worth = self._worth(importance)[self._features[own]]
        return np.array([worth[counts[own] > less].sum() for counts in (self._worded, self._spoken)])

    def _pairs(self, lexical: LexicalIndex, owners: Places) -> Places:
        features, places, texts = lexical.pairs()
        ids = np.array([self._ids.setdefault(feature, len(self._ids)) for feature in features], dtype=np.int64)
        return np.asarray(owners[texts] << 32 | ids[places])

    def _worth(self, importance: Mapping[str, float]) -> FloatArray:
        known = [(self._ids[feature], value) for feature, value in importance.items() if feature in self._ids]
        worth = np.zeros(len(self._ids), dtype=np.float32)
        if known:
            ids, values = zip(*known)
            worth[list(ids)] = values
        return worth
