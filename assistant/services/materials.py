"""The papers of a claim: the checklist, what is still missing, and the one notice of it."""

from __future__ import annotations

from datetime import date
from typing import Any, Mapping, Sequence

from assistant.clock import Clock
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.conversation import Conversation
from assistant.domain.material import Material, MaterialState, checklist
from assistant.domain.paper import PaperRules
from assistant.services.forms import ClaimType, Forms
from assistant.storage.unit import Unit

DONE = frozenset({ClaimState.CLOSED, ClaimState.CANCELLED, ClaimState.PAID})


class Materials:
    """Papers in one transaction."""

    def __init__(self, unit: Unit, forms: Forms, rules: PaperRules, clock: Clock) -> None:
        self.unit = unit
        self.forms = forms
        self.rules = rules
        self.clock = clock

    def open_claim(self, conversation: Conversation) -> Claim | None:
        """Return the claim that papers handed in here belong to: the latest that is not done, or None."""
        return next((claim for claim in self.reachable(conversation) if claim.state not in DONE), None)

    def reachable(self, conversation: Conversation) -> list[Claim]:
        """Return the claims reported here and, once the customer has shown who they are, all of theirs."""
        if conversation.verified(self.clock.now()):
            return self.linked(conversation)
        return self.unit.claims.of_conversation(conversation.id)

    def linked(self, conversation: Conversation) -> list[Claim]:
        """Return the claims that news are told of in this conversation, however long ago its customer showed who they are."""
        found = {claim.id: claim for claim in self.unit.claims.of_conversation(conversation.id)}
        found |= {claim.id: claim for claim in self.proven(conversation)}
        return sorted(found.values(), key=lambda claim: -claim.id)

    def proven(self, conversation: Conversation) -> list[Claim]:
        """Return the claims that the identity check gave access to: the one that was shown to be theirs, or all of a customer's."""
        if conversation.proven_claim:
            return [self.unit.claims.by_number(conversation.proven_claim)]
        return self.unit.claims.of_customer(conversation.customer_id) if conversation.customer_id is not None else []

    def items(self, claim: Claim) -> list[Material]:
        """Return a claim's checklist with the state of each item."""
        states = self.unit.claims.materials(claim.id)
        rules = {rule.id: rule for rule in self.forms.claims[claim.type].materials}
        return [
            Material(rule=rules[item], state=state, reason=reason)
            for item, (state, reason) in states.items()
            if item in rules
        ]

    def general_items(self, kind: ClaimType, told: Mapping[str, Any]) -> list[Material]:
        """Return the papers a kind of loss may need, as far as the case is known."""
        return checklist(kind.materials, told)

    def notify(self, claim: Claim, items: Sequence[Material]) -> tuple[date, bool]:
        """Record that all that is missing is told; return the day it was, and whether it is for the first time now.

        The papers that are still wanted are told at once and completely, once (保险法 22).
        """
        now = self.clock.now()
        wanted = [item.rule.id for item in missing(items)]
        noticed, first = self.unit.claims.note_notice(claim.id, wanted, self.rules.source, now)
        if first:
            self.unit.audit.note(
                "assistant", "material.notice", claim.number, now, items=wanted, source=self.rules.source
            )
        return noticed.date(), first

    def tick(self, claim: Claim, item: Material, **detail: Any) -> None:
        """Mark an item as handed in."""
        now = self.clock.now()
        self.unit.claims.set_material(claim.id, item.rule.id, MaterialState.RECEIVED, now)
        self.unit.audit.note("customer", "material.received", claim.number, now, item=item.rule.id, **detail)


def missing(items: Sequence[Material]) -> list[Material]:
    """Return the items that are still to be handed in."""
    return [item for item in items if item.state is not MaterialState.RECEIVED]
