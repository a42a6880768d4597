"""Entries proposed for the knowledge base."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping

from sqlalchemy import select

from assistant.domain.proposal import Entry, Proposal, ProposalState
from assistant.storage.store import Row, Store
from assistant.storage.tables import proposals


class ProposalStore(Store):
    """Proposals of one transaction."""

    def create(self, doubt_id: int | None, topic: str, entry: Entry, agent_id: int, now: datetime) -> int:
        """Store a proposal."""
        values = {"sealed": self.cipher.seal(vars(entry)), "state": ProposalState.WAITING.value}
        return self.add(proposals, doubt_id=doubt_id, topic=topic, made_by=agent_id, made_at=now, remark="", **values)

    def rewrite(self, key: int, topic: str, entry: Entry, agent_id: int, now: datetime) -> None:
        """Store a proposal anew; it waits again."""
        self.set(proposals, key, topic=topic, sealed=self.cipher.seal(vars(entry)), made_by=agent_id, made_at=now,
                 state=ProposalState.WAITING.value, decided_by=None, decided_at=None)  # fmt: skip

    def decide(self, key: int, state: ProposalState, agent_id: int, now: datetime, remark: str = "") -> None:
        """Store what became of a proposal."""
        self.set(proposals, key, state=state.value, decided_by=agent_id, decided_at=now, remark=remark)

    def wait(self, key: int) -> None:
        """Let a decided proposal wait again."""
        self.set(proposals, key, state=ProposalState.WAITING.value, decided_by=None, decided_at=None)

    def lock(self, key: int) -> Proposal:
        """Return a proposal, kept from other processes until the transaction ends.

        Raises:
            NotFoundError: when there is none.
        """
        self.connection.execute(select(proposals.c.id).where(proposals.c.id == key).with_for_update())
        return self.read(key)

    def read(self, key: int) -> Proposal:
        """Return a proposal.

        Raises:
            NotFoundError: when there is none.
        """
        return self._proposal(self.get(proposals, proposals.c.id == key))

    def waiting(self) -> list[Proposal]:
        """Return all proposals that wait, those that have waited longest first."""
        wanted = proposals.c.state == ProposalState.WAITING.value
        statement = select(proposals).where(wanted).order_by(proposals.c.made_at, proposals.c.id)
        return [self._proposal(row) for row in self.all(statement)]

    def decided(self, limit: int) -> list[Proposal]:
        """Return the proposals that were decided on, the latest first."""
        wanted = proposals.c.state != ProposalState.WAITING.value
        statement = select(proposals).where(wanted).order_by(proposals.c.id.desc()).limit(limit)
        return [self._proposal(row) for row in self.all(statement)]

    def _proposal(self, row: Row) -> Proposal:
        plain = {name: row[name] for name in Proposal.__dataclass_fields__ if name in row}
        return Proposal(
            **{**plain, "entry": _entry(self.cipher.open(row["sealed"])), "state": ProposalState(row["state"])}
        )


def _entry(kept: Mapping[str, Any]) -> Entry:
    """Return an entry; one that was kept before similar wordings and cites were asked for has none."""
    pairs = tuple((str(kind), str(target)) for kind, target in kept.get("cites", ()))
    return Entry(question=kept["question"], answer=kept["answer"], similar=tuple(kept.get("similar", ())), cites=pairs,
                 product=kept.get("product", ""))  # fmt: skip
