"""Dates of festivals that customers name instead of a date."""

from __future__ import annotations

import re
from datetime import date, timedelta

FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "三八": (3, 8), "愚人节": (4, 1), "劳动节": (5, 1), "五一": (5, 1), "青年节": (5, 4),
    "儿童节": (6, 1), "六一": (6, 1), "建党节": (7, 1), "建军节": (8, 1), "教师节": (9, 10), "国庆": (10, 1), "十一": (10, 1), "双十一": (11, 11),
    "双11": (11, 11), "双十二": (12, 12), "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25),
}  # fmt: skip
# Lunar new year, Dragon Boat and Mid-Autumn, as month and day; the lunar calendar follows GB/T 33661-2017.
LUNAR = {
    2015: ("02-19", "06-20", "09-27"), 2016: ("02-08", "06-09", "09-15"), 2017: ("01-28", "05-30", "10-04"), 2018: ("02-16", "06-18", "09-24"),
    2019: ("02-05", "06-07", "09-13"), 2020: ("01-25", "06-25", "10-01"), 2021: ("02-12", "06-14", "09-21"), 2022: ("02-01", "06-03", "09-10"),
    2023: ("01-22", "06-22", "09-29"), 2024: ("02-10", "06-10", "09-17"), 2025: ("01-29", "05-31", "10-06"), 2026: ("02-17", "06-19", "09-25"),
    2027: ("02-06", "06-09", "09-15"), 2028: ("01-26", "05-28", "10-03"), 2029: ("02-13", "06-16", "09-22"), 2030: ("02-03", "06-05", "09-12"),
    2031: ("01-23", "06-24", "10-01"), 2032: ("02-11", "06-12", "09-19"), 2033: ("01-31", "06-01", "09-08"), 2034: ("02-19", "06-20", "09-27"),
    2035: ("02-08", "06-10", "09-16"), 2036: ("01-28", "05-30", "10-04"),
}  # fmt: skip
_LUNAR_PLACE = {"春节": (0, 0), "大年初一": (0, 0), "除夕": (0, -1), "年三十": (0, -1), "大年三十": (0, -1), "年夜": (0, -1), "元宵": (0, 14),
                "正月十五": (0, 14), "端午": (1, 0), "中秋": (2, 0)}  # fmt: skip
_NEW_YEAR_DAY = re.compile(r"(?:大年|正月)?初([一二三四五六七八九十])")
NAMES = tuple(sorted({*FIXED, *_LUNAR_PLACE, "清明"}, key=len, reverse=True))
SEVERAL_DAYS = frozenset(("春节", "国庆", "五一", "十一", "劳动节", "三八", "六一"))


def festival_date(name: str, year: int) -> date | None:
    """Return the day of a festival in a year, or None when the name or the year is not known.

    >>> festival_date("国庆", 2026), festival_date("大年初三", 2026), festival_date("清明", 2024)
    (datetime.date(2026, 10, 1), datetime.date(2026, 2, 19), datetime.date(2024, 4, 4))
    """
    if name in FIXED:
        return date(year, *FIXED[name])
    if name == "清明":
        return _qingming(year)
    new_year = _NEW_YEAR_DAY.fullmatch(name)
    place = (0, "一二三四五六七八九十".index(new_year[1])) if new_year else _LUNAR_PLACE.get(name)
    if place is None or year not in LUNAR:
        return None
    column, shift = place
    return date.fromisoformat(f"{year}-{LUNAR[year][column]}") + timedelta(days=shift)


def _qingming(year: int) -> date | None:
    """Reckon the solar term by the usual formula, right for 2001 to 2099."""
    if not 2001 <= year <= 2099:
        return None
    short = year % 100
    return date(year, 4, int(short * 0.2422 + 4.81) - short // 4)
