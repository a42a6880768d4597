"""Proof of the record: every chain is followed from its beginning to its end, and to every anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from assistant.storage import guards
from assistant.storage.chain import End
from assistant.storage.cipher import SealError
from assistant.storage.record import ANCHORED, RecordStore, Tombstone, content
from assistant.storage.store import Store
from assistant.storage.tables import audit, audit_lanes, conversations, messages

BATCH = 2000
SPOKEN = "conversation "
Anchors = dict[str, dict[int, str]]


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first broken link of a chain: where, and what is wrong there."""

    where: str
    why: str

    def __str__(self) -> str:
        """Return it in one line."""
        return f"{self.where}: {self.why}"


@dataclass(kw_only=True)
class Proof:
    """What was followed, and the broken links found; none, and the record is whole."""

    messages: int = 0
    conversations: int = 0
    notes: int = 0
    anchors: int = 0
    erased: int = 0
    breaks: list[Break] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Chain:
    """A chain to follow: from its first state to the end it should have, past what anchors and tombstones say."""

    name: str
    start: str
    head: End | None = None
    anchored: Mapping[int, str] = field(default_factory=dict)
    stones: Sequence[Tombstone] = ()


class Verifier(Store):
    """Follows the chains of one database, in one transaction that only reads."""

    def prove(self, conversation_id: str | None = None) -> Proof:
        """Follow every chain, or one conversation's alone."""
        self.proof = Proof()
        stones, anchors = self._stones(), self._anchors()
        if conversation_id is None:
            for name in sorted(guards.wanted(self.connection) - guards.names(self.connection)):
                self._break(f"trigger {name}", "missing or switched off")
            self._follow_audit(anchors)
        self._follow_messages(stones, anchors, conversation_id)
        return self.proof

    def _follow_audit(self, anchors: Anchors) -> None:
        heads = {row["id"]: End(seq=row["last_seq"], state=row["head"]) for row in self.all(select(audit_lanes))}
        statement = select(audit).order_by(audit.c.lane, audit.c.seq)
        for lane, rows in groupby(self._rows(statement), lambda row: row["lane"]):
            name = f"audit, lane {lane}"
            chain = Chain(name=name, start=f"lane {lane}", head=heads.pop(lane, None), anchored=anchors.get(name, {}))
            self.proof.notes += self._follow(chain, rows)
        for lane in sorted(heads):
            self._break(f"audit, lane {lane}, seq 1", "rows are missing")

    def _follow_messages(self, stones: dict[str, list[Tombstone]], anchors: Anchors, only: str | None) -> None:
        chains = self._conversations(stones, anchors, only)
        self.proof.conversations = len(chains)
        statement = select(messages).order_by(messages.c.conversation_id, messages.c.seq)
        if only is not None:
            statement = statement.where(messages.c.conversation_id == only)
        for key, rows in groupby(self._rows(statement), lambda row: row["conversation_id"]):
            self.proof.messages += self._follow(chains.pop(key, Chain(name=f"conversation {key}", start=key)), rows)
        for chain in chains.values():
            if chain.anchored or chain.head != End(seq=0, state=chain.start):
                self._break(f"{chain.name}, seq 1", "lines are missing")

    def _conversations(
        self, stones: dict[str, list[Tombstone]], anchors: Anchors, only: str | None
    ) -> dict[str, Chain]:
        """Return the chain of every conversation there is, and of those that an anchor says there was."""
        statement = select(conversations.c.id, conversations.c.last_seq, conversations.c.head).order_by(
            conversations.c.id
        )
        heads = {row["id"]: End(seq=row["last_seq"], state=row["head"] or row["id"]) for row in self.all(statement)}
        anchored = {name.removeprefix(SPOKEN) for name in anchors if name.startswith(SPOKEN)}
        return {
            key: Chain(name=f"{SPOKEN}{key}", start=key, head=heads.get(key), anchored=anchors.get(f"{SPOKEN}{key}", {}),
                       stones=stones.get(key, []))
            for key in sorted(heads.keys() | anchored) if only in (None, key)
        }  # fmt: skip

    def _follow(self, chain: Chain, rows: Iterable[Any]) -> int:
        """Follow a chain to its first broken link or its end; return how many rows it has."""
        end, why, anchored, count = End(seq=0, state=chain.start), "", dict(chain.anchored), 0
        for row in rows:
            count += 1
            if why:
                continue
            stone = next((s for s in chain.stones if s.first_seq <= row["seq"] <= s.last_seq), None)
            end, why = self._over(end, row, stone) if stone else self._step(end, row)
            if not why and anchored.pop(row["seq"], row["digest"]) != row["digest"]:
                why = "not what an anchor says"
            if why:
                self._break(f"{chain.name}, seq {row['seq']} (row {row['id']})", why)
        if not why and (end != chain.head or anchored):
            self._break(f"{chain.name}, after seq {end.seq}", "rows are missing at the end")
        return count

    def _anchors(self) -> Anchors:
        """Return the digests that anchors name, by chain and number."""
        found: Anchors = {}
        for row in self._rows(select(audit).where(audit.c.action == ANCHORED).order_by(audit.c.id)):
            self.proof.anchors += 1
            named = [(f"audit, lane {lane}", end) for lane, end in row["detail"]["lanes"].items()]
            for name, (seq, digest) in [
                *named,
                *((f"{SPOKEN}{key}", end) for key, end in row["detail"]["lines"].items()),
            ]:
                found.setdefault(name, {})[seq] = digest
        return found

    def _step(self, end: End, row: Any) -> tuple[End, str]:
        """Follow one link; return the end after it and what is wrong, if anything."""
        if row["seq"] != end.seq + 1:
            return end, f"seq {end.seq + 1} is missing before it"
        after = end.after(self.cipher, content(row))
        return after, "" if after.digest(self.cipher) == row["digest"] else "its content is not what was written"

    def _over(self, end: End, row: Any, stone: Tombstone) -> tuple[End, str]:
        """Pass over an erased line; after the last one the chain goes on from the state in the tombstone."""
        self.proof.erased += 1
        if row["seq"] != end.seq + 1:
            return end, f"seq {end.seq + 1} is missing before it"
        if row["text"] or row["sealed"] is not None or row["data"] or row["buttons"] or row["citations"]:
            return end, "erased, yet it has words"
        after = End(seq=row["seq"], state=stone.state if row["seq"] == stone.last_seq else "")
        whole = row["seq"] != stone.last_seq or after.digest(self.cipher) == row["digest"]
        return after, "" if whole else "not the end that its tombstone vouches for"

    def _stones(self) -> dict[str, list[Tombstone]]:
        found: dict[str, list[Tombstone]] = {}
        try:
            for stone in RecordStore(self.connection, self.cipher).tombstones():
                found.setdefault(stone.conversation_id, []).append(stone)
        except SealError:
            self._break("tombstones", "one was not written with this installation's key")
        return found

    def _rows(self, statement: Any) -> Iterator[Any]:
        yield from self.connection.execute(statement.execution_options(stream_results=True, yield_per=BATCH)).mappings()

    def _break(self, where: str, why: str) -> None:
        self.proof.breaks.append(Break(where=where, why=why))
