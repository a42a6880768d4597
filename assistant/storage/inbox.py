"""The durable inbox: a message is acknowledged once it stands here, and leaves it in the turn that answers it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from assistant.storage.cipher import Cipher
from assistant.storage.store import Row, Store
from assistant.storage.tables import inbox as table

PENDING, DONE, FAILED = "pending", "done", "failed"
FAULT = "fault"  # the kind of what asks for people because a turn failed


@dataclass(frozen=True, kw_only=True)
class InboxItem:
    """Something that came in: ``kind`` is text, payload, file or event; ``body`` depends on it."""

    id: int
    channel: str
    external_id: str
    conversation_id: str
    kind: str
    body: dict[str, Any]
    attempts: int
    received_at: datetime


class InboxStore(Store):
    """Inbox rows of one transaction; ``touched`` names the conversations that got new ones."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self.touched: set[str] = set()

    def put(
        self, channel: str, external_id: str, conversation_id: str, kind: str, body: dict[str, Any], now: datetime
    ) -> int | None:
        """Store what came in and return its id, or None when this very message stands here already."""
        known = select(table.c.id).where(table.c.channel == channel, table.c.external_id == external_id)
        if self.connection.execute(known).first() is not None:
            return None
        self.touched.add(conversation_id)
        try:
            with self.connection.begin_nested():
                return self.add(
                    table,
                    channel=channel,
                    external_id=external_id,
                    conversation_id=conversation_id,
                    kind=kind,
                    sealed=self.cipher.seal(body),
                    status=PENDING,
                    received_at=now,
                )
        except IntegrityError:  # the same message, stored by another process between the look and the insert
            return None

    def next_pending(self, conversation_id: str) -> InboxItem | None:
        """Return the oldest message of a conversation that has not been answered, or None; a request after a fault holds up none of them."""
        statement = select(table).where(table.c.status == PENDING, table.c.conversation_id == conversation_id)
        row = self.connection.execute(statement.order_by(table.c.kind == FAULT, table.c.id).limit(1)).mappings().first()
        return None if row is None else self._item(row)

    def pending_conversations(self) -> list[str]:
        """Return the conversations that wait for an answer, the longest first."""
        statement = select(table.c.conversation_id).where(table.c.status == PENDING).order_by(table.c.id)
        return list(dict.fromkeys(self.column(statement)))

    def count_files(self, conversation_id: str, since: datetime) -> int:
        """Return how many files came in a conversation since a time."""
        where = (table.c.conversation_id == conversation_id, table.c.kind == "file", table.c.received_at >= since)
        number: int = self.connection.execute(select(func.count()).select_from(table).where(*where)).scalar_one()
        return number

    def id_of(self, channel: str, external_id: str) -> int:
        """Return our id of a channel's message."""
        return int(self.get(table, table.c.channel == channel, table.c.external_id == external_id)["id"])

    def finish(self, key: int, now: datetime) -> None:
        """Mark a message as answered."""
        self.set(table, key, status=DONE, done_at=now)

    def note_failure(self, key: int, error: str, limit: int) -> bool:
        """Count an attempt that failed; return whether it was the last one allowed.

        Nothing is counted when another process has answered the message meanwhile.
        """
        row = self.get(table, table.c.id == key)
        if row["status"] != PENDING:
            return False
        last = row["attempts"] + 1 >= limit
        values = {"attempts": row["attempts"] + 1, "error": error[:500], "status": FAILED if last else PENDING}
        self.set(table, key, **values)
        return bool(last)

    def _item(self, row: Row) -> InboxItem:
        return InboxItem(
            id=row["id"],
            channel=row["channel"],
            external_id=row["external_id"],
            conversation_id=row["conversation_id"],
            kind=row["kind"],
            body=self.cipher.open(row["sealed"]),
            attempts=row["attempts"],
            received_at=row["received_at"],
        )
