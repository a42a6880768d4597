"""Who the customer is: two things that must fit together, a few attempts, then a pause."""

from __future__ import annotations

from datetime import timedelta

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.errors import CustomerError
from assistant.services.forms import IdentityCheck
from assistant.services.policies import Policies
from assistant.storage.unit import Unit


class Identity:
    """Checks identities and remembers who has been checked."""

    def __init__(self, unit: Unit, check: IdentityCheck, policies: Policies, clock: Clock) -> None:
        self.unit = unit
        self.check = check
        self.policies = policies
        self.clock = clock

    def require_unlocked(self, conversation: Conversation) -> None:
        """Stop here while the conversation is locked.

        Raises:
            CustomerError: ``identity_locked``.
        """
        if conversation.locked_until is not None and self.clock.now() < conversation.locked_until:
            raise CustomerError("identity_locked", until=f"{conversation.locked_until:%H:%M}")

    def verify(self, conversation: Conversation, key: str, phone: str) -> None:
        """Check a number (identity or claim) against the phone registered with it.

        Raises:
            CustomerError: ``identity_locked`` after too many failures, else ``identity_wrong``; neither says which
                of the two was wrong, nor whether the number exists.
            PolicySourceDown: when the insurer's system cannot be asked; this counts as no attempt.
        """
        self.require_unlocked(conversation)
        proof = self._proof(key, phone)
        now = self.clock.now()
        if proof is None:
            raise self._refuse(conversation)
        until = now + timedelta(minutes=self.check.valid_minutes)
        self.unit.conversations.change(conversation.id, now, verified_until=until, failed_checks=0, **proof)
        self.unit.audit.note("customer", "identity.verified", conversation.id, now)

    def _proof(self, key: str, phone: str) -> dict[str, int | str | None] | None:
        """Return what is shown by the two: one claim, and by that alone nobody's name, or who the customer is; None for nothing."""
        if key.startswith("LP"):
            claim = self.unit.claims.find_by_reporter(key, phone)
            return {"proven_claim": claim.number, "customer_id": None} if claim else None
        customer = self.policies.recognise(key, phone)
        return {"proven_claim": None, "customer_id": customer.id} if customer else None

    def _refuse(self, conversation: Conversation) -> CustomerError:
        """Count a failed attempt; the count stands even though the check failed, so it is kept, not rolled back."""
        failed = conversation.failed_checks + 1
        now = self.clock.now()
        self.unit.audit.note("customer", "identity.refused", conversation.id, now, failed=failed)
        if failed < self.check.attempts:
            self.unit.conversations.change(conversation.id, now, failed_checks=failed)
            return CustomerError("identity_wrong", left=self.check.attempts - failed)
        until = now + timedelta(minutes=self.check.lock_minutes)
        self.unit.conversations.change(conversation.id, now, failed_checks=0, locked_until=until)
        return CustomerError("identity_locked", until=f"{until:%H:%M}")
