"""How alike two sentences are written."""

from __future__ import annotations

from rapidfuzz.fuzz import ratio

from assistant.text.normalise import normalise


def bare(text: str) -> str:
    """Return the letters and digits alone: width, script, case, blanks and punctuation make no other sentence.

    >>> bare("我要 報案！！"), bare("ＡＢ-1")
    ('我要报案', 'ab1')
    """
    return "".join(c for c in normalise(text).text.lower() if c.isalnum())


def likeness(one: str, other: str) -> float:
    """Return how alike two bare sentences are, from 0 to 1, by the characters they share in order (indel similarity).

    >>> likeness("保单怎么改地址", "保单怎么改地址"), round(likeness("保单怎么改地址", "保单怎么改电话"), 2)
    (1.0, 0.71)
    """
    return ratio(one, other) / 100
