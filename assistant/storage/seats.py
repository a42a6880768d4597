"""Who sits at the desk, and which process does the desk's periodic work."""

from __future__ import annotations

import contextlib
from datetime import datetime
from typing import Any, Collection

from sqlalchemy import func, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from assistant.domain.conversation import Owner
from assistant.domain.routing import Seat, SeatState
from assistant.storage.store import Row, Store
from assistant.storage.tables import agents, conversations, duties, seats


class SeatStore(Store):
    """Seats of one transaction."""

    def put(self, agent_id: int, now: datetime, **values: Any) -> None:
        """Change a seat, made where there is none; that is a sign of life."""
        values = {name: value.value if isinstance(value, SeatState) else value for name, value in values.items()}
        if self._change(agent_id, seen_at=now, **values):
            return
        new = {"state": SeatState.ONLINE.value, "automatic": False, "skills": [], **values}
        with contextlib.suppress(IntegrityError), self.connection.begin_nested():
            self.connection.execute(insert(seats).values(agent_id=agent_id, seen_at=now, **new))

    def beat(self, agent_ids: Collection[int], now: datetime) -> None:
        """Note a sign of life."""
        if agent_ids:
            self.connection.execute(update(seats).where(seats.c.agent_id.in_(agent_ids)).values(seen_at=now))

    def every(self, capacity: int) -> list[Seat]:
        """Return every seat; ``capacity`` is that of those who have none of their own."""
        talking = (
            select(conversations.c.agent_id, func.count().label("talking"))
            .where(conversations.c.owner == Owner.AGENT.value)
            .group_by(conversations.c.agent_id)
            .subquery()
        )
        statement = (
            select(seats, agents.c.name, func.coalesce(talking.c.talking, 0).label("talking"))
            .join(agents, agents.c.id == seats.c.agent_id)
            .outerjoin(talking, talking.c.agent_id == seats.c.agent_id)
            .where(agents.c.active.is_(True))
            .order_by(seats.c.agent_id)
        )
        return [_seat(row, capacity) for row in self.all(statement)]

    def _change(self, agent_id: int, **values: Any) -> int:
        count: int = self.connection.execute(
            update(seats).where(seats.c.agent_id == agent_id).values(**values)
        ).rowcount
        return count


class DutyStore(Store):
    """Periodic work that one process at a time does, for as long as it says that it is at it."""

    def take(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Take a duty, or keep it; return whether it is the holder's."""
        mine = update(duties).where(duties.c.name == name, or_(duties.c.holder == holder, duties.c.until <= now))
        if self.connection.execute(mine.values(holder=holder, until=until)).rowcount:
            return True
        try:
            with self.connection.begin_nested():
                self.connection.execute(insert(duties).values(name=name, holder=holder, until=until))
        except IntegrityError:
            return False
        return True


def _seat(row: Row, capacity: int) -> Seat:
    return Seat(
        agent_id=row["agent_id"],
        name=row["name"],
        state=SeatState(row["state"]),
        seen_at=row["seen_at"],
        automatic=row["automatic"],
        capacity=capacity if row["capacity"] is None else row["capacity"],
        skills=tuple(row["skills"]),
        talking=row["talking"],
    )
