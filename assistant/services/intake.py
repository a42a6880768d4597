"""What is checked when a loss is reported, by the clauses of the policy it may fall under."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Mapping

from assistant.clock import Clock
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.conversation import Conversation
from assistant.domain.form import UNKNOWN
from assistant.domain.intake import DUPLICATE, UNCHECKED, Finding, late, outside, waiting
from assistant.retrieval.knowledge import KnowledgeBase
from assistant.services.forms import ClaimType, Held
from assistant.services.policies import Policies
from assistant.storage.customers import Policy
from assistant.storage.unit import Unit

DAYS = re.compile(r"(\d+)[天日]")
ENDED = frozenset({ClaimState.CANCELLED, ClaimState.CLOSED, ClaimState.REFUSED})


class Intake:
    """The checks of one transaction."""

    def __init__(self, unit: Unit, policies: Policies, knowledge: KnowledgeBase, clock: Clock) -> None:
        self.unit = unit
        self.policies = policies
        self.knowledge = knowledge
        self.clock = clock

    def fitting(self, conversation: Conversation, kind: ClaimType) -> dict[str, Held]:
        """Return the policies that a kind of loss may fall under, by number; none of whoever has not shown who they are."""
        found = [policy for policy in self._held(conversation) or () if policy.product in kind.products]
        if not found or conversation.customer_id is None:
            return {}
        holder = self.unit.customers.read(conversation.customer_id).name
        return {policy.number: self._words(policy, holder) for policy in found}

    def policy(self, conversation: Conversation, number: Any) -> Policy | None:
        """Return the customer's own policy of a number, or None."""
        return next((policy for policy in self._held(conversation) or () if policy.number == number), None)

    def findings(self, conversation: Conversation, kind: ClaimType, values: Mapping[str, Any]) -> list[Finding]:
        """Return what is to be looked at in a report; everything that is not for the staff alone may be told."""
        occurred = _day(values.get("date"))
        found = [] if self._held(conversation) is not None else [Finding(code=UNCHECKED)]
        if occurred is None:
            return found
        today, notice = self.clock.now().date(), kind.notice
        checks = [
            late(occurred, today, notice.days, notice.text, notice.source),
            *self._by_policy(self.policy(conversation, values.get("policy")), occurred, values.get("cause")),
            *self._repeats(conversation, kind, occurred, values.get("phone")),
        ]
        return [*found, *filter(None, checks)]

    def _held(self, conversation: Conversation) -> list[Policy] | None:
        """Return the verified customer's policies; None when they cannot be read now."""
        if conversation.customer_id is None or not conversation.verified(self.clock.now()):
            return []
        return self.policies.try_of(conversation.customer_id)

    def _by_policy(self, policy: Policy | None, occurred: date, cause: Any) -> list[Finding | None]:
        if policy is None:
            return []
        return [
            outside(occurred, policy.effective_from, policy.effective_to, policy.number),
            waiting(occurred, policy.effective_from, self._waiting_days(policy), cause, self._product(policy)),
        ]

    def _waiting_days(self, policy: Policy) -> int:
        """Return the days of the policy's waiting period, by the version of its clauses; 0 where it has none."""
        product = self.knowledge.products.get(policy.product)
        fact = product.facts.get("waiting_period") if product else None
        if fact is None:
            return 0
        value = fact.versions[policy.version].value if policy.version in fact.versions else fact.value
        match = DAYS.match(value)
        return int(match[1]) if match else 0

    def _repeats(self, conversation: Conversation, kind: ClaimType, occurred: date, phone: Any) -> list[Finding]:
        """Return open claims of the same kind and day; one reported elsewhere by the same phone is for the staff alone."""
        own = self.unit.claims.of_conversation(conversation.id)
        if conversation.customer_id is not None and conversation.verified(self.clock.now()):
            own = [*own, *self.unit.claims.of_customer(conversation.customer_id)]
        others = self.unit.claims.of_phone(phone) if phone and phone != UNKNOWN else []
        told = {claim.number for claim in own}
        alike = {c.number: c for c in [*own, *others] if _alike(c, kind, occurred)}
        return [Finding(code=DUPLICATE, facts={"number": n}, told=n in told) for n in alike]

    def _words(self, policy: Policy, holder: str) -> Held:
        insured = None if policy.insured == holder else policy.insured
        return Held(title=f"{self._product(policy)}（{policy.insured}）", insured=insured)

    def _product(self, policy: Policy) -> str:
        product = self.knowledge.products.get(policy.product)
        return product.name if product else policy.product


def _alike(claim: Claim, kind: ClaimType, occurred: date) -> bool:
    return claim.type == kind.id and claim.occurred_on == occurred and claim.state not in ENDED


def _day(value: object) -> date | None:
    return date.fromisoformat(value[:10]) if isinstance(value, str) and value[:4].isdigit() else None
