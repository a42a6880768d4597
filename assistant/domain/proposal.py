"""An entry proposed for the knowledge base: written by one person, decided on by another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any


class ProposalState(str, Enum):
    """What became of a proposal."""

    WAITING = "waiting"
    PUBLISHED = "published"
    REFUSED = "refused"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is proposed; ``cites`` are pairs of kind and target, as the knowledge base has them."""

    question: str
    answer: str
    similar: tuple[str, ...] = ()
    cites: tuple[tuple[str, str], ...] = ()
    product: str = ""

    def as_record(self, key: str, reviewer: str, day: date) -> dict[str, Any]:
        """Return the entry as it stands in the knowledge base.

        >>> Entry(question="问", answer="答", cites=(("law", "insurance/第十七条"),)).as_record("k-1", "甲", date(2026, 1, 2))["cites"]
        [{'law': 'insurance/第十七条'}]
        """
        product = {"product": self.product} if self.product else {}
        return {
            "id": key,
            "question": self.question,
            "similar": list(self.similar),
            "answer": self.answer,
            **product,
            "cites": [{kind: target} for kind, target in self.cites],
            "valid_from": day,
            "reviewed": {"by": reviewer, "on": day},
        }


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A proposal as it is kept."""

    id: int
    doubt_id: int | None
    topic: str
    entry: Entry
    state: ProposalState
    made_by: int
    made_at: datetime
    decided_by: int | None
    decided_at: datetime | None
    remark: str

    @property
    def key(self) -> str:
        """The id under which the entry stands in the knowledge base."""
        return f"{self.topic}-desk-{self.id}"
