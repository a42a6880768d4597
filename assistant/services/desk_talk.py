"""What agents say: to the customer, to colleagues, with files; each thing once, and how far it has come."""

from __future__ import annotations

from functools import partial
from typing import Callable

from assistant.clock import Clock
from assistant.domain.conversation import Conversation, Owner
from assistant.domain.message import Author, Line, Reply
from assistant.domain.roles import SUPERVISES
from assistant.errors import CustomerError, RoleError, StateError
from assistant.services.filechecks import check_file
from assistant.services.stays import Stays
from assistant.services.voice import Voice
from assistant.settings import Limits
from assistant.storage.agents import Agent
from assistant.storage.files import FileStore
from assistant.storage.marks import AGENT, CUSTOMER
from assistant.storage.searching import WHISPER
from assistant.storage.unit import Unit

HEARS = SUPERVISES | {"auditor"}  # every whisper, as the rest of the record
KEY_LENGTH = 64
NAME_LENGTH = 120
SHOWS_FILES = frozenset({"web", "terminal"})  # channels whose customers can be sent files


class DeskTalk:
    """The agents' side of the talk, in one transaction."""

    def __init__(self, unit: Unit, voice: Voice, stays: Stays, files: FileStore, limits: Limits, clock: Clock) -> None:
        self.unit = unit
        self.voice = voice
        self.stays = stays
        self.files = files
        self.limits = limits
        self.clock = clock

    def reply(self, agent: Agent, conversation_id: str, text: str, *, key: str = "") -> Line:
        """Say something to the customer; what comes twice under the page's ``key`` is said once.

        Raises:
            NotYoursError: when the conversation is not this agent's.
            CustomerError: ``text_empty``.
        """
        reply = Reply(kind="agent", text=_said(text))
        return self._once(agent, conversation_id, key, lambda conversation: self._say(agent, conversation, reply))

    def note(self, agent: Agent, conversation_id: str, text: str, *, key: str = "") -> Line:
        """Write a note that the customer never sees."""
        remark = partial(self.stays.remark, agent=agent, text=_said(text))
        return self._once(agent, conversation_id, key, remark)

    def whisper(self, agent: Agent, conversation_id: str, text: str) -> Line:
        """Tell the agent of a conversation something that nobody else sees.

        Raises:
            RoleError: for anybody but a supervisor.
            StateError: when no agent has it.
        """
        if agent.role not in SUPERVISES:
            raise RoleError(f"role {agent.role} does not whisper")
        conversation = self.unit.conversations.lock(conversation_id)
        if conversation.owner is not Owner.AGENT:
            raise StateError("nobody is there to hear it")
        self.unit.audit.note(agent.name, "handoff.whispered", conversation_id, self.clock.now())
        return self.stays.remark(conversation, agent, _said(text), WHISPER)

    def file(self, agent: Agent, conversation_id: str, name: str, content: bytes, *, key: str = "") -> Line:
        """Send the customer a picture or a document.

        Raises:
            NotYoursError: when the conversation is not this agent's.
            CustomerError: ``file_empty``, ``file_too_large``, ``file_kind``, or ``file_channel`` where the channel shows none.
        """
        shown = name.replace("/", "_").replace("\\", "_")[-NAME_LENGTH:]
        media_type = check_file(name, content, self.limits)
        file = {"name": shown, "media_type": media_type, "size": len(content)}

        def send(conversation: Conversation) -> Line:
            if conversation.channel not in SHOWS_FILES:
                raise CustomerError("file_channel")
            line = self._say(agent, conversation, Reply(kind="agent", text=f"[{shown}]", data={"file": file}))
            self.unit.sent.attach(line.id, self.files.put(content), media_type, shown)
            return line

        return self._once(agent, conversation_id, key, send)

    def seen_by_agent(self, agent: Agent, conversation_id: str, delivered: int, read: int) -> bool:
        """Note how far the lines have come to the agent who has the conversation; return whether that is news."""
        return self._seen(self.stays.mine(agent, conversation_id), AGENT, delivered, read)

    def seen_by_customer(self, conversation_id: str, delivered: int, read: int) -> bool:
        """Note how far the lines have come to the customer; return whether that is news."""
        return self._seen(self.unit.conversations.lock(conversation_id), CUSTOMER, delivered, read)

    def _seen(self, conversation: Conversation, side: str, delivered: int, read: int) -> bool:
        last, now = conversation.last_seq, self.clock.now()
        return self.unit.marks.advance(conversation.id, side, min(delivered, last), min(read, last), now)

    def _say(self, agent: Agent, conversation: Conversation, reply: Reply) -> Line:
        return self.voice.say(conversation, Author.AGENT, reply, agent_id=agent.id)

    def _once(self, agent: Agent, conversation_id: str, key: str, say: Callable[[Conversation], Line]) -> Line:
        conversation = self.stays.mine(agent, conversation_id)
        known = f"{agent.id}:{key[:KEY_LENGTH]}"
        before = self.unit.sent.find(known) if key else None
        if before is not None:
            return self.unit.transcript.line(before)
        line = say(conversation)
        if key:
            self.unit.sent.put(known, conversation_id, line.id)
        return line


def hears(agent: Agent, conversation: Conversation) -> bool:
    """Tell whether whispers in a conversation are for somebody: they are for the agent who has it, and for who may whisper or audit."""
    return conversation.agent_id == agent.id or agent.role in HEARS


def _said(text: str) -> str:
    if not text.strip():
        raise CustomerError("text_empty")
    return text.strip()
