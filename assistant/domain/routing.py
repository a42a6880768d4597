"""Who takes whom, and when: opening hours, seats on the desk, the order of the queue, the wait to expect. Pure rules on data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Mapping, Sequence

from assistant.domain.deadline import is_working_day
from assistant.domain.handoff import Handoff, Reason

LONGEST_HOLIDAY = 31  # days; within these every calendar has a working day


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When people are there: from, to, on every day or on working days alone."""

    opens: time
    closes: time
    working_days: bool = False

    def open_at(self, moment: datetime) -> bool:
        """Tell whether it is open.

        >>> from assistant.clock import SHANGHAI
        >>> Hours(opens=time(8), closes=time(22)).open_at(datetime(2026, 11, 23, 22, 0, tzinfo=SHANGHAI))
        False
        """
        return self._works(moment.date()) and self.opens <= moment.time() < self.closes

    def next_opening(self, moment: datetime) -> datetime:
        """Return ``moment`` itself while it is open, else when it opens next."""
        if self.open_at(moment):
            return moment
        for ahead in range(LONGEST_HOLIDAY):
            opening = datetime.combine(moment.date() + timedelta(days=ahead), self.opens, moment.tzinfo)
            if opening > moment and self._works(opening.date()):
                return opening
        raise ValueError("it never opens")

    def _works(self, day: date) -> bool:
        return not self.working_days or is_working_day(day)


class SeatState(str, Enum):
    """What an agent says of themselves."""

    ONLINE = "online"
    BUSY = "busy"  # talks on with those they have, takes nobody new
    OFFLINE = "offline"


@dataclass(frozen=True, kw_only=True)
class Seat:
    """An agent's place at the desk, with how many they talk with now."""

    agent_id: int
    name: str
    state: SeatState
    seen_at: datetime
    automatic: bool
    capacity: int
    skills: tuple[str, ...]
    talking: int

    def there(self, now: datetime, lost: timedelta) -> bool:
        """Tell whether somebody sits there: says so, and has shown life lately."""
        return self.state is not SeatState.OFFLINE and now - self.seen_at < lost

    def free(self, now: datetime, lost: timedelta) -> int:
        """Return how many more they can take now."""
        ready = self.state is SeatState.ONLINE and self.there(now, lost)
        return max(0, self.capacity - self.talking) if ready else 0

    def knows(self, skill: str) -> bool:
        """Tell whether the seat takes that group's matters; one without any takes all."""
        return not self.skills or skill in self.skills


@dataclass(frozen=True, kw_only=True)
class Group:
    """A skill group, and the reasons that go to it."""

    id: str
    title: str
    reasons: frozenset[Reason]


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How people are reached, as ``knowledge/routing.yml`` has it."""

    hours: Hours
    callback_hours: Mapping[str, Hours]
    callback_within: timedelta
    groups: tuple[Group, ...]
    assigned: int
    most: int
    patience: Mapping[str, timedelta]
    beat: float
    lost: timedelta
    money: tuple[str, ...]
    risk: tuple[str, ...]
    codes: Mapping[str, str] = field(default_factory=dict)

    def skill_of(self, reason: Reason) -> str:
        """Return the group that a reason goes to."""
        return next(group.id for group in self.groups if reason in group.reasons)

    def callback_due(self, skill: str, now: datetime) -> datetime:
        """Return until when a message left now is called back."""
        opening = self.hours.next_opening(now)
        return self.callback_hours.get(skill, self.hours).next_opening(opening) + self.callback_within


def chosen(handoff: Handoff, seats: Sequence[Seat], now: datetime, lost: timedelta) -> Seat | None:
    """Return the seat that is given a waiting conversation: whom it is kept for, else who talks least; None while it must wait."""
    kept = handoff.keeps(now)
    free = [seat for seat in seats if seat.automatic and seat.free(now, lost)]
    if kept is not None and any(seat.agent_id == kept and seat.there(now, lost) for seat in seats):
        return next((seat for seat in free if seat.agent_id == kept), None)
    able = [seat for seat in free if seat.knows(handoff.skill)]
    return min(able, key=lambda seat: (seat.talking, seat.agent_id), default=None)


def wait_seconds(place: int, free: int, seats: int, answering: float, talking: float) -> int:
    """Return how long the one at ``place`` will wait: at once where somebody is free, else as the talks before end.

    ``answering`` and ``talking`` are what it lately took until somebody answered, and until a talk ended, in seconds.

    >>> wait_seconds(1, 2, 3, 20, 300), wait_seconds(3, 0, 2, 20, 300)
    (20, 470)
    """
    ahead = max(0, place - free)
    return round(answering + ahead * talking / max(1, seats))
