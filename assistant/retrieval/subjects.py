"""Which subjects a question names, and which entries speak of them: 退保要哪些手续 is not answered by the papers of a claim."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Mapping, Sequence

import numpy as np

from assistant.retrieval.encoders import FloatArray
from assistant.retrieval.model import Entry
from assistant.retrieval.words import fold


class Subjects:
    """Knows kinds of insurance, products and terms by their names, and where each is spoken of.

    ``names`` gives what each name means; several may mean the same.
    """

    def __init__(self, names: Mapping[str, str], entries: Sequence[Entry]) -> None:
        self._meanings = {fold(name): meaning for name, meaning in names.items() if fold(name)}
        # the longest first, and each name that stands within another one too: who says 百万医疗险 speaks of 医疗险
        words = sorted(self._meanings, key=len, reverse=True)
        self._pattern = re.compile(f"(?=({'|'.join(map(re.escape, words)) or '(?!)'}))")
        self._size = len(entries)
        places: dict[str, list[int]] = defaultdict(list)
        for place, entry in enumerate(entries):
            spoken = " ".join((entry.title, entry.question, *entry.surfaces, *entry.passages))
            for meaning in self.named(spoken) | ({entry.product} if entry.product else set()):
                places[meaning].append(place)
        self._places = {meaning: np.array(found) for meaning, found in places.items()}

    def named(self, text: str) -> set[str]:
        """Return what a text names."""
        return {self._meanings[name] for name in self._pattern.findall(fold(text))}

    def spoken_of(self, text: str) -> FloatArray | None:
        """Return which share of what a text names each entry speaks of, shape (entries,); None where it names nothing."""
        named = self.named(text)
        if not named:
            return None
        found = np.zeros(self._size, dtype=np.float32)
        for meaning in named:
            found[self._places.get(meaning, [])] += 1 / len(named)
        return found
