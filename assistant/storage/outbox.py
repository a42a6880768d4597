"""The outbox: lines that a channel still has to bring to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Collection

from sqlalchemy import bindparam, select, update

from assistant.storage.store import Store, hold
from assistant.storage.tables import conversations, messages
from assistant.storage.tables import outbox as table

DUE, SENT, DEAD = "due", "sent", "dead"

# built once: each turn asks for them, and building them takes SQLAlchemy longer than SQLite answering
OPEN = (table.c.channel == bindparam("channel"), table.c.status == DUE)
WAITING = select(table.c.conversation_id).where(*OPEN, table.c.next_at > bindparam("now"))
DUE_ROWS = (
    select(table, conversations.c.sender, messages.c.at.label("said_at"))
    .join(conversations, conversations.c.id == table.c.conversation_id)
    .join(messages, messages.c.id == table.c.message_id)
    .where(*OPEN, table.c.next_at <= bindparam("now"), table.c.conversation_id.not_in(WAITING))
    .order_by(table.c.id)
    .limit(bindparam("limit"))
)


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A line on its way to a channel's user."""

    id: int
    conversation_id: str
    sender: str
    message_id: int
    said_at: datetime
    attempts: int


class OutboxStore(Store):
    """Outbox rows of one transaction."""

    def put(self, channel: str, conversation_id: str, message_id: int, now: datetime) -> None:
        """Queue a line for its channel."""
        self.add(
            table, channel=channel, conversation_id=conversation_id, message_id=message_id, status=DUE, next_at=now
        )

    def claim(self, channel: str, now: datetime, until: datetime, *, limit: int) -> list[Delivery]:
        """Return what a channel has to send, the oldest first, and put it off ``until`` then for everybody else.

        A conversation's lines stay in order: those behind one that waits, for another attempt or with another courier, wait too.
        """
        hold(self.connection, f"outbox {channel}")
        rows = self.connection.execute(DUE_ROWS, {"channel": channel, "now": now, "limit": limit}).mappings()
        found = [Delivery(**{name: row[name] for name in Delivery.__dataclass_fields__}) for row in rows]
        self.put_off([delivery.id for delivery in found], until)
        return found

    def put_off(self, keys: Collection[int], next_at: datetime) -> None:
        """Let lines be due at another time."""
        self._change(keys, next_at=next_at)

    def finish(self, keys: Collection[int], now: datetime) -> None:
        """Mark lines as sent."""
        self._change(keys, status=SENT, sent_at=now)

    def retry(self, key: int, next_at: datetime, error: str) -> None:
        """Put a line off to another attempt."""
        self._change([key], attempts=table.c.attempts + 1, next_at=next_at, error=error[:500])

    def give_up(self, key: int, error: str) -> None:
        """Mark a line that cannot be delivered; it stays in the transcript, where the desk sees it."""
        self._change([key], status=DEAD, attempts=table.c.attempts + 1, error=error[:500])

    def _change(self, keys: Collection[int], **values: Any) -> None:
        if keys:
            self.connection.execute(update(table).where(table.c.id.in_(keys)).values(**values))
