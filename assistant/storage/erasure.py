"""What retention reads and erases: conversations by their age, and everything they left behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, union, update
from sqlalchemy.sql import Select, Subquery

from assistant.storage.record import RecordStore, Tombstone
from assistant.storage.store import Store
from assistant.storage.tables import conversations, drafts, messages, reused_uploads, tombstones, uploads
from assistant.storage.traces import DELETED, EMPTIED, LINES, Trace
from assistant.storage.trackers import TrackerEventStore


@dataclass(frozen=True, kw_only=True)
class Aged:
    """A conversation with lines that were not erased yet."""

    id: str
    first_seq: int
    last_seq: int
    last_at: datetime


class ErasureStore(Store):
    """Retention in one transaction."""

    def silent_since(self, moment: datetime) -> list[Aged]:
        """Return the conversations in which nothing was said since a moment, the oldest first, that still have words."""
        stone = self._stones()
        last = select(messages.c.conversation_id, func.max(messages.c.at).label("at")).group_by(
            messages.c.conversation_id
        )
        spoken = last.having(func.max(messages.c.at) < moment).subquery()
        erased = func.coalesce(stone.c.seq, 0)
        statement = (
            select(conversations.c.id, conversations.c.last_seq, erased.label("erased"), spoken.c.at)
            .join(spoken, spoken.c.conversation_id == conversations.c.id)
            .outerjoin(stone, stone.c.conversation_id == conversations.c.id)
            .where(conversations.c.last_seq > erased)
            .order_by(spoken.c.at, conversations.c.id)
        )
        return [Aged(id=row["id"], first_seq=row["erased"] + 1, last_seq=row["last_seq"], last_at=row["at"])
                for row in self.all(statement)]  # fmt: skip

    def erase(self, aged: Aged, rule: str, now: datetime) -> set[str]:
        """Take every word out of a conversation, leaving a tombstone; return the files that nobody else refers to any longer.

        Rows stay where others refer to them; what they held is gone. The customer's papers are the caller's to delete.
        """
        record = RecordStore(self.connection, self.cipher)
        state = record.end(aged.id).state
        record.bury(Tombstone(conversation_id=aged.id, first_seq=aged.first_seq, last_seq=aged.last_seq, rule=rule, at=now,
                              state=state))  # fmt: skip
        record.erase_lines(aged.id, aged.first_seq, aged.last_seq)
        files = self._unshared_files(aged.id)
        self._empty(aged.id, now)
        return files

    def claims_with_papers(self, key: str) -> list[int]:
        """Return the claims, wherever they were reported, that have papers which were handed in in this conversation."""
        own = select(uploads.c.claim_id).where(uploads.c.conversation_id == key, uploads.c.claim_id.is_not(None))
        return self.column(union(own, self._reusing().where(uploads.c.conversation_id == key)))

    def homes_of_papers(self, claim_id: int) -> list[str]:
        """Return the conversations in which a claim's papers were handed in."""
        own = select(uploads.c.conversation_id).where(uploads.c.claim_id == claim_id)
        joined = select(uploads.c.conversation_id).join(reused_uploads, reused_uploads.c.upload_id == uploads.c.id)
        return self.column(union(own, joined.where(reused_uploads.c.claim_id == claim_id)))

    def _reusing(self) -> Select:
        return select(reused_uploads.c.claim_id).join(uploads, uploads.c.id == reused_uploads.c.upload_id)

    def count(self, keys: list[str]) -> dict[str, int]:
        """Return how many rows some conversations have, by table."""
        return {trace.table.name: sum(self._count(trace, key) for key in keys) for trace in (LINES, *EMPTIED, *DELETED)}

    def _count(self, trace: Trace, key: str) -> int:
        statement = select(func.count()).select_from(trace.table).where(trace.of(key))
        number: int = self.connection.execute(statement).scalar_one()
        return number

    def _unshared_files(self, key: str) -> set[str]:
        """Return the customer's papers and the agents' files that no other conversation has, but those that were erased."""
        mine, others = set[str](), set[str]()
        filed = [(trace, trace.table.c.sha256) for trace in EMPTIED if "sha256" in trace.table.c]
        for trace, digest in filed:
            mine |= set(self.column(select(digest).where(trace.of(key))))
        for trace, digest in filed:
            alive = ~trace.of(key) & ~trace.of_any(self._erased())
            others |= set(self.column(select(digest).where(digest.in_(mine), alive)))
        return mine - others

    def _stones(self) -> Subquery:
        """Return the last line that was erased, by conversation."""
        last = select(tombstones.c.conversation_id, func.max(tombstones.c.last_seq).label("seq"))
        return last.group_by(tombstones.c.conversation_id).subquery()

    def _erased(self) -> Select:
        """Return the conversations in which nothing came after what was erased."""
        stone = self._stones()
        joined = select(conversations.c.id).join(stone, stone.c.conversation_id == conversations.c.id)
        return joined.where(conversations.c.last_seq <= stone.c.seq)

    def _empty(self, key: str, now: datetime) -> None:
        for trace in EMPTIED:
            values = trace.emptied(self.cipher)
            self.connection.execute(update(trace.table).where(trace.of(key)).values(**values))
        for trace in DELETED:
            self.connection.execute(delete(trace.table).where(trace.of(key)))
        self.connection.execute(update(drafts).where(drafts.c.conversation_id == key).values(updated_at=now))
        TrackerEventStore(self.connection, self.cipher).append(key, [], checkpoint=True)
        later = update(conversations).where(conversations.c.id == key)
        self.connection.execute(later.values(version=conversations.c.version + 1))
