"""Write what was imported as files of the knowledge base."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path
from typing import Any, Sequence

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.articles import ClauseText, Part, ordinal, take_apart
from assistant.retrieval.importing.questions import Draft, read_questions
from assistant.retrieval.importing.report import Report
from assistant.retrieval.importing.texts import read_lines

LISTS = (".xlsx", ".csv", ".tsv")
DOCUMENTS = (".docx", ".pdf", ".md", ".txt")


def import_files(paths: Sequence[Path], folder: Path) -> Report:
    """Bring files into the knowledge base's folder; one that cannot be read stops none of the others.

    What only a person can know is left open, so that ``knowledge validate`` names it: citations, the review, and what the report calls unclear.
    Nothing that exists is overwritten.
    """
    report = Report()
    for path in paths:
        try:
            report.written.append(_import(path, folder, report))
        except DocumentError as error:
            report.failed.append(str(error))
    return report


def _import(path: Path, folder: Path, report: Report) -> str:
    suffix = path.suffix.lower()
    if suffix in LISTS:
        return _import_list(path, folder, report)
    if suffix in DOCUMENTS:
        return _import_document(path, folder, report)
    raise DocumentError(f"{path.name}: is none of {' '.join(LISTS + DOCUMENTS)}; save it as one of them")


def _import_list(path: Path, folder: Path, report: Report) -> str:
    drafts = read_questions(path, report)
    topic = identifier(path.stem, "imported")
    target = folder / "faq" / f"{topic}.yml"
    entries = [_entry(f"{topic}-{number:03}", draft) for number, draft in enumerate(drafts, 1)]
    _write(target, _yaml({"topic": topic, "entries": entries}))
    report.doubt(path, "", f"{len(entries)} entries need citations, dates and a review")
    few = sum(len(draft.similar) < 3 for draft in drafts)
    if few:
        report.doubt(path, "", f"{few} entries have fewer than three similar questions; eight or more find best")
    return f"{target} ({len(entries)} entries)"


def _entry(key: str, draft: Draft) -> dict[str, Any]:
    answer = draft.answer.replace("\r\n", "\n").strip() + "\n"
    return {
        "id": key,
        "question": draft.question,
        "similar": draft.similar,
        "answer": LiteralScalarString(answer),
        "cites": [],
        "valid_from": None,
        "valid_to": None,
    }


def _import_document(path: Path, folder: Path, report: Report) -> str:
    text = take_apart(path, read_lines(path, report), report)
    product = identifier(path.stem, "imported")
    target = folder / "clauses" / product / f"{text.version}.md"
    articles = [part for part in text.parts if part.level == 2]
    if [part.label for part in articles] != [f"第{ordinal(number)}条" for number in range(1, len(articles) + 1)]:
        report.doubt(
            path,
            "",
            "articles were not numbered 第一条, 第二条 …; they are now, their own numbers stand in the headings",
        )
    _write(target, _markdown(text, product))
    report.doubt(path, "", f"the product was taken to be {product}; check front matter and folder")
    return f"{target} ({len(articles)} articles)"


def _markdown(text: ClauseText, product: str) -> str:
    matter = ["---", f"product: {product}", f"title: {_scalar(text.title)}", f"version: {text.version}"]
    lines = [*matter, f"effective_from: {text.effective_from}".rstrip(), "effective_to:", "---"]
    number = 0
    for part in text.parts:
        if part.level == 1:
            lines += [f"# {part.heading}", ""]
            continue
        number += 1
        lines += [_heading(part, number), *[line for line in part.lines if line], ""]
    return "\n".join(lines).rstrip() + "\n"


def _heading(part: Part, number: int) -> str:
    place = f"第{ordinal(number)}条"
    own = "" if part.label in (place, f"第{number}条") else f"{part.label} "
    return f"## {place} {own}{part.heading}".rstrip()


def identifier(stem: str, default: str) -> str:
    """Return a file's name as an id, or the default where nothing of it can be one.

    >>> identifier("Motor FAQ (v2)", "imported"), identifier("车险问答", "imported")
    ('motor-faq-v2', 'imported')
    """
    return "-".join(re.findall(r"[a-z0-9]+", stem.lower())) or default


def _scalar(text: str) -> str:
    return _yaml({"": text}).partition(":")[2].strip()


def _yaml(value: object) -> str:
    writer: Any = YAML()
    writer.width = 4096
    writer.indent(mapping=2, sequence=4, offset=2)
    stream = io.StringIO()
    writer.dump(value, stream)
    return stream.getvalue()


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.part")
        try:
            partial.write_text(text, encoding="utf-8")
            os.link(partial, target)  # whole or not at all, and never over another file
        finally:
            partial.unlink(missing_ok=True)
    except FileExistsError as error:
        raise DocumentError(f"{target}: exists already; move it away first") from error
    except OSError as error:
        raise DocumentError(f"{target}: cannot be written: {error.strerror}") from error
