"""What every step of casework has in common: the claim locked and known, the rules asked, the step written down."""

from __future__ import annotations

from typing import Any, Sequence

from assistant.clock import Clock
from assistant.domain.assessment import Assessment
from assistant.domain.casework import APPROVE, APPROVED, ASKED, Case, Command, Outcome, Person, act
from assistant.domain.claim import Claim, ClaimState
from assistant.errors import CustomerError, StateError
from assistant.services.whereabouts import Whereabouts
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

TEXT_LIMIT = 4000


class CaseSteps:
    """Steps of casework in one transaction."""

    def __init__(self, unit: Unit, whereabouts: Whereabouts, clock: Clock) -> None:
        self.unit = unit
        self.whereabouts = whereabouts
        self.clock = clock

    def begin(
        self, agent: Agent, number: str, version: int | None, command: Command, choice: str = ""
    ) -> tuple[Claim, Case]:
        """Return a claim, kept from others, and how it stands after a command that is now allowed; nothing is written yet.

        Raises:
            NotFoundError: when there is no such claim.
            RoleError: where the role may not.
            StateError: ``claim_state``, ``claim_four_eyes``, or ``claim_changed`` where somebody else was first.
        """
        # where the customer will be told, before where they reported: a turn there that comes to this claim locks in this order
        self.unit.conversations.lock(self.whereabouts.of(self.unit.claims.by_number(number)).id)
        claim = self.lock(number)
        after = act(self.case(claim), Person(id=agent.id, role=agent.role), command, choice)
        if version is not None and version != self.unit.casework.version(claim.id):
            raise StateError("somebody changed the claim in the meantime", code="claim_changed")
        return claim, after

    def lock(self, number: str) -> Claim:
        """Return a claim, kept from other processes until the transaction ends.

        Its conversation is locked first, as turns do it: whoever takes both in this order waits for nobody who waits for them.
        """
        claim = self.unit.claims.by_number(number)
        self.unit.conversations.lock(claim.conversation_id)
        self.unit.casework.lock(claim.id)
        return self.unit.claims.by_number(number)

    def case(self, claim: Claim) -> Case:
        """Return a claim as far as the rules look at it."""
        assessments = self.unit.casework.assessments([claim.id]).get(claim.id, [])
        disputes = self.unit.aftercare.disputes(claim.id)
        last = assessments[-1] if assessments else None
        advance, advancer = self._advance(claim, assessments)
        return Case(
            state=claim.state,
            assessor=last.assessed_by if last else None,
            outcome=Outcome(last.outcome) if last else None,
            disputed_from=disputes[-1].disputed_from if disputes else None,
            advance=advance,
            advancer=advancer,
        )

    def _advance(self, claim: Claim, assessments: Sequence[Assessment]) -> tuple[str | None, int | None]:
        """Return how far the last early payment is, and who proposed it: none that was paid or returned, or that the whole overtook."""
        last = next(reversed(self.unit.casework.advances(claim.id)), None)
        if last is None:
            return None, None
        settled = any(each.verdict == APPROVE and each.id > last.id for each in assessments)
        paid = {payment.assessment_id for payment in self.unit.casework.payments([claim.id]).get(claim.id, [])}
        if settled or last.id in paid or last.verdict not in (None, APPROVE):
            return None, last.assessed_by
        return APPROVED if last.verdict else ASKED, last.assessed_by

    def record(
        self,
        claim: Claim,
        after: ClaimState,
        kind: str,
        actor: str,
        *,
        text: str = "",
        shown: bool = False,
        **detail: Any,
    ) -> Claim:
        """Write a step down, in the claim's life and in the audit trail; return the claim as it is then."""
        now = self.clock.now()
        self.unit.casework.move(claim.id, after, now)
        self.unit.casework.note(claim.id, kind, actor, after, now, text=text, shown=shown)
        moved = {"from": claim.state.value, "to": after.value} if after is not claim.state else {}
        self.unit.audit.note(actor, f"claim.{kind}", claim.number, now, **moved, **detail)
        return self.unit.claims.by_number(claim.number)


def needed(text: str, code: str) -> str:
    """Return a text that must be there.

    Raises:
        CustomerError: ``code`` when it is empty, ``text_long`` when it is too long.
    """
    if not text.strip():
        raise CustomerError(code)
    if len(text) > TEXT_LIMIT:
        raise CustomerError("text_long", limit=TEXT_LIMIT)
    return text.strip()
