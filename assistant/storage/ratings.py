"""What customers thought of it: of a stay with people, a claim, a complaint."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from assistant.storage.store import Row, Store
from assistant.storage.tables import ratings as table
from assistant.text.masking import mask

HANDOFF, CLAIM = "handoff", "claim"  # what is rated


class RatingStore(Store):
    """Ratings of one transaction; a matter has one, and the last word counts."""

    def put(self, subject: str, number: str, conversation_id: str, score: int, now: datetime, *,
            agent_id: int | None = None) -> None:  # fmt: skip
        """Store how a matter was rated, from 1 to 5; the conversation is locked."""
        values = {"score": score, "at": now, "agent_id": agent_id}
        where = (table.c.subject == subject, table.c.number == number)
        if not self.connection.execute(update(table).where(*where).values(**values)).rowcount:
            self.add(table, subject=subject, number=number, conversation_id=conversation_id, comment="", **values)

    def comment(self, subject: str, number: str, words: str) -> None:
        """Store what was said to a rating, masked."""
        where = (table.c.subject == subject, table.c.number == number)
        self.connection.execute(update(table).where(*where).values(comment=mask(words)))

    def of(self, subject: str, number: str) -> Row | None:
        """Return a matter's rating, or None."""
        return self.find(table, table.c.subject == subject, table.c.number == number)
