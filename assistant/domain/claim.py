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


# 先调查后定损、先审核后付款: no way leads to ASSESSED but from INVESTIGATING, none to PAID but from AUDITED, and a refusal is audited
# as a payment is; AUDITED is come to again only where the dispute began there (``domain/casework.py``)
NEXT: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.REPORTED: frozenset({ClaimState.ACCEPTED, ClaimState.CANCELLED}),
    ClaimState.ACCEPTED: frozenset({ClaimState.INVESTIGATING, ClaimState.CANCELLED}),
    ClaimState.INVESTIGATING: frozenset({ClaimState.ASSESSED, ClaimState.CANCELLED}),
    ClaimState.ASSESSED: frozenset({ClaimState.AUDITED, ClaimState.REFUSED, ClaimState.INVESTIGATING}),
    ClaimState.AUDITED: frozenset({ClaimState.PAID, ClaimState.DISPUTED}),
    ClaimState.PAID: frozenset({ClaimState.CLOSED, ClaimState.DISPUTED}),
    ClaimState.REFUSED: frozenset({ClaimState.CLOSED, ClaimState.DISPUTED}),
    ClaimState.DISPUTED: frozenset({ClaimState.INVESTIGATING, ClaimState.AUDITED, ClaimState.CLOSED}),
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


USUAL = (ClaimState.REPORTED, ClaimState.ACCEPTED, ClaimState.INVESTIGATING, ClaimState.ASSESSED, ClaimState.AUDITED,
         ClaimState.PAID, ClaimState.CLOSED)  # fmt: skip
REFUSAL = (*USUAL[:4], ClaimState.REFUSED, ClaimState.CLOSED)


def way_of(state: ClaimState, been: Mapping[ClaimState, datetime]) -> tuple[ClaimState, ...]:
    """Return the steps of a claim's way in order: those it has taken, and where it goes on from ``state``, those to come.

    >>> [step.value for step in way_of(ClaimState.CANCELLED, {ClaimState.REPORTED: datetime(2026, 1, 1)})]
    ['reported', 'cancelled']
    """
    refused = state is ClaimState.REFUSED or _later(ClaimState.REFUSED, ClaimState.PAID, been)
    way = REFUSAL if refused and state in REFUSAL[4:] else USUAL
    if state in way:
        return way
    taken = REFUSAL[:-1] if refused else USUAL[:-1]
    return (*(step for step in taken if step in been), state)


def _later(one: ClaimState, other: ClaimState, been: Mapping[ClaimState, datetime]) -> bool:
    return one in been and (other not in been or been[one] > been[other])
