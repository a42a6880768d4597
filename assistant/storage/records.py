"""Running numbers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage.store import Store
from assistant.storage.tables import counters


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
