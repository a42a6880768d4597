"""Load what papers are known by: ``knowledge/papers.yml``."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.domain.paper import PaperKind, PaperRules
from assistant.errors import SettingsError
from assistant.yamlfiles import read_yaml

FILE = "papers.yml"
WORDS = ("titles", "words", "weak", "patterns")


def load_paper_rules(folder: Path) -> PaperRules:
    """Return the kinds of papers, and which of them each item takes.

    Raises:
        SettingsError: with every item that takes a kind that there is not, and every pattern that is none.
    """
    raw = read_yaml(folder / FILE)
    kinds = {
        key: PaperKind(id=key, name=one["name"], named=one.get("named", False),
                       **{part: tuple(str(word) for word in one.get(part, ())) for part in WORDS})
        for key, one in raw["kinds"].items()
    }  # fmt: skip
    items = {item: tuple(wanted) for item, wanted in raw["items"].items()}
    faults = [f"{FILE}: {item}: {kind}" for item, wanted in items.items() for kind in wanted if kind not in kinds]
    faults += [f"{FILE}: {kind.id}: {p}" for kind in kinds.values() for p in kind.patterns if not _compiles(p)]
    if faults:
        raise SettingsError(faults)
    return PaperRules(kinds=kinds, items=items, reusable=tuple(raw["reusable"]), insured=tuple(raw["insured"]),
                      elsewhere=tuple(raw["elsewhere"]), **raw["notice"])  # fmt: skip


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
