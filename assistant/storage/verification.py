"""Proof of the record: every chain is followed from its beginning to its end, and to every anchor."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Iterator

from sqlalchemy import select

from assistant.storage import guards
from assistant.storage.chain import End
from assistant.storage.cipher import SealError
from assistant.storage.record import ANCHORED, RecordStore, Tombstone, content
from assistant.storage.store import Store
from assistant.storage.tables import audit, audit_lanes, conversations, messages

BATCH = 2000


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


class Verifier(Store):
    """Follows the chains of one database, in one transaction that only reads."""

    def prove(self, conversation_id: str | None = None) -> Proof:
        """Follow every chain, or one conversation's alone."""
        self.proof = Proof()
        stones = self._stones()
        self._anchored: dict[str, dict[int, str]] = {}  # digests of lines that anchors name
        if conversation_id is None:
            self.proof.breaks += [Break(where=f"trigger {name}", why="missing or switched off")
                                  for name in sorted(guards.wanted(self.connection) - guards.names(self.connection))]  # fmt: skip
            self._follow_audit()
        self._follow_messages(stones, conversation_id)
        return self.proof

    def _follow_audit(self) -> None:
        heads = {row["id"]: End(seq=row["last_seq"], state=row["head"]) for row in self.all(select(audit_lanes))}
        lanes: dict[int, End] = {}
        broken: set[int] = set()
        digests: dict[tuple[int, int], str] = {}
        anchors = []
        for row in self._rows(select(audit).order_by(audit.c.id)):
            lane = row["lane"]
            self.proof.notes += 1
            digests[lane, row["seq"]] = row["digest"]
            if row["action"] == ANCHORED:
                anchors.append(row)
            if lane in broken:
                continue
            last = lanes.get(lane, End(seq=0, state=f"lane {lane}"))
            lanes[lane], why = self._step(last, row)
            if why:
                broken.add(lane)
                self._break(f"audit {row['id']} (lane {lane}, seq {row['seq']})", why)
        for lane in sorted(heads.keys() | lanes.keys()):
            if lane not in broken and heads.get(lane) != lanes.get(lane):
                self._break(
                    f"audit, lane {lane}, after seq {lanes[lane].seq if lane in lanes else 0}",
                    "rows are missing at the end",
                )
        self._read_anchors(anchors, digests)

    def _read_anchors(self, anchors: list[Any], digests: dict[tuple[int, int], str]) -> None:
        for row in anchors:
            self.proof.anchors += 1
            for lane, (seq, digest) in row["detail"]["lanes"].items():
                if digests.get((int(lane), seq)) != digest:
                    self._break(f"audit, lane {lane}, seq {seq}", f"not what the anchor audit {row['id']} says")
            for key, (seq, digest) in row["detail"]["lines"].items():
                self._anchored.setdefault(key, {})[seq] = digest

    def _follow_messages(self, stones: dict[str, list[Tombstone]], only: str | None) -> None:
        columns = (conversations.c.id, conversations.c.last_seq, conversations.c.head)
        heads = {row["id"]: End(seq=row["last_seq"], state=row["head"] or row["id"]) for row in self.all(select(*columns))
                 if only in (None, row["id"])}  # fmt: skip
        statement = select(messages).order_by(messages.c.conversation_id, messages.c.seq)
        if only is not None:
            statement = statement.where(messages.c.conversation_id == only)
        seen = set()
        for key, rows in groupby(self._rows(statement), lambda row: row["conversation_id"]):
            seen.add(key)
            self._follow_conversation(key, rows, heads.get(key), stones.get(key, []))
        for key in sorted((heads.keys() | (self._anchored.keys() if only is None else set())) - seen):
            if key not in heads or heads[key].seq or key in self._anchored:
                self._break(f"conversation {key}, seq 1", "lines are missing")
        self.proof.conversations = len(heads)

    def _follow_conversation(self, key: str, rows: Iterator[Any], head: End | None, stones: list[Tombstone]) -> None:
        end, why, anchored = End(seq=0, state=key), "", dict(self._anchored.get(key, {}))
        for row in rows:
            self.proof.messages += 1
            if why:
                continue
            stone = next((s for s in stones if s.first_seq <= row["seq"] <= s.last_seq), None)
            end, why = self._over(end, row, stone) if stone else self._step(end, row)
            if not why and anchored.pop(row["seq"], row["digest"]) != row["digest"]:
                why = "not what an anchor says"
            if why:
                self._break(f"conversation {key}, seq {row['seq']}", why)
        if not why and (end != head or anchored):
            self._break(f"conversation {key}, after seq {end.seq}", "lines are missing at the end")

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
        result = self.connection.execution_options(stream_results=True, yield_per=BATCH).execute(statement)
        yield from result.mappings()

    def _break(self, where: str, why: str) -> None:
        self.proof.breaks.append(Break(where=where, why=why))
