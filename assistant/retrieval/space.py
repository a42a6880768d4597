"""Spread vectors that crowd together: an encoder's cosines of a few thousand texts about one subject hardly differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.retrieval.encoders import FloatArray, unit

ENOUGH = 100  # texts from which on their mean is believed as much as not


@dataclass(frozen=True)
class Space:
    """What all texts have in common is taken away; what is left is seen by a map, where one was learnt (``metric.py``).

    ``mean`` has shape (dimension,), ``turn`` (dimension, out), or is None where nothing is turned.
    """

    mean: FloatArray
    turn: FloatArray | None = None

    @classmethod
    def of(cls, vectors: FloatArray, *, turn: FloatArray | None = None) -> Space:
        """Learn the space of texts from their vectors, shape (texts, dimension)."""
        if not len(vectors):
            return cls(np.zeros(vectors.shape[1], dtype=np.float32), turn)
        trust = len(vectors) / (len(vectors) + ENOUGH)
        return cls(np.asarray(trust * vectors.mean(axis=0), dtype=np.float32), turn)

    @property
    def level(self) -> Space:
        """The same without the turn."""
        return Space(self.mean)

    def __call__(self, vectors: FloatArray) -> FloatArray:
        """Return vectors as they lie in this space, each of length one."""
        moved = vectors - self.mean
        return unit(moved if self.turn is None else moved @ self.turn)


class Meanings:
    """One encoder's list: the vectors of all surfaces, and the space in which what is asked meets them.

    Questions and passages are apart from each other in everything they have in common; so each is seen from its own mean. ``asked`` is the
    space of questions; without it what is asked is taken to be like the surfaces.
    """

    def __init__(self, vectors: FloatArray, *, asked: Space | None = None, turn: FloatArray | None = None) -> None:
        own = Space.of(vectors, turn=turn)
        self.asked = asked or own
        self._rows = own(vectors)

    def score(self, queries: FloatArray) -> list[FloatArray]:
        """Return the cosines of each query with each surface, shape (surfaces,) each."""
        return list(self.asked(queries) @ self._rows.T)
