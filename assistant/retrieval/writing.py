"""Put an entry into the knowledge base: checked beside all that stands there, and written whole or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import indent
from typing import Any, Iterator, Mapping

import yaml

from assistant.retrieval.errors import Fault, KnowledgeError
from assistant.retrieval.knowledge import KnowledgeBase


def check_entry(folder: Path, topic: str, entry: Mapping[str, Any], today: date) -> list[Fault]:
    """Return what ``knowledge validate`` finds once the entry stands there and does not find without it."""
    with TemporaryDirectory() as scratch:
        staged = Path(scratch) / "knowledge"
        shutil.copytree(folder, staged)
        place = staged / "faq" / f"{topic}.yml"
        place.write_text(_with(place, topic, entry), encoding="utf-8")
        found = _faults(staged, today)
    return sorted(set(found) - set(_faults(folder, today))) if found else []


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only one who writes: of two, in whichever processes of this machine, the second sees what the first wrote."""
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)  # which gives the lock back


@contextmanager
def adding(folder: Path, topic: str, entry: Mapping[str, Any], today: date) -> Iterator[None]:
    """Add an entry to a topic's file once what is done meanwhile has succeeded; a reader sees the old file or the new one.

    The new file is ready beforehand: what can fail at the end is one renaming.

    Raises:
        KnowledgeError: with every fault the entry brings; nothing is done then.
        OSError: when the file cannot be written, before what is done meanwhile, or, the renaming, after it.
    """
    faults = check_entry(folder, topic, entry, today)
    if faults:
        raise KnowledgeError(faults)
    place = folder / "faq" / f"{topic}.yml"
    scratch = place.with_name(f".{place.name}.tmp")
    try:
        scratch.write_text(_with(place, topic, entry), encoding="utf-8")
        yield
        os.replace(scratch, place)
    finally:
        scratch.unlink(missing_ok=True)


def _with(place: Path, topic: str, entry: Mapping[str, Any]) -> str:
    """Return a topic's file with an entry added at its end; what stands there stays as it was written."""
    before = place.read_text(encoding="utf-8").rstrip("\n") if place.exists() else f"topic: {topic}\nentries:"
    block = yaml.safe_dump([dict(entry)], allow_unicode=True, sort_keys=False, width=1000)
    return f"{before}\n\n{indent(block, '  ')}"


def _faults(folder: Path, today: date) -> list[Fault]:
    try:
        KnowledgeBase.load(folder, today=today)
    except KnowledgeError as error:
        return error.faults
    return []
