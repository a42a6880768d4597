"""Running numbers and the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage.store import Row, Store
from assistant.storage.tables import audit, counters


class CounterStore(Store):
    """Running numbers, without gaps within what was committed."""

    def next_number(self, prefix: str, now: datetime) -> str:
        """Return the next number of a kind on this day: prefix, date, four digits or more.

        ``LP202611230001`` is the first claim of 2026-11-23.
        """
        name = f"{prefix}{now:%Y%m%d}"
        if self._count_up(name) == 0:
            try:
                with self.connection.begin_nested():
                    self.connection.execute(insert(counters).values(name=name, value=1))
            except IntegrityError:  # another process began the day in this very moment
                self._count_up(name)
        value = self.connection.execute(select(counters.c.value).where(counters.c.name == name)).scalar_one()
        return f"{name}{value:04d}"

    def _count_up(self, name: str) -> int:
        statement = update(counters).where(counters.c.name == name).values(value=counters.c.value + 1)
        count: int = self.connection.execute(statement).rowcount
        return count


class AuditStore(Store):
    """The audit trail; rows are only ever added."""

    def note(self, actor: str, action: str, subject: str, now: datetime, **detail: Any) -> None:
        """Write down who did what to what."""
        self.add(audit, at=now, actor=actor, action=action, subject=subject, detail=detail)

    def of_subject(self, subject: str, *, limit: int = 500) -> list[Row]:
        """Return the last notes about something, the oldest first."""
        statement = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc()).limit(limit)
        return self.all(statement)[::-1]
