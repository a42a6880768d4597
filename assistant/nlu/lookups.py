"""Read the word lists, the rules and the product names that the components use."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from assistant.settings import PROJECT
from assistant.yamlfiles import read_yaml


def project_path(path: str) -> Path:
    """Return a configured path as seen from the project's folder."""
    return PROJECT / path


def read_words(path: Path) -> tuple[str, ...]:
    """Return the lines of a word list; a missing list is empty."""
    if not path.exists():
        return ()
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def read_rules(path: Path) -> dict[str, Any]:
    """Return a rule file."""
    return dict(read_yaml(path))


def read_product_names(folder: Path) -> tuple[tuple[str, str], ...]:
    """Return ``(name or alias, product id)`` of every product; what means several products names none."""
    owners: dict[str, set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.yml")):
        product = read_yaml(path) or {}
        for name in (product.get("name"), *(product.get("aliases") or ())):
            if name and product.get("id"):
                owners[str(name)].add(str(product["id"]))
    return tuple((name, next(iter(ids))) for name, ids in owners.items() if len(ids) == 1)
