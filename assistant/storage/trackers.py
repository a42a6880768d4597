"""Tracker events: rows only added; a checkpoint row starts what has to be read again."""

from __future__ import annotations

from typing import Any, Sequence

from sqlalchemy import func, insert, select

from assistant.storage.store import Store
from assistant.storage.tables import tracker_events as table


class TrackerEventStore(Store):
    """Tracker events of one transaction."""

    def append(self, conversation_id: str, events: Sequence[dict[str, Any]], *, checkpoint: bool = False) -> None:
        """Add a batch of events as one row; a checkpoint's batch stands for everything before it."""
        self.connection.execute(
            insert(table).values(
                conversation_id=conversation_id, checkpoint=checkpoint, sealed=self.cipher.seal(list(events))
            )
        )

    def since_checkpoint(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return the events from the last checkpoint on."""
        last = select(func.max(table.c.id)).where(
            table.c.conversation_id == conversation_id, table.c.checkpoint.is_(True)
        )
        start = self.connection.execute(last).scalar() or 0
        statement = select(table.c.sealed).where(table.c.conversation_id == conversation_id, table.c.id >= start)
        batches = [self.cipher.open(sealed) for sealed in self.column(statement.order_by(table.c.id))]
        return [event for batch in batches for event in batch]

    def all_events(self, conversation_id: str) -> list[dict[str, Any]]:
        """Return every event ever stored of a conversation, checkpoints' among them."""
        statement = select(table.c.sealed).where(table.c.conversation_id == conversation_id).order_by(table.c.id)
        return [event for sealed in self.column(statement) for event in self.cipher.open(sealed)]
