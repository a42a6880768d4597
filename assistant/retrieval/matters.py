"""Which entries speak of the same matter, and so are no rivals of each other."""

from __future__ import annotations

from collections import defaultdict
from typing import AbstractSet, Iterable, Mapping, Sequence, Tuple, TypeVar

from assistant.retrieval.model import Entry

Name = TypeVar("Name")


class Matters:
    """Knows of each entry what it rests on: a fact and the answer that cites it, or one fact of two products, are one matter."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._of = [{place} for place in range(len(entries))]
        cited, facts = _places((_own(entry), place) for place, entry in enumerate(entries)), _facts(entries)
        for place, entry in enumerate(entries):
            self._of[place].update(facts.get(entry.fact, ()))
            for reference in entry.references:
                for other in cited.get(f"{reference.kind}:{reference.target}", ()):
                    self._of[place].add(other)
                    self._of[other].add(place)

    def of(self, entry: int) -> AbstractSet[int]:
        """Return the entries that speak of the same matter as one, itself among them, all given by their place."""
        return self._of[entry]

    def same(self, one: int, other: int) -> bool:
        """Tell whether two entries, given by their place, speak of the same matter."""
        return other in self._of[one]


def _facts(entries: Sequence[Entry]) -> Mapping[str | None, Sequence[int]]:
    return _places((entry.fact, place) for place, entry in enumerate(entries) if entry.fact is not None)


def _places(named: Iterable[Tuple[Name, int]]) -> Mapping[Name, Sequence[int]]:
    places: defaultdict[Name, list[int]] = defaultdict(list)
    for name, place in named:
        places[name].append(place)
    return places


def _own(entry: Entry) -> str:
    """Return an entry as others would cite it."""
    if entry.kind != "clause":
        return entry.id
    product, _, place = entry.id.removeprefix("clause:").partition("/")
    return f"clause:{product}/{place.rpartition('/')[2]}"
