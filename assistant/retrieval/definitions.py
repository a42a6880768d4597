"""Entries that only say what a thing is: no answer to a question that merely names the thing."""

from __future__ import annotations

import re
from typing import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.model import Entry
from assistant.retrieval.topics import Topics
from assistant.retrieval.words import fold

_WHAT = r"什么是|啥是|是什么|是啥|什么叫|啥叫|什么意思|啥意思|指的?什么|指的?啥|怎么理解|咋理解"
_MEANING = re.compile(rf"{_WHAT}|什么东西|啥东西|玩意|怎么回事|咋回事|讲讲|介绍|不懂|含义|意思|概念|定义|解释")
_ONLY = re.compile(rf"(?:{_WHAT}|是)*")


class Definitions:
    """Knows of each entry whether its question asks for a meaning and nothing else."""

    def __init__(self, entries: Sequence[Entry], topics: Topics) -> None:
        self._topics = topics
        self._only = np.array([self._defines(entry) for entry in entries], dtype=bool)

    def beside(self, text: str) -> NDArray[np.bool_]:
        """Tell of each entry, shape (entries,), whether it only defines what a text names while asking something else of it."""
        asks = bool(self._topics.rest(text)) and not _MEANING.search(fold(text))
        return self._only if asks else np.zeros_like(self._only)

    def _defines(self, entry: Entry) -> bool:
        question = fold(entry.question)
        return entry.kind == "term" or bool(
            _MEANING.search(question) and _ONLY.fullmatch(self._topics.rest(question).replace(" ", ""))
        )
