"""Make a clause text in the knowledge format out of a document's lines."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Sequence

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.report import Report

LONGEST_HEADING = 20
_MARK = re.compile(r"(#{1,6})\s+")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零〇\d\s]{1,7}(?:章|部分|编)\s*(.*)")
_ARTICLE = re.compile(r"第\s*([一二三四五六七八九十百千零〇\d\s]{1,9})\s*条[\s:：]*(.*)")
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,2})[\s.．、]*([^\d\s].*)")
_LISTED = re.compile(r"([一二三四五六七八九十]{1,3})、\s*(.+)")
_PLAIN = re.compile(r"(\d{1,2})\s*[.．、]\s*([^\d\s].*)")
FEWEST = 3  # items in a row that are counted as articles where nothing is called one
_SENTENCE = re.compile(r"[,，。;；:：!！?？]")
_VERSION_DATE = re.compile(r"(20\d\d)\s*[年.\-]\s*(\d{1,2})(?:\s*[月.\-]\s*(\d{1,2})?)?")
_DIGITS = "零一二三四五六七八九"


@dataclass
class Part:
    """A chapter, where ``level`` is 1, or an article; ``label`` is how the document numbers it."""

    level: int
    label: str
    heading: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ClauseText:
    """A document taken apart."""

    title: str
    version: str
    effective_from: str
    parts: tuple[Part, ...]


def ordinal(number: int) -> str:
    """Write a number from 1 to 999 in Chinese.

    >>> ordinal(8), ordinal(10), ordinal(12), ordinal(40), ordinal(108), ordinal(315)
    ('八', '十', '十二', '四十', '一百零八', '三百一十五')
    """
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    written = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        written += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        written += "零"
    return written + (_DIGITS[ones] if ones else "")


def take_apart(path: Path, lines: Sequence[str], report: Report) -> ClauseText:
    """Find title, version, chapters and articles; what was unclear goes into the report.

    Raises:
        DocumentError: no article was found.
    """
    body = _without_front_matter(lines)
    title = next((_MARK.sub("", line).strip("《》 ") for line in body if line), path.stem)
    parts = _parts(path, body, report)
    if not any(part.level == 2 for part in parts):
        raise DocumentError(
            f"{path.name}: holds no article such as 第八条 or 3.4; number the articles, one at the start of a line each"
        )
    numbered = _numbered(list(map(_bare, body)))
    head = " ".join(body[: next((index for index, line in enumerate(body) if numbered.match(_bare(line))), 0)])
    version, effective = _version(path, f"{path.stem} {head}", report)
    return ClauseText(title=title, version=version, effective_from=effective, parts=tuple(parts))


def _without_front_matter(lines: Sequence[str]) -> list[str]:
    if lines and lines[0] == "---" and "---" in lines[1:]:
        return list(lines[lines.index("---", 1) + 1 :])
    return list(lines)


def _bare(line: str) -> str:
    return _MARK.sub("", line)


def _numbered(texts: Sequence[str]) -> re.Pattern[str]:
    """Return how articles are numbered: 第八条, else 3.4, else 八、 or 8. where there are a few of them."""
    for pattern, fewest in ((_ARTICLE, 1), (_DECIMAL, 1), (_LISTED, FEWEST), (_PLAIN, FEWEST)):
        if sum(bool(pattern.match(text)) for text in texts) >= fewest:
            return pattern
    return _ARTICLE


def _parts(path: Path, lines: Sequence[str], report: Report) -> list[Part]:
    """Return chapters and articles; where both 第八条 and 3.4 stand, 3.4 is an item of an article."""
    texts = list(map(_bare, lines))
    numbered = _numbered(texts)
    parts: list[Part] = []
    for number, text in enumerate(texts, 1):
        chapter, article = _CHAPTER.fullmatch(text), numbered.match(text)
        if chapter:
            parts.append(Part(1, "", chapter[1].strip()))
        elif article:
            label = f"第{article[1].replace(' ', '')}条" if numbered is _ARTICLE else article[1]
            parts.append(_article(path, number, label, article[2].strip(), report))
        elif parts and parts[-1].level == 2:
            parts[-1].lines.append(text)
        elif text and parts:
            report.doubt(path, f"line {number}", f"text between a chapter and its first article; left out: {text[:30]}")
    return parts


def _article(path: Path, number: int, label: str, rest: str, report: Report) -> Part:
    """Return an article; a heading is short and no sentence, else one is made of the first words."""
    words = rest.split(" ", 1)
    if rest and len(words[0]) <= LONGEST_HEADING and not _SENTENCE.search(words[0]):
        return Part(2, label, words[0], [words[1]] if len(words) > 1 else [])
    heading = _SENTENCE.split(rest)[0][:LONGEST_HEADING]
    report.doubt(
        path,
        f"line {number}",
        f"{label} has no heading; its first words were taken" if rest else f"{label} has no heading",
    )
    return Part(2, label, heading, [rest] if rest else [])


def _version(path: Path, text: str, report: Report) -> tuple[str, str]:
    """Return the version and the day it takes effect, from a date in the file's name or before the first article."""
    found = _VERSION_DATE.search(text)
    if not found or not 1 <= int(found[2]) <= 12:
        report.doubt(path, "", "no date found; fill in version and effective_from")
        return "draft", ""
    version = f"{found[1]}-{int(found[2]):02}"
    day = f"{version}-{int(found[3]):02}" if found[3] and 1 <= int(found[3]) <= 31 else ""
    report.doubt(
        path, "", f"version {version} and effective_from {day or '(none)'} come from 「{found[0].strip()}」; check them"
    )
    return version, day
