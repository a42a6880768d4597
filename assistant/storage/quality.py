"""Quality reviews: samples of stays with people, and the sheets filled for them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Mapping

from sqlalchemy import select

from assistant.domain.handoff import HandoffState
from assistant.storage.reporting import Span
from assistant.storage.store import Row, Store
from assistant.storage.tables import handoffs, quality_reviews, quality_samples


class QualityStore(Store):
    """Samples and reviews of one transaction."""

    def candidates(self, span: Span, agent_id: int | None, reason: str | None) -> list[int]:
        """Return the stays that ended in a span, of one agent and for one reason where they are given."""
        h = handoffs.c
        conditions = [span.has(h.ended_at), h.state != HandoffState.WITHDRAWN.value, h.agent_id.is_not(None)]
        if agent_id is not None:
            conditions.append(h.agent_id == agent_id)
        if reason is not None:
            conditions.append(h.reason == reason)
        return self.column(select(h.id).where(*conditions).order_by(h.id))

    def store_sample(
        self, seed: int, wanted: Mapping[str, Any], chosen: list[int], agent_id: int, now: datetime
    ) -> int:
        """Store a sample with an empty sheet for each of its stays."""
        key = self.add(quality_samples, seed=seed, wanted=dict(wanted), drawn_by=agent_id, drawn_at=now)
        for row in self.all(select(handoffs).where(handoffs.c.id.in_(chosen)).order_by(handoffs.c.id)):
            self.add(quality_reviews, sample_id=key, handoff_id=row["id"], conversation_id=row["conversation_id"],
                     agent_id=row["agent_id"])  # fmt: skip
        return key

    def samples(self, limit: int) -> list[Row]:
        """Return the latest samples."""
        return self.all(select(quality_samples).order_by(quality_samples.c.id.desc()).limit(limit))

    def reviews(self, sample_id: int) -> list[dict[str, Any]]:
        """Return a sample's sheets with the stay that each is about."""
        h, q = handoffs.c, quality_reviews.c
        statement = select(quality_reviews, h.reason, h.accepted_at, h.ended_at).join(handoffs, h.id == q.handoff_id)
        return [self._review(row) for row in self.all(statement.where(q.sample_id == sample_id).order_by(q.id))]

    def review(self, key: int) -> dict[str, Any]:
        """Return a sheet.

        Raises:
            NotFoundError: when there is none of that id.
        """
        return self._review(self.get(quality_reviews, quality_reviews.c.id == key))

    def score(
        self, key: int, scores: Mapping[str, int], points: int, remark: str, agent_id: int, now: datetime
    ) -> None:
        """Fill a sheet."""
        self.set(quality_reviews, key, scores=dict(scores), points=points, sealed=self.cipher.seal(remark),
                 scored_by=agent_id, scored_at=now)  # fmt: skip

    def _review(self, row: Row) -> dict[str, Any]:
        remark = self.cipher.open(row["sealed"]) if row["sealed"] else ""
        return {**{name: value for name, value in row.items() if name != "sealed"}, "remark": remark}
