"""How characters sound: slips on a phone's keyboard are mostly other characters of the same sound."""

from __future__ import annotations

from functools import cache

from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal


@cache
def syllable(character: str) -> str:
    """Return a character's commonest reading without its tone; what is no Chinese character stands for itself.

    >>> syllable("赔"), syllable("陪"), syllable("A")
    ('pei', 'pei', 'A')
    """
    readings = PINYIN_DICT.get(ord(character))
    return str(to_normal(readings.split(",")[0])) if readings else character


def sound(text: str) -> str:
    """Return how a text sounds.

    >>> sound("理陪") == sound("理赔")
    True
    """
    return " ".join(map(syllable, text))
