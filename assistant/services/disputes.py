"""What customers say to a decision on their claim: that they object, which way they take, how they found it."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.domain.casework import FROM, Command, dispute
from assistant.domain.claim import Claim, ClaimState
from assistant.domain.conversation import Conversation
from assistant.domain.dispute import NEGOTIATION, WAYS
from assistant.errors import CustomerError
from assistant.services.casesteps import CaseSteps
from assistant.services.materials import Materials
from assistant.storage.ratings import CLAIM

CUSTOMER = "customer"
SCORES = range(1, 6)


class Disputes:
    """Objections and ratings of customers, in one transaction; about claims that are theirs and no others."""

    def __init__(self, steps: CaseSteps, materials: Materials, clock: Clock) -> None:
        self.steps = steps
        self.materials = materials
        self.unit = steps.unit
        self.clock = clock

    def find(self, conversation: Conversation, number: str | None = None) -> Claim | None:
        """Return the claim that a customer objects to: the one named, or the latest that was decided; None where there is none of theirs."""
        states = FROM[Command.DISPUTE] | {ClaimState.DISPUTED}
        mine = [claim for claim in self._mine(conversation) if claim.state in states]
        return next((claim for claim in mine if number in (None, claim.number)), None)

    def open(self, conversation: Conversation, reason: str, number: str | None = None) -> Claim | None:
        """Record that a customer objects to a decision; more said while the dispute is open goes into it."""
        found = self.find(conversation, number)
        if found is None:
            return None
        claim = self.steps.lock(found.number)
        if claim.state is ClaimState.DISPUTED:
            return self._add(claim, reason)
        after = dispute(self.steps.case(claim))
        self.unit.aftercare.open_dispute(claim.id, NEGOTIATION, claim.state, reason, CUSTOMER, self.clock.now())
        return self.steps.record(claim, after.state, "disputed", CUSTOMER, text=reason, shown=True)

    def choose_way(self, conversation: Conversation, number: str, way: str) -> Claim:
        """Record which way the customer takes with an open dispute.

        Raises:
            CustomerError: ``claim_no_dispute`` when there is none of theirs, or no such way.
        """
        found = self.find(conversation, number)
        if found is None or found.state is not ClaimState.DISPUTED or way not in WAYS:
            raise CustomerError("claim_no_dispute")
        claim = self.steps.lock(number)
        self.unit.aftercare.change_dispute(self.unit.aftercare.disputes(claim.id)[-1], way=way)
        return self.steps.record(claim, claim.state, "dispute_way", CUSTOMER, text=way, way=way)

    def rate(self, conversation: Conversation, number: str, score: int) -> Claim:
        """Record how the customer found the handling of their claim, from 1 to 5.

        Raises:
            CustomerError: ``claim_no_rating`` when there is no closed claim of theirs, or no such score.
        """
        mine = {claim.number: claim for claim in self._mine(conversation)}
        if number not in mine or mine[number].state is not ClaimState.CLOSED or score not in SCORES:
            raise CustomerError("claim_no_rating")
        claim = self.steps.lock(number)
        self.unit.ratings.put(CLAIM, number, conversation.id, score, self.clock.now())
        return self.steps.record(claim, claim.state, "rated", CUSTOMER, text=str(score), score=score)

    def lapsed(self, conversation: Conversation) -> bool:
        """Tell whether there are claims that may be theirs if they show once more who they are."""
        return len(self._mine(conversation)) < len(self.materials.linked(conversation))

    def _mine(self, conversation: Conversation) -> list[Claim]:
        """Return the claims within reach, and those of its customer's that were told of right here, however long ago."""
        near = {claim.id for claim in self.materials.reachable(conversation)}
        told = self.unit.transcript.tells_of
        linked = self.materials.linked(conversation)
        return [claim for claim in linked if claim.id in near or told(conversation.id, claim.number)]

    def _add(self, claim: Claim, reason: str) -> Claim:
        last = self.unit.aftercare.disputes(claim.id)[-1]
        if not reason or reason in last.reason:
            return claim
        self.unit.aftercare.change_dispute(last, reason=f"{last.reason}\n{reason}".strip())
        return self.steps.record(claim, claim.state, "dispute_said", CUSTOMER, text=reason)
