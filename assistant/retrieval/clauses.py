"""Read a clause text: front matter, chapters, numbered articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from assistant.retrieval.errors import Fault
from assistant.retrieval.located import Block, parse_yaml
from assistant.retrieval.model import Article, Document
from assistant.retrieval.shapes import ARTICLE, FRONT_MATTER, check
from assistant.text.numerals import parse_number

_ARTICLE_HEADING = re.compile(r"##\s+(\S+)\s*(.*)")
_CHAPTER_HEADING = re.compile(r"#\s+(.+)")


def article_number(place: str) -> int | None:
    """Return the number in an article's place, or None.

    >>> article_number("第二十二条"), article_number("第3条"), article_number("总则")
    (22, 3, None)
    """
    if not (place.startswith("第") and place.endswith("条")):
        return None
    number = parse_number(place[1:-1])
    return int(number) if number is not None and number == int(number) else None


@dataclass
class _Draft:
    """An article while its lines come in."""

    place: str
    heading: str
    chapter: str
    line: int
    lines: list[str] = field(default_factory=list)

    def finish(self) -> Article:
        text = "\n".join(self.lines).strip()
        return Article(place=self.place, heading=self.heading, text=text, chapter=self.chapter, line=self.line)


def read_clauses(path: Path, name: str, faults: list[Fault]) -> Document | None:
    """Read one version of a product's clauses; what is wrong is added to ``faults`` under ``name``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        faults.append(Fault(name, 0, f"cannot be read as UTF-8 text: {error}"))
        return None
    end = _front_matter_end(lines)
    if end is None:
        faults.append(Fault(name, 1, "must start with front matter between two lines of ---"))
        return None
    matter = parse_yaml("\n".join(lines[1:end]) + "\n", name, faults, first_line=2)
    if matter is None or not check(matter, FRONT_MATTER, name, faults):
        return None
    articles = _read_articles(lines, end + 1, name, faults)
    _check_numbers(articles, name, faults)
    return _document(path, matter, articles)


def _document(path: Path, matter: Block, articles: list[Article]) -> Document:
    return Document(
        kind="clause",
        key=path.parent.name,
        title=matter["title"],
        version=matter["version"],
        effective_from=matter["effective_from"],
        effective_to=matter.get("effective_to"),
        articles={article.place: article for article in articles},
        product=matter["product"],
    )


def _front_matter_end(lines: list[str]) -> int | None:
    if not lines or lines[0].strip() != "---":
        return None
    return next((index for index, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)


def _read_articles(lines: list[str], start: int, name: str, faults: list[Fault]) -> list[Article]:
    chapter, drafts = "", list[_Draft]()
    for number, line in enumerate(lines[start:], start + 1):
        article, heading = _ARTICLE_HEADING.fullmatch(line), _CHAPTER_HEADING.fullmatch(line)
        if article:
            drafts.append(_Draft(article[1], article[2].strip(), chapter, number))
        elif heading:
            chapter = heading[1].strip()
        elif line.startswith("##"):
            faults.append(Fault(name, number, f"not a heading of an article: {line.strip()}"))
        elif drafts:
            drafts[-1].lines.append(line.rstrip())
        elif line.strip():
            faults.append(Fault(name, number, "text before the first article"))
    return [draft.finish() for draft in drafts]


def _check_numbers(articles: list[Article], name: str, faults: list[Fault]) -> None:
    """Articles count from one without gaps, have a heading and a text."""
    if not articles:
        faults.append(Fault(name, 0, "holds no article"))
    for expected, article in enumerate(articles, 1):
        number = article_number(article.place)
        if not ARTICLE.fullmatch(article.place) or number is None:
            faults.append(Fault(name, article.line, f"{article.place} is not an article such as 第八条"))
        elif number != expected:
            faults.append(Fault(name, article.line, f"{article.place} stands where article {expected} is expected"))
        if not article.heading:
            faults.append(Fault(name, article.line, f"{article.place} has no heading"))
        if not article.text:
            faults.append(Fault(name, article.line, f"{article.place} has no text"))
