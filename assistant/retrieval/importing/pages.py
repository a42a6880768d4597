"""Read a PDF file into lines: ruled tables are kept, margins go, lines that the page's width broke are joined."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Sequence

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.opening import read_bytes
from assistant.retrieval.importing.report import Report
from assistant.retrieval.importing.word import table_lines

PAGE_NUMBER = re.compile(r"[-—\s第]*\d{1,4}\s*(?:页|/\s*\d{1,4})?(?:\s*共\s*\d+\s*页)?[-—\s]*")
STARTS = re.compile(
    r"第[一二三四五六七八九十百千零〇\d\s]{1,9}[章节条部]|\d{1,2}(?:\.\d{1,2})*[\s、.．]|\|"
    r"|[（(][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3}、"
)
FULL_LINE = 0.93  # of the widest line: punctuation that must not start a line leaves a gap of a character or two
ENDS = tuple("。；：！？;:.!?")


@dataclass(frozen=True)
class Line:
    """A line of a page and how far to the right it goes, in points."""

    text: str
    right: float


def read_pages(path: Path, report: Report) -> list[str]:
    """Return a PDF file's paragraphs and tables as lines.

    Raises:
        DocumentError: it is broken, or locked.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    read_bytes(path)
    try:
        with pdfplumber.open(path) as document:
            pages = [_page(page) for page in document.pages]
    except Exception as error:  # pdfplumber wraps whatever pdfminer raises
        if any(isinstance(part, PDFPasswordIncorrect) for part in (error, *error.args)):
            raise DocumentError(f"{path.name}: is encrypted; save it without a password") from error
        raise DocumentError(
            f"{path.name}: is broken, or not a PDF file ({type(error).__name__}); fetch or export it again"
        ) from error
    if not pages:
        raise DocumentError(
            f"{path.name}: holds no page that can be read, and may be cut off; fetch or export it again"
        )
    blank = [str(number) for number, page in enumerate(pages, 1) if not page]
    if blank and len(blank) < len(pages):
        report.doubt(
            path, f"page {', '.join(blank)}", "holds no text; if it was scanned, have it recognised and import again"
        )
    return join_lines(strip_margins(pages))


def _page(page: Any) -> list[Line]:
    """Return the lines of a page from top to bottom; those of a ruled table as Markdown."""
    tables = [table for table in page.find_tables() if len(table.rows) > 1 and len(table.rows[0].cells) > 1]
    boxes = [table.bbox for table in tables]
    free = page.filter(lambda part: not any(_within(part, box) for box in boxes)) if boxes else page
    placed = [(line["top"], 0, Line(line["text"], float(line["x1"]))) for line in free.extract_text_lines()]
    for table in tables:
        rows = table_lines([[cell or "" for cell in row] for row in table.extract()])
        placed += [(table.bbox[1], number, Line(row, 0.0)) for number, row in enumerate(rows)]
    return [line for _, _, line in sorted(placed, key=lambda one: one[:2])]


def _within(part: Any, box: Sequence[float]) -> bool:
    """Tell whether the middle of a part of a page lies in a box."""
    across, down = (part["x0"] + part["x1"]) / 2, (part["top"] + part["bottom"]) / 2
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


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
        broken = line.right >= margin > 0 and not text.endswith(ENDS)
    return joined
