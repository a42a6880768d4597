"""Both kinds of surface of all entries, pooled into one ranking of the entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable, Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.candidate import Candidate
from assistant.retrieval.encoders import Encoder, FloatArray
from assistant.retrieval.likelihood import Likelihoods
from assistant.retrieval.model import Entry
from assistant.retrieval.space import Space
from assistant.retrieval.surfaces import PASSAGES, QUESTIONS, Query, Scores, Spaces, Surface, SurfaceIndex
from assistant.retrieval.translation import translations
from assistant.retrieval.typical import TYPICAL
from assistant.retrieval.wholes import Wholes
from assistant.retrieval.words import Segmenter, clean

SEVERAL = 3  # wordings
POOL = 0.15  # how far a wording may trail an entry's best one and still add to it
REST = 0.6  # what an entry gains whose wording covers all that is asked of the thing named (chosen on golden questions; docs/decisions/0012)
BESIDE = 0.1  # what an entry loses that only defines what is named
LIKELY = 0.6  # what the likelihood counts for beside the careful encoder (docs/decisions/0015)
ALIEN = 0.35  # what an entry about another kind of insurance loses
# Where they say the same, an answer that was written for customers comes first.
STANDING = {"clause": -0.05, "law": -0.05}


@dataclass(frozen=True, kw_only=True)
class Scored:
    """A query with the scores of all surfaces, and how ``likely`` each entry makes it, shape (entries,)."""

    query: Query
    likely: FloatArray
    questions: Scores
    passages: Scores


class Index:
    """Both kinds of surface of all entries: wordings of the question, and passages of the answer.

    An entry's score is the sum of both: what is asked must be like what others asked, and the answer must speak of it. ``bare`` takes the
    names of a product out of its own entries' wordings.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        segmenter: Segmenter,
        quick: Encoder,
        careful: Encoder | None,
        cache_dir: Path | None = None,
        *,
        bare: Callable[[str, str | None], str] = lambda text, product: text,
    ) -> None:
        self.entries, self._segmenter = entries, segmenter
        self._of_product: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            self._of_product[entry.product or ""].append(place)
        self._standing = np.array([STANDING.get(entry.kind, 0.0) for entry in entries])
        self._reachable = np.array([bool(entry.surfaces or entry.passages) for entry in entries], dtype=bool)
        questions = [surface for owner, entry in enumerate(entries) for surface in _questions(owner, entry, bare)]
        passages = [surface for owner, entry in enumerate(entries) for surface in _passages(owner, entry)]
        self.questions = SurfaceIndex(questions, len(entries), QUESTIONS, segmenter, quick, careful, cache_dir)
        asked = self.questions.spaces if questions else _typical(quick, careful)
        self.passages = SurfaceIndex(
            passages, len(entries), PASSAGES, segmenter, quick, careful, cache_dir, asked=asked
        )
        wordings, answers = ((kind.lexical, kind.owners) for kind in (self.questions, self.passages))
        self._wholes = Wholes(wordings, answers, len(entries))
        self._likelihoods = Likelihoods(_texts(questions), _texts(passages), len(entries), translations())

    def score(self, query: Query) -> Scored:
        """Score a query by its words."""
        likely = self._likelihoods.score(query.texts[-1])
        return Scored(
            query=query, likely=likely, questions=self.questions.score(query), passages=self.passages.score(query)
        )

    def refine(self, scored: Scored, *, quick: FloatArray | None = None, careful: FloatArray | None = None) -> Scored:
        """Add an encoder's lists, given its vectors of the query's texts, shape (texts, dimension)."""
        questions = self.questions.refine(scored.questions, scored.query, quick=quick, careful=careful)
        passages = self.passages.refine(scored.passages, scored.query, quick=quick, careful=careful)
        return replace(scored, questions=questions, passages=passages)

    def of_products(self, products: Collection[str]) -> NDArray[np.bool_]:
        """Tell of each entry whether it belongs to one of the products ("": to none)."""
        found = np.zeros(len(self.entries), dtype=bool)
        for product in products:
            found[self._of_product.get(product, [])] = True
        return found

    def rank(
        self, scored: Scored, allowed: NDArray[np.bool_], top: int, *, without: int | None = None
    ) -> list[Candidate]:
        """Return the best allowed entries, best first; ``without`` is a wording to look away from."""
        if without is not None:
            scored = self._without(scored, without)
        asked = self.questions.pool(scored.questions.fused, len(self.entries), soft=POOL)
        said = self.passages.pool(scored.passages.fused, len(self.entries), soft=0.0)
        fused = asked + said + self._standing + scored.query.lift * scored.query.own
        if scored.questions.careful is not None:
            fused += LIKELY * scored.likely
        if scored.query.alien is not None:
            fused -= ALIEN * scored.query.alien
        if scored.query.names_topic:
            fused += REST * self.questions.best(scored.questions.rest, len(self.entries))
        if scored.query.beside is not None:
            fused -= BESIDE * scored.query.beside
        fused[~(allowed & self._reachable)] = -np.inf
        best = [entry for entry in _first(fused, top) if fused[entry] > -np.inf]
        shares = self._shares(best, scored.query.texts[-1], without)
        return [self._candidate(e, float(fused[e]), scored, *told) for e, told in zip(best, shares.tolist())]

    def _without(self, scored: Scored, wording: int) -> Scored:
        likely, owner = scored.likely.copy(), self.questions.surfaces[wording].owner
        likely[owner] = self._likelihoods.score_without(scored.query.texts[-1], owner, wording)
        return replace(scored, likely=likely, questions=scored.questions.without(wording))

    def _shares(self, entries: list[int], text: str, without: int | None) -> FloatArray:
        """Return how much of a text each entry's wordings have together, and its wordings and its answer, shape (entries, 2)."""
        asked = self.questions.lexical.importance(self._segmenter.features(text))
        shares = self._wholes.shares(asked, entries)
        wording = None if without is None else self.questions.surfaces[without]
        if wording and wording.owner in entries:
            less = frozenset(self._segmenter.features(wording.words))
            shares[entries.index(wording.owner)] = self._wholes.share_without(asked, wording.owner, less)
        return shares

    def _candidate(self, entry: int, fused: float, scored: Scored, worded: float, spoken: float) -> Candidate:
        index, scores = self.questions, scored.questions
        stretch = index.stretch(entry)
        if stretch.start == stretch.stop:
            index, scores = self.passages, scored.passages
            stretch = index.stretch(entry)
        at = stretch.start + int(np.argmax(scores.fused[stretch]))
        return Candidate(
            entry=entry,
            surface=index.surfaces[at].found_by,
            fused=fused,
            coverage=float(scores.coverage[at]),
            worded=worded,
            spoken=spoken,
            likely=float(scored.likely[entry]),
            quick=None if scores.quick is None else float(scores.quick[at]),
            careful=None if scores.careful is None else float(scores.careful[at]),
            exact=at in scores.exact,
            rest=self._rest(entry, scored),
            spoken_of=1.0 if scored.query.spoken_of is None else float(scored.query.spoken_of[entry]),
            answer_coverage=self._answer(entry, scored.passages.coverage),
            answer_careful=self._answer(entry, scored.passages.careful),
            several=self._several(entry, scored.questions),
            **self._about(entry, scored.query),
        )

    def _about(self, entry: int, query: Query) -> dict[str, Any]:
        """Return what kind of entry it is, and whether it is about what is asked."""
        known, own = self.entries[entry], bool(query.own[entry])
        told = {
            name: flags is not None and bool(flags[entry])
            for name, flags in (("alien", query.alien), ("beside", query.beside))
        }
        return {"kind": known.kind, "own": own, "elsewhere": known.product is not None and not own, **told}

    def _several(self, entry: int, scores: Scores) -> float:
        """Return the mean of an entry's best wordings by the last encoder that was asked, 0 before one was."""
        known = scores.careful if scores.careful is not None else scores.quick
        if known is None:
            return 0.0
        nearest = np.sort(known[self.questions.stretch(entry)])[-SEVERAL:]
        return float(nearest.mean()) if len(nearest) else 0.0

    def _answer(self, entry: int, scores: FloatArray | None) -> float:
        """Return a list's score of an entry's best passage, 0 for one without passages or a list that was not asked."""
        return 0.0 if scores is None else float(scores[self.passages.stretch(entry)].max(initial=0.0))

    def _rest(self, entry: int, scored: Scored) -> float:
        """Return how much of what is asked, topics aside, an entry's words cover; all of it where nothing else is asked."""
        if not scored.query.rest:
            return 1.0
        asked, said = (
            scored.questions.rest[self.questions.stretch(entry)],
            scored.passages.rest[self.passages.stretch(entry)],
        )
        return float(max(asked.max(initial=0.0), said.max(initial=0.0)))


def _questions(owner: int, entry: Entry, bare: Callable[[str, str | None], str]) -> list[Surface]:
    texts = [bare(text, entry.product) for text in entry.surfaces]
    return [Surface(owner=owner, found_by=clean(text), words=text) for text in texts]


def _passages(owner: int, entry: Entry) -> list[Surface]:
    return [Surface(owner=owner, found_by=clean(text), words=f"{entry.title} {text}") for text in entry.passages]


def _texts(surfaces: Sequence[Surface]) -> list[tuple[int, str]]:
    return [(surface.owner, surface.words) for surface in surfaces]


def _first(scores: FloatArray, count: int) -> list[int]:
    """Return the places of the highest scores, the highest first; of equal ones the first."""
    if count < len(scores):
        bar = np.partition(scores, -count)[-count]
        places = np.flatnonzero(scores >= bar)
    else:
        places = np.arange(len(scores))
    order: list[int] = places[np.argsort(-scores[places], kind="stable")][:count].tolist()
    return order


def _typical(quick: Encoder, careful: Encoder | None) -> Spaces:
    """Return the spaces of questions for documents that have none of their own."""
    return Space.of(quick.encode_passage(TYPICAL)), Space.of(careful.encode_passage(TYPICAL)) if careful else None
