"""The names that the knowledge base knows beside its own: kinds of insurance, and other insurers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Mapping, Sequence

from assistant.retrieval import shapes
from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, read_yaml
from assistant.retrieval.words import fold

_LEADS = re.compile(r"^(?:请问|我?想?问一?下|我?(?:想|要)?(?:买|投保|了解)(?:了|的|过)?|我的|我在|关于|在)+")
_NAME = re.compile(r"\w{4,14}")  # the run of letters that a product's name stands in

COMPANY = frozenset(
    {"保险", "人寿", "人寿保险", "财险", "产险", "财产", "财产保险", "保险公司"}
)  # endings of companies' names
KINDS, INSURERS = "kinds.yml", "insurers.yml"


@dataclass(frozen=True, kw_only=True)
class Insurer:
    """Another insurer: ``words`` always mean it, a stem only before one of the endings, a brand where it opens a product's name."""

    name: str
    words: tuple[str, ...]
    stems: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    @property
    def hotline(self) -> str:
        """The number that its customers call, "" where it is not known."""
        return next((word for word in self.words if word.isdigit()), "")


@dataclass(frozen=True)
class Insurers:
    """The other insurers; ``offers`` are the entries offered to who asks of one of theirs that nothing near is known of."""

    known: Sequence[Insurer] = ()
    endings: Sequence[str] = ()
    offers: Sequence[str] = ()
    _owners: dict[str, str] = field(init=False, repr=False, default_factory=dict)
    _openings: dict[str, str] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for insurer in self.known:
            ended = [stem + of + ending for stem in insurer.stems for of in ("", "的") for ending in self.endings]
            self._owners.update({fold(word): insurer.name for word in (*insurer.words, *ended)})
            self._openings.update({fold(brand): insurer.name for brand in insurer.brands})

    def named(self, text: str) -> str | None:
        """Return the name of the first other insurer that a text names, or None."""
        folded = fold(text)
        found = [(folded.index(word), -len(word), name) for word, name in self._owners.items() if _stands(word, folded)]
        return min(found)[2] if found else self._opening(_LEADS.sub("", text.strip()))

    def hotline(self, name: str | None) -> str:
        """Return the number that customers of the insurer of that name call, "" where it is not known."""
        return next((insurer.hotline for insurer in self.known if insurer.name == name), "")

    def without(self, text: str) -> str:
        """Return a text without the first other insurer's name that stands in it, so that what is asked remains: 平安退保 leaves 退保."""
        found = [(text.index(word), -len(word)) for word in self._owners if _stands(word, text)]
        if not found:
            return text
        start, length = min(found)
        end = start - length
        asked = [of for of in self.endings if of not in COMPANY and text[start:end].endswith(of)]
        return text[:start] + max(asked, key=len, default="") + text[end:].removeprefix("的")

    def _opening(self, text: str) -> str | None:
        """Return whose product a text opens with (平安户外运动保险): a brand, some letters, an ending."""
        name = _NAME.match(text)
        folded = fold(name[0]) if name else ""
        whose = next((insurer for brand, insurer in self._openings.items() if folded.startswith(brand)), None)
        return whose if any(fold(ending) in folded for ending in self.endings) else None


def _stands(word: str, text: str) -> bool:
    """Tell whether a word stands in a text; a hotline's number (95519) is none inside a longer one."""
    if not word.isdigit():
        return word in text
    return re.search(rf"(?<!\d){word}(?!\d)", text) is not None


@dataclass(frozen=True)
class Names:
    """What was read: the words of each kind of insurance, and the other insurers."""

    kinds: Mapping[str, Sequence[str]] = field(default_factory=dict)
    insurers: Insurers = field(default_factory=Insurers)


def read_names(folder: Path, faults: list[Fault]) -> Names:
    """Read both files, either of which may be missing; what is wrong is added to ``faults``."""
    kinds = {record["id"]: tuple(record["words"]) for record in _records(folder, KINDS, "kinds", faults)}
    others = [
        Insurer(
            name=record["name"],
            words=tuple(record["words"]),
            stems=tuple(record.get("stems") or ()),
            brands=tuple(record.get("brands") or ()),
        )
        for record in _records(folder, INSURERS, "insurers", faults)
    ]
    block = next(_blocks(folder, INSURERS, faults=[]), None)
    return Names(kinds, Insurers(others, block["endings"], block.get("offers") or ()) if block else Insurers(others))


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
