"""Who may do what with a claim, and when: the staff's commands as a pure state machine.

先调查后定损、先审核后付款; a decision, for payment or against it, is final only when somebody other than its assessor has audited it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import Mapping

from assistant.domain.claim import ClaimState, advance
from assistant.errors import RoleError, StateError


class Command(str, Enum):
    """What the staff can do with a claim."""

    ACCEPT = "accept"
    INVESTIGATE = "investigate"
    PAPER = "paper"
    NOTICE = "notice"
    ASSESS = "assess"
    REFUSE = "refuse"  # an assessment too, that nothing is to be paid
    AUDIT = "audit"
    PAY = "pay"
    ADVANCE = "advance"  # propose to pay the certain part early
    AUDIT_ADVANCE = "audit_advance"
    PAY_ADVANCE = "pay_advance"
    CLOSE = "close"
    CANCEL = "cancel"
    DISPUTE = "dispute"
    DECIDE = "decide"
    NOTE = "note"
    ASSIGN = "assign"
    FOLLOWUP = "followup"


class Outcome(str, Enum):
    """What an assessment comes to."""

    PAY = "pay"
    REFUSE = "refuse"
    ADVANCE = "advance"  # a part alone, early


READERS = frozenset({"agent", "supervisor", "claims", "auditor", "admin"})
HANDLERS = frozenset({"claims", "supervisor"})
AUDITORS = frozenset({"auditor", "supervisor"})
ROLES: Mapping[Command, frozenset[str]] = {
    **dict.fromkeys(Command, HANDLERS),
    Command.AUDIT: AUDITORS,
    Command.AUDIT_ADVANCE: AUDITORS,
    Command.DECIDE: AUDITORS,
    Command.NOTE: HANDLERS | AUDITORS,
}

_S = ClaimState
OPEN = frozenset(_S) - {_S.CLOSED, _S.REFUSED, _S.CANCELLED}
BEFORE_DECISION = frozenset({_S.REPORTED, _S.ACCEPTED, _S.INVESTIGATING})
UNSETTLED = frozenset({_S.INVESTIGATING, _S.ASSESSED})  # the whole amount is not known, or not audited
ANY = frozenset(_S)
FROM: Mapping[Command, frozenset[ClaimState]] = {
    Command.ACCEPT: frozenset({_S.REPORTED}),
    Command.INVESTIGATE: frozenset({_S.ACCEPTED}),
    Command.PAPER: BEFORE_DECISION,
    Command.NOTICE: BEFORE_DECISION,
    Command.ASSESS: frozenset({_S.INVESTIGATING}),
    Command.REFUSE: frozenset({_S.INVESTIGATING}),
    Command.AUDIT: frozenset({_S.ASSESSED}),
    Command.PAY: frozenset({_S.AUDITED}),
    **dict.fromkeys((Command.ADVANCE, Command.AUDIT_ADVANCE, Command.PAY_ADVANCE), UNSETTLED),
    Command.CLOSE: frozenset({_S.PAID, _S.REFUSED}),
    Command.CANCEL: BEFORE_DECISION,
    Command.DISPUTE: frozenset({_S.AUDITED, _S.PAID, _S.REFUSED, _S.CLOSED}),
    Command.DECIDE: frozenset({_S.DISPUTED}),
    Command.NOTE: ANY,
    Command.ASSIGN: OPEN,
    Command.FOLLOWUP: frozenset({_S.CLOSED, _S.DISPUTED}),
}
TARGETS: Mapping[Command, ClaimState] = {
    Command.ACCEPT: _S.ACCEPTED,
    Command.INVESTIGATE: _S.INVESTIGATING,
    Command.ASSESS: _S.ASSESSED,
    Command.REFUSE: _S.ASSESSED,
    Command.PAY: _S.PAID,
    Command.CLOSE: _S.CLOSED,
    Command.CANCEL: _S.CANCELLED,
    Command.DISPUTE: _S.DISPUTED,
}
APPROVE, RETURN = "approve", "return"
UPHELD, CHANGED, WITHDRAWN = "upheld", "changed", "withdrawn"
FOUR_EYES = frozenset({Command.AUDIT, Command.AUDIT_ADVANCE, Command.DECIDE})
ASKED, APPROVED = "asked", "approved"
ADVANCES: Mapping[Command, str | None] = {  # how far an early payment must be
    Command.ADVANCE: None,
    Command.AUDIT_ADVANCE: ASKED,
    Command.PAY_ADVANCE: APPROVED,
}


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the staff, as far as rules ask."""

    id: int
    role: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """A claim as far as the rules look at it; ``assessor`` and ``outcome`` are those of the last assessment.

    ``advance`` is how far an early payment is that was not paid yet, ``advancer`` who proposed it.
    """

    state: ClaimState = ClaimState.REPORTED
    assessor: int | None = None
    outcome: Outcome | None = None
    disputed_from: ClaimState | None = None
    advance: str | None = None
    advancer: int | None = None


def objection(case: Case, person: Person, command: Command) -> str | None:
    """Return what stands against a command, ``role``, ``state`` or ``four_eyes``; None where nothing does.

    >>> objection(Case(state=ClaimState.ASSESSED, assessor=7), Person(id=7, role="supervisor"), Command.AUDIT)
    'four_eyes'
    """
    if person.role not in ROLES[command]:
        return "role"
    if case.state not in FROM[command] or (command in ADVANCES and case.advance != ADVANCES[command]):
        return "state"
    checked = case.advancer if command is Command.AUDIT_ADVANCE else case.assessor
    return "four_eyes" if command in FOUR_EYES and checked == person.id else None


def act(case: Case, person: Person, command: Command, choice: str = "") -> Case:
    """Return the case after a command; ``choice`` is the verdict of an audit or the outcome of a dispute.

    Raises:
        RoleError: where the role may not.
        StateError: where the state does not allow it, or the assessor would check their own work.
    """
    against = objection(case, person, command)
    if against == "role":
        raise RoleError(f"role {person.role} may not {command.value} a claim")
    if against is not None:
        raise StateError(f"{command.value} in state {case.state.value}", code=f"claim_{against}")
    target = _target(case, command, choice)
    if target is None:
        return _advance(case, person, command, choice)
    moved = replace(case, state=advance(case.state, target))
    return _remember(case, moved, person, command)


def _advance(case: Case, person: Person, command: Command, choice: str) -> Case:
    """Return the case after a step that leaves it where it stands: an early payment is further then."""
    if command is Command.ADVANCE:
        return replace(case, advance=ASKED, advancer=person.id)
    if command is Command.AUDIT_ADVANCE:
        return replace(case, advance=APPROVED if choice == APPROVE else None)
    return replace(case, advance=None) if command is Command.PAY_ADVANCE else case


def _target(case: Case, command: Command, choice: str) -> ClaimState | None:
    if command is Command.AUDIT:
        approved = ClaimState.AUDITED if case.outcome is Outcome.PAY else ClaimState.REFUSED
        return approved if choice == APPROVE else ClaimState.INVESTIGATING
    if command is Command.DECIDE:
        kept = ClaimState.AUDITED if case.disputed_from is ClaimState.AUDITED else ClaimState.CLOSED
        return ClaimState.INVESTIGATING if choice == CHANGED else kept
    return TARGETS.get(command)


def _remember(before: Case, moved: Case, person: Person, command: Command) -> Case:
    if command in (Command.ASSESS, Command.REFUSE):
        outcome = Outcome.PAY if command is Command.ASSESS else Outcome.REFUSE
        return replace(moved, assessor=person.id, outcome=outcome)
    if moved.state in (ClaimState.AUDITED, ClaimState.REFUSED):
        return replace(moved, advance=None)  # the whole is settled: there is no part left to be paid early
    return replace(moved, disputed_from=before.state) if command is Command.DISPUTE else moved


def dispute(case: Case) -> Case:
    """Return the case after its customer has objected to the decision.

    Raises:
        StateError: where nothing has been decided yet, or a dispute is open.
    """
    if case.state not in FROM[Command.DISPUTE]:
        raise StateError("there is no decision to dispute", code="claim_state")
    return replace(case, state=advance(case.state, ClaimState.DISPUTED), disputed_from=case.state)
