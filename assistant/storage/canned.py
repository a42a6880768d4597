"""What agents say with a key or two: their own replies and those of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, select

from assistant.storage.store import Row, Store
from assistant.storage.tables import canned as table


@dataclass(frozen=True, kw_only=True)
class Canned:
    """A reply at hand; without an owner it is everybody's."""

    id: int
    owner_id: int | None
    shortcut: str
    title: str
    text: str


class CannedStore(Store):
    """Replies at hand, of one transaction."""

    def put(self, owner_id: int | None, shortcut: str, title: str, text: str, now: datetime) -> int:
        """Store a reply."""
        return self.add(table, owner_id=owner_id, shortcut=shortcut, title=title, text=text, updated_at=now)

    def visible_to(self, agent_id: int) -> list[Canned]:
        """Return an agent's own replies and everybody's."""
        mine = or_(table.c.owner_id == agent_id, table.c.owner_id.is_(None))
        return [_canned(row) for row in self.all(select(table).where(mine).order_by(table.c.shortcut, table.c.id))]

    def read(self, key: int) -> Canned:
        """Return a reply.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return _canned(self.get(table, table.c.id == key))

    def change(self, key: int, shortcut: str, title: str, text: str, now: datetime) -> None:
        """Put other words in a reply's place."""
        self.set(table, key, shortcut=shortcut, title=title, text=text, updated_at=now)

    def remove(self, key: int) -> None:
        """Forget a reply."""
        self.connection.execute(delete(table).where(table.c.id == key))


def _canned(row: Row) -> Canned:
    return Canned(**{name: row[name] for name in Canned.__dataclass_fields__})
