"""Entries proposed for the knowledge base."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping

from sqlalchemy import select

from assistant.storage.store import Store
from assistant.storage.tables import proposals


class ProposalStore(Store):
    """Proposals of one transaction."""

    def create(self, doubt_id: int | None, topic: str, entry: Mapping[str, Any], agent_id: int, now: datetime) -> int:
        """Store a proposal."""
        sealed = self.cipher.seal(dict(entry))
        return self.add(proposals, doubt_id=doubt_id, topic=topic, sealed=sealed, made_by=agent_id, made_at=now)

    def all_of(self) -> list[dict[str, Any]]:
        """Return every proposal, the oldest first."""
        rows = self.all(select(proposals).order_by(proposals.c.id))
        return [{**{n: v for n, v in row.items() if n != "sealed"}, **self.cipher.open(row["sealed"])} for row in rows]
