"""The law's clocks on a claim: from which event each runs, how long, when it stands still, how near its end is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Mapping, Sequence

from assistant.domain.deadline import DeadlineRule, due_on

WAITING, OK, AMBER, RED, OVER, PAUSED, MET = "waiting", "ok", "amber", "red", "over", "paused", "met"
PRESSING = {AMBER: 1, RED: 2, OVER: 3}  # the levels that somebody must act on, by how much


@dataclass(frozen=True, kw_only=True)
class ClockRule:
    """So many days from one event to another; ``amber`` and ``red`` say from how many days left on it is pressing.

    ``text`` is how a customer is told of it.
    """

    rule: DeadlineRule
    title: str
    starts: str
    ends: str
    pauses: bool
    amber: int
    red: int
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A time that does not count: from the notice of what is missing until the last of it arrived; open without an end."""

    start: date
    end: date | None = None


@dataclass(frozen=True, kw_only=True)
class StatutoryClock:
    """A clock as it stands on a day."""

    rule: ClockRule
    level: str
    started_on: date | None = None
    due_on: date | None = None
    days_left: int | None = None
    paused_days: int = 0
    met_on: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return it as the desk shows it."""
        days = {name: value.isoformat() if value else None
                for name, value in (("started_on", self.started_on), ("due_on", self.due_on), ("met_on", self.met_on))}  # fmt: skip
        return {"id": self.rule.rule.id, "title": self.rule.title, "article": self.rule.rule.source, "level": self.level,
                "days_left": self.days_left, "paused_days": self.paused_days, **days}  # fmt: skip


def read_clock(
    rule: ClockRule, events: Mapping[str, date | None], pauses: Sequence[Pause], today: date
) -> StatutoryClock:
    """Return how a clock stands on a day, given the days of the events that have happened."""
    started, met = events.get(rule.starts), events.get(rule.ends)
    if started is None:
        return StatutoryClock(rule=rule, level=WAITING)
    counted = _merged(pauses, started, met or today) if rule.pauses else []
    paused = sum((end - start).days for start, end, _ in counted)
    due = due_on(rule.rule, started) + timedelta(days=paused)
    stands = met is None and any(is_open for _, _, is_open in counted)
    left = (due - today).days
    return StatutoryClock(
        rule=rule,
        level=MET if met else PAUSED if stands else level_of(rule, left),
        started_on=started,
        due_on=None if stands else due,
        days_left=None if met else left,
        paused_days=paused,
        met_on=met,
    )


def level_of(rule: ClockRule, left: int) -> str:
    """Return how pressing so many days left are."""
    if left < 0:
        return OVER
    return RED if left <= rule.red else AMBER if left <= rule.amber else OK


def _merged(pauses: Sequence[Pause], first: date, last: date) -> list[tuple[date, date, bool]]:
    """Return the pauses within a time, those that overlap as one, and whether each still goes on."""
    merged: list[tuple[date, date, bool]] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        start, end = max(pause.start, first), min(pause.end or last, last)
        if end < start:
            continue
        if merged and start <= merged[-1][1]:
            before = merged.pop()
            start, end, is_open = before[0], max(before[1], end), before[2] or pause.end is None
        else:
            is_open = pause.end is None
        merged.append((start, end, is_open))
    return merged


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or that month's last day where it has no such day.

    >>> add_months(date(2026, 10, 31), 4)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1))
