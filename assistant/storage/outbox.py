"""The outbox: lines that a channel still has to bring to the customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from assistant.storage.store import Store
from assistant.storage.tables import conversations
from assistant.storage.tables import outbox as table

DUE, SENT, DEAD = "due", "sent", "dead"


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A line on its way to a channel's user."""

    id: int
    conversation_id: str
    sender: str
    message_id: int
    attempts: int


class OutboxStore(Store):
    """Outbox rows of one transaction."""

    def put(self, channel: str, conversation_id: str, message_id: int, now: datetime) -> None:
        """Queue a line for its channel."""
        self.add(
            table, channel=channel, conversation_id=conversation_id, message_id=message_id, status=DUE, next_at=now
        )

    def due(self, channel: str, now: datetime, limit: int = 50) -> list[Delivery]:
        """Return what a channel has to send, the oldest first; a conversation's lines stay in order.

        A line behind one of its own conversation that waits for another attempt is held back too.
        """
        statement = (
            select(table, conversations.c.sender)
            .join(conversations, conversations.c.id == table.c.conversation_id)
            .where(table.c.status == DUE, table.c.channel == channel)
            .order_by(table.c.id)
            .limit(limit)
        )
        waiting: set[str] = set()
        found: list[Delivery] = []
        for row in self.all(statement):
            if row["next_at"] > now:
                waiting.add(row["conversation_id"])
            elif row["conversation_id"] not in waiting:
                found.append(
                    Delivery(
                        id=row["id"],
                        conversation_id=row["conversation_id"],
                        sender=row["sender"],
                        message_id=row["message_id"],
                        attempts=row["attempts"],
                    )
                )
        return found

    def finish(self, key: int, now: datetime) -> None:
        """Mark a line as sent."""
        self.connection.execute(update(table).where(table.c.id == key).values(status=SENT, sent_at=now))

    def retry(self, key: int, next_at: datetime, error: str) -> None:
        """Put a line off to another attempt."""
        values = {"attempts": table.c.attempts + 1, "next_at": next_at, "error": error[:500]}
        self.connection.execute(update(table).where(table.c.id == key).values(**values))

    def give_up(self, key: int, error: str) -> None:
        """Mark a line that cannot be delivered; it stays in the transcript, where the desk sees it."""
        self.connection.execute(
            update(table).where(table.c.id == key).values(status=DEAD, attempts=table.c.attempts + 1, error=error[:500])
        )
