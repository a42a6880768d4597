"""Requests for a person: the queue and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.engine import Connection

from assistant.domain.handoff import Handoff, HandoffState, Reason
from assistant.domain.message import Author
from assistant.storage.cipher import Cipher
from assistant.storage.store import Row, Store
from assistant.storage.tables import handoffs as table
from assistant.storage.tables import messages

QUEUE = "queue"
OPEN = (HandoffState.WAITING.value, HandoffState.ACTIVE.value)


class HandoffStore(Store):
    """Handoffs of one transaction; ``touched`` is not empty once the queue is another than before."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self.touched: set[str] = set()

    def create(self, conversation_id: str, reason: Reason, priority: int, due_at: datetime, now: datetime,
               complaint_id: int | None = None, note: str = "", **values: Any) -> Handoff:  # fmt: skip
        """Store a request for a person."""
        self.touched.add(QUEUE)
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
            **values,
        )
        return _handoff(self.get(table, table.c.id == key))

    def find_open(self, conversation_id: str) -> Handoff | None:
        """Return the conversation's request that waits or is being answered, or None."""
        row = self.find(table, table.c.conversation_id == conversation_id, table.c.state.in_(OPEN))
        return None if row is None else _handoff(row)

    def change(self, key: int, **values: Any) -> None:
        """Set columns of a request."""
        self.touched.add(QUEUE)
        values = {name: value.value if isinstance(value, HandoffState) else value for name, value in values.items()}
        self.set(table, key, **values)

    def waiting(self) -> list[Handoff]:
        """Return the queue in the order it is served."""
        statement = select(table).where(table.c.state == HandoffState.WAITING.value)
        rows = self.all(statement.order_by(table.c.priority, table.c.due_at, table.c.id))
        return [_handoff(row) for row in rows]

    def place(self, handoff: Handoff) -> int:
        """Return the place in the queue, 1 for the next."""
        alike = and_(table.c.priority == handoff.priority, table.c.due_at == handoff.due_at)
        before = or_(
            table.c.priority < handoff.priority,
            and_(table.c.priority == handoff.priority, table.c.due_at < handoff.due_at),
            and_(alike, table.c.id < handoff.id),
        )
        statement = select(func.count()).where(table.c.state == HandoffState.WAITING.value, before)
        number: int = self.connection.execute(statement).scalar_one()
        return number + 1

    def of_conversation(self, conversation_id: str) -> list[Handoff]:
        """Return every request of a conversation, in order."""
        statement = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id)
        return [_handoff(row) for row in self.all(statement)]

    def active(self) -> list[Handoff]:
        """Return what is being answered now, the longest first."""
        statement = select(table).where(table.c.state == HandoffState.ACTIVE.value)
        return [_handoff(row) for row in self.all(statement.order_by(table.c.accepted_at, table.c.id))]

    def last_agent(self, conversation_id: str) -> int | None:
        """Return the agent who had a conversation last, or None."""
        statement = select(table.c.agent_id).where(
            table.c.conversation_id == conversation_id, table.c.agent_id.is_not(None)
        )
        return self.connection.execute(statement.order_by(table.c.id.desc()).limit(1)).scalar_one_or_none()

    def lately(self, since: datetime, limit: int = 50) -> list[Handoff]:
        """Return what was answered since a time, the latest first."""
        statement = select(table).where(table.c.accepted_at >= since)
        return [_handoff(row) for row in self.all(statement.order_by(table.c.accepted_at.desc()).limit(limit))]

    def unanswered(self) -> dict[int, datetime]:
        """Return since when the customers of those being answered wait for a word: handoff's id to time."""
        said = messages.alias()
        answered = (
            select(func.coalesce(func.max(said.c.seq), 0))
            .where(
                said.c.conversation_id == table.c.conversation_id,
                said.c.author == Author.AGENT.value,
                said.c.shown.is_(True),
            )
            .correlate(table)
            .scalar_subquery()
        )
        statement = (
            select(table.c.id, table.c.accepted_at, func.min(messages.c.at).label("said_at"))
            .join(messages, messages.c.conversation_id == table.c.conversation_id)
            .where(
                table.c.state == HandoffState.ACTIVE.value,
                messages.c.author == Author.CUSTOMER.value,
                messages.c.seq > answered,
            )
            .group_by(table.c.id, table.c.accepted_at)
        )
        return {row["id"]: max(row["accepted_at"], row["said_at"]) for row in self.all(statement)}


def _handoff(row: Row) -> Handoff:
    values = dict(row)
    return Handoff(**{**values, "reason": Reason(row["reason"]), "state": HandoffState(row["state"])})
