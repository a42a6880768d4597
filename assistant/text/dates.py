"""Find dates and times of day, as seen from a given moment."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from assistant.text.calendardays import DaySpan
from assistant.text.clocktimes import ClockSpan, find_clock_times, reads_as_count
from assistant.text.days import find_days

_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?月\s?(\d{1,2})\s?[日号]")
_LEAP = 2000  # a year that has every day a year can have
_UNTIL = re.compile(r"\s?(?:到|至|-|~|—)\s?")
_BETWEEN = re.compile(r"[的,，\s]{0,2}(?:大概|大约|差不多|约|是|在|快)?\s?")


@dataclass(frozen=True)
class DateSpan:
    """A date (ISO 8601) or a time (``HH:MM``) in ``text[start:end]``."""

    kind: Literal["date", "time"]
    start: int
    end: int
    value: str


def find_dates(text: str, now: datetime) -> list[DateSpan]:
    """Find dates and times in a normalised text; a date without a year is the last one up to ``now``.

    >>> now = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
    >>> [d.value for d in find_dates("前天晚上八点半在高速上被追尾", now)]
    ['2026-11-21', '20:30']
    >>> [d.value for d in find_dates("寻日晏昼五点,昨个儿,前个月,打听日期", now)]
    ['2026-11-22', '17:00', '2026-11-22']
    >>> [d.value for d in find_dates("昨晚一点,国庆那天,上上周五", now)]
    ['2026-11-23', '01:00', '2026-10-01', '2026-11-13']
    >>> [d.value for d in find_dates("刚才 9点多 在北环路", now)], [d.value for d in find_dates("刚才11点多", now)]
    (['2026-11-23', '09:00'], ['2026-11-22', '23:00'])
    >>> [d.value for d in find_dates("刚才半夜一点", now)]
    ['2026-11-23', '01:00']
    """
    days = find_days(text, now)
    read = _spans(text, find_clock_times(_without(text, days)))
    days, clocks = _settled(days, [(clock, _owner(text, clock, days)) for clock in read], now)
    spans = [DateSpan("date", d.start, d.end, _date(d, clocks).isoformat()) for d in days]
    spans += [DateSpan("time", d.start, d.end, f"{d.moment:%H:%M}") for d in days if d.moment]
    spans += [
        DateSpan("time", clock.start, clock.end, f"{clock.hour_of_day(_period(day)):02d}:{clock.minute:02d}")
        for clock, day in clocks
        if clock.sure or day or _is_alone(text, clock)
    ]
    return sorted(spans, key=lambda span: (span.start, span.kind))


def names_no_day(text: str) -> bool:
    """Tell whether a text names a day that no year has.

    >>> [names_no_day(text) for text in ("2月30号", "13月5日", "2月29号", "11月3日")]
    [True, True, False, False]
    """
    return any(not _exists(int(month), int(day)) for month, day in _DAY.findall(text))


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP, month)[1]


def _without(text: str, days: list[DaySpan]) -> str:
    """Blot the days out, so that no time is read into them (昨晚一点 has 晚一点 in it)."""
    characters = list(text)
    for day in days:
        characters[day.start : day.end] = "□" * (day.end - day.start)
    return "".join(characters)


def _spans(text: str, clocks: list[ClockSpan]) -> list[ClockSpan]:
    """Read what ends a span of time (下午两点到四点) as sure, in the part of the day that the span begins in."""
    for place in range(1, len(clocks)):
        first, last = clocks[place - 1 : place + 1]
        if _UNTIL.fullmatch(text, first.end, last.start):
            clocks[place] = replace(last, sure=True, period=last.period or first.period)
    return clocks


def _owner(text: str, clock: ClockSpan, days: list[DaySpan]) -> DaySpan | None:
    """Return the day right before the time, if there is one."""
    day = next((day for day in reversed(days) if day.end <= clock.start), None)
    return day if day and _BETWEEN.fullmatch(text, day.end, clock.start) else None


def _settled(
    days: list[DaySpan], clocks: list[tuple[ClockSpan, DaySpan | None]], now: datetime
) -> tuple[list[DaySpan], list[tuple[ClockSpan, DaySpan | None]]]:
    """Settle what was reckoned back from now by the time said right after it (刚才10点多): of all such moments that have been, the nearest."""
    for place, (clock, day) in enumerate(clocks):
        if day is not None and day.moment is not None:
            then = _nearest(clock, day.moment, now)
            settled = replace(day, day=then.date(), moment=None)
            days = [settled if other == day else other for other in days]
            clocks[place] = replace(clock, hour=then.hour, period=None, spoken=False, sure=True), settled
    return days, clocks


def _nearest(clock: ClockSpan, moment: datetime, now: datetime) -> datetime:
    """Return the moment of that time nearest to another, that is not yet to come; an hour without a part of the day may be either half's."""
    either = clock.period is None and clock.hour <= 12
    hours = (clock.hour % 24, (clock.hour + 12) % 24) if either else (clock.hour_of_day(),)
    days = (now - timedelta(days=1), now)
    moments = [day.replace(hour=hour, minute=clock.minute, second=0, microsecond=0) for day in days for hour in hours]
    return min((then for then in moments if then <= now), key=lambda then: abs(then - moment))


def _period(day: DaySpan | None) -> str | None:
    return day.period if day else None


def _date(day: DaySpan, clocks: list[tuple[ClockSpan, DaySpan | None]]) -> date:
    """Return the date, one later when the hour said is past midnight of that night (昨晚一点)."""
    late = any(owner is day and clock.past_midnight(day.period) for clock, owner in clocks)
    return day.day + timedelta(days=1) if late else day.day


def _is_alone(text: str, clock: ClockSpan) -> bool:
    return clock.end - clock.start >= len(text.strip(" 。.!")) and not reads_as_count(clock, text)
