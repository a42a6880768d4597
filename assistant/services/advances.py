"""Early payments: the part of a claim that is certain, paid while the rest is not settled yet (保险法第二十五条), with an audit of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from assistant.domain.assessment import Item, check_items
from assistant.domain.casework import APPROVE, RETURN, Command, Outcome
from assistant.domain.claim import Claim
from assistant.domain.clock import PRESSING
from assistant.errors import CustomerError, StateError
from assistant.services.casesteps import CaseSteps, needed
from assistant.services.claimnews import ClaimNews, money
from assistant.services.decisions import REFERENCE_LIMIT
from assistant.services.wording import day_words
from assistant.storage.agents import Agent

CLOCK = "advance"


class Advances:
    """Early payments of one transaction; what is paid early is deducted from what is paid in the end."""

    def __init__(self, steps: CaseSteps, news: ClaimNews) -> None:
        self.steps = steps
        self.news = news
        self.unit = steps.unit
        self.clock = steps.clock

    def ask(self, agent: Agent, number: str, version: int | None, amount: Decimal, grounds: str) -> Claim:
        """Propose to pay the part that is certain; paid only once somebody else has approved it.

        Raises:
            StateError: ``claim_advance_early`` while the sixty days are not near their end.
            CustomerError: ``claim_nothing``, ``claim_grounds``.
        """
        claim, after = self.steps.begin(agent, number, version, Command.ADVANCE)
        clock = next(one for one in self.news.clocks.of([claim])[claim.id] if one.rule.rule.id == CLOCK)
        if clock.level not in PRESSING:
            raise StateError("the sixty days are not near their end", code="claim_advance_early")
        items = [Item(name=clock.rule.title, claimed=amount, approved=amount)]
        check_items(items)
        grounds, article = needed(grounds, "claim_grounds"), clock.rule.rule.source
        self.unit.casework.assess(claim.id, Outcome.ADVANCE, items, grounds, article, agent.id, self.clock.now())
        return self.steps.record(
            claim, after.state, "advance_asked", agent.name, text=money(amount), amount=str(amount)
        )

    def audit(self, agent: Agent, number: str, version: int | None, verdict: str, note: str = "") -> Claim:
        """Approve an early payment that was proposed by somebody else, or return it with a note."""
        claim, after = self.steps.begin(agent, number, version, Command.AUDIT_ADVANCE, verdict)
        if verdict not in (APPROVE, RETURN):
            raise CustomerError("claim_verdict")
        note = needed(note, "claim_audit_note") if verdict == RETURN else note.strip()
        self.unit.casework.audit(
            self.unit.casework.advances(claim.id)[-1].id, verdict, agent.id, note, self.clock.now()
        )
        kind = "advance_approved" if verdict == APPROVE else "advance_returned"
        return self.steps.record(claim, after.state, kind, agent.name, text=note)

    def pay(self, agent: Agent, number: str, version: int | None, reference: str, paid_on: date) -> Claim:
        """Record the payment of what was approved, and tell the customer.

        Raises:
            CustomerError: ``claim_reference``, ``claim_paid_on`` (before the approval or to come).
        """
        claim, after = self.steps.begin(agent, number, version, Command.PAY_ADVANCE)
        approved, today = self.unit.casework.advances(claim.id)[-1], self.clock.now().date()
        reference = needed(reference, "claim_reference")[:REFERENCE_LIMIT]
        if approved.audited_at is None or not approved.audited_at.date() <= paid_on <= today:
            raise CustomerError("claim_paid_on")
        amount = approved.approved
        self.unit.casework.pay(approved, amount, reference, paid_on, agent.id, self.clock.now())
        moved = self.steps.record(
            claim, after.state, "advance_paid", agent.name, text=money(amount), shown=True, amount=str(amount)
        )
        self.news.push(
            moved, "utter_claim_advance_paid", amount=money(amount), day=day_words(self.news.phrases, paid_on)
        )
        return moved
