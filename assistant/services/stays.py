"""A conversation's stay with people: accepted, taken over, handed on, returned, closed."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.conversation import Conversation, Move, Owner
from assistant.domain.handoff import HandoffState
from assistant.domain.message import Author, Line, Reply
from assistant.domain.roles import SUPERVISES, TAKES
from assistant.errors import CustomerError, NotFoundError, NotYoursError, RoleError
from assistant.services.complaints import Complaints
from assistant.services.handoff import Handoffs
from assistant.services.packet import Packets
from assistant.services.voice import Voice
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit
from assistant.text.masking import mask


class Stays:
    """What agents do with conversations, in one transaction."""

    def __init__(
        self, unit: Unit, voice: Voice, queue: Handoffs, packets: Packets, complaints: Complaints, clock: Clock
    ) -> None:
        self.unit = unit
        self.voice = voice
        self.queue = queue
        self.packets = packets
        self.complaints = complaints
        self.seats = queue.seats
        self.clock = clock

    def accept(self, agent: Agent, conversation_id: str, *, automatic: bool = False) -> dict[str, Any]:
        """Give a waiting conversation to an agent; return the packet. Who has it already is handed it again.

        Raises:
            RoleError: when the agent's role takes no conversations.
            CustomerError: ``agent_full`` when they have as many as anybody may.
            StateError: when it does not wait (any longer): another agent was first.
        """
        if agent.role not in TAKES:
            raise RoleError(f"role {agent.role} takes no conversations")
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is Owner.AGENT and conversation.agent_id == agent.id:
            return self.packets.build(conversation, self.queue.current(conversation))
        self._check_load(agent)
        self.queue.move_on(conversation, Move.ACCEPT, agent_id=agent.id)
        self._hand_to(agent, conversation, "handoff.accepted", automatic=automatic)
        return self.packets.build(conversation, self.queue.current(conversation))

    def take_over(self, agent: Agent, conversation_id: str) -> dict[str, Any]:
        """Give a conversation that an agent has, or that waits, to a supervisor; return the packet.

        Raises:
            RoleError: for anybody but a supervisor.
            StateError: when nobody of ours has it.
        """
        if agent.role not in SUPERVISES:
            raise RoleError(f"role {agent.role} takes nothing over")
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is Owner.QUEUE or conversation.agent_id == agent.id:
            return self.accept(agent, conversation_id)
        self.queue.move_on(conversation, Move.TAKE_OVER, agent_id=agent.id)
        self._hand_to(agent, conversation, "handoff.taken_over", before=conversation.agent_id)
        return self.packets.build(conversation, self.queue.current(conversation))

    def transfer(
        self, agent: Agent, conversation_id: str, text: str, *, to_agent: int | None = None, to_skill: str | None = None
    ) -> None:
        """Give a conversation back to the queue with a note: for whoever takes it next, for a colleague, or for a group.

        Raises:
            CustomerError: ``transfer_target`` when the colleague takes no conversations or there is no such group.
        """
        conversation = self.mine(agent, conversation_id)
        now, rules, values = self.clock.now(), self.seats.rules, {}
        if to_agent is not None:
            self._check_colleague(agent, to_agent)
        if to_skill is not None:
            if to_skill not in {group.id for group in rules.groups}:
                raise CustomerError("transfer_target")
            values["skill"] = to_skill
        until = None if to_agent is None else now + rules.patience["chosen_agent"]
        self.queue.put_back(conversation, note=text, kept_for=to_agent, kept_until=until, **values)
        if text.strip():
            self.remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_transferred")
        self.unit.audit.note(
            agent.name, "handoff.transferred", conversation.id, now, to_agent=to_agent, to_skill=to_skill
        )

    def give_back(self, agent: Agent, conversation_id: str, text: str = "") -> None:
        """Return a conversation to the bot, which goes on where it was."""
        conversation = self.mine(agent, conversation_id)
        if text.strip():
            self.voice.say(conversation, Author.AGENT, Reply(kind="agent", text=text.strip()), agent_id=agent.id)
        handoff = self.queue.current(conversation)
        self.queue.end(handoff, HandoffState.RETURNED)
        self.queue.move_on(conversation, Move.RETURN, agent_id=None)
        self.voice.tell(conversation, "utter_handoff_returned")
        self.queue.callbacks.settle(agent, conversation, text)
        if self.unit.drafts.find_open(conversation.id, "claim:") is None:  # in mid-form the form's question comes next
            self.voice.tell(conversation, "utter_survey")
        now = self.clock.now()
        self.unit.inbox.put("system", f"resume-{handoff.id}", conversation.id, "payload", {"payload": "/resume"}, now)
        self.unit.audit.note(agent.name, "handoff.returned", conversation.id, now)

    def close(self, agent: Agent, conversation_id: str, text: str, *, code: str) -> None:
        """End a conversation with a closing code and a summary; it opens again when the customer writes.

        Raises:
            CustomerError: ``closing_code`` or ``closing_summary`` where one is missing.
        """
        if code not in self.seats.rules.codes:
            raise CustomerError("closing_code")
        if not text.strip():
            raise CustomerError("closing_summary")
        conversation = self.mine(agent, conversation_id)
        handoff = self.queue.current(conversation)
        self.unit.handoffs.change(handoff.id, closing_code=code, summary=mask(text.strip()))
        self.queue.end(handoff, HandoffState.CLOSED)
        self.queue.move_on(conversation, Move.CLOSE, agent_id=None)
        self.remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_closed")
        self.queue.callbacks.settle(agent, conversation, text)
        self.voice.tell(conversation, "utter_survey")
        self.unit.audit.note(agent.name, "handoff.closed", conversation.id, self.clock.now(), code=code)

    def packet(self, conversation: Conversation) -> dict[str, Any] | None:
        """Return the packet of a conversation's latest stay with people, or None when it never had one."""
        stays = self.unit.handoffs.of_conversation(conversation.id)
        return self.packets.build(conversation, stays[-1]) if stays else None

    def remark(self, conversation: Conversation, agent: Agent, text: str, kind: str = "agent") -> Line:
        """Write down something that the customer never sees."""
        reply, now = Reply(kind=kind, text=text.strip()), self.clock.now()
        return self.unit.transcript.append(conversation.id, Author.AGENT, reply, now, shown=False, agent_id=agent.id)

    def mine(self, agent: Agent, conversation_id: str) -> Conversation:
        """Return a conversation that is this agent's, locked.

        Raises:
            NotYoursError: when it is another's, waits, or has ended.
        """
        return _held(agent, self.unit.conversations.lock(conversation_id))

    def held(self, agent: Agent, conversation_id: str) -> Conversation:
        """Return a conversation that is this agent's, only to look at.

        Raises:
            NotYoursError: when it is another's, waits, or has ended.
        """
        return _held(agent, self.unit.conversations.read(conversation_id))

    def _check_load(self, agent: Agent) -> None:
        """Refuse more conversations than anybody may have; one acceptance of an agent after another."""
        self.unit.hold(f"agent {agent.id}")
        most = self.seats.rules.most
        if len(self.unit.conversations.owned_by_agent(agent.id)) >= most:
            raise CustomerError("agent_full", most=most)

    def _check_colleague(self, agent: Agent, to_agent: int) -> None:
        try:
            colleague = self.unit.agents.read(to_agent)
        except NotFoundError:
            raise CustomerError("transfer_target") from None
        if colleague.role not in TAKES or not colleague.active or colleague.id == agent.id:
            raise CustomerError("transfer_target")

    def _hand_to(self, agent: Agent, conversation: Conversation, action: str, **detail: Any) -> None:
        now, handoff = self.clock.now(), self.queue.current(conversation)
        self.unit.handoffs.change(handoff.id, state=HandoffState.ACTIVE, agent_id=agent.id, accepted_at=now)
        if handoff.complaint_id is not None:
            self.complaints.take(handoff.complaint_id, agent.id)
        self.voice.tell(conversation, "utter_handoff_accepted", agent=agent.name)
        self.unit.audit.note(agent.name, action, conversation.id, now, **detail)


def _held(agent: Agent, conversation: Conversation) -> Conversation:
    if conversation.owner is not Owner.AGENT or conversation.agent_id != agent.id:
        raise NotYoursError("the conversation is not this agent's (any longer)")
    return conversation
