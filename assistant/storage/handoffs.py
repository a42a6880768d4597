"""Requests for a person: the queue and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from assistant.domain.handoff import Handoff, HandoffState, Reason
from assistant.storage.store import Row, Store
from assistant.storage.tables import handoffs as table

OPEN = (HandoffState.WAITING.value, HandoffState.ACTIVE.value)


class HandoffStore(Store):
    """Handoffs of one transaction."""

    def create(self, conversation_id: str, reason: Reason, priority: int, due_at: datetime, now: datetime,
               complaint_id: int | None = None, note: str = "") -> Handoff:  # fmt: skip
        """Store a request for a person."""
        key = self.add(
            table,
            conversation_id=conversation_id,
            reason=reason.value,
            priority=priority,
            state=HandoffState.WAITING.value,
            complaint_id=complaint_id,
            note=note,
            requested_at=now,
            due_at=due_at,
        )
        return _handoff(self.get(table, table.c.id == key))

    def find_open(self, conversation_id: str) -> Handoff | None:
        """Return the conversation's request that waits or is being answered, or None."""
        row = self.find(table, table.c.conversation_id == conversation_id, table.c.state.in_(OPEN))
        return None if row is None else _handoff(row)

    def change(self, key: int, **values: Any) -> None:
        """Set columns of a request."""
        values = {name: value.value if isinstance(value, HandoffState) else value for name, value in values.items()}
        self.set(table, key, **values)

    def waiting(self) -> list[Handoff]:
        """Return the queue in the order it is served."""
        statement = select(table).where(table.c.state == HandoffState.WAITING.value)
        rows = self.all(statement.order_by(table.c.priority, table.c.requested_at, table.c.id))
        return [_handoff(row) for row in rows]

    def place(self, handoff: Handoff) -> int:
        """Return the place in the queue, 1 for the next."""
        before = or_(
            table.c.priority < handoff.priority,
            and_(table.c.priority == handoff.priority, table.c.id < handoff.id),
        )
        statement = select(func.count()).where(table.c.state == HandoffState.WAITING.value, before)
        number: int = self.connection.execute(statement).scalar_one()
        return number + 1

    def of_conversation(self, conversation_id: str) -> list[Handoff]:
        """Return every request of a conversation, in order."""
        statement = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id)
        return [_handoff(row) for row in self.all(statement)]


def _handoff(row: Row) -> Handoff:
    values = dict(row)
    return Handoff(**{**values, "reason": Reason(row["reason"]), "state": HandoffState(row["state"])})
