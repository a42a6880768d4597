"""Cut text into words with one jieba tokenizer a process, of our own, so that its dictionary touches nobody else's."""

from __future__ import annotations

import logging
import warnings
from functools import lru_cache
from typing import Any

PIECE = 200  # characters cut at once: jieba's time grows with the square of a run of unknown ones


@lru_cache(maxsize=1)
def shared_tokenizer() -> Any:
    """Return the tokenizer, its dictionary loaded (about 65 MB); words are added with its ``add_word``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    return tokenizer


def cut(text: str) -> list[tuple[int, int]]:
    """Return the stretches ``(start, end)`` of the words of a text; blanks are left out.

    >>> text = "我要 报案"
    >>> [text[start:end] for start, end in cut(text)]
    ['我要', '报案']
    """
    found: list[tuple[int, int]] = []
    for start in range(0, len(text), PIECE):
        position = start
        for word in shared_tokenizer().cut(text[start : start + PIECE]):
            if not word.isspace():
                found.append((position, position + len(word)))
            position += len(word)
    return found
