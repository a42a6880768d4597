"""The record as a whole: proof that its chains are unbroken, anchors, tombstones, legal holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Iterator

from sqlalchemy import func, select, update

from assistant.storage.audit import AuditStore
from assistant.storage.chain import End
from assistant.storage.store import Row, Store
from assistant.storage.tables import conversations, holds, messages, tombstones

ANCHORED = "record.anchored"
ANCHOR_SIZE = 1000  # conversations named in one note


@dataclass(frozen=True, kw_only=True)
class Tombstone:
    """What stands for lines that were erased: which, by which rule, and the chain's state after them."""

    conversation_id: str
    first_seq: int
    last_seq: int
    rule: str
    at: datetime
    state: str


class RecordStore(Store):
    """Anchors, tombstones and holds of one transaction."""

    def anchor(self, now: datetime) -> int:
        """Write into the audit trail where every chain that has grown ends now; return how many conversations that are.

        An end that somebody with the whole database, and an older copy of it, sets back is missed there.
        """
        trail = AuditStore(self.connection, self.cipher)
        last = trail.last_of(ANCHORED)
        rows = self._grown(last["detail"]["up_to"] if last else 0)
        for start in range(0, len(rows), ANCHOR_SIZE):
            part = rows[start : start + ANCHOR_SIZE]
            lines = {row["conversation_id"]: [row["seq"], row["digest"]] for row in part}
            lanes = {str(row["lane"]): [row["seq"], row["digest"]] for row in trail.ends()}
            trail.note(
                "record", ANCHORED, "record", now, up_to=max(row["id"] for row in part), lines=lines, lanes=lanes
            )
        return len(rows)

    def _grown(self, after: int) -> list[Row]:
        """Return the last line of each conversation that got lines after a row's number, by that number."""
        grown = select(func.max(messages.c.id)).where(messages.c.id > after).group_by(messages.c.conversation_id)
        columns = (messages.c.id, messages.c.conversation_id, messages.c.seq, messages.c.digest)
        return self.all(select(*columns).where(messages.c.id.in_(grown)).order_by(messages.c.id))

    def end(self, conversation_id: str) -> End:
        """Return where a transcript ends."""
        where = conversations.c.id == conversation_id
        row = self.connection.execute(select(conversations.c.last_seq, conversations.c.head).where(where)).one()
        return End(seq=row[0], state=row[1] or conversation_id)

    def bury(self, stone: Tombstone) -> None:
        """Write a tombstone: from now on the database lets the lines it names lose their words, and nothing else."""
        values = {**stone.__dict__, "at": stone.at.isoformat()}
        kept = {name: value for name, value in stone.__dict__.items() if name != "state"}
        self.add(tombstones, **kept, sealed=self.cipher.seal(values))

    def erase_lines(self, conversation_id: str, first: int, last: int) -> None:
        """Take the words out of lines that a tombstone names."""
        where = (messages.c.conversation_id == conversation_id, messages.c.seq.between(first, last))
        nothing: dict[str, Any] = {"text": "", "sealed": None, "buttons": [], "citations": [], "data": {}}
        self.connection.execute(update(messages).where(*where).values(**nothing))

    def tombstones(self) -> Iterator[Tombstone]:
        """Yield the tombstones, as sealed when they were written, where the row still says the same.

        Raises:
            SealError: for one that nobody with the key wrote.
        """
        for row in self.all(select(tombstones).order_by(tombstones.c.conversation_id, tombstones.c.last_seq)):
            values = self.cipher.open(row["sealed"])
            stone = Tombstone(**{**values, "at": datetime.fromisoformat(values["at"])})
            if all(row[name] == getattr(stone, name) for name in ("conversation_id", "first_seq", "last_seq", "rule")):
                yield stone

    def hold(self, subject: str, scope: str, reason: str, by: str, now: datetime) -> int:
        """Place a legal hold."""
        return self.add(holds, subject=subject, scope=scope, reason=reason, placed_by=by, placed_at=now)

    def lift(self, subject: str, by: str, reason: str, now: datetime) -> list[int]:
        """Lift the holds on something; return their ids."""
        lifted = [row["id"] for row in self.holds() if row["subject"] == subject]
        for key in lifted:
            self.set(holds, key, lifted_by=by, lifted_at=now, lift_reason=reason)
        return lifted

    def holds(self) -> list[Row]:
        """Return the holds in force, the oldest first."""
        return self.all(select(holds).where(holds.c.lifted_at.is_(None)).order_by(holds.c.id))

    def lifted(self, limit: int) -> list[Row]:
        """Return the holds that were lifted, the latest first."""
        statement = select(holds).where(holds.c.lifted_at.is_not(None)).order_by(holds.c.lifted_at.desc(), holds.c.id)
        return self.all(statement.limit(limit))


def content(row: Any) -> dict[str, Any]:
    """Return what a row's digest is made of."""
    return {name: row[name] for name in row if name not in ("id", "digest")}
