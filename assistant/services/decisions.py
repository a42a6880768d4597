"""Decisions on claims: assessed by one person, audited by another, paid exactly as audited or refused with clause and reasons."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Sequence

from assistant.domain.assessment import ZERO, Assessment, Item, check_items
from assistant.domain.casework import APPROVE, CHANGED, RETURN, UPHELD, WITHDRAWN, Command, Outcome
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.dispute import WAYS
from assistant.errors import CustomerError
from assistant.services.casesteps import CaseSteps, needed
from assistant.services.casework import Casework
from assistant.services.claimnews import ClaimNews, money
from assistant.services.wording import day_words
from assistant.storage.agents import Agent

REFERENCE_LIMIT = 64


class Decisions:
    """Decisions of one transaction."""

    def __init__(self, steps: CaseSteps, casework: Casework, news: ClaimNews) -> None:
        self.steps = steps
        self.casework = casework
        self.news = news
        self.unit = steps.unit
        self.clock = steps.clock

    def assess(
        self, agent: Agent, number: str, version: int | None, items: Sequence[Item], grounds: str, clause: str
    ) -> Claim:
        """Assess a claim item by item; final once somebody else has audited it.

        Raises:
            CustomerError: as ``check_items`` does; ``claim_grounds``; ``claim_below_paid`` where it is not more than was paid already.
        """
        claim, after = self.steps.begin(agent, number, version, Command.ASSESS)
        check_items(items)
        grounds = needed(grounds, "claim_grounds")
        total = sum((item.approved for item in items), ZERO)
        self._require_more_than_paid(claim, total)
        self.unit.casework.assess(claim.id, Outcome.PAY, items, grounds, clause.strip(), agent.id, self.clock.now())
        return self.steps.record(claim, after.state, "assessed", agent.name, text=money(total), approved=str(total))

    def refuse(self, agent: Agent, number: str, version: int | None, clause: str, reasons: str) -> Claim:
        """Assess that a claim is not covered, by which clause and why; final once somebody else has audited it."""
        claim, after = self.steps.begin(agent, number, version, Command.REFUSE)
        clause, reasons = needed(clause, "claim_clause"), needed(reasons, "claim_grounds")
        self._require_more_than_paid(claim, None)
        self.unit.casework.assess(claim.id, Outcome.REFUSE, (), reasons, clause, agent.id, self.clock.now())
        return self.steps.record(claim, after.state, "refusal_assessed", agent.name, text=clause)

    def audit(self, agent: Agent, number: str, version: int | None, verdict: str, note: str = "") -> Claim:
        """Approve the last assessment, which is told to the customer at once, or return it with a note.

        A refusal goes out in the same transaction: within the three days of 保险法第二十四条 whenever it is approved in time.
        """
        claim, after = self.steps.begin(agent, number, version, Command.AUDIT, verdict)
        if verdict not in (APPROVE, RETURN):
            raise CustomerError("claim_verdict")
        note = needed(note, "claim_audit_note") if verdict == RETURN else note.strip()
        last = self._assessments(claim)[-1]
        self.unit.casework.audit(last.id, verdict, agent.id, note, self.clock.now())
        kind = after.state.value if verdict == APPROVE else "returned"
        moved = self.steps.record(claim, after.state, kind, agent.name, text=note, shown=verdict == APPROVE)
        if verdict == APPROVE:
            self.news.decided(moved)
        return moved

    def pay(
        self, agent: Agent, number: str, version: int | None, amount: Decimal, reference: str, paid_on: date
    ) -> Claim:
        """Record the payment of what was audited, not a fen more or less.

        Raises:
            CustomerError: ``claim_amount``, ``claim_reference``, ``claim_paid_on`` (before the audit or to come).
        """
        claim, after = self.steps.begin(agent, number, version, Command.PAY)
        last = self._assessments(claim)[-1]
        due = last.approved - self._paid(claim)
        if amount != due:
            raise CustomerError("claim_amount", amount=money(due))
        reference = needed(reference, "claim_reference")[:REFERENCE_LIMIT]
        if last.audited_at is None or not last.audited_at.date() <= paid_on <= self.clock.now().date():
            raise CustomerError("claim_paid_on")
        self.unit.casework.pay(last, amount, reference, paid_on, agent.id, self.clock.now())
        moved = self.steps.record(
            claim, after.state, "paid", agent.name, text=money(amount), shown=True, amount=str(amount)
        )
        self.news.push(
            moved,
            "utter_claim_paid",
            amount=money(amount),
            day=day_words(self.news.phrases, paid_on),
            next=self.news.next_words(moved),
        )
        return moved

    def open_dispute(self, agent: Agent, number: str, version: int | None, way: str, reason: str) -> Claim:
        """Record an objection that reached the staff, by letter, call or court."""
        claim, after = self.steps.begin(agent, number, version, Command.DISPUTE)
        if way not in WAYS:
            raise CustomerError("claim_way")
        reason = needed(reason, "claim_dispute_reason")
        self.unit.aftercare.open_dispute(claim.id, way, claim.state, reason, agent.name, self.clock.now())
        moved = self.steps.record(claim, after.state, "disputed", agent.name, text=reason, shown=True, way=way)
        self.news.moved(moved)
        return moved

    def decide_dispute(self, agent: Agent, number: str, version: int | None, outcome: str, text: str) -> Claim:
        """Decide an objection in writing, by somebody who did not assess the claim: kept, changed (assessed anew), or withdrawn."""
        claim, after = self.steps.begin(agent, number, version, Command.DECIDE, outcome)
        if outcome not in (UPHELD, CHANGED, WITHDRAWN):
            raise CustomerError("claim_outcome")
        text = needed(text, "claim_decision")
        dispute = self.unit.aftercare.disputes(claim.id)[-1]
        self.unit.aftercare.decide_dispute(dispute, outcome, text, agent.name, self.clock.now())
        moved = self.steps.record(claim, after.state, f"dispute_{outcome}", agent.name, text=text, shown=True)
        self.news.dispute_decided(moved, outcome, text)
        if moved.state is ClaimState.CLOSED:
            self.casework.finish(moved)
        return moved

    def _require_more_than_paid(self, claim: Claim, total: Decimal | None) -> None:
        paid = self._paid(claim)
        if paid and (total is None or total <= paid):
            raise CustomerError("claim_below_paid", amount=money(paid))

    def _paid(self, claim: Claim) -> Decimal:
        return sum((payment.amount for payment in self.unit.casework.payments([claim.id]).get(claim.id, [])), ZERO)

    def _assessments(self, claim: Claim) -> list[Assessment]:
        return self.unit.casework.assessments([claim.id])[claim.id]
