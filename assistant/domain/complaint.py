"""A complaint's life: 受理 → 调查 → 反馈 → 结案."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from assistant.domain.roles import SUPERVISES, TAKES
from assistant.errors import StateError


class ComplaintState(str, Enum):
    """Where a complaint stands."""

    RECEIVED = "received"  # 受理
    INVESTIGATING = "investigating"  # 调查
    ANSWERED = "answered"  # 反馈
    CLOSED = "closed"  # 结案
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # the same matter goes on under another number


OPEN = (ComplaintState.RECEIVED, ComplaintState.INVESTIGATING)
ENDED = frozenset({ComplaintState.WITHDRAWN, ComplaintState.MERGED})

NEXT: dict[ComplaintState, frozenset[ComplaintState]] = {
    ComplaintState.RECEIVED: frozenset({ComplaintState.INVESTIGATING}) | ENDED,
    ComplaintState.INVESTIGATING: frozenset({ComplaintState.ANSWERED}) | ENDED,
    ComplaintState.ANSWERED: frozenset({ComplaintState.CLOSED, ComplaintState.INVESTIGATING}),
    ComplaintState.CLOSED: frozenset({ComplaintState.INVESTIGATING}),  # new facts
    ComplaintState.WITHDRAWN: frozenset(),
    ComplaintState.MERGED: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What a customer complains of, and what became of it; ``clock_from`` is when its term began, anew after new facts."""

    id: int
    number: str
    conversation_id: str
    customer_id: int | None
    text: str
    demand: str
    result: str
    outcome: str | None
    severity: str
    grade: str
    state: ComplaintState
    received_at: datetime
    clock_from: date
    due_on: date
    due_source: str
    agent_id: int | None
    merged_into: int | None
    escalated_at: datetime | None
    news_at: datetime | None  # when the customer did something that nobody of ours has taken note of

    @property
    def open(self) -> bool:
        """Tell whether it still has to be answered."""
        return self.state in OPEN


def advance(current: ComplaintState, target: ComplaintState) -> ComplaintState:
    """Return ``target`` where the procedure allows it.

    Raises:
        StateError: where a step would be skipped.
    """
    if target not in NEXT[current]:
        raise StateError(f"a complaint does not go from {current.value} to {target.value}")
    return target


class Step(str, Enum):
    """What people do with a complaint."""

    TAKE = "take"
    ASSIGN = "assign"
    DEMAND = "demand"
    PARTY = "party"
    EVIDENCE = "evidence"
    NOTE = "note"
    COMPLEX = "complex"
    EXTEND = "extend"  # asks for it
    APPROVE = "approve"  # grants it, and tells the complainant
    REFUSE = "refuse"
    APPRAISE = "appraise"
    APPRAISED = "appraised"
    ANSWER = "answer"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    REOPEN = "reopen"
    SEEN = "seen"  # takes note of what the customer did


STATES: dict[Step, tuple[ComplaintState, ...]] = {
    Step.TAKE: OPEN,
    Step.ASSIGN: (*OPEN, ComplaintState.ANSWERED),
    Step.DEMAND: OPEN,
    Step.PARTY: OPEN,
    Step.EVIDENCE: (*OPEN, ComplaintState.ANSWERED),
    Step.NOTE: tuple(ComplaintState),
    Step.COMPLEX: OPEN,
    Step.EXTEND: OPEN,
    Step.APPROVE: OPEN,
    Step.REFUSE: OPEN,
    Step.APPRAISE: (ComplaintState.INVESTIGATING,),
    Step.APPRAISED: (ComplaintState.INVESTIGATING,),
    Step.ANSWER: (ComplaintState.INVESTIGATING,),
    Step.CLOSE: (ComplaintState.ANSWERED,),
    Step.WITHDRAW: OPEN,
    Step.MERGE: OPEN,
    Step.REOPEN: (ComplaintState.ANSWERED, ComplaintState.CLOSED),
    Step.SEEN: tuple(ComplaintState),
}
HANDLES = TAKES
SUPERVISORS_ALONE = frozenset({Step.ASSIGN, Step.APPROVE, Step.REFUSE})


def steps_for(complaint: Complaint, agent_id: int, role: str) -> tuple[Step, ...]:
    """Return what somebody may do with a complaint: its owner handles it, a supervisor all of them, others only what is nobody's yet."""
    return tuple(step for step in Step if complaint.state in STATES[step] and _may(step, complaint, agent_id, role))


def _may(step: Step, complaint: Complaint, agent_id: int, role: str) -> bool:
    if step is Step.SEEN and complaint.news_at is None:
        return False
    if step is Step.TAKE:
        return role in HANDLES and complaint.agent_id is None
    if role in SUPERVISES:
        return True
    return role == "agent" and complaint.agent_id == agent_id and step not in SUPERVISORS_ALONE
