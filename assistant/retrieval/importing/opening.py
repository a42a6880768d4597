"""Look at a file before a parser does: is it there, is it what its name says, is it locked, is it harmless."""

from __future__ import annotations

import zipfile
from pathlib import Path

from assistant.retrieval.errors import DocumentError

LARGEST = 50 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
ENCODINGS = ("utf-8-sig", "gb18030")

_COMPOUND = b"\xd0\xcf\x11\xe0"  # an encrypted office file, or one of the old binary formats


def read_bytes(path: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        DocumentError: it is missing, empty, or too large.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentError(f"{path.name}: {size // 2**20} MB is more than the {LARGEST // 2**20} MB that are read")
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(f"{path.name}: cannot be read: {error.strerror}") from error
    if not data.strip():
        raise DocumentError(f"{path.name}: is empty; was the right file taken?")
    return data


def check_office(path: Path) -> None:
    """Check that an office file is an unlocked package of harmless size.

    Raises:
        DocumentError: it is not.
    """
    data = read_bytes(path)
    if data.startswith(_COMPOUND):
        raise DocumentError(
            f"{path.name}: is encrypted, or in an old format; save it without a password as {path.suffix}"
        )
    try:
        with zipfile.ZipFile(path) as package:
            unpacked = sum(part.file_size for part in package.infolist())
    except zipfile.BadZipFile as error:
        raise DocumentError(f"{path.name}: is broken, or not a {path.suffix} file; fetch or save it again") from error
    if unpacked > LARGEST_UNPACKED:
        raise DocumentError(
            f"{path.name}: unpacks to {unpacked // 2**20} MB, more than the {LARGEST_UNPACKED // 2**20} MB that are read"
        )


def read_text(path: Path) -> str:
    """Return a text file's text: UTF-8, UTF-16 with its mark, or GB 18030.

    Raises:
        DocumentError: it is no text.
    """
    data = read_bytes(path)
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DocumentError(f"{path.name}: is no text in UTF-8, UTF-16 or GB 18030; save it as UTF-8")
