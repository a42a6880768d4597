"""Take out of a sentence what names a person or a matter, so that it can be learnt from."""

from __future__ import annotations

import re
from typing import Iterator

from assistant.text.identity import find_numbers
from assistant.text.names import find_names
from assistant.text.normalise import Normalised, normalise

NOBODY = "某"
_LONG_NUMBER = re.compile(r"\d(?:[ \-]?\d){5,}")
_SPOKEN = dict.fromkeys(map(ord, "零〇一二两三四五六七八九幺"), "零")
_DIGIT = re.compile(r"\d")


def anonymise(text: str) -> str:
    """Return the text with every number that names somebody or something in noughts, and every name as 某.

    >>> anonymise("我叫王小明，电话１３８００１３８０００，车牌沪A12345，住院花了3200")
    '我叫某某某，电话00000000000，车牌沪A00000，住院花了3200'
    """
    folded = normalise(text)
    characters = list(text)
    for start, end, name in _spans(folded):
        for index in range(*folded.span(start, end)):
            characters[index] = NOBODY if name else _DIGIT.sub("0", characters[index]).translate(_SPOKEN)
    return "".join(characters)


def _spans(folded: Normalised) -> Iterator[tuple[int, int, bool]]:
    """Yield the stretches of the folded text to replace, and whether each is a name."""
    for number in find_numbers(folded.text):
        yield number.start, number.end, False
    for long in _LONG_NUMBER.finditer(folded.text):
        yield long.start(), long.end(), False
    for name in find_names(folded.text, own=False):
        yield name.start, name.end, True
