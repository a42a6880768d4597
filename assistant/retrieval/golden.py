"""Golden questions: what must be found, and what must not be answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Collection

from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, read_yaml

FILE = "golden.yml"
WHICH_PRODUCT, UNKNOWN = "which-product", "unknown"
KEYS = frozenset({"ask", "expect", "as_of"})


@dataclass(frozen=True, kw_only=True)
class Golden:
    """A question, any of the entries (or which-product, unknown) that are right, and the day it is asked about."""

    ask: str
    expect: tuple[str, ...]
    as_of: date | None
    line: int


def read_golden(folder: Path, known: Collection[str], faults: list[Fault]) -> list[Golden]:
    """Read the golden questions of a knowledge base, if it has any; an expected entry that is not ``known`` is a fault."""
    block = read_yaml(folder / FILE, FILE, faults) if (folder / FILE).exists() else None
    records = block.get("golden", []) if block else []
    return [golden for record in records if (golden := _golden(record, known, faults))]


def _golden(record: object, known: Collection[str], faults: list[Fault]) -> Golden | None:
    if not isinstance(record, Block) or not {"ask", "expect"} <= record.keys() <= KEYS:
        faults.append(Fault(FILE, getattr(record, "line", 0), "must have ask and expect, and may have as_of"))
        return None
    expect = record["expect"] if isinstance(record["expect"], list) else [record["expect"]]
    unknown = [key for key in expect if key not in (WHICH_PRODUCT, UNKNOWN) and key not in known]
    faults += [
        Fault(FILE, record.line, f"expects {key}, which there is not; name an entry, which-product or unknown")
        for key in unknown
    ]
    return Golden(ask=str(record["ask"]), expect=tuple(expect), as_of=record.get("as_of"), line=record.line)
