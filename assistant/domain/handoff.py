"""A request for a person: why, how urgent, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Reason(str, Enum):
    """Why a conversation goes to a person, the most urgent first."""

    EMERGENCY = "emergency"
    RISK = "risk"  # signs of a high risk: threats, mis-selling, fraud
    COMPLAINT = "complaint"
    DISPUTE = "dispute"
    DOUBT = "doubt"  # not understood surely, in a matter of money
    REQUEST = "request"
    DECISION = "decision"  # something only people decide: surrender, change of a policy
    MISUNDERSTANDING = "misunderstanding"
    FAULT = "fault"  # the assistant could not do it


class HandoffState(str, Enum):
    """Where a request for a person stands."""

    WAITING = "waiting"
    ACTIVE = "active"
    RETURNED = "returned"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


# seconds within which somebody should answer: the company's own service promise
RESPONSE_SECONDS = {
    Reason.EMERGENCY: 60,
    Reason.RISK: 120,
    Reason.COMPLAINT: 180,
    Reason.DISPUTE: 300,
    Reason.DOUBT: 300,
    Reason.REQUEST: 300,
    Reason.DECISION: 600,
    Reason.MISUNDERSTANDING: 600,
    Reason.FAULT: 300,
}


@dataclass(frozen=True, kw_only=True)
class Handoff:
    """A conversation's stay with people, from the request to its end."""

    id: int
    conversation_id: str
    reason: Reason
    priority: int
    state: HandoffState
    complaint_id: int | None
    note: str
    agent_id: int | None
    requested_at: datetime
    due_at: datetime
    accepted_at: datetime | None
    ended_at: datetime | None
    skill: str  # the group that it is for
    kept_for: int | None  # the agent who goes first, for a short while
    kept_until: datetime | None
    told_at: datetime | None  # when the customer was last told that nobody is there
    closing_code: str | None
    summary: str

    def keeps(self, now: datetime) -> int | None:
        """Return the agent it is still kept for, or None."""
        return self.kept_for if self.kept_until is not None and now < self.kept_until else None


# how many classes a tone moves a request up; the service guide (3.3, 7.3) wants high-risk and vulnerable customers put first
RISE = {"despair": 6, "menace": 6, "threat": 2, "misselling": 2, "hardship": 1, "grief": 1, "illness": 1, "angry": 1}
HIGH_RISK = frozenset(RISE) - {"angry"}


def priority(reason: Reason, tone: str | None) -> int:
    """Return the place's class in the queue, 0 first; the tone moves it up.

    >>> priority(Reason.EMERGENCY, None), priority(Reason.REQUEST, "angry"), priority(Reason.REQUEST, "misselling")
    (0, 4, 3)
    """
    return max(0, list(Reason).index(reason) - RISE.get(tone or "", 0))


def due_at(reason: Reason, now: datetime) -> datetime:
    """Return until when somebody should have answered."""
    return now + timedelta(seconds=RESPONSE_SECONDS[reason])
