"""How far a conversation's lines have come: to the customer's page, to the agent's, and whether they were looked at."""

from __future__ import annotations

import contextlib
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from assistant.storage.store import Store
from assistant.storage.tables import marks as table

CUSTOMER, AGENT = "customer", "agent"
NOTHING = {"delivered": 0, "read": 0}


class MarkStore(Store):
    """Marks of one transaction."""

    def of(self, conversation_id: str, side: str) -> dict[str, int]:
        """Return the numbers of the last line delivered to a side and of the last one read there."""
        row = self.find(table, table.c.conversation_id == conversation_id, table.c.side == side)
        return dict(NOTHING) if row is None else {name: row[name] for name in NOTHING}

    def advance(self, conversation_id: str, side: str, delivered: int, read: int, now: datetime) -> bool:
        """Note how far a side is, never backwards; return whether that is news."""
        known = self.of(conversation_id, side)
        new = {"delivered": max(known["delivered"], delivered, read), "read": max(known["read"], read)}
        if new == known:
            return False
        where = (table.c.conversation_id == conversation_id, table.c.side == side)
        with contextlib.suppress(IntegrityError), self.connection.begin_nested():
            values = {"conversation_id": conversation_id, "side": side, "updated_at": now, **NOTHING}
            if self.connection.execute(select(table.c.side).where(*where)).first() is None:
                self.connection.execute(insert(table).values(**values))
        self.connection.execute(update(table).where(*where).values(updated_at=now, **new))
        return True
