"""Quality review: a sample that anybody can draw again, and a score sheet."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Mapping, Sequence

from assistant.errors import CustomerError


@dataclass(frozen=True, kw_only=True)
class Criterion:
    """One line of the score sheet; ``fatal`` missed, the whole talk scores nothing."""

    id: str
    title: str
    asks: str
    points: int
    fatal: bool = False


def draw(candidates: Sequence[int], count: int, seed: int) -> list[int]:
    """Return a random sample, always the same for the same candidates and seed.

    >>> draw(range(1, 101), 3, 7) == draw(range(1, 101), 3, 7)
    True
    """
    pool = sorted(set(candidates))
    return sorted(random.Random(seed).sample(pool, min(count, len(pool))))


def total(criteria: Sequence[Criterion], scores: Mapping[str, int]) -> int:
    """Return the points of a filled sheet, out of the sum of all criteria's points.

    Raises:
        CustomerError: ``score_sheet`` when a line is missing, unknown, or outside its points.
    """
    if set(scores) != {c.id for c in criteria} or any(not 0 <= scores[c.id] <= c.points for c in criteria):
        raise CustomerError("score_sheet")
    if any(c.fatal and scores[c.id] == 0 for c in criteria):
        return 0
    return sum(scores.values())
