"""Complaints."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select

from assistant.domain.complaint import Complaint, ComplaintState
from assistant.storage.store import Row, Store
from assistant.storage.tables import complaints as table


class ComplaintStore(Store):
    """Complaints of one transaction."""

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

    def by_id(self, key: int) -> Complaint:
        """Return a complaint."""
        return self._complaint(self.get(table, table.c.id == key))

    def of_conversation(self, conversation_id: str) -> list[Complaint]:
        """Return a conversation's complaints, the latest first."""
        statement = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id.desc())
        return [self._complaint(row) for row in self.all(statement)]

    def of_customer(self, customer_id: int) -> list[Complaint]:
        """Return a customer's complaints, the latest first."""
        statement = select(table).where(table.c.customer_id == customer_id).order_by(table.c.id.desc())
        return [self._complaint(row) for row in self.all(statement)]

    def change(self, key: int, *, state: ComplaintState, agent_id: int | None, text: str | None = None) -> None:
        """Set a complaint's state and owner, and its text where more was said."""
        values: dict[str, object] = {"state": state.value, "agent_id": agent_id}
        if text is not None:
            values["sealed"] = self.cipher.seal(text)
        self.set(table, key, **values)

    def _complaint(self, row: Row) -> Complaint:
        values = {name: row[name] for name in row if name not in ("sealed", "inbox_id")}
        return Complaint(**{**values, "state": ComplaintState(row["state"]), "text": self.cipher.open(row["sealed"])})
