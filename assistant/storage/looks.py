"""First looks at papers: asked for in the turn that takes a paper, taken by one process, and kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.engine import Connection

from assistant.domain.paper import OTHER, Look, Problem
from assistant.storage.cipher import Cipher
from assistant.storage.store import Row, Store
from assistant.storage.tables import first_looks as table
from assistant.storage.tables import uploads

WAITING, DONE, UNSEEN = "waiting", "done", "unseen"


@dataclass(frozen=True, kw_only=True)
class LookRecord:
    """A first look as it is kept; without ``look`` it waits, or the paper could not be looked at."""

    id: int
    upload_id: int
    state: str
    attempts: int
    caption: str
    insisted: bool
    look: Look | None


class LookStore(Store):
    """First looks of one transaction; ``touched`` names the conversations for which new ones were asked."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self.touched: set[str] = set()

    def ask(self, conversation_id: str, upload_id: int, caption: str, now: datetime) -> None:
        """Ask for a look at a file."""
        self.touched.add(conversation_id)
        self.add(table, upload_id=upload_id, state=WAITING, problems=[], sealed=self.cipher.seal(caption), asked_at=now)

    def any_waiting(self) -> bool:
        """Tell whether a look is waited for."""
        return self.find(table, table.c.state == WAITING) is not None

    def claim(self, now: datetime, until: datetime) -> Row | None:
        """Take the look that has waited longest, keeping it from other processes for a time; return it with its file's record."""
        free = or_(table.c.held_until.is_(None), table.c.held_until < now)
        wanted = select(table.c.id).where(table.c.state == WAITING, free).order_by(table.c.id).limit(1)
        key = self.connection.execute(wanted.with_for_update(skip_locked=True)).scalar()
        if key is None:
            return None
        attempts = self.get(table, table.c.id == key)["attempts"] + 1
        self.set(table, key, held_until=until, attempts=attempts)
        joined = select(uploads, table.c.id.label("look_id"), table.c.attempts).join(
            table, table.c.upload_id == uploads.c.id
        )
        return self.all(joined.where(table.c.id == key))[0]

    def release(self, key: int) -> None:
        """Let a look be taken again at once."""
        self.set(table, key, held_until=None)

    def finish(self, key: int, look: Look | None, now: datetime) -> bool:
        """Keep what was seen, or that nothing could be; return False where another process had done so already."""
        if self.get(table, table.c.id == key)["state"] != WAITING:
            return False
        values: dict[str, Any] = {"state": UNSEEN}
        if look is not None:
            problems = [problem.value for problem in look.problems]
            values = {
                "state": DONE,
                "kind": look.kind,
                "problems": problems,
                "named": look.named,
                "turned": look.turned,
            }
        self.set(table, key, done_at=now, **values)
        return True

    def insist(self, upload_id: int) -> None:
        """Note that the customer says that a paper is right all the same."""
        self.set(table, self.get(table, table.c.upload_id == upload_id)["id"], insisted=True)

    def waiting(self, conversation_id: str) -> int:
        """Return how many of a conversation's files wait for a look."""
        joined = select(table.c.id).join(uploads, table.c.upload_id == uploads.c.id)
        return len(self.column(joined.where(uploads.c.conversation_id == conversation_id, table.c.state == WAITING)))

    def of_upload(self, upload_id: int) -> LookRecord | None:
        """Return the look at a file; None where none was asked for."""
        row = self.find(table, table.c.upload_id == upload_id)
        return None if row is None else self._record(row)

    def _record(self, row: Row) -> LookRecord:
        problems = tuple(Problem(name) for name in row["problems"])
        seen = Look(kind=row["kind"] or OTHER, score=0.0, problems=problems, named=row["named"], turned=row["turned"])
        return LookRecord(
            id=row["id"],
            upload_id=row["upload_id"],
            state=row["state"],
            attempts=row["attempts"],
            caption=self.cipher.open(row["sealed"]),
            insisted=row["insisted"],
            look=seen if row["state"] == DONE else None,
        )
