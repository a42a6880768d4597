"""Quality review: draw a sample, fill a sheet for each talk of it."""

from __future__ import annotations

from typing import Any, Mapping

from assistant.clock import Clock
from assistant.domain.quality import Criterion, draw, total
from assistant.errors import CustomerError
from assistant.storage.agents import Agent
from assistant.storage.reporting import Span
from assistant.storage.unit import Unit

MOST = 200


class Quality:
    """Reviews of one transaction."""

    def __init__(self, unit: Unit, criteria: tuple[Criterion, ...], clock: Clock) -> None:
        self.unit = unit
        self.criteria = criteria
        self.clock = clock

    def sample(self, agent: Agent, span: Span, *, of: int | None, reason: str | None, count: int, seed: int) -> int:
        """Draw stays at random and store them for review; return the sample's id. The same seed draws the same.

        Raises:
            CustomerError: ``sample_empty`` when nothing fits.
        """
        candidates = self.unit.quality.candidates(span, of, reason)
        if not candidates:
            raise CustomerError("sample_empty")
        chosen, now = draw(candidates, max(1, min(count, MOST)), seed), self.clock.now()
        wanted = {"start": span.start.isoformat(), "end": span.end.isoformat(), "agent_id": of, "reason": reason,
                  "count": len(chosen), "of": len(candidates)}  # fmt: skip
        key = self.unit.quality.store_sample(seed, wanted, chosen, agent.id, now)
        self.unit.audit.note(agent.name, "quality.sampled", str(key), now, seed=seed, **wanted)
        return key

    def score(self, agent: Agent, key: int, scores: Mapping[str, Any], remark: str) -> int:
        """Fill a sheet, once; return its points.

        Raises:
            CustomerError: ``score_sheet`` when it is not filled as it must be, ``scored`` when it was before,
                ``review_own`` for one's own talk.
        """
        self.unit.hold(f"review {key}")
        review = self.unit.quality.review(key)
        if review["scored_at"] is not None:
            raise CustomerError("scored")
        if review["agent_id"] == agent.id:
            raise CustomerError("review_own")
        given = {
            name: value for name, value in scores.items() if isinstance(value, int) and not isinstance(value, bool)
        }
        points, now = total(self.criteria, given), self.clock.now()
        self.unit.quality.score(key, given, points, remark.strip()[:1000], agent.id, now)
        self.unit.audit.note(agent.name, "quality.scored", str(key), now, points=points)
        return points
