"""Messages taken when nobody is there: until when we call back, on which number, and what came of it."""

from __future__ import annotations

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.handoff import Handoff
from assistant.errors import CustomerError, StateError
from assistant.services.seats import Seats
from assistant.storage.agents import Agent
from assistant.storage.callbacks import DONE, OPEN
from assistant.storage.unit import Unit
from assistant.text.masking import mask

WITHDRAWN = "withdrawn"


class Callbacks:
    """Calls back of one transaction."""

    def __init__(self, unit: Unit, seats: Seats, clock: Clock) -> None:
        self.unit = unit
        self.seats = seats
        self.clock = clock

    def promise(self, conversation: Conversation, handoff: Handoff) -> bool:
        """Promise a call back where it is outside the hours and nobody is there; return whether it was promised."""
        now, rules = self.clock.now(), self.seats.rules
        if rules.hours.open_at(now) or self.seats.there():
            return False
        due = rules.callback_due(handoff.skill, now)
        self.unit.callbacks.create(conversation.id, handoff.id, self._known_phone(conversation), due, now)
        self.unit.handoffs.change(handoff.id, due_at=due)
        self.unit.audit.note("bot", "callback.promised", conversation.id, now, due_at=due.isoformat())
        return True

    def leave_phone(self, conversation: Conversation, phone: str) -> bool:
        """Note the number to call; return whether a call was promised at all."""
        promise = self.unit.callbacks.find_open(conversation.id)
        if promise is None:
            return False
        self.unit.callbacks.change(promise.id, phone=phone)
        self.unit.audit.note("customer", "callback.phone", conversation.id, self.clock.now())
        return True

    def finish(self, agent: Agent, key: int, result: str) -> None:
        """Note that the customer was called, and what came of it.

        Raises:
            CustomerError: ``callback_result`` without a word on it.
            StateError: when that was noted before.
        """
        if not result.strip():
            raise CustomerError("callback_result")
        promise = self.unit.callbacks.read(key)
        if promise.state != OPEN:
            raise StateError("the call back is done")
        self._end(agent, promise.id, promise.conversation_id, result)

    def settle(self, agent: Agent, conversation: Conversation, result: str) -> None:
        """Note that what was to be called about has been talked about here."""
        promise = self.unit.callbacks.find_open(conversation.id)
        if promise is not None:
            self._end(agent, promise.id, conversation.id, result)

    def withdraw(self, conversation: Conversation) -> None:
        """Forget a promise that the customer no longer wants."""
        promise = self.unit.callbacks.find_open(conversation.id)
        if promise is not None:
            self.unit.callbacks.change(promise.id, state=WITHDRAWN, done_at=self.clock.now())

    def _end(self, agent: Agent, key: int, conversation_id: str, result: str) -> None:
        now = self.clock.now()
        values = {"state": DONE, "agent_id": agent.id, "result": mask(result.strip()), "done_at": now}
        self.unit.callbacks.change(key, **values)
        self.unit.audit.note(agent.name, "callback.done", conversation_id, now)

    def _known_phone(self, conversation: Conversation) -> str | None:
        """Return the number the customer has shown to be theirs, or gave in a report here."""
        if conversation.customer_id is not None and conversation.verified(self.clock.now()):
            return self.unit.customers.read(conversation.customer_id).phone
        claims = self.unit.claims.of_conversation(conversation.id)
        told = [str(claim.fields["phone"]) for claim in claims if claim.fields.get("phone")]
        return told[-1] if told else None
