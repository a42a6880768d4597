"""Read a document file into its lines of text, one a paragraph."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.opening import read_text
from assistant.retrieval.importing.pages import read_pages
from assistant.retrieval.importing.report import Report
from assistant.retrieval.importing.word import read_word


def read_lines(path: Path, report: Report) -> list[str]:
    """Return a document's paragraphs, tidied; headings of a Word file are marked as in Markdown.

    Raises:
        DocumentError: the file is broken, empty, encrypted, or holds no text.
    """
    readers = {".docx": read_word, ".pdf": read_pages}
    reader = readers.get(path.suffix.lower())
    tidied = [tidy(line) for line in (reader(path, report) if reader else _plain(path))]
    if not any(tidied):
        raise DocumentError(f"{path.name}: holds no text; a scanned document has to be recognised first")
    return tidied


def tidy(line: str) -> str:
    """Fold compatibility characters, which PDF files are full of, but leave Chinese punctuation; join blanks.

    >>> tidy("⼀、保 险⾦额（１０万元），  等待期")
    '一、保 险金额（10万元）， 等待期'
    """
    folded = "".join(c if unicodedata.category(c)[0] == "P" else unicodedata.normalize("NFKC", c) for c in line)
    kept = (c for c in folded if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c.isspace())
    return " ".join("".join(kept).split())


def _plain(path: Path) -> list[str]:
    return read_text(path).replace("\r\n", "\n").replace("\r", "\n").split("\n")
