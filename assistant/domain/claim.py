"""A claim's life: 报案 → 受理 → 调查 → 定损 → 审核 → 付款 → 结案, with 拒赔 and 争议."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Mapping

from assistant.errors import StateError


class ClaimState(str, Enum):
    """Where a claim stands."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    INVESTIGATING = "investigating"
    ASSESSED = "assessed"
    AUDITED = "audited"
    PAID = "paid"
    CLOSED = "closed"
    REFUSED = "refused"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


# 先调查后定损、先审核后付款: no way leads to ASSESSED but from INVESTIGATING, none to PAID but from AUDITED
NEXT: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.REPORTED: frozenset({ClaimState.ACCEPTED, ClaimState.CANCELLED}),
    ClaimState.ACCEPTED: frozenset({ClaimState.INVESTIGATING, ClaimState.CANCELLED}),
    ClaimState.INVESTIGATING: frozenset({ClaimState.ASSESSED, ClaimState.REFUSED, ClaimState.CANCELLED}),
    ClaimState.ASSESSED: frozenset({ClaimState.AUDITED, ClaimState.INVESTIGATING}),
    ClaimState.AUDITED: frozenset({ClaimState.PAID, ClaimState.REFUSED}),
    ClaimState.PAID: frozenset({ClaimState.CLOSED, ClaimState.DISPUTED}),
    ClaimState.REFUSED: frozenset({ClaimState.CLOSED, ClaimState.DISPUTED}),
    ClaimState.DISPUTED: frozenset({ClaimState.INVESTIGATING, ClaimState.CLOSED}),
    ClaimState.CLOSED: frozenset({ClaimState.DISPUTED}),
    ClaimState.CANCELLED: frozenset(),
}


@dataclass(frozen=True, kw_only=True)
class Claim:
    """A reported loss; ``fields`` holds what the customer told, by field id, ``checks`` what was noticed (see ``domain/intake.py``)."""

    id: int
    number: str
    conversation_id: str
    customer_id: int | None
    type: str
    state: ClaimState
    fields: Mapping[str, Any]
    occurred_on: date | None
    reported_at: datetime
    updated_at: datetime
    checks: tuple[Mapping[str, Any], ...] = ()


def advance(current: ClaimState, target: ClaimState) -> ClaimState:
    """Return ``target`` where the procedure allows it.

    Raises:
        StateError: where a step would be skipped.
    """
    if target not in NEXT[current]:
        raise StateError(f"a claim does not go from {current.value} to {target.value}")
    return target
