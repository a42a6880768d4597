"""Deadlines that a rule sets, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import chinese_calendar


@dataclass(frozen=True, kw_only=True)
class DeadlineRule:
    """So many days, from an event, by a rule that is named."""

    id: str
    days: int
    source: str
    working_days: bool = False


def due_on(rule: DeadlineRule, start: date) -> date:
    """Return the last day in time, counted from the day after ``start`` (民法典 第二百零一条).

    >>> due_on(DeadlineRule(id="x", days=15, source=""), date(2026, 11, 1))
    datetime.date(2026, 11, 16)
    """
    if not rule.working_days:
        return start + timedelta(days=rule.days)
    day = start
    left = rule.days
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return day


def is_working_day(day: date) -> bool:
    """Tell whether ``day`` is worked in China; a year the calendar does not know yet counts its weekdays."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < 5
