"""Whether somebody only drummed on the keys."""

from __future__ import annotations

import re

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST = 4  # letters; fewer may be an abbreviation
RUN = 4  # keys beside each other that no word has
LAUGHTER = re.compile(r"(?:h[aeio]{1,3})+h?|(?:lo)+l|(?:666|233+)", re.IGNORECASE)
_VOWELS = frozenset("aeiouvy")  # v stands for ü in pinyin
_RUNS = frozenset(
    row[start : start + RUN] for line in ROWS for row in (line, line[::-1]) for start in range(len(line) - RUN + 1)
) - {"erty", "trew"}  # property, strewn
_AGAIN = re.compile(r"([a-z]{1,3})\1{2,}")


def is_mash(text: str) -> bool:
    """Tell whether a text is letters of a keyboard without any sense.

    >>> [is_mash(text) for text in ("asdfghjkl", "sdfsdfsdf", "hjkl;", "fghjtrk", "hello", "toubao", "QYYL2026", "哈哈")]
    [True, True, True, True, False, False, False, False]
    """
    letters = re.sub(r"[\s;,./\[\]']", "", text.lower())
    if len(letters) < SHORTEST or not (letters.isascii() and letters.isalpha()) or LAUGHTER.fullmatch(letters):
        return False
    runs = any(letters[start : start + RUN] in _RUNS for start in range(len(letters) - RUN + 1))
    return runs or _AGAIN.search(letters) is not None or _senseless(letters)


def _senseless(letters: str) -> bool:
    """Tell whether there are too few vowels for a word."""
    return len(letters) > SHORTEST and sum(letter in _VOWELS for letter in letters) * 6 < len(letters)
