"""Find times of the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from assistant.text.numerals import parse_number

AFTERNOON = ("下午", "午后", "傍晚", "黄昏", "下昼", "晏昼", "后晌", "后半晌", "擦黑")
NOON = ("中午", "大中午", "中午头", "正午", "晌午")
NIGHT = (
    "晚上",
    "晚间",
    "夜里",
    "夜间",
    "夜晚",
    "晚",
    "半夜",
    "大半夜",
    "深夜",
    "午夜",
    "后半夜",
    "下半夜",
    "前半夜",
    "上半夜",
)
_PERIOD = (
    r"朝早|[上下晏]昼|后半?晌|前晌|擦黑|"
    r"凌晨|清晨|大?清早|早晨|早上|早间|上午|大?中午头?|正午|午后|下午|傍晚|黄昏|晚上|晚间|夜里|夜间|夜晚|[大前后上下]?半夜|深夜|午夜|晌午|早|晚"
)
_HOUR = r"[一二三四五六七八九][二三四五六七八九十](?=\s?[点时])|2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零〇一二两三四五六七八九]"
_MINUTE = r"[1-5]\d|0\d|[零〇][一二三四五六七八九1-9]|[二三四五]?十[一二三四五六七八九]?"
_SPOKEN = re.compile(
    rf"(?P<period>{_PERIOD})?\s?(?:的|差不多|大概|大约|约|是|快)?\s?(?<![\d.点零〇一二两三四五六七八九十第])(?:(?P<lower>\d{{1,2}})\s?、\s?)?(?P<hour>{_HOUR})\s?(?P<mark>点|时)"
    rf"(?:(?P<half>半)|(?P<quarter>[一三13])刻|\s?(?P<minute>{_MINUTE})(?:分)?|(?P<lone>[一二三四五六七八九1-9])分)?(?P<tail>钟|整|来钟|多钟?|左右|许)?"
)
_COLON = re.compile(
    rf"(?P<period>{_PERIOD})?\s?(?<![\d:.])(?P<hour>2[0-4]|[01]?\d)\s?:\s?(?P<minute>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
)
_SURE = ("period", "half", "quarter", "minute", "lone", "tail")
_NO_TIME_AFTER = re.compile(r"[\d意建要问疑小钱多儿都也没不点赔]|五倍|[一二三四五六七八九]")


@dataclass(frozen=True)
class ClockSpan:
    """A time of day in ``text[start:end]``, with the hour as said.

    ``spoken`` is false for figures with a colon; ``sure`` is false for what may also be a count (三点): the caller
    takes it only beside a date or alone.
    """

    start: int
    end: int
    hour: int
    minute: int
    period: str | None
    spoken: bool
    sure: bool

    def hour_of_day(self, period: str | None = None) -> int:
        """Return the hour of 24; ``period`` is used where the time has none of its own (昨晚 八点)."""
        known = self.period or period
        return hour_of_day(self.hour, known, bare=self.spoken and known is None)

    def past_midnight(self, period: str | None = None) -> bool:
        """Tell whether "at night" means the early hours of the next day (昨晚一点)."""
        return (period in NIGHT or self.period in NIGHT) and self.hour_of_day(period) < 5


def find_clock_times(text: str) -> list[ClockSpan]:
    """Find times of day in a normalised text.

    >>> [(c.hour_of_day(), c.minute) for c in find_clock_times("下午三点,晚上8点半,20:15,凌晨两点一刻,中午十二点")]
    [(15, 0), (20, 30), (20, 15), (2, 15), (12, 0)]
    """
    matches = (match for pattern in (_SPOKEN, _COLON) for match in pattern.finditer(text))
    return sorted((span for match in matches if (span := _read(match))), key=lambda span: span.start)


def hour_of_day(hour: int, period: str | None, *, bare: bool = False) -> int:
    """Return the hour of 24 for an hour as said.

    A bare hour from one to five o'clock is taken for the afternoon: accidents are told that way.

    >>> hour_of_day(3, "下午"), hour_of_day(12, "凌晨"), hour_of_day(12, "晚上"), hour_of_day(1, "晚上")
    (15, 0, 0, 1)
    >>> hour_of_day(1, "中午"), hour_of_day(3, None, bare=True)
    (13, 15)
    """
    if hour == 24 or (hour == 12 and (period == "凌晨" or period in NIGHT)):
        return 0
    if period in NIGHT:
        return hour + 12 if 5 <= hour < 12 else hour
    if (period in AFTERNOON and hour < 12) or (period in NOON and hour < 4):
        return hour + 12
    return hour + 12 if bare and 1 <= hour <= 5 else hour


def reads_as_count(span: ClockSpan, text: str) -> bool:
    """Tell whether what follows makes an unsure time a count of points (三点建议)."""
    return _NO_TIME_AFTER.match(text, span.end) is not None


def _read(match: re.Match[str]) -> ClockSpan | None:
    groups = match.groupdict()
    hour, minute = _hour(groups.get("lower") or groups["hour"]), _minute(groups)
    if hour is None or minute is None or hour > 24:
        return None
    spoken = "mark" in groups
    sure = not spoken or any(groups[name] for name in _SURE)
    start = match.start(next(name for name in ("period", "lower", "hour") if groups.get(name)))
    return ClockSpan(start, match.end(), int(hour), minute, groups["period"], spoken, sure)


def _hour(written: str) -> Decimal | None:
    """Read an hour; of two neighbours (三四点) the earlier."""
    first, second = (parse_number(written[0]), parse_number(written[-1])) if len(written) == 2 else (None, None)
    return first if first and second == first + 1 and not written.isdigit() else parse_number(written)


def _minute(groups: dict[str, str | None]) -> int | None:
    if groups.get("half"):
        return 30
    if quarter := groups.get("quarter"):
        return 15 if quarter in "一1" else 45
    number = parse_number((groups.get("minute") or groups.get("lone") or "0").lstrip("零〇") or "0")
    return int(number) if number is not None and number < 60 else None
