"""Find references to articles: 第十二条第二款, 第12条."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Iterator

from assistant.text.numerals import parse_number

NUMBER = r"(?:\d{1,3}|[零一二三四五六七八九十百两]{1,6})"
_CLAUSE = re.compile(rf"第\s?({NUMBER})\s?条(?:的?第\s?({NUMBER})\s?([款项])(?:的?第\s?({NUMBER})\s?(项))?)?")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class ClauseSpan:
    """A reference in ``text[start:end]``: the article, and the whole with its paragraph, written as clauses are numbered."""

    start: int
    end: int
    article: str
    value: str


def find_clauses(text: str) -> Iterator[ClauseSpan]:
    """Find the articles that a normalised text refers to.

    >>> [span.value for span in find_clauses("第12条和第二十条第2款")]
    ['第十二条', '第二十条第二款']
    """
    for match in _CLAUSE.finditer(text):
        article = _part(match[1], "条")
        if article:
            value = article + _part(match[2], match[3]) + _part(match[4], match[5])
            yield ClauseSpan(match.start(), match.end(), article, value)


def _part(number: str | None, unit: str | None) -> str:
    """Return 第…条 and the like; "" for what is no number below 1000."""
    value = parse_number(number) if number else None
    return f"第{write_ordinal(int(value))}{unit}" if value is not None and 0 < value < 1000 else ""


def write_ordinal(number: int) -> str:
    """Write a number below 1000 as clauses are numbered.

    >>> [write_ordinal(n) for n in (8, 10, 12, 20, 105, 110, 112)]
    ['八', '十', '十二', '二十', '一百零五', '一百一十', '一百一十二']
    """
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    ten = "" if not tens else ("十" if tens == 1 and not head else f"{_DIGITS[tens]}十")
    return head + ("零" if head and not tens and ones else "") + ten + (_DIGITS[ones] if ones else "")
