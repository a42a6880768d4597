"""Read our tables, and keep arrays in files that several processes may read and write."""

from __future__ import annotations

import csv
import os
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Iterator

import numpy as np
from numpy.typing import NDArray


def read_tsv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tab-separated UTF-8 file by the names in its first line; quotation marks stand for themselves."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_npz(path: Path) -> dict[str, NDArray[Any]] | None:
    """Return a file's arrays; None where it is missing or broken."""
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of another only when it is whole: a reader sees the old file or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def write_npz(path: Path, **arrays: NDArray[np.generic]) -> None:
    """Write arrays so that a reader sees the old file or the new one, never half of it."""
    with replacing(path) as file:
        np.savez(file, **arrays)


def keep_newest(folder: Path, pattern: str, count: int) -> None:
    """Remove all but the newest files of a pattern."""
    files = [(path.stat().st_mtime, path) for path in folder.glob(pattern) if path.exists()]
    for _, path in sorted(files, reverse=True)[count:]:
        path.unlink(missing_ok=True)
