"""Search in what was said, as it is kept: with personal data masked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from assistant.storage.store import Row, Store
from assistant.storage.tables import conversations, handoffs, messages

ESCAPE = "\\"
WHISPER = "whisper"


class SearchStore(Store):
    """Searches of one transaction."""

    def lines(self, words: list[str], *, agent_id: int | None, before: int | None, author: str | None = None,
              since: datetime | None = None, limit: int) -> list[Row]:  # fmt: skip
        """Return lines that have all the words, the newest first; ``before`` is the last id of the page before.

        ``agent_id``: only of conversations that this agent has or had.
        """
        statement = select(messages, conversations.c.channel, conversations.c.owner).join(
            conversations, conversations.c.id == messages.c.conversation_id
        )
        conditions: list[Any] = [messages.c.kind != WHISPER]
        conditions += [messages.c.text.like(f"%{_literal(word)}%", escape=ESCAPE) for word in words]
        if agent_id is not None:
            had = select(handoffs.c.conversation_id).where(handoffs.c.agent_id == agent_id)
            conditions.append(or_(conversations.c.agent_id == agent_id, conversations.c.id.in_(had)))
        if before is not None:
            conditions.append(messages.c.id < before)
        if author is not None:
            conditions.append(messages.c.author == author)
        if since is not None:
            conditions.append(messages.c.at >= since)
        return self.all(statement.where(*conditions).order_by(messages.c.id.desc()).limit(limit))


def _literal(word: str) -> str:
    for sign in (ESCAPE, "%", "_"):
        word = word.replace(sign, ESCAPE + sign)
    return word
