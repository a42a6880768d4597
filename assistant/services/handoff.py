"""From the bot to people and back: request, accept, talk, transfer, return, close."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.conversation import Conversation, Move, Owner, move
from assistant.domain.handoff import Handoff, HandoffState, Reason, due_at, priority
from assistant.domain.message import Author, Line, Reply
from assistant.errors import AccessError, CustomerError, StateError
from assistant.services.complaints import Complaints
from assistant.services.packet import Packets
from assistant.services.voice import Voice
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit

TAKES = frozenset({"agent", "supervisor", "admin"})


class Handoffs:
    """Handoffs of one transaction."""

    def __init__(self, unit: Unit, voice: Voice, packets: Packets, complaints: Complaints, clock: Clock) -> None:
        self.unit = unit
        self.voice = voice
        self.packets = packets
        self.complaints = complaints
        self.clock = clock

    def request(
        self, conversation: Conversation, reason: Reason, *, tone: str | None = None, complaint_id: int | None = None
    ) -> tuple[Handoff, int]:
        """Put a conversation in the queue, once; return the request and its place."""
        now = self.clock.now()
        existing = self.unit.handoffs.find_open(conversation.id)
        if existing is None:
            rank = priority(reason, tone)
            existing = self.unit.handoffs.create(conversation.id, reason, rank, due_at(reason, now), now, complaint_id)
            self._move(conversation, Move.REQUEST)
            self.unit.audit.note("bot", "handoff.requested", conversation.id, now, reason=reason.value)
        elif complaint_id is not None and existing.complaint_id is None:
            rank, due = min(existing.priority, priority(reason, tone)), min(existing.due_at, due_at(reason, now))
            self.unit.handoffs.change(
                existing.id, complaint_id=complaint_id, reason=reason.value, priority=rank, due_at=due
            )
            existing = self._open(conversation)
        return existing, self.unit.handoffs.place(existing)

    def withdraw(self, conversation: Conversation) -> None:
        """Take a conversation out of the queue because the customer does not want to wait."""
        self._end(self._open(conversation), HandoffState.WITHDRAWN)
        self._move(conversation, Move.WITHDRAW)

    def accept(self, agent: Agent, conversation_id: str) -> dict[str, Any]:
        """Give a waiting conversation to an agent; return the packet.

        Raises:
            AccessError: when the agent's role takes no conversations.
            StateError: when it does not wait (any longer): another agent was first.
        """
        if agent.role not in TAKES:
            raise AccessError(f"role {agent.role} takes no conversations")
        conversation = self.unit.conversations.lock(conversation_id)
        now = self.clock.now()
        self._move(conversation, Move.ACCEPT, agent_id=agent.id)
        handoff = self._open(conversation)
        self.unit.handoffs.change(handoff.id, state=HandoffState.ACTIVE, agent_id=agent.id, accepted_at=now)
        if handoff.complaint_id is not None:
            self.complaints.take(handoff.complaint_id, agent.id)
        self.voice.tell(conversation, "utter_handoff_accepted", agent=agent.name)
        self.unit.audit.note(agent.name, "handoff.accepted", conversation.id, now)
        return self.packets.build(conversation, self._open(conversation))

    def packet(self, conversation: Conversation) -> dict[str, Any] | None:
        """Return the packet of a conversation's latest stay with people, or None when it never had one."""
        stays = self.unit.handoffs.of_conversation(conversation.id)
        return self.packets.build(conversation, stays[-1]) if stays else None

    def reply(self, agent: Agent, conversation_id: str, text: str) -> Line:
        """Say something to the customer.

        Raises:
            AccessError: when the conversation is not this agent's.
            CustomerError: ``text_empty``.
        """
        conversation = self._mine(agent, conversation_id)
        return self.voice.say(conversation, Author.AGENT, Reply(kind="agent", text=_said(text)), agent_id=agent.id)

    def note(self, agent: Agent, conversation_id: str, text: str) -> Line:
        """Write a note that the customer never sees."""
        conversation = self._mine(agent, conversation_id)
        return self.unit.transcript.append(
            conversation.id, Author.AGENT, Reply(kind="agent", text=_said(text)), self.clock.now(),
            shown=False, agent_id=agent.id,
        )  # fmt: skip

    def transfer(self, agent: Agent, conversation_id: str, text: str) -> None:
        """Give a conversation back to the queue with a note for whoever takes it next."""
        conversation = self._mine(agent, conversation_id)
        handoff = self._open(conversation)
        now = self.clock.now()
        self._move(conversation, Move.TRANSFER, agent_id=None)
        self.unit.handoffs.change(handoff.id, state=HandoffState.WAITING, agent_id=None, note=text, requested_at=now)
        if text.strip():
            self._remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_transferred")
        self.unit.audit.note(agent.name, "handoff.transferred", conversation.id, now)

    def give_back(self, agent: Agent, conversation_id: str, text: str = "") -> None:
        """Return a conversation to the bot, which goes on where it was."""
        conversation = self._mine(agent, conversation_id)
        if text.strip():
            self.voice.say(conversation, Author.AGENT, Reply(kind="agent", text=_said(text)), agent_id=agent.id)
        handoff = self._open(conversation)
        self._end(handoff, HandoffState.RETURNED)
        self._move(conversation, Move.RETURN, agent_id=None)
        self.voice.tell(conversation, "utter_handoff_returned")
        now = self.clock.now()
        self.unit.inbox.put("system", f"resume-{handoff.id}", conversation.id, "payload", {"payload": "/resume"}, now)
        self.unit.audit.note(agent.name, "handoff.returned", conversation.id, now)

    def close(self, agent: Agent, conversation_id: str, text: str = "") -> None:
        """End a conversation; it opens again when the customer writes."""
        conversation = self._mine(agent, conversation_id)
        self._end(self._open(conversation), HandoffState.CLOSED)
        self._move(conversation, Move.CLOSE, agent_id=None)
        if text.strip():
            self._remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_closed")
        self.unit.audit.note(agent.name, "handoff.closed", conversation.id, self.clock.now())

    def reopen(self, conversation: Conversation) -> Conversation:
        """Give a closed conversation back to the bot because the customer writes again."""
        self._move(conversation, Move.REOPEN, agent_id=None)
        return self.unit.conversations.read(conversation.id)

    def waiting_place(self, conversation: Conversation) -> int | None:
        """Return the place in the queue, or None when it does not wait."""
        handoff = self.unit.handoffs.find_open(conversation.id)
        if handoff is None or handoff.state is not HandoffState.WAITING:
            return None
        return self.unit.handoffs.place(handoff)

    def _remark(self, conversation: Conversation, agent: Agent, text: str) -> None:
        self.unit.transcript.append(
            conversation.id,
            Author.AGENT,
            Reply(kind="agent", text=text),
            self.clock.now(),
            shown=False,
            agent_id=agent.id,
        )

    def _mine(self, agent: Agent, conversation_id: str) -> Conversation:
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is not Owner.AGENT or conversation.agent_id != agent.id:
            raise AccessError("the conversation is not this agent's")
        return conversation

    def _move(self, conversation: Conversation, step: Move, **values: Any) -> None:
        owner = move(conversation.owner, step)
        self.unit.conversations.change(conversation.id, self.clock.now(), owner=owner.value, **values)

    def _open(self, conversation: Conversation) -> Handoff:
        handoff = self.unit.handoffs.find_open(conversation.id)
        if handoff is None:
            raise StateError("the conversation has no open request for a person")
        return handoff

    def _end(self, handoff: Handoff, state: HandoffState) -> None:
        self.unit.handoffs.change(handoff.id, state=state, ended_at=self.clock.now())


def _said(text: str) -> str:
    if not text.strip():
        raise CustomerError("text_empty")
    return text.strip()
