"""Find how old somebody is."""

from __future__ import annotations

import re

from assistant.text.numerals import parse_number

OLDEST = 120
_NUMBER = r"(?<![\d零一二三四五六七八九十百])(\d{1,3}|[零一二三四五六七八九十百]{1,5})"
_OF = r"[爸妈爷奶公婆娃老]|父亲|母亲|老人|孩子|儿子|女儿|本人|今年|明年|已经|都|快|我"
_YEARS = re.compile(rf"{_NUMBER}\s?(?:周?岁|岁数)|(?:{_OF}){_NUMBER}了?(?=$|[,，。!！\s]|[了想要买能还])")


def find_age(text: str) -> int | None:
    """Return the first age in years that a normalised text tells, or None.

    >>> [find_age(text) for text in ("我妈62岁", "六十五周岁", "我爸65了想买个保险", "今年三十", "100万的保额", "买了3年了")]
    [62, 65, 65, 30, None, None]
    """
    found = (parse_number(match[1] or match[2]) for match in _YEARS.finditer(text))
    return next((int(age) for age in found if age is not None and age <= OLDEST), None)


def read_age(text: str) -> int | None:
    """Return the age that a text answers with, where an age was asked for, or None.

    >>> [read_age(text) for text in ("30", "大概四十五吧", "三十出头", "不知道")]
    [30, 45, None, None]
    """
    match = re.fullmatch(
        rf"[^\d零一二三四五六七八九十百]{{0,6}}{_NUMBER}(?!出头|多|几|来)[^\d零一二三四五六七八九十百]{{0,4}}", text
    )
    age = find_age(text) if match is None else parse_number(match[1])
    return int(age) if age is not None and age <= OLDEST else None
