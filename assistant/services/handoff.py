"""The queue for people: who asks for one, how they stand there, who goes back to it; what people do then is in ``stays``."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.conversation import Conversation, Move, Owner, move
from assistant.domain.handoff import Handoff, HandoffState, Reason, due_at, priority
from assistant.errors import StateError
from assistant.services.callbacks import Callbacks
from assistant.services.seats import Seats, Wait
from assistant.services.voice import Voice
from assistant.storage.unit import Unit


class Handoffs:
    """Requests for a person, in one transaction."""

    def __init__(self, unit: Unit, voice: Voice, seats: Seats, callbacks: Callbacks, clock: Clock) -> None:
        self.unit = unit
        self.voice = voice
        self.seats = seats
        self.callbacks = callbacks
        self.clock = clock

    def request(
        self, conversation: Conversation, reason: Reason, *, tone: str | None = None, complaint_id: int | None = None
    ) -> tuple[Handoff, Wait]:
        """Put a conversation in the queue, once; return the request and how it stands."""
        existing = self.unit.handoffs.find_open(conversation.id)
        if existing is None:
            existing = self._ask(conversation, reason, tone, complaint_id)
        elif self._weighs_more(existing, reason, tone, complaint_id):
            now = self.clock.now()
            rank, due = min(existing.priority, priority(reason, tone)), min(existing.due_at, due_at(reason, now))
            self.unit.handoffs.change(
                existing.id, complaint_id=existing.complaint_id or complaint_id, reason=reason.value, priority=rank,
                due_at=due, skill=self.seats.rules.skill_of(reason),
            )  # fmt: skip
            existing = self.current(conversation)
        return existing, self.seats.wait(existing)

    @staticmethod
    def _weighs_more(existing: Handoff, reason: Reason, tone: str | None, complaint_id: int | None) -> bool:
        """Tell whether what is asked for now goes before what somebody waits for: a first complaint, or greater danger."""
        complaint = complaint_id is not None and existing.complaint_id is None
        waits = existing.state is HandoffState.WAITING
        return complaint or (waits and priority(reason, tone) < existing.priority)

    def _ask(self, conversation: Conversation, reason: Reason, tone: str | None, complaint_id: int | None) -> Handoff:
        now, rules = self.clock.now(), self.seats.rules
        keeper = self.seats.keeper(conversation.id)
        handoff = self.unit.handoffs.create(
            conversation.id, reason, priority(reason, tone), due_at(reason, now), now, complaint_id,
            skill=rules.skill_of(reason), kept_for=keeper,
            kept_until=None if keeper is None else now + rules.patience["last_agent"],
        )  # fmt: skip
        self.move_on(conversation, Move.REQUEST)
        self.unit.audit.note("bot", "handoff.requested", conversation.id, now, reason=reason.value)
        if reason is not Reason.EMERGENCY:  # for danger somebody is on duty at all hours
            self.callbacks.promise(conversation, handoff)
        return handoff

    def withdraw(self, conversation: Conversation) -> None:
        """Take a conversation out of the queue because the customer does not want to wait."""
        self.end(self.current(conversation), HandoffState.WITHDRAWN)
        self.callbacks.withdraw(conversation)
        self.move_on(conversation, Move.WITHDRAW)

    def release(self, conversation_id: str, agent_id: int, why: str) -> None:
        """Put a conversation back in the queue because its agent is ``silent`` or ``gone``; nothing, when it moved meanwhile."""
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is not Owner.AGENT or conversation.agent_id != agent_id:
            return
        self.put_back(conversation, kept_for=None, kept_until=None)
        self.voice.tell(conversation, "utter_handoff_reassigned")
        self.unit.audit.note("desk", "handoff.released", conversation.id, self.clock.now(), why=why, before=agent_id)

    def reopen(self, conversation: Conversation) -> Conversation:
        """Give a closed conversation back to the bot because the customer writes again."""
        self.move_on(conversation, Move.REOPEN, agent_id=None)
        return self.unit.conversations.read(conversation.id)

    def waiting(self, conversation: Conversation) -> Wait | None:
        """Return how it stands in the queue, or None when it does not wait."""
        handoff = self.unit.handoffs.find_open(conversation.id)
        if handoff is None or handoff.state is not HandoffState.WAITING:
            return None
        return self.seats.wait(handoff)

    def put_back(self, conversation: Conversation, **values: Any) -> None:
        """Let a conversation that an agent had wait again, from now."""
        handoff = self.current(conversation)
        self.move_on(conversation, Move.TRANSFER, agent_id=None)
        now = self.clock.now()
        self.unit.handoffs.change(
            handoff.id, state=HandoffState.WAITING, agent_id=None, requested_at=now, told_at=None, **values
        )

    def move_on(self, conversation: Conversation, step: Move, **values: Any) -> None:
        """Move a conversation to its next owner.

        Raises:
            StateError: where the step is not open to it.
        """
        owner = move(conversation.owner, step)
        self.unit.conversations.change(conversation.id, self.clock.now(), owner=owner.value, **values)

    def current(self, conversation: Conversation) -> Handoff:
        """Return the request that waits or is being answered.

        Raises:
            StateError: when there is none.
        """
        handoff = self.unit.handoffs.find_open(conversation.id)
        if handoff is None:
            raise StateError("the conversation has no open request for a person")
        return handoff

    def end(self, handoff: Handoff, state: HandoffState) -> None:
        """End a request."""
        self.unit.handoffs.change(handoff.id, state=state, ended_at=self.clock.now())
