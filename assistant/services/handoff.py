"""From the bot to people and back: request, accept, transfer, take over, release, return, close."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.conversation import Conversation, Move, Owner, move
from assistant.domain.handoff import Handoff, HandoffState, Reason, due_at, priority
from assistant.domain.message import Author, Line, Reply
from assistant.domain.roles import SUPERVISES, TAKES
from assistant.errors import CustomerError, NotFoundError, NotYoursError, RoleError, StateError
from assistant.services.callbacks import Callbacks
from assistant.services.complaints import Complaints
from assistant.services.packet import Packets
from assistant.services.seats import Seats, Wait
from assistant.services.voice import Voice
from assistant.storage.agents import Agent
from assistant.storage.unit import Unit
from assistant.text.masking import mask


class Handoffs:
    """Handoffs of one transaction."""

    def __init__(self, unit: Unit, voice: Voice, packets: Packets, complaints: Complaints, seats: Seats,
                 callbacks: Callbacks, clock: Clock) -> None:  # fmt: skip
        self.unit = unit
        self.voice = voice
        self.packets = packets
        self.complaints = complaints
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
        elif complaint_id is not None and existing.complaint_id is None:
            now = self.clock.now()
            rank, due = min(existing.priority, priority(reason, tone)), min(existing.due_at, due_at(reason, now))
            self.unit.handoffs.change(
                existing.id, complaint_id=complaint_id, reason=reason.value, priority=rank, due_at=due,
                skill=self.seats.rules.skill_of(reason),
            )  # fmt: skip
            existing = self._open(conversation)
        return existing, self.seats.wait(existing)

    def _ask(self, conversation: Conversation, reason: Reason, tone: str | None, complaint_id: int | None) -> Handoff:
        now, rules = self.clock.now(), self.seats.rules
        keeper = self.seats.keeper(conversation.id)
        handoff = self.unit.handoffs.create(
            conversation.id, reason, priority(reason, tone), due_at(reason, now), now, complaint_id,
            skill=rules.skill_of(reason), kept_for=keeper,
            kept_until=None if keeper is None else now + rules.patience["last_agent"],
        )  # fmt: skip
        self._move(conversation, Move.REQUEST)
        self.unit.audit.note("bot", "handoff.requested", conversation.id, now, reason=reason.value)
        if reason is not Reason.EMERGENCY:  # for danger somebody is on duty at all hours
            self.callbacks.promise(conversation, handoff)
        return handoff

    def withdraw(self, conversation: Conversation) -> None:
        """Take a conversation out of the queue because the customer does not want to wait."""
        self._end(self._open(conversation), HandoffState.WITHDRAWN)
        self.callbacks.withdraw(conversation)
        self._move(conversation, Move.WITHDRAW)

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
            return self.packets.build(conversation, self._open(conversation))
        self._check_load(agent)
        self._move(conversation, Move.ACCEPT, agent_id=agent.id)
        self._hand_to(agent, conversation, "handoff.accepted", automatic=automatic)
        return self.packets.build(conversation, self._open(conversation))

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
        self._move(conversation, Move.TAKE_OVER, agent_id=agent.id)
        self._hand_to(agent, conversation, "handoff.taken_over", before=conversation.agent_id)
        return self.packets.build(conversation, self._open(conversation))

    def _check_load(self, agent: Agent) -> None:
        """Refuse more conversations than anybody may have; one acceptance of an agent after another."""
        self.unit.hold(f"agent {agent.id}")
        most = self.seats.rules.most
        if len(self.unit.conversations.owned_by_agent(agent.id)) >= most:
            raise CustomerError("agent_full", most=most)

    def _hand_to(self, agent: Agent, conversation: Conversation, action: str, **detail: Any) -> None:
        now, handoff = self.clock.now(), self._open(conversation)
        self.unit.handoffs.change(handoff.id, state=HandoffState.ACTIVE, agent_id=agent.id, accepted_at=now)
        if handoff.complaint_id is not None:
            self.complaints.take(handoff.complaint_id, agent.id)
        self.voice.tell(conversation, "utter_handoff_accepted", agent=agent.name)
        self.unit.audit.note(agent.name, action, conversation.id, now, **detail)

    def packet(self, conversation: Conversation) -> dict[str, Any] | None:
        """Return the packet of a conversation's latest stay with people, or None when it never had one."""
        stays = self.unit.handoffs.of_conversation(conversation.id)
        return self.packets.build(conversation, stays[-1]) if stays else None

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
        self._put_back(conversation, note=text, kept_for=to_agent, kept_until=until, **values)
        if text.strip():
            self.remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_transferred")
        self.unit.audit.note(
            agent.name, "handoff.transferred", conversation.id, now, to_agent=to_agent, to_skill=to_skill
        )

    def release(self, conversation_id: str, agent_id: int, why: str) -> None:
        """Put a conversation back in the queue because its agent is ``silent`` or ``gone``; nothing, when it moved meanwhile."""
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is not Owner.AGENT or conversation.agent_id != agent_id:
            return
        self._put_back(conversation, kept_for=None, kept_until=None)
        self.voice.tell(conversation, "utter_handoff_reassigned")
        self.unit.audit.note("desk", "handoff.released", conversation.id, self.clock.now(), why=why, before=agent_id)

    def give_back(self, agent: Agent, conversation_id: str, text: str = "") -> None:
        """Return a conversation to the bot, which goes on where it was."""
        conversation = self.mine(agent, conversation_id)
        if text.strip():
            self.voice.say(conversation, Author.AGENT, Reply(kind="agent", text=text.strip()), agent_id=agent.id)
        handoff = self._open(conversation)
        self._end(handoff, HandoffState.RETURNED)
        self._move(conversation, Move.RETURN, agent_id=None)
        self.voice.tell(conversation, "utter_handoff_returned")
        self.callbacks.settle(agent, conversation, text)
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
        handoff = self._open(conversation)
        self.unit.handoffs.change(handoff.id, closing_code=code, summary=mask(text.strip()))
        self._end(handoff, HandoffState.CLOSED)
        self._move(conversation, Move.CLOSE, agent_id=None)
        self.remark(conversation, agent, text)
        self.voice.tell(conversation, "utter_handoff_closed")
        self.callbacks.settle(agent, conversation, text)
        self.voice.tell(conversation, "utter_survey")
        self.unit.audit.note(agent.name, "handoff.closed", conversation.id, self.clock.now(), code=code)

    def reopen(self, conversation: Conversation) -> Conversation:
        """Give a closed conversation back to the bot because the customer writes again."""
        self._move(conversation, Move.REOPEN, agent_id=None)
        return self.unit.conversations.read(conversation.id)

    def waiting(self, conversation: Conversation) -> Wait | None:
        """Return how it stands in the queue, or None when it does not wait."""
        handoff = self.unit.handoffs.find_open(conversation.id)
        if handoff is None or handoff.state is not HandoffState.WAITING:
            return None
        return self.seats.wait(handoff)

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

    def _check_colleague(self, agent: Agent, to_agent: int) -> None:
        try:
            colleague = self.unit.agents.read(to_agent)
        except NotFoundError:
            raise CustomerError("transfer_target") from None
        if colleague.role not in TAKES or not colleague.active or colleague.id == agent.id:
            raise CustomerError("transfer_target")

    def _put_back(self, conversation: Conversation, **values: Any) -> None:
        handoff = self._open(conversation)
        self._move(conversation, Move.TRANSFER, agent_id=None)
        now = self.clock.now()
        self.unit.handoffs.change(
            handoff.id, state=HandoffState.WAITING, agent_id=None, requested_at=now, told_at=None, **values
        )

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


def _held(agent: Agent, conversation: Conversation) -> Conversation:
    if conversation.owner is not Owner.AGENT or conversation.agent_id != agent.id:
        raise NotYoursError("the conversation is not this agent's (any longer)")
    return conversation
