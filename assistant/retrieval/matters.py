"""Which entries speak of the same matter, and so are no rivals of each other."""

from __future__ import annotations

from typing import Sequence

from assistant.retrieval.model import Entry


class Matters:
    """Knows of each entry what it rests on: a fact and the answer that cites it, or one fact of two products, are one matter."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._own = [_own(entry) for entry in entries]
        self._cited = [
            frozenset(f"{reference.kind}:{reference.target}" for reference in entry.references) for entry in entries
        ]
        self._facts = [entry.fact for entry in entries]

    def same(self, one: int, other: int) -> bool:
        """Tell whether two entries, given by their place, speak of the same matter."""
        if one == other:
            return True
        fact = self._facts[one]
        if fact is not None and fact == self._facts[other]:
            return True
        return self._own[one] in self._cited[other] or self._own[other] in self._cited[one]


def _own(entry: Entry) -> str:
    """Return an entry as others would cite it."""
    if entry.kind != "clause":
        return entry.id
    product, _, place = entry.id.removeprefix("clause:").partition("/")
    return f"clause:{product}/{place.rpartition('/')[2]}"
