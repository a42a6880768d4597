"""Find days of the calendar: written as dates, or as a day of a month."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Iterator

from assistant.text.numerals import parse_number

_D = "一二三四五六七八九"
_DAY = rf"3[01]|[12]\d|0?[1-9]|三十一?|[二廿]十?[{_D}]?|十[{_D}]?|[{_D}]"
_MONTH = rf"1[0-2]|0?[1-9]|十[一二]?|[{_D}]"
_YEAR_WORDS = {"大前年": -3, "前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
YEAR = rf"{'|'.join(_YEAR_WORDS)}|(?:(?:19|20)\d\d|\d\d|[二一][零〇九][零〇{_D}]{{2}})年"
_FORWARD = re.compile(r"到期|截止|以前|之前|打算|准备|计划|预约|出发|即将|将要|生效|起保|续保|下周|明年")
_ISO = re.compile(
    r"(?<![\d.])((?:19|20)\d{2})(?:\s?[-/.]\s?|\s?年\s?)(1[0-2]|0?[1-9])(?:\s?[-/.]\s?|\s?月\s?)(3[01]|[12]\d|0?[1-9])(?!\d)(?:\s?[日号])?"
)
_COMPACT = re.compile(r"(?<![\dA-Za-z])((?:19|20)\d{2})(1[0-2]|0[1-9])(3[01]|[12]\d|0[1-9])(?!\d)")
_MONTH_DAY = re.compile(
    rf"(?P<lunar>农历|阴历)?(?:(?P<year>{YEAR})的?\s?)?(?<![\d{_D}十.])(?P<month>{_MONTH})\s?月(?:份)?的?\s?(?P<day>{_DAY})(?!\d|个|天|年|月|多|份)(?:\s?[日号])?"
)
_UNTIL = re.compile(rf"\s?(?:到|至|-|~|—)\s?({_DAY})\s?[日号]")  # 10月1日至7日
_DOTTED = re.compile(r"(?<![\d.年])(1[0-2]|0?[1-9])[./](3[01]|[12]\d|0?[1-9])[日号]")
_BARE_DOTTED = re.compile(
    r"(?<![\d./年])(1[0-2]|[1-9])[./](3[01]|[12]\d|0?[1-9])(?=\s\d{1,2}\s?[:点]|\s?(?:\d{1,2}\s?[:点]|早|上午|中午|下午|晚|凌晨|夜|那天|当天|出[了院险事]|被|撞|摔|住|入院))"
)
_THIS_MONTH = re.compile(
    rf"(上上|上|本|这|当|下)(?:个)?月的?(?:({_DAY})[日号]|(\d{{2}}|二?十[{_D}]|[二三]十)(?=$|[ ,。;]|早|上午|中午|下午|晚|凌晨|夜))"
)
_BARE_DAY = re.compile(
    rf"(?<![\d{_D}十.第A-Za-z\-/路街道巷弄村区栋楼幢座号院里线机月])({_DAY})号(?![楼线院门店车馆厅床房窗井口桥仓公路国码牌机台电文色舱库位卡])"
)


@dataclass(frozen=True)
class DaySpan:
    """A day in ``text[start:end]``; ``period`` is the time of day its word has in it, ``moment`` a time reckoned back."""

    start: int
    end: int
    day: date
    period: str | None = None
    moment: datetime | None = None


def find_whole_dates(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find dates written in full, with figures."""
    for pattern in (_ISO, _COMPACT):
        for match in pattern.finditer(text):
            day = _make(*(int(part) for part in match.groups()))
            if day:
                yield DaySpan(match.start(), match.end(), day)


def find_month_days(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find a month with a day, with or without a year; lunar ones are passed over."""
    forward = _FORWARD.search(text) is not None
    for match in _MONTH_DAY.finditer(text):
        if match["lunar"]:
            continue
        month, number = read_number(match["month"]), read_number(match["day"])
        year = match["year"]
        given = _make(read_year(year, now.date()), month, number) if year else None
        day = given if year else resolve_day(month, number, now.date(), forward=forward)
        if day:
            yield DaySpan(match.start(), match.end(), day)
            yield from _last_of_span(text, match.end(), day)
    for match in (*_DOTTED.finditer(text), *_BARE_DOTTED.finditer(text)):
        day = resolve_day(int(match[1]), int(match[2]), now.date(), forward=forward)
        if day:
            yield DaySpan(match.start(), match.end(), day)


def _last_of_span(text: str, position: int, first: date) -> Iterator[DaySpan]:
    """Find the day that a span of days ends with, where its month is that of the first."""
    match = _UNTIL.match(text, position)
    day = _make(first.year, first.month, read_number(match[1])) if match else None
    if match and day and day > first:
        yield DaySpan(match.start(1), match.end(), day)


def find_days_of_month(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find a day of this or another month, and a bare day such as 5号."""
    for match in _THIS_MONTH.finditer(text):
        shift = {"上上": -2, "上": -1, "下": 1}.get(match[1], 0)
        day = month_shifted(now.date(), shift, read_number(match[2] or match[3]))
        if day:
            yield DaySpan(match.start(), match.end(), day)
    for match in _BARE_DAY.finditer(text):
        day = _nearest_day(now.date(), read_number(match[1]), forward=_FORWARD.search(text) is not None)
        if day:
            yield DaySpan(match.start(), match.end(), day)


def resolve_day(month: int, day: int, today: date, *, forward: bool) -> date | None:
    """Return the last such day up to ``today``, or the next one where the text looks ahead.

    >>> resolve_day(12, 5, date(2026, 11, 23), forward=False)
    datetime.date(2025, 12, 5)
    """
    years = range(today.year, today.year + 5) if forward else range(today.year, today.year - 5, -1)
    days = (_make(year, month, day) for year in years)
    return next((d for d in days if d and (d >= today if forward else d <= today)), None)


def month_shifted(today: date, months: int, day: int | None = None) -> date | None:
    """Return the same day, or ``day``, some months away; a day the month lacks becomes its last if none was said."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if day is not None or not 1 <= year <= 9999:
        return _make(year, month + 1, day or 0)
    return next(
        (d for n in range(today.day, 27, -1) if (d := _make(year, month + 1, n))), _make(year, month + 1, today.day)
    )


def read_year(text: str, today: date) -> int:
    """Return the year that a word or figures tell; two figures are of this century."""
    if text in _YEAR_WORDS:
        return today.year + _YEAR_WORDS[text]
    value = int(parse_number(text.rstrip("年")) or 0)
    return value if value >= 100 else 2000 + value


def read_number(text: str) -> int:
    """Return the number of a day or a month."""
    return int(parse_number(text.replace("廿", "二十").replace("十十", "十")) or 0)


def _nearest_day(today: date, day: int, *, forward: bool) -> date | None:
    days = (month_shifted(today, shift if forward else -shift, day) for shift in range(3))
    return next((d for d in days if d and (d >= today if forward else d <= today)), None)


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
