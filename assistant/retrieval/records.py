"""What is read from the files of the knowledge base, each record known by its file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Mapping

from assistant.retrieval import shapes
from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block
from assistant.retrieval.model import Document, Product, Reference, Term
from assistant.retrieval.names import Names

SERVICE_KEY = "service"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a record stands."""

    file: str
    line: int

    def fault(self, message: str) -> Fault:
        """Return a fault at this place."""
        return Fault(self.file, self.line, message)


@dataclass(frozen=True, kw_only=True)
class Question:
    """An FAQ entry as written."""

    id: str
    question: str
    similar: tuple[str, ...]
    answer: str
    product: str | None
    coverage: bool
    references: tuple[Reference, ...]
    valid_from: date | None
    valid_to: date | None
    place: Place
    similar_lines: tuple[int, ...]
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Cite:
    """A reference and where it was written."""

    reference: Reference
    owner: str
    place: Place


@dataclass
class Sources:
    """Everything that was read, and what was wrong with it."""

    folder: Path
    faults: list[Fault] = field(default_factory=list)
    products: list[tuple[Product, Place]] = field(default_factory=list)
    documents: list[tuple[Document, Place]] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    terms: list[tuple[Term, Place]] = field(default_factory=list)
    cites: list[Cite] = field(default_factory=list)
    company: Mapping[str, Any] = field(default_factory=dict)
    names: Names = field(default_factory=Names)

    def check(self, record: Block, shape: shapes.Shape, name: str, *, free: bool = False) -> bool:
        """Check a record's keys; tell whether it can be used."""
        return shapes.check(record, shape, name, self.faults, free=free)

    def references(self, record: Block, owner: str, name: str) -> tuple[Reference, ...]:
        """Return what a record cites, and note where it does."""
        found = []
        for item in record["cites"]:
            place = Place(file=name, line=item.line)
            kind, target = next(iter(item.items()), ("", None))
            if len(item) != 1 or kind not in shapes.REFERENCE_KINDS or not isinstance(target, str):
                self.faults.append(place.fault(f"{owner} cites in no known form: {dict(item)}"))
                continue
            found.append(Reference(kind=kind, target=target))
            self.cites.append(Cite(reference=found[-1], owner=owner, place=place))
        if not record["cites"]:
            self.faults.append(Fault(name, record.line_of("cites"), f"{owner} cites nothing"))
        return tuple(found)
