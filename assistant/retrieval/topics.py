"""What a text asks about, apart from what it is about: 意外险 is a topic, 每月哪天交 is asked."""

from __future__ import annotations

import re
from typing import Iterable

from assistant.retrieval.words import fold

SHORTEST = 2  # characters that ask something


class Topics:
    """Knows the names of kinds of insurance, products and terms.

    >>> Topics(["意外险", "险"]).rest("意外险每月哪天交")
    '每月哪天交'
    """

    def __init__(self, names: Iterable[str]) -> None:
        words = sorted({fold(name) for name in names} - {""}, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, words)) or r"(?!)")

    def rest(self, text: str) -> str:
        """Return a text without the topics it names; "" where nothing is left that asks something."""
        rest = self._pattern.sub(" ", fold(text)).strip()
        return rest if len(rest) >= SHORTEST else ""
