"""Which kinds of insurance a text names: what is asked about one kind is not answered by what is said of another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import FrozenSet, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval.model import Entry
from assistant.retrieval.words import fold

REMEMBERED = 256  # sets of kinds that were named together


class Kinds:
    """Knows the kinds' names, and which of them each entry is about.

    ``words`` has the names of each kind; ``motor.compulsory`` is a part of ``motor``. An entry is about the kinds that its question names;
    one that names none is about insurance in general.
    """

    def __init__(self, words: Mapping[str, Sequence[str]], entries: Sequence[Entry], names: Mapping[str, str]) -> None:
        self._kind = {fold(word): kind for kind, own in words.items() for word in own}
        # the longest first: a text that says 终身寿险 does not name 寿险
        self._pattern = re.compile("|".join(sorted(map(re.escape, self._kind), key=len, reverse=True)) or r"(?!)")
        self._about = [
            self.named(f"{names.get(entry.product or '', '')} {entry.title} {entry.question}") for entry in entries
        ]
        self._sold = frozenset(kind for name in names.values() for kind in self.named(name))
        self._others = lru_cache(maxsize=REMEMBERED)(self._strangers)

    def named(self, text: str) -> FrozenSet[str]:
        """Return the kinds that a text names."""
        return frozenset(self._kind[found] for found in self._pattern.findall(fold(text)))

    def sold(self, text: str) -> bool:
        """Tell whether there is a product of a kind that a text names, or it names none."""
        asked = self.named(text)
        return not asked or _meet(asked, self._sold)

    def others(self, text: str, about: str = "") -> NDArray[np.bool_]:
        """Tell of each entry, shape (entries,), whether it is about other kinds than those a text names, or, if it names none, ``about``."""
        return self._others(self.named(text) or self.named(about))

    def _strangers(self, asked: FrozenSet[str]) -> NDArray[np.bool_]:
        found = np.array([bool(asked and about) and not _meet(asked, about) for about in self._about], dtype=bool)
        found.setflags(write=False)
        return found


def _meet(some: FrozenSet[str], others: FrozenSet[str]) -> bool:
    return any(_part(one, other) or _part(other, one) for one in some for other in others)


def _part(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other}.")
