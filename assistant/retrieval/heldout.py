"""Learn the calibration from the knowledge base itself, by holding out what it has."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from typing import Callable, FrozenSet, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.calibration import Calibration, FloatMatrix, Trial, doubts, features, fit
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.encoders import Encoder, FloatArray
from assistant.retrieval.index import Index, Scored
from assistant.retrieval.matters import Matters
from assistant.retrieval.surfaces import Query
from assistant.retrieval.words import fold

SAMPLE = 600  # wordings; the probabilities hardly change with more
FEWEST = 60  # below it there is nothing to learn from
WIDTH = 30  # entries; what comes after them has little to do with what was asked
LIFT = 0.35  # what speaks of the very product that is asked about comes before what is general

OTHERS = (
    0.25  # what a question whose answer is taken away counts for: of five that customers ask one has no answer here
)


@dataclass(frozen=True)
class Asked:
    """A query, the entries that may answer, those that are right, and the wording it was taken from, if it was."""

    query: Query
    allowed: NDArray[np.bool_]
    right: FrozenSet[int]
    wording: int | None = None


def learn(index: Index, matters: Matters, asked: Sequence[Asked], encoders: Sequence[Encoder]) -> Calibration | None:
    """Return a calibration learnt from questions, or None where there are too few to learn from, or none that has an answer.

    Each is asked as it is; and once more with the entries that are right left out, as if the knowledge base had none: then nothing is right.
    """
    if len(asked) < FEWEST:
        return None
    known = [_vectors(encoder, asked) for encoder in encoders]
    sets: tuple[list[Trial], ...] = ([], [], [])
    for one in asked:
        for own, scored in zip(sets, _stages(index, one.query, known)):
            own += _trials(index, matters, one, scored)
    both = all({bool(trial.right.any()) for trial in trials} == {True, False} for trials in sets)
    return Calibration(*map(fit, sets)) if both else None


def held_out(index: Index, ask: Callable[[str, str | None], Query]) -> list[Asked]:
    """Return a sample of the entries' own wordings, each to be asked without itself; ``ask`` makes a query of a text and its product."""
    asked = []
    for at in _sample(index):
        surface = index.questions.surfaces[at]
        query = ask(surface.found_by, index.entries[surface.owner].product)
        asked.append(Asked(query, _allowed(index, surface.owner), frozenset([surface.owner]), at))
    return asked


def _vectors(encoder: Encoder, asked: Sequence[Asked]) -> Mapping[str, FloatArray]:
    """Return the vectors of all that is asked, encoded as what is searched is: beside each other, and once on a machine."""
    texts = list(dict.fromkeys(text for one in asked for text in one.query.texts))
    return dict(zip(texts, encoder.encode_passage(texts)))


def _stages(index: Index, query: Query, known: Sequence[Mapping[str, FloatArray]]) -> list[Scored]:
    """Return what is known after each stage: the words, the quick encoder, the careful one (or the quick one again, where there is none)."""
    vectors = [np.stack([of[text] for text in query.texts]) for of in known]
    words = index.score(query)
    quickly = index.refine(words, quick=vectors[0])
    return [words, quickly, index.refine(quickly, careful=vectors[1]) if len(vectors) > 1 else quickly]


def trials(
    index: Index, matters: Matters, asked: Asked, found: Sequence[Candidate]
) -> Iterator[tuple[NDArray[np.bool_], float]]:
    """Yield who may answer, and what the trial counts for: all; and, where there is an answer, all but it and what is alike among ``found``."""
    yield asked.allowed, 1.0
    if asked.right:
        yield _without(asked.allowed, [*asked.right, *(c.entry for c in found if alike(matters, asked, c))]), OTHERS


def alike(matters: Matters, asked: Asked, candidate: Candidate) -> bool:
    """Tell whether a candidate answers what was asked, or speaks of the same matter as what does."""
    return any(matters.same(candidate.entry, place) for place in asked.right)


def evidence(found: Sequence[Candidate], query: Query) -> FloatMatrix:
    """Return the candidates' features, shape (candidates, features)."""
    return np.array([features(candidate, query.texts[-1]) for candidate in found])


def _trials(index: Index, matters: Matters, asked: Asked, scored: Scored) -> Iterator[Trial]:
    """Yield trials in which what speaks of the same matter as the answer is neither right nor wrong."""
    found = index.rank(scored, asked.allowed, WIDTH, without=asked.wording)
    for allowed, weight in trials(index, matters, asked, found):
        ranked = found if allowed is asked.allowed else index.rank(scored, allowed, WIDTH, without=asked.wording)
        rivals = [one for one in ranked if one.entry in asked.right or not alike(matters, asked, one)]
        if rivals:
            told = np.array([one.entry in asked.right for one in rivals])
            yield Trial(evidence(rivals, asked.query), doubts(rivals, asked.query.texts[-1]), told, weight)


def _sample(index: Index) -> list[int]:
    """Return wordings of entries that have others beside it, none that stands elsewhere too, never the first, which the passages repeat."""
    surfaces = index.questions.surfaces
    often = Counter(fold(surface.words) for surface in surfaces if index.entries[surface.owner].valid_to is None)
    suited = [
        at
        for at, surface in enumerate(surfaces)
        if index.entries[surface.owner].valid_to is None
        and len(index.entries[surface.owner].surfaces) > 3
        and often[fold(surface.words)] == 1
        and at != index.questions.stretch(surface.owner).start
    ]
    return sorted(random.Random(0).sample(suited, min(SAMPLE, len(suited))))


def _allowed(index: Index, owner: int) -> NDArray[np.bool_]:
    """Return who may answer: those of the owner's product and of none, unless they have lapsed."""
    product = index.entries[owner].product
    current = np.array([entry.valid_to is None for entry in index.entries], dtype=bool)
    return current & index.of_products({"", product}) if product else current


def _without(allowed: NDArray[np.bool_], entries: Sequence[int]) -> NDArray[np.bool_]:
    less = allowed.copy()
    less[list(entries)] = False
    return less
