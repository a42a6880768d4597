"""Find days counted from today, days of the week and festivals."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Iterator

from assistant.text.calendardays import YEAR, DaySpan, month_shifted, read_number, read_year
from assistant.text.festivals import NAMES, SEVERAL_DAYS, festival_date
from assistant.text.numerals import parse_number

_D = "一二三四五六七八九"
_COUNT = rf"\d{{1,3}}|[俩仨]|[{_D}两]?十[{_D}]?|[两{_D}]?百|[两{_D}]{{1,2}}"
_DAY_WORDS = {
    "大前天": -3, "前天": -2, "前日": -2, "前儿": -2, "前晚": -2, "大前晚": -3, "前夜": -2,
    "昨天": -1, "昨日": -1, "昨儿": -1, "昨晚": -1, "昨夜": -1, "昨早": -1, "今天": 0, "今日": 0,
    "琴日": -1, "寻日": -1, "噚日": -1, "琴晚": -1, "寻晚": -1, "听日": 1,
    "今儿": 0, "今早": 0, "今晨": 0, "今晚": 0, "今夜": 0, "明天": 1, "明日": 1, "明儿": 1, "明早": 1, "明晚": 1, "后天": 2, "大后天": 3,
}  # fmt: skip
_PERIOD_OF = {
    "昨晚": "晚上", "前晚": "晚上", "大前晚": "晚上", "前夜": "夜里", "今晚": "晚上", "明晚": "晚上",
    "昨夜": "夜里", "今夜": "夜里", "今早": "早上", "明早": "早上", "昨早": "早上", "今晨": "清晨",
    "琴晚": "晚上", "寻晚": "晚上",
}  # fmt: skip
_WEEK_SHIFT = {"上上": -14, "上": -7, "这": 0, "本": 0, "下": 7, "下下": 14, "": 0}
# 昨儿, 昨儿个, 昨个儿, and 昨个 where a day must be meant (前个月, 证明个人); 打听日期 and 钢琴日常 name none either
_ERHUA = r"(?:儿个?|个儿|(?<![之以提目声证说表])个(?=$|[^\u4e00-\u9fff]|早|上午|中午|下午|晌|晚|夜|[在被我]))"
_NO_PART = {"听日": r"(?<!打)听日(?![本期])", "寻日": r"(?<!搜)寻日(?!期)", "琴日": r"(?<!钢)琴日"}
_WORD = re.compile(
    "|".join(
        f"{word[:-1]}{_ERHUA}" if word.endswith("儿") else _NO_PART.get(word, word)
        for word in sorted(_DAY_WORDS, key=len, reverse=True)
    )
)
_AGO = re.compile(
    rf"(?:(?<!个)(?<!年)(?P<half>半)个?(?P<half_unit>月|年)|(?P<count>{_COUNT})[多来几余]?"
    rf"(?P<unit>天|日|周|个?多?(?:星期|礼拜)|个多?月|(?P<middle>个半)月|(?<=[两俩仨])月|年))[多来]?(?P<tail>半)?(?:之前|以前|前)(?!天|日|年)"
)
_HOURS_AGO = re.compile(
    rf"(?:(?P<half>半)个?(?:多)?(?:小时|钟头)|(?P<count>{_COUNT})(?P<middle>个半)?[多来几]?(?P<unit>个?多?(?:小时|钟头)|分钟|刻钟))[多来]?(?:之前|以前|前)"
)
_JUST_NOW = re.compile(r"刚才|刚刚|方才|刚(?=[被撞出发追摔]|在[^,。刚]{1,16}[被撞摔追刮蹭磕])(?!出院|发现|发[了给])")
_ABOUT_TALK = re.compile(
    r"[我你您们他她也都就不是有在已经]{0,4}(?:的?(?:说|问|填|打|发|写|输|讲|提|回|点|选|那|聊|查|看|客服|问题|买|投保|接|收|报案|的))"
)
_WEEKDAY = re.compile(
    r"(?<![一两二三四五六七八九十每个\d到至])(上上|上|这|本|下下|下)?个?(?:周|星期|礼拜)的?([一二三四五六日天末1-6])(?!次|年|岁|个|[到至\-~]|[\d.])"
)
_FESTIVAL = re.compile(
    rf"(?P<year>{YEAR})?的?(?P<name>{'|'.join(NAMES)}|(?:大年|正月)初[一二三四五六七八九十])(?P<feast>节)?(?P<that>那天|当天|当日|那日|当晚|那晚|(?=凌晨|早上|上午|中午|下午|傍晚|晚上|夜里))?"
)
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7}


def find_named_days(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find yesterday and its like, and what has just happened."""
    for match in _WORD.finditer(text):
        day = now.date() + timedelta(days=_DAY_WORDS[_plain(match[0])])
        yield DaySpan(match.start(), match.end(), day, period=_PERIOD_OF.get(match[0]))
    for match in _JUST_NOW.finditer(text):
        if not _ABOUT_TALK.match(text, match.end()):
            yield DaySpan(match.start(), match.end(), now.date(), moment=now)


def _plain(word: str) -> str:
    """Return a word for a day as the list has it: 昨个儿 and 昨儿个 are 昨儿."""
    return word if word in _DAY_WORDS else f"{word[:1]}儿"


def find_days_ago(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find days counted back from today."""
    for match in _AGO.finditer(text):
        day = _back(match, now.date())
        if day:
            yield DaySpan(match.start(), match.end(), day)


def find_hours_ago(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find moments counted back from now."""
    for match in _HOURS_AGO.finditer(text):
        moment = now - _lasting(match)
        yield DaySpan(match.start(), match.end(), moment.date(), moment=moment)


def find_weekdays(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find days of the week; a bare one is the last."""
    today = now.date()
    for match in _WEEKDAY.finditer(text):
        prefix, weekday = match[1] or "", "一二三四五六日天末123456".index(match[2])
        if match[2] == "末" and not prefix:
            continue
        place = {7: 6, 8: 5}.get(weekday, weekday if weekday < 7 else weekday - 9)
        day = today - timedelta(days=today.weekday() - place - _WEEK_SHIFT[prefix])
        if not prefix and day > today:
            day -= timedelta(days=7)
        yield DaySpan(match.start(), match.end(), day)


def find_festivals(text: str, now: datetime) -> Iterator[DaySpan]:
    """Find festivals; of those that last several days only when one day is meant."""
    for match in _FESTIVAL.finditer(text):
        name, that = match["name"], match["that"]
        if name in SEVERAL_DAYS and that is None:
            continue
        day = _festival(name, match["year"], now.date())
        if day:
            yield DaySpan(match.start(), match.end(), day, period="晚上" if that in ("当晚", "那晚") else None)


def _back(match: re.Match[str], today: date) -> date | None:
    if match["half"]:
        return today - timedelta(days=15) if match["half_unit"] == "月" else month_shifted(today, -6)
    count, unit = _lower_count(match["count"]), match["unit"].lstrip("个多半")
    if unit in _UNIT_DAYS:
        return today - timedelta(days=count * _UNIT_DAYS[unit])
    if unit == "年":
        return month_shifted(today, -12 * count - (6 if match["tail"] else 0))
    back = month_shifted(today, -count)
    return back - timedelta(days=15) if back and match["middle"] else back


def _lower_count(written: str) -> int:
    """Read 两三天 as two."""
    number = parse_number(written)
    return int(number) if number is not None else read_number(written[0])


def _lasting(match: re.Match[str]) -> timedelta:
    if match["half"]:
        return timedelta(minutes=30)
    count = _lower_count(match["count"])
    if match["unit"] in ("分钟", "刻钟"):
        return timedelta(minutes=count * (1 if match["unit"] == "分钟" else 15))
    return timedelta(hours=count, minutes=30 if match["middle"] else 0)


def _festival(name: str, year: str | None, today: date) -> date | None:
    if year:
        return festival_date(name, read_year(year, today))
    days = (festival_date(name, y) for y in (today.year, today.year - 1))
    return next((d for d in days if d and d <= today), None)
