"""Read numbers as Chinese customers write them: digits, characters, and both mixed."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Iterator

DIGITS = {
    character: value
    for value, group in enumerate(
        ("零〇", "一壹幺", "二两贰俩", "三叁仨", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for character in group
}
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "亿": 10**8}
SECTION = 10**4
LONGEST = 24

_ARABIC = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?")
_SPOKEN_DECIMAL = re.compile(r"([^点]{1,12})点([零〇一二两三四五六七八九\d]{1,4})([百千万亿]?)")


def parse_number(text: str) -> Decimal | None:
    """Return the number that the whole of ``text`` writes, or None.

    >>> [str(parse_number(t)) for t in ("三百二", "一万二千三百", "3千五", "2.5万", "二〇二六", "1,200.5", "三点五万")]
    ['320', '12300', '3500', '25000.0', '2026', '1200.5', '35000.0']
    >>> parse_number("万一") is parse_number("百") is parse_number("三四") is None
    True
    """
    if not text or len(text) > LONGEST:
        return None
    spoken = _SPOKEN_DECIMAL.fullmatch(text)
    if spoken:
        return _spoken_decimal(*spoken.groups())
    if len(text) >= 3 and all(character in DIGITS for character in text):
        return Decimal("".join(str(DIGITS[character]) for character in text))
    tokens = list(_tokens(text))
    return None if None in tokens else _assemble([token for token in tokens if token is not None])


def digits_of(text: str) -> str:
    """Write spoken digits as figures, one for one; other characters stay.

    >>> digits_of("幺三八零零")
    '13800'
    """
    return "".join(str(DIGITS[character]) if character in DIGITS else character for character in text)


def plain(number: Decimal) -> str:
    """Write a number without exponent and without idle zeros.

    >>> plain(Decimal("35000.0")), plain(Decimal("0.50")), plain(Decimal("3E+4"))
    ('35000', '0.5', '30000')
    """
    written = format(number, "f")
    return written.rstrip("0").rstrip(".") if "." in written else written


def _spoken_decimal(whole: str, fraction: str, unit: str) -> Decimal | None:
    head = parse_number(whole)
    if head is None or head != int(head):
        return None
    return Decimal(f"{int(head)}.{digits_of(fraction)}") * UNITS.get(unit, 1)


def _tokens(text: str) -> Iterator[tuple[str, Decimal] | None]:
    """Yield ("number", value) and ("unit", value), None for what is no part of a number."""
    position = 0
    while position < len(text):
        character = text[position]
        figures = _ARABIC.match(text, position)
        if figures:
            yield "number", Decimal(figures[0].replace(",", ""))
            position = figures.end()
            continue
        if character in UNITS:
            yield "unit", Decimal(UNITS[character])
        else:
            yield ("number", Decimal(DIGITS[character])) if character in DIGITS else None
        position += 1


def _assemble(tokens: list[tuple[str, Decimal]]) -> Decimal | None:
    """Add up the sections (亿, 万, rest); a last lone digit counts in the unit below the one before it (三百二)."""
    total, section = Decimal(0), Decimal(0)
    current: Decimal | None = None
    unit, zero = Decimal(0), False
    for kind, value in tokens:
        if kind == "number":
            if current is not None:
                return None
            zero, current = (True, None) if value == 0 and unit else (zero, value)
            continue
        if value >= SECTION:
            if current is None and section == 0 and total == 0:
                return None
            total, section = _close(total, section + (current or 0), value)
        else:
            if current is None and not (value == 10 and section == 0):
                return None
            if unit and unit < SECTION and value >= unit:
                return None
            section += (1 if current is None else current) * value
        current, unit, zero = None, value, False
    return total + section + _rest(current, unit, zero)


def _close(total: Decimal, section: Decimal, unit: Decimal) -> tuple[Decimal, Decimal]:
    """Multiply what was said by 万 or 亿; 一万亿 multiplies all of it."""
    return (total + section * unit if 0 < unit < total else (total + section) * unit), Decimal(0)


def _rest(current: Decimal | None, unit: Decimal, zero: bool) -> Decimal:
    if current is None:
        return Decimal(0)
    short = unit >= 100 and not zero and current < 10 and current == int(current)
    return current * unit / 10 if short else current
