"""What customers thought of it: of a stay with people, a claim, a complaint."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from assistant.storage.store import Row, Store
from assistant.storage.tables import ratings as table
from assistant.text.masking import mask

HANDOFF, CLAIM = "handoff", "claim"  # what is rated


class RatingStore(Store):
    """Ratings of one transaction; a matter has one, and the last word counts."""

    def put(self, subject: str, number: str, conversation_id: str, score: int, now: datetime, *,
            agent_id: int | None = None) -> None:  # fmt: skip
        """Store how a matter was rated, from 1 to 5, and where; the conversation is locked."""
        values = {"score": score, "at": now, "agent_id": agent_id, "conversation_id": conversation_id,
                  "handled_by": None, "handled_at": None}  # fmt: skip
        where = (table.c.subject == subject, table.c.number == number)
        if not self.connection.execute(update(table).where(*where).values(**values)).rowcount:
            self.add(table, subject=subject, number=number, comment="", **values)

    def comment(self, subject: str, number: str, words: str) -> None:
        """Store what was said to a rating, masked."""
        where = (table.c.subject == subject, table.c.number == number)
        self.connection.execute(update(table).where(*where).values(comment=mask(words)))

    def last_low_of(self, conversation_id: str, most: int) -> Row | None:
        """Return the rating of at most a score that was given last in a conversation, or None."""
        statement = select(table).where(table.c.conversation_id == conversation_id, table.c.score <= most)
        return next(iter(self.all(statement.order_by(table.c.at.desc(), table.c.id.desc()).limit(1))), None)

    def low(self, most: int, *, since: datetime | None = None, until: datetime | None = None, limit: int) -> list[Row]:
        """Return the ratings of at most a score, the latest first: of a span, or those nobody has seen to where none is given."""
        conditions = [table.c.handled_at.is_(None)] if since is None else [table.c.at >= since]
        conditions += [table.c.at < until] if until is not None else []
        statement = select(table).where(table.c.score <= most, *conditions)
        return self.all(statement.order_by(table.c.at.desc(), table.c.id.desc()).limit(limit))

    def settle(self, key: int, by: str, now: datetime) -> None:
        """Note who has seen to a rating.

        Raises:
            NotFoundError: when there is none.
        """
        self.set(table, self.get(table, table.c.id == key)["id"], handled_by=by, handled_at=now)

    def of(self, subject: str, number: str) -> Row | None:
        """Return a matter's rating, or None."""
        return self.find(table, table.c.subject == subject, table.c.number == number)
