"""Mask personal data in text that is logged or shown to people who need not see it."""

from __future__ import annotations

import re
from typing import Iterator

from assistant.text.identity import find_numbers
from assistant.text.names import find_names
from assistant.text.normalise import Normalised, normalise

STAR = "*"
_LONG_NUMBER = re.compile(r"(?<!\d)\d(?:[ \-]?\d){13,18}[Xx]?(?!\d)")  # bank cards, and identity numbers with a slip
_KEEP = {"id_number": (3, 4), "phone": (3, 4), "card": (4, 4)}  # shown at the head and at the tail


def mask(text: str) -> str:
    """Hide identity numbers, phones, bank cards and announced names; the rest stays as given.

    >>> mask("我叫王小明，电话１３８００１３８０００，卡号6222020200112233445")
    '我叫王**，电话１３８****８０００，卡号6222***********3445'
    """
    folded = normalise(text)
    characters = list(text)
    for start, end in _hidden(folded):
        for index in range(*folded.span(start, end)):
            characters[index] = characters[index] if characters[index].isspace() else STAR
    return "".join(characters)


def mask_value(kind: str, value: str) -> str:
    """Mask one value by the rule of its kind: ``id_number``, ``phone``, ``card`` or ``name``.

    >>> mask_value("phone", "13800138000"), mask_value("name", "欧阳娜娜")
    ('138****8000', '欧***')
    """
    head, tail = _bounds(kind, len(value))
    return value[:head] + STAR * (len(value) - head - tail) + (value[-tail:] if tail else "")


def _bounds(kind: str, length: int) -> tuple[int, int]:
    """Return how much is shown in front and behind; short values show less."""
    if kind == "name":
        return min(1, length), 0
    head, tail = _KEEP[kind]
    return (head, tail) if length >= head + tail + 3 else (min(1, length), 0)


def _hidden(folded: Normalised) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the folded text to hide."""
    text = folded.text
    for number in find_numbers(text):
        if number.type in _KEEP:
            yield _inner(number.type, number.start, number.end)
    for long in _LONG_NUMBER.finditer(text):
        yield _inner("card", long.start(), long.end())
    for name in find_names(text, own=False):
        yield _inner("name", name.start, name.end)


def _inner(kind: str, start: int, end: int) -> tuple[int, int]:
    head, tail = _bounds(kind, end - start)
    return start + head, end - tail
