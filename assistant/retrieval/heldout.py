"""Learn the calibration from the knowledge base itself, by holding out what it has."""

from __future__ import annotations

import random
from collections import Counter
from typing import FrozenSet, Iterator, List, Sequence, Tuple

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.calibration import Calibration, features, fit
from assistant.retrieval.definitions import Definitions
from assistant.retrieval.encoders import Encoder
from assistant.retrieval.index import Candidate, Index, Scored
from assistant.retrieval.kinds import Kinds
from assistant.retrieval.matters import Matters
from assistant.retrieval.surfaces import Query
from assistant.retrieval.topics import Topics
from assistant.retrieval.words import fold

SAMPLE = 600  # wordings; the probabilities hardly change with more
FEWEST = 60  # below it there is nothing to learn from
ALIKE = 30  # entries; what comes after them has little to do with what was asked
LIFT = 0.25  # what speaks of the very product that is asked about comes before what is general

Row = Tuple[List[float], float]
Asked = Tuple[Query, NDArray[np.bool_], FrozenSet[int]]  # a query, the entries that may answer, those that are right


def learn(
    index: Index, matters: Matters, kinds: Kinds, topics: Topics, definitions: Definitions, careful: Encoder | None
) -> Calibration | None:
    """Return a calibration learnt by leaving out, or None where the knowledge base is too small.

    Each sampled wording is asked three times: with itself left out, where its entry is right if it comes first; with its whole entry left
    out; and with everything like it left out, as if it were none of an insurer's business. Whatever comes first then is wrong. Right and
    wrong count for even odds, since how often customers ask what is known, nobody knows beforehand. A first one of the same matter says
    nothing either way.
    """
    sample = _sample(index)
    if len(sample) < FEWEST:
        return None
    quick, careful_rows = (
        _rows(index, matters, kinds, topics, definitions, sample, encoder) for encoder in (None, careful)
    )
    return _fit_both(quick, careful_rows)


def learn_from_golden(
    index: Index, matters: Matters, asked: Sequence[Asked], careful: Encoder | None
) -> Calibration | None:
    """Return a calibration learnt from golden questions, or None where there are too few.

    Each is asked twice: as it is, and with the entries that are right left out, as if the knowledge base had none; whatever comes first
    then is wrong. They are in nobody's words but a customer's, and so tell more than what the entries' own wordings do.
    """
    if len(asked) < FEWEST:
        return None
    quick, careful_rows = (
        [row for one in asked for row in _golden_rows(index, matters, one, encoder)] for encoder in (None, careful)
    )
    return _fit_both(quick, careful_rows)


def _golden_rows(index: Index, matters: Matters, asked: Asked, careful: Encoder | None) -> Iterator[Row]:
    query, allowed, right = asked
    scored = index.score(query)
    scored = index.refine(scored, careful.encode_query(query.texts)) if careful else scored
    found = index.rank(scored, allowed, ALIKE)
    alike = [c.entry for c in found if any(matters.same(c.entry, place) for place in right)]
    if found and (found[0].entry in right or found[0].entry not in alike):
        yield features(found[0], margin(found, 0, matters)), float(found[0].entry in right)
    found = index.rank(scored, _without(allowed, [*right, *alike]), ALIKE) if right else []
    if found:
        yield features(found[0], margin(found, 0, matters)), 0.0


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


def _rows(
    index: Index,
    matters: Matters,
    kinds: Kinds,
    topics: Topics,
    definitions: Definitions,
    sample: Sequence[int],
    careful: Encoder | None,
) -> list[Row]:
    """Return features and label of the first one found, for every sampled wording and all that is left out."""
    rows: list[Row] = []
    for at in sample:
        owner = index.questions.surfaces[at].owner
        scored = _score(index, kinds, topics, definitions, at, careful)
        allowed = _allowed(index, owner)
        for _ in range(3):
            found = index.rank(scored, allowed, ALIKE, without=at)
            if not found:
                break
            right = found[0].entry == owner
            if right or not matters.same(found[0].entry, owner):
                rows.append((features(found[0], margin(found, 0, matters)), float(right)))
            allowed = _without(allowed, [owner] if allowed[owner] else [candidate.entry for candidate in found])
    return rows


def _score(
    index: Index, kinds: Kinds, topics: Topics, definitions: Definitions, at: int, careful: Encoder | None
) -> Scored:
    surface = index.questions.surfaces[at]
    product = index.entries[surface.owner].product
    own = index.of_products({product} if product else ())
    alien = kinds.others(surface.found_by)
    query = Query(
        texts=(surface.found_by,),
        quick=index.questions.quick[at : at + 1],
        own=own,
        lift=LIFT,
        rest=topics.rest(surface.found_by),
        alien=alien,
        beside=definitions.beside(surface.found_by),
    )
    scored = index.score(query)
    return index.refine(scored, careful.encode_query(query.texts)) if careful else scored


def _fit_both(*sets: Sequence[Row]) -> Calibration | None:
    """Return the models of the quick rows and of the careful ones, or None where either set knows only one label."""
    if not all(map(_mixed, sets)):
        return None
    quick, careful = (fit(np.array([row for row, _ in rows]), np.array([label for _, label in rows])) for rows in sets)
    return Calibration(quick=quick, careful=careful)


def _mixed(rows: Sequence[Row]) -> bool:
    return {label for _, label in rows} == {0.0, 1.0}


def _allowed(index: Index, owner: int) -> NDArray[np.bool_]:
    """Return who may answer: those of the owner's product and of none, unless they have lapsed."""
    product = index.entries[owner].product
    current = np.array([entry.valid_to is None for entry in index.entries], dtype=bool)
    return current & index.of_products({"", product}) if product else current


def _without(allowed: NDArray[np.bool_], entries: Sequence[int]) -> NDArray[np.bool_]:
    less = allowed.copy()
    less[list(entries)] = False
    return less


def margin(found: list[Candidate], at: int, matters: Matters) -> float:
    """Return by how much a candidate leads the best other one of another matter; 1 where there is none."""
    own = found[at]
    rival = next((other for other in found if other is not own and not matters.same(other.entry, own.entry)), None)
    return own.fused - rival.fused if rival else 1.0
