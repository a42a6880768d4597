"""Weigh what was found against each other and against nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Iterator, Mapping, Sequence

from assistant.retrieval.calibration import Choice, doubts
from assistant.retrieval.candidate import Candidate
from assistant.retrieval.heldout import evidence
from assistant.retrieval.matters import Matters
from assistant.retrieval.model import Entry
from assistant.retrieval.surfaces import Query

SPECIAL, GUESS = (
    0.3,
    0.6,
)  # a wording of which less was asked may be about something more special; then it is no more than a guess
EXACT = 0.95  # the score of an entry with the very wording that was asked


@dataclass(frozen=True)
class Weighed:
    """A candidate with its probabilities: ``score`` and ``share`` as in ``Hit``, and what it has ``alone``."""

    candidate: Candidate
    score: float
    share: float
    alone: float


class Weigher:
    """Knows the entries, and which of them speak of the same matter."""

    def __init__(self, entries: Sequence[Entry], matters: Matters) -> None:
        self._entries, self._matters = entries, matters

    def weigh(self, model: Choice, found: Sequence[Candidate], query: Query) -> list[Weighed]:
        """Return candidates with what they have of the probability, best first: alone, and with what speaks of the same matter.

        Products that have the same fact come one after another: together they are as probable as that fact is meant.
        """
        text = query.texts[-1]
        shares = (
            [float(share) for share in model.probabilities(evidence(found, query), doubts(found, text))]
            if found
            else []
        )
        weighed = self._weighed(found, shares, text)
        return sorted(weighed, key=lambda one: (one.candidate.exact, one.share, one.alone), reverse=True)

    def _weighed(self, found: Sequence[Candidate], shares: Sequence[float], text: str) -> Iterator[Weighed]:
        facts: defaultdict[str | None, float] = defaultdict(float)
        for own, share in zip(found, shares):
            facts[self._entries[own.entry].fact] += share
        chances = {own.entry: share for own, share in zip(found, shares)}
        for own, share in zip(found, shares):
            fact = self._entries[own.entry].fact
            yield Weighed(own, self._score(own, chances, text), facts[fact] if fact else share, share)

    def _score(self, own: Candidate, chances: Mapping[int, float], text: str) -> float:
        """Return how probable it is that a candidate answers, by itself or as part of what answers; ``chances`` are the entries' own."""
        alike = sum(chances[entry] for entry in self._matters.of(own.entry) & chances.keys())
        score = min(alike, GUESS if own.share_asked(text) < SPECIAL else 1.0)
        return max(score, EXACT) if own.exact else score


def margin(found: Sequence[Candidate], at: int, matters: Matters) -> float:
    """Return by how much a candidate leads the best other one of another matter; 1 where there is none."""
    return found[at].fused - max(_rivals(found, at, matters), default=found[at].fused - 1.0)


def _rivals(found: Sequence[Candidate], at: int, matters: Matters) -> list[float]:
    own = found[at]
    return [other.fused for other in found if other is not own and not matters.same(other.entry, own.entry)]
