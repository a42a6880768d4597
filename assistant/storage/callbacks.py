"""Messages left outside the hours, to be called back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assistant.storage.store import Row, Store
from assistant.storage.tables import callbacks as table

OPEN, DONE = "open", "done"


@dataclass(frozen=True, kw_only=True)
class Callback:
    """A promise to call back."""

    id: int
    conversation_id: str
    handoff_id: int
    phone: str | None
    due_at: datetime
    state: str
    agent_id: int | None
    result: str
    created_at: datetime
    done_at: datetime | None


class CallbackStore(Store):
    """Calls back of one transaction."""

    def create(self, conversation_id: str, handoff_id: int, phone: str | None, due_at: datetime, now: datetime) -> None:
        """Store a promise."""
        sealed = None if phone is None else self.cipher.seal(phone)
        self.add(
            table,
            conversation_id=conversation_id,
            handoff_id=handoff_id,
            sealed=sealed,
            due_at=due_at,
            state=OPEN,
            created_at=now,
        )

    def find_open(self, conversation_id: str) -> Callback | None:
        """Return the promise a conversation waits for, or None."""
        row = self.find(table, table.c.conversation_id == conversation_id, table.c.state == OPEN)
        return None if row is None else self._callback(row)

    def read(self, key: int) -> Callback:
        """Return a promise, kept from other processes until the transaction ends.

        Raises:
            NotFoundError: when there is none of that id.
        """
        self.connection.execute(select(table.c.id).where(table.c.id == key).with_for_update())
        return self._callback(self.get(table, table.c.id == key))

    def waiting(self) -> list[Callback]:
        """Return the promises to keep, in the order they are due."""
        statement = select(table).where(table.c.state == OPEN).order_by(table.c.due_at, table.c.id)
        return [self._callback(row) for row in self.all(statement)]

    def change(self, key: int, **values: Any) -> None:
        """Set columns of a promise; a ``phone`` is sealed."""
        if "phone" in values:
            values["sealed"] = self.cipher.seal(values.pop("phone"))
        self.set(table, key, **values)

    def _callback(self, row: Row) -> Callback:
        phone: Any = None if row["sealed"] is None else self.cipher.open(row["sealed"])
        return Callback(phone=phone, **{name: row[name] for name in row if name != "sealed"})
