"""Cut Chinese text into what the lexical lists count: characters, bigrams, and words that know the knowledge base's names."""

from __future__ import annotations

import logging
import re
import unicodedata
import warnings
from functools import lru_cache
from threading import Lock
from typing import Iterable

from assistant.text.normalise import normalise, simplify

REMEMBERED = 1024  # texts and their features: one query is looked up in several lists
LONGEST_QUERY = 200  # characters; what a customer asks is within them, and the encoders' time grows with the length

_PLAIN = re.compile("[ -~\u3000-\u3029\u4e00-\u9fff\uff01-\uff60]*")  # what folds character by character
_RUNS = re.compile(r"\w+")
_TAIL = re.compile(r"[\s?!。,.;:~…、·*]+$")
_BLANKS = re.compile(r"\s+")


def folded(text: str) -> str:
    """Return a text without differences of width and script; quicker than the way that keeps the offsets.

    >>> folded("ＡＰＰ 怎麼下載？")
    'APP 怎么下载?'
    """
    if _PLAIN.fullmatch(text):
        return simplify(unicodedata.normalize("NFKC", text))
    return normalise(text).text


def fold(text: str) -> str:
    """Return a text as it is compared: folded, in lower case, letters and digits only.

    >>> fold("等待期，是 多久？"), fold("ＡＰＰ怎麼下載")
    ('等待期是多久', 'app怎么下载')
    """
    return "".join(runs(text))


def runs(text: str) -> list[str]:
    """Return the stretches of letters and digits of a folded text, in lower case.

    >>> runs("ＡＰＰ，等待期")
    ['app', '等待期']
    """
    return _RUNS.findall(folded(text).lower())


def clean(text: str, *, limit: int | None = None) -> str:
    """Return a text as it is encoded: folded, blanks joined, closing punctuation dropped, at most ``limit`` characters.

    >>> clean(" 等待期  多久？？ ")
    '等待期 多久'
    """
    whole = folded(text if limit is None else text[: 4 * limit])
    return _TAIL.sub("", _BLANKS.sub(" ", whole).strip()[:limit])


class Segmenter:
    """Cuts text with a jieba of its own, so that its dictionary touches nobody else's."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
        jieba.setLogLevel(logging.WARNING)
        self._tokenizer = jieba.Tokenizer()
        self._lock = Lock()
        self._names = [fold(name) for name in names]
        for name in self._names:
            self._tokenizer.add_word(name)
        self.features = lru_cache(maxsize=REMEMBERED)(self._features)

    def fingerprint(self) -> str:
        """Return what tells its cuts from those of another: the names it knows."""
        return "\1".join(self._names)

    def cut(self, text: str) -> list[str]:
        """Return the words of a text, one after another; joined they are the text."""
        with self._lock:
            return list(self._tokenizer.cut(text))

    def words(self, text: str) -> list[str]:
        """Return the words of a folded text that are longer than a character."""
        return [word for run in runs(text) for word in self.cut(run) if len(word) > 1]

    def frequency(self, word: str) -> float:
        """Return a word's share of the language at large, 0 where the dictionary has it not."""
        self._tokenizer.check_initialized()
        return float(self._tokenizer.FREQ.get(word, 0) / max(self._tokenizer.total, 1))

    def _features(self, text: str) -> tuple[str, ...]:
        """Return the characters, the bigrams and the words of a text, with repeats."""
        found: list[str] = []
        for run in runs(text):
            found.extend(run)
            found.extend(run[index : index + 2] for index in range(len(run) - 1))
            with self._lock:
                found.extend(word for word in self._tokenizer.cut(run) if len(word) > 1)
        return tuple(found)
