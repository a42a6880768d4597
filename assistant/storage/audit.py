"""The audit trail: who did what to what, when; rows are only ever added, each linked to the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.engine import Connection

from assistant.storage.chain import End
from assistant.storage.cipher import Cipher
from assistant.storage.store import Row, Store
from assistant.storage.tables import audit, audit_lanes

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class AuditQuery:
    """What is looked for in the trail; empty fields restrict nothing."""

    words: str = ""  # somewhere in actor, action or subject
    actor: str = ""
    action: str = ""  # or how it begins
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditStore(Store):
    """The audit trail in one transaction, which writes into a lane of its own: no transaction waits for another."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        super().__init__(connection, cipher)
        self._lane: tuple[int, End] | None = None

    def note(self, actor: str, action: str, subject: str, now: datetime, **detail: Any) -> None:
        """Write down who did what to what."""
        lane, last = self._lane or self._take_lane()
        values = {"at": now, "actor": actor, "action": action, "subject": subject, "detail": detail, "lane": lane,
                  "seq": last.seq + 1}  # fmt: skip
        end = last.after(self.cipher, values)
        self.add(audit, **values, digest=end.digest(self.cipher))
        self.set(audit_lanes, lane, last_seq=end.seq, head=end.state)
        self._lane = lane, end

    def of_subject(self, subject: str, *, limit: int = 500) -> list[Row]:
        """Return the last notes about something, the oldest first."""
        statement = select(audit).where(audit.c.subject == subject).order_by(audit.c.id.desc()).limit(limit)
        return self.all(statement)[::-1]

    def search(self, query: AuditQuery, page: int) -> tuple[list[Row], int]:
        """Return one page of what fits, the latest first, and how many there are."""
        where = list(_conditions(query))
        total: int = self.connection.execute(select(func.count()).select_from(audit).where(*where)).scalar_one()
        statement = select(audit).where(*where).order_by(audit.c.id.desc()).limit(PAGE).offset((page - 1) * PAGE)
        return self.all(statement), total

    def last_of(self, action: str) -> Row | None:
        """Return the last note of an action, or None."""
        statement = select(audit).where(audit.c.action == action).order_by(audit.c.id.desc()).limit(1)
        return self.connection.execute(statement).mappings().first()

    def ends(self) -> list[Row]:
        """Return every lane with its last row."""
        joined = (audit.c.lane == audit_lanes.c.id) & (audit.c.seq == audit_lanes.c.last_seq)
        return self.all(select(audit.c.lane, audit.c.seq, audit.c.digest).join(audit_lanes, joined))

    def _take_lane(self) -> tuple[int, End]:
        """Return a lane that no other transaction is writing into, a new one where there is none."""
        statement = select(audit_lanes).order_by(audit_lanes.c.id).limit(1).with_for_update(skip_locked=True)
        row = self.connection.execute(statement).mappings().first()
        if row is None:
            key = self.add(audit_lanes, last_seq=0, head="")
            return key, End(seq=0, state=f"lane {key}")
        return row["id"], End(seq=row["last_seq"], state=row["head"])


def _conditions(query: AuditQuery) -> Any:
    for word in query.words.split():
        yield or_(
            *(column.contains(word, autoescape=True) for column in (audit.c.actor, audit.c.action, audit.c.subject))
        )
    if query.actor:
        yield audit.c.actor == query.actor
    if query.action:
        yield audit.c.action.startswith(query.action, autoescape=True)
    if query.subject:
        yield audit.c.subject == query.subject
    if query.since:
        yield audit.c.at >= query.since
    if query.until:
        yield audit.c.at < query.until
