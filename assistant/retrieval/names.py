"""The names that the knowledge base knows beside its own: kinds of insurance, and other insurers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from assistant.retrieval import shapes
from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, read_yaml
from assistant.retrieval.words import fold

KINDS, INSURERS = "kinds.yml", "insurers.yml"


@dataclass(frozen=True, kw_only=True)
class Insurer:
    """Another insurer: ``words`` always mean it, a stem only before one of the endings."""

    name: str
    words: tuple[str, ...]
    stems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Insurers:
    """The other insurers."""

    known: Sequence[Insurer] = ()
    endings: Sequence[str] = ()
    _owners: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for insurer in self.known:
            ended = [stem + of + ending for stem in insurer.stems for of in ("", "的") for ending in self.endings]
            self._owners.update({fold(word): insurer.name for word in (*insurer.words, *ended)})

    def named(self, text: str) -> str | None:
        """Return the name of the first other insurer that a text names, or None."""
        folded = fold(text)
        found = [(folded.index(word), -len(word), name) for word, name in self._owners.items() if word in folded]
        return min(found)[2] if found else None


@dataclass(frozen=True)
class Names:
    """What was read: the words of each kind of insurance, and the other insurers."""

    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    insurers: Insurers = field(default_factory=Insurers)


def read_names(folder: Path, faults: list[Fault]) -> Names:
    """Read both files, either of which may be missing; what is wrong is added to ``faults``."""
    kinds = {record["id"]: tuple(record["words"]) for record in _records(folder, KINDS, "kinds", faults)}
    others = [
        Insurer(name=record["name"], words=tuple(record["words"]), stems=tuple(record.get("stems") or ()))
        for record in _records(folder, INSURERS, "insurers", faults)
    ]
    endings = tuple(record["endings"] for record in _blocks(folder, INSURERS, faults=[]))
    return Names(kinds, Insurers(others, endings[0] if endings else ()))


def _blocks(folder: Path, name: str, faults: list[Fault]) -> Iterator[Block]:
    block = read_yaml(folder / name, name, faults) if (folder / name).exists() else None
    if block is not None and shapes.check(block, shapes.FILES[name], name, faults):
        yield block


def _records(folder: Path, name: str, key: str, faults: list[Fault]) -> Iterator[Block]:
    """Return the records of a file that can be used; a word that stands under two of them is a fault."""
    seen: dict[str, str] = {}
    for block in _blocks(folder, name, faults):
        for record in block[key]:
            if not shapes.check(record, shapes.RECORDS[name], name, faults):
                continue
            label = record.get("id") or record["name"]
            for word in record["words"]:
                if seen.setdefault(fold(word), label) != label:
                    faults.append(Fault(name, record.line, f"{word} of {label} means {seen[fold(word)]} already"))
            yield record
