"""A complaint's life: 受理 → 调查 → 反馈 → 结案."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from assistant.errors import StateError


class ComplaintState(str, Enum):
    """Where a complaint stands."""

    RECEIVED = "received"  # 受理
    INVESTIGATING = "investigating"  # 调查
    ANSWERED = "answered"  # 反馈
    CLOSED = "closed"  # 结案
    WITHDRAWN = "withdrawn"


NEXT: dict[ComplaintState, frozenset[ComplaintState]] = {
    ComplaintState.RECEIVED: frozenset({ComplaintState.INVESTIGATING, ComplaintState.WITHDRAWN}),
    ComplaintState.INVESTIGATING: frozenset({ComplaintState.ANSWERED, ComplaintState.WITHDRAWN}),
    ComplaintState.ANSWERED: frozenset({ComplaintState.CLOSED, ComplaintState.INVESTIGATING}),
    ComplaintState.CLOSED: frozenset(),
    ComplaintState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class Complaint:
    """What a customer complains of, and what became of it."""

    id: int
    number: str
    conversation_id: str
    customer_id: int | None
    text: str
    severity: str
    state: ComplaintState
    received_at: datetime
    due_on: date
    due_source: str
    agent_id: int | None


def advance(current: ComplaintState, target: ComplaintState) -> ComplaintState:
    """Return ``target`` where the procedure allows it.

    Raises:
        StateError: where a step would be skipped.
    """
    if target not in NEXT[current]:
        raise StateError(f"a complaint does not go from {current.value} to {target.value}")
    return target
