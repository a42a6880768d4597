"""Rows with terms of their own: unfinished reports, turns that were reviewed, proposals, practice, logins."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Callable, Collection, Mapping

from sqlalchemy import Table, and_, delete, func, or_, select

from assistant.storage.drafts import FILED
from assistant.storage.store import Store
from assistant.storage.tables import agent_sessions, doubts, drafts, practice_lines, practice_runs, proposals

Condition = Callable[[datetime], Any]
_over = practice_runs.c
PRACTICE = select(practice_runs.c.id)
# by rule: tables in the order in which their rows go, each with the condition that a row's term is over
ROWS: Mapping[str, tuple[tuple[Table, Condition], ...]] = {
    "draft": ((drafts, lambda before: and_(drafts.c.state != FILED, drafts.c.updated_at < before)),),
    "doubt": ((doubts, lambda before: func.coalesce(doubts.c.settled_at, doubts.c.at) < before),),
    "proposal": ((proposals, lambda before: and_(proposals.c.state != "waiting", proposals.c.decided_at < before)),),
    "practice": (
        (practice_lines, lambda before: practice_lines.c.run_id.in_(PRACTICE.where(_over.started_at < before))),
        (practice_runs, lambda before: _over.started_at < before),
    ),
    "login": ((agent_sessions, lambda before: agent_sessions.c.expires_at < before),),
}


class LeftoverStore(Store):
    """Rows past their term, in one transaction; what is of a conversation that is held is left alone."""

    def count(self, rule: str, before: datetime, held: Collection[str]) -> int:
        """Return how many rows there are whose term ended before a moment."""
        counts = [self.connection.execute(select(func.count()).select_from(table).where(_gone(table, over, before, held)))
                  for table, over in ROWS[rule]]  # fmt: skip
        return sum(count.scalar_one() for count in counts)

    def erase(self, rule: str, before: datetime, held: Collection[str]) -> int:
        """Delete them; return how many there were."""
        done = [
            self.connection.execute(delete(table).where(_gone(table, over, before, held))) for table, over in ROWS[rule]
        ]
        return sum(result.rowcount for result in done)


def _gone(table: Table, over: Condition, before: datetime, held: Collection[str]) -> Any:
    if "conversation_id" not in table.c or not held:
        return over(before)
    return and_(over(before), or_(table.c.conversation_id.is_(None), table.c.conversation_id.not_in(held)))
