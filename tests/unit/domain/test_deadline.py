"""Deadlines, on the calendar and on working days."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.domain.deadline import DeadlineRule, due_on, is_working_day


def rule(days: int, *, working: bool) -> DeadlineRule:
    return DeadlineRule(id="r", days=days, source="s", working_days=working)


@pytest.mark.parametrize(
    ("start", "days", "working", "due"),
    [
        (date(2026, 11, 23), 15, False, date(2026, 12, 8)),
        (date(2026, 11, 23), 3, True, date(2026, 11, 26)),
        (date(2026, 11, 26), 3, True, date(2026, 12, 1)),
        (date(2025, 9, 30), 1, True, date(2025, 10, 9)),
    ],
)
def test_due(start: date, days: int, working: bool, due: date) -> None:
    assert due_on(rule(days, working=working), start) == due


def test_a_year_the_calendar_does_not_know_counts_weekdays() -> None:
    assert is_working_day(date(2099, 11, 23)) is True
    assert is_working_day(date(2099, 11, 22)) is False
