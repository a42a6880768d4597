"""Speaking to the customer outside a turn of the bot: a line in the transcript and in the outbox, together."""

from __future__ import annotations

from typing import Any

from assistant.clock import Clock
from assistant.domain.conversation import Conversation
from assistant.domain.message import Author, Line, Reply
from assistant.services.phrases import Phrases
from assistant.storage.unit import Unit


class Voice:
    """Writes lines that the customer is shown."""

    def __init__(self, unit: Unit, phrases: Phrases, clock: Clock) -> None:
        self.unit = unit
        self.phrases = phrases
        self.clock = clock

    def tell(self, conversation: Conversation, name: str, /, *, inbox_id: int | None = None, **fields: Any) -> Line:
        """Say one of the assistant's responses."""
        reply = self.phrases.reply(name, salt=conversation.id, **fields)
        return self.say(conversation, Author.SYSTEM, reply, inbox_id=inbox_id)

    def say(
        self,
        conversation: Conversation,
        author: Author,
        reply: Reply,
        *,
        agent_id: int | None = None,
        inbox_id: int | None = None,
    ) -> Line:
        """Put a reply in the transcript and on its way."""
        now = self.clock.now()
        line = self.unit.transcript.append(conversation.id, author, reply, now, agent_id=agent_id, inbox_id=inbox_id)
        self.unit.outbox.put(conversation.channel, conversation.id, line.id, now)
        return line
