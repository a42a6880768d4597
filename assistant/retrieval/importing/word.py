"""Read a Word document into lines: what is counted by styles gets its number, what was changed counts as accepted."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any, Iterator, Mapping, Sequence

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.articles import ordinal
from assistant.retrieval.importing.opening import check_office
from assistant.retrieval.importing.report import Report

HEADING_STYLE = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
CHINESE = ("chinese", "ideograph", "taiwanese", "japanese")  # how the names of Chinese ways of counting begin
TEXT = ".//w:t[not(ancestor::w:moveFrom)] | .//w:br | .//w:tab[not(parent::w:tabs)]"
_PLACE = re.compile(r"%(\d)")


def read_word(path: Path, report: Report) -> list[str]:
    """Return a Word document's paragraphs and tables as lines; headings are marked as in Markdown.

    Raises:
        DocumentError: it is broken, or locked.
    """
    import docx

    check_office(path)
    try:
        document = docx.Document(str(path))
        numbers = _Numbers(document)
        lines = [line for block in document.iter_inner_content() for line in _block(block, numbers)]
        changed = _find(document.element.body, ".//w:ins | .//w:del | .//w:moveTo")
    except Exception as error:  # python-docx raises whatever its parts raise
        raise DocumentError(
            f"{path.name}: is broken, or not a Word document ({type(error).__name__}); open it in Word and save it anew as .docx"
        ) from error
    if changed:
        report.doubt(
            path, "", f"{len(changed)} tracked changes were taken as accepted; accept or reject them, then compare"
        )
    return lines


def table_lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield a table as Markdown."""
    for number, row in enumerate(rows):
        yield "| " + " | ".join(re.sub(r"\s+", " ", cell).replace("|", "/").strip() for cell in row) + " |"
        if number == 0:
            yield "|" + " --- |" * len(row)


def _block(block: Any, numbers: _Numbers) -> Iterator[str]:
    rows = getattr(block, "rows", None)
    if rows is not None:
        yield from table_lines([["".join(map(_text, cell.paragraphs)) for cell in row.cells] for row in rows])
        return
    text = _text(block)
    style = HEADING_STYLE.match(block.style.name or "") if block.style is not None else None
    label = numbers.label(block) if text.strip() else ""
    yield f"{'#' * int(style[1])} {label}{text}" if style and text.strip() else label + text


def _text(paragraph: Any) -> str:
    """Return a paragraph's text, insertions included: python-docx leaves them out."""
    parts = _find(paragraph._p, TEXT)
    return "".join(str(part.text or "") if part.tag.endswith("}t") else " " for part in parts)


class _Numbers:
    """Counts what Word numbers by itself: 第%1条 stands in the numbering, not in the text."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[str, Mapping[int, tuple[str, str, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        if part is None:
            return
        kinds = {_value(kind, "./@w:abstractNumId"): kind for kind in _find(part.element, "./w:abstractNum")}
        for number in _find(part.element, "./w:num"):
            kind = kinds.get(_value(number, "./w:abstractNumId/@w:val"))
            self._levels[_value(number, "./@w:numId")] = _levels(kind) if kind is not None else {}

    def label(self, paragraph: Any) -> str:
        """Return the number that Word shows before a paragraph, with a blank; "" for none and for bullets."""
        key, level = _numbered(paragraph)
        levels = self._levels.get(key, {})
        if level not in levels:
            return ""
        counts = self._counts[key]
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        form, shown, _ = levels[level]
        return "" if form == "bullet" else _PLACE.sub(lambda place: self._written(levels, counts, place), shown) + " "

    @staticmethod
    def _written(levels: Mapping[int, tuple[str, str, int]], counts: Mapping[int, int], place: re.Match[str]) -> str:
        level = int(place[1]) - 1
        form, _, start = levels.get(level, ("decimal", "", 1))
        number = counts.get(level, start)
        return ordinal(number) if form.startswith(CHINESE) else str(number)


def _levels(kind: Any) -> Mapping[int, tuple[str, str, int]]:
    """Return how each level is counted: its form, its text with %1 for the number, its first number."""
    return {
        int(_value(level, "./@w:ilvl")): (
            _value(level, "./w:numFmt/@w:val"), _value(level, "./w:lvlText/@w:val"), int(_value(level, "./w:start/@w:val") or 1),
        )
        for level in _find(kind, "./w:lvl")
    }  # fmt: skip


def _numbered(paragraph: Any) -> tuple[str, int]:
    """Return by which numbering a paragraph is counted, and on which level: its own, else that of its style or what the style rests on."""
    elements, style = [paragraph._p], paragraph.style
    while style is not None:
        elements.append(style.element)
        style = style.base_style
    for element in elements:
        key = _value(element, "./w:pPr/w:numPr/w:numId/@w:val")
        if key:
            return key, int(_value(element, "./w:pPr/w:numPr/w:ilvl/@w:val") or 0)
    return "", 0


def _value(element: Any, path: str) -> str:
    found = _find(element, path)
    return str(found[0]) if found else ""


def _find(element: Any, path: str) -> list[Any]:
    """Return what stands at a path; python-docx lends its own way to some elements only."""
    from docx.oxml.ns import nsmap
    from lxml import etree

    return list(etree.XPath(path, namespaces=nsmap)(element))
