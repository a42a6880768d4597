"""Complaints."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from assistant.domain.complaint import OPEN, Complaint, ComplaintState
from assistant.storage.cipher import Cipher
from assistant.storage.handoffs import QUEUE
from assistant.storage.store import Row, Store
from assistant.storage.tables import complaints as table

STILL_OPEN = table.c.state.in_([state.value for state in OPEN])
SEALED = ("sealed_demand", "sealed_result")


class ComplaintStore(Store):
    """Complaints of one transaction; ``touched`` is not empty once a customer did something that their owners should hear of."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self.touched: set[str] = set()

    def create(
        self,
        *,
        number: str,
        conversation_id: str,
        inbox_id: int | None,
        customer_id: int | None,
        text: str,
        severity: str,
        due_on: date,
        due_source: str,
        now: datetime,
    ) -> Complaint:
        """Store a complaint that was made."""
        self.add(
            table,
            number=number,
            conversation_id=conversation_id,
            inbox_id=inbox_id,
            customer_id=customer_id,
            sealed=self.cipher.seal(text),
            severity=severity,
            state=ComplaintState.RECEIVED.value,
            received_at=now,
            clock_from=now.date(),
            due_on=due_on,
            due_source=due_source,
        )
        return self.by_number(number)

    def by_number(self, number: str) -> Complaint:
        """Return the complaint of a number.

        Raises:
            NotFoundError: when there is none.
        """
        return self._complaint(self.get(table, table.c.number == number))

    def lock(self, number: str) -> Complaint:
        """Return a complaint, kept from other processes until the transaction ends.

        Raises:
            NotFoundError: when there is none of that number.
        """
        self.connection.execute(select(table.c.id).where(table.c.number == number).with_for_update())
        return self.by_number(number)

    def by_id(self, key: int) -> Complaint:
        """Return a complaint."""
        return self._complaint(self.get(table, table.c.id == key))

    def of_conversation(self, conversation_id: str) -> list[Complaint]:
        """Return a conversation's complaints, the latest first."""
        return self._complaints(table.c.conversation_id == conversation_id)

    def of_customer(self, customer_id: int) -> list[Complaint]:
        """Return a customer's complaints, the latest first."""
        return self._complaints(table.c.customer_id == customer_id)

    def listed(self, *, states: tuple[ComplaintState, ...], limit: int) -> list[Complaint]:
        """Return complaints in some states, the nearest deadline first."""
        where = table.c.state.in_([state.value for state in states])
        statement = select(table).where(where).order_by(table.c.due_on, table.c.id).limit(limit)
        return [self._complaint(row) for row in self.all(statement)]

    def open_within(self, today: date, days: int) -> list[Complaint]:
        """Return what is open and due within so many days or overdue, the nearest deadline first."""
        statement = (
            select(table)
            .where(STILL_OPEN, table.c.due_on <= today + timedelta(days=days))
            .order_by(table.c.due_on, table.c.id)
        )
        return [self._complaint(row) for row in self.all(statement)]

    def count_news(self, agent_id: int, *, nobodys: bool) -> int:
        """Return how many of an agent's complaints the customer did something with that is still to be seen; ``nobodys`` too where asked."""
        owned = or_(table.c.agent_id == agent_id, table.c.agent_id.is_(None) if nobodys else table.c.id < 0)
        statement = select(func.count()).select_from(table).where(table.c.news_at.is_not(None), owned)
        count: int = self.connection.execute(statement).scalar_one()
        return count

    def change(self, key: int, **values: Any) -> None:
        """Set columns of a complaint; ``text``, ``demand`` and ``result`` are sealed."""
        if values.get("news_at") is not None:
            self.touched.add(QUEUE)
        if "text" in values:
            values["sealed"] = self.cipher.seal(values.pop("text"))
        for name in ("demand", "result"):
            if name in values:
                values[f"sealed_{name}"] = self.cipher.seal(values.pop(name))
        if isinstance(values.get("state"), ComplaintState):
            values["state"] = values["state"].value
        self.set(table, key, **values)

    def _complaints(self, condition: Any) -> list[Complaint]:
        return [self._complaint(row) for row in self.all(select(table).where(condition).order_by(table.c.id.desc()))]

    def _complaint(self, row: Row) -> Complaint:
        plain = {name: row[name] for name in Complaint.__dataclass_fields__ if name in row}
        opened = {name.removeprefix("sealed_"): self.cipher.open(row[name]) if row[name] else "" for name in SEALED}
        return Complaint(
            **{**plain, **opened, "state": ComplaintState(row["state"]), "text": self.cipher.open(row["sealed"])}
        )
