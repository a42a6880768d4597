"""Read a document file into its lines of text, one a paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator, Sequence

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.opening import check_office, read_bytes, read_text

HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[-—\s第]*\d{1,4}\s*(?:页|/\s*\d{1,4})?(?:\s*共\s*\d+\s*页)?[-—\s]*")
STARTS = re.compile(
    r"第[一二三四五六七八九十百千零〇\d\s]{1,9}[章节条部]|\d{1,2}(?:\.\d{1,2})*[\s、.．]"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
FULL_LINE = 0.93  # of the widest line: punctuation that must not start a line leaves a gap of a character or two
ENDS = tuple("。；：！？;:.!?")


def read_lines(path: Path) -> list[str]:
    """Return a document's paragraphs, tidied; headings of a Word file are marked as in Markdown.

    Raises:
        DocumentError: the file is broken, empty, encrypted, or holds no text.
    """
    readers = {".docx": _docx, ".pdf": _pdf}
    lines = readers.get(path.suffix.lower(), _plain)(path)
    tidied = [tidy(line) for line in lines]
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


def _docx(path: Path) -> list[str]:
    import docx

    check_office(path)
    try:
        document = docx.Document(str(path))
        return [line for block in document.iter_inner_content() for line in _block(block)]
    except Exception as error:  # python-docx raises whatever its parts raise
        raise DocumentError(f"{path.name}: is broken, or not a Word document: {type(error).__name__}") from error


def _block(block: object) -> Iterator[str]:
    """Yield the lines of a paragraph or a table of a Word document."""
    rows = getattr(block, "rows", None)
    if rows is not None:
        yield from _table([[cell.text for cell in row.cells] for row in rows])
        return
    text = str(getattr(block, "text", ""))
    style = HEADING_STYLE.match(getattr(getattr(block, "style", None), "name", None) or "")
    yield "#" * int(style[1]) + " " + text if style and text.strip() else text


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "/").strip() for cell in row) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)


@dataclass(frozen=True)
class Line:
    """A line of a page and how far to the right it goes, in points."""

    text: str
    right: float


def _pdf(path: Path) -> list[str]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    read_bytes(path)
    try:
        with pdfplumber.open(path) as document:
            pages = [
                [Line(line["text"], float(line["x1"])) for line in page.extract_text_lines()] for page in document.pages
            ]
    except Exception as error:  # pdfplumber wraps whatever pdfminer raises
        if any(isinstance(part, PDFPasswordIncorrect) for part in (error, *error.args)):
            raise DocumentError(f"{path.name}: is encrypted; save it without a password") from error
        raise DocumentError(f"{path.name}: is broken, or not a PDF file: {type(error).__name__}") from error
    return join_lines(strip_margins(pages))


def strip_margins(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Return the lines of all pages without page numbers and without what stands at the edge of most pages."""
    edges = Counter(text for page in pages for text in {line.text.strip() for line in (*page[:2], *page[-2:])})
    repeated = {text for text, count in edges.items() if count > max(2, len(pages) // 2)}
    lines = (line for page in pages for line in page)
    return [
        line for line in lines if line.text.strip() not in repeated and not PAGE_NUMBER.fullmatch(line.text.strip())
    ]


def join_lines(lines: Sequence[Line]) -> list[str]:
    """Join the lines that the page's width has broken.

    A line goes on in the next one when it reaches the right margin, does not end a sentence, and the next starts no item.
    """
    margin = FULL_LINE * max((line.right for line in lines), default=0.0)
    joined: list[str] = []
    broken = False
    for line in lines:
        text = line.text.strip()
        if broken and not STARTS.match(text):
            joined[-1] += text
        else:
            joined.append(text)
        broken = line.right >= margin and not text.endswith(ENDS)
    return joined
