"""Find which year or month a text speaks of: 2023年8月买的, 前年投保的."""

from __future__ import annotations

import re
from datetime import date

_YEAR = re.compile(r"((?:19|20)\d\d)年(?:(\d{1,2})月(?:(\d{1,2})[日号])?)?")
_AGO = {"大前年": 3, "前年": 2, "去年": 1}
MIDDLE = 7  # the month that stands for a year, and 15 the day that stands for a month


def spoken_of(text: str, today: date) -> date | None:
    """Return the day that a normalised text speaks of by its year, or None; a day to come is none.

    >>> today = date(2026, 11, 23)
    >>> [str(spoken_of(t, today)) for t in ("2023年8月买的", "前年投保的", "等待期多久")]
    ['2023-08-15', '2024-07-15', 'None']
    """
    match = _YEAR.search(text)
    ago = next((years for word, years in _AGO.items() if word in text), None)
    if match:
        found = _day(int(match[1]), int(match[2] or MIDDLE), int(match[3] or 15))
    else:
        found = _day(today.year - ago, MIDDLE, 15) if ago else None
    return found if found and found <= today else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
