"""Where the customer of a claim is spoken to: in the conversation they use now, else in the one they reported it in."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.domain.claim import Claim
from assistant.domain.conversation import Conversation
from assistant.domain.reach import latest
from assistant.storage.unit import Unit


class Whereabouts:
    """Finds customers, in one transaction."""

    def __init__(self, unit: Unit, clock: Clock) -> None:
        self.unit = unit
        self.clock = clock

    def of(self, claim: Claim) -> Conversation:
        """Return the conversation to tell news of a claim in: one whose customer has shown the claim to be theirs."""
        addresses = self.unit.conversations.addresses(claim.conversation_id, claim.customer_id, claim.number)
        found = latest(addresses, self.clock.now())
        return self.unit.conversations.read(found or claim.conversation_id)
