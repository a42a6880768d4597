"""Find days of the calendar, named or counted from today."""

from __future__ import annotations

from datetime import datetime
from typing import Callable, Iterator

from assistant.text import calendardays, relativedays
from assistant.text.calendardays import DaySpan

Rule = Callable[[str, datetime], Iterator[DaySpan]]
RULES: tuple[Rule, ...] = (
    calendardays.find_whole_dates,
    calendardays.find_month_days,
    calendardays.find_days_of_month,
    relativedays.find_named_days,
    relativedays.find_days_ago,
    relativedays.find_hours_ago,
    relativedays.find_weekdays,
    relativedays.find_festivals,
)


def find_days(text: str, now: datetime) -> list[DaySpan]:
    """Find days in a normalised text, the longest reading of each stretch, in the order written."""
    spans = [span for rule in RULES for span in rule(text, now)]
    spans.sort(key=lambda span: (span.start - span.end, span.start))
    kept: list[DaySpan] = []
    taken = bytearray(len(text))
    for span in spans:
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
            kept.append(span)
    return sorted(kept, key=lambda span: span.start)
