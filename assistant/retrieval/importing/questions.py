"""Make FAQ entries out of a question list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Iterator, Sequence

from assistant.retrieval.errors import DocumentError
from assistant.retrieval.importing.report import Report
from assistant.retrieval.importing.tables import read_tables
from assistant.retrieval.words import fold

COLUMNS = {
    "question": (
        "question",
        "问题",
        "标准问",
        "标准问题",
        "标准问法",
        "主问题",
        "常见问题",
        "客户问题",
        "提问",
        "问句",
        "咨询问题",
        "问",
        "q",
        "title",
        "标题",
    ),
    "similar": (
        "similar",
        "相似问",
        "相似问题",
        "相似问法",
        "相似",
        "扩展问",
        "问法",
        "其他问法",
        "同义问",
        "同义问法",
        "用户问法",
        "客户问法",
        "口语问法",
    ),
    "answer": (
        "answer",
        "答案",
        "回答",
        "回复",
        "标准答案",
        "解答",
        "答复",
        "话术",
        "标准回复",
        "参考答案",
        "回答内容",
        "答案内容",
        "答",
        "a",
        "reply",
        "内容",
    ),
}
TITLES = 4  # rows at the top among which the headings are looked for
_SEPARATORS = re.compile(r"[\n;；|]+|(?<=[?？])")
_COUNTER = re.compile(r"[\d_\- ]+$")


@dataclass
class Draft:
    """An entry while its rows come in; ``rows`` are the file's, from 1."""

    question: str
    answer: str
    similar: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)


def read_questions(path: Path, report: Report) -> list[Draft]:
    """Return the entries of a question list; what was unclear goes into the report.

    Raises:
        DocumentError: the file cannot be read, or no row has both a question and an answer.
    """
    drafts: list[Draft] = []
    for sheet, rows in read_tables(path).items():
        _read_sheet(path, sheet, rows, drafts, report)
    if not drafts:
        raise DocumentError(f"{path.name}: no row has both a question and an answer; fill in both columns")
    _drop_repeats(path, drafts, report)
    return drafts


def _read_sheet(path: Path, sheet: str, rows: Sequence[Sequence[str]], drafts: list[Draft], report: Report) -> None:
    head = _heading(rows)
    columns = _columns(rows[head])
    if not columns.get("question") or not columns.get("answer"):
        report.doubt(
            path,
            sheet,
            "no heading names question and answer; the first column was taken for the question, the second for the answer; "
            "if that is wrong, call the columns 问题 and 答案 and import again",
        )
        columns, head = {"question": [0], "answer": [1], "similar": []}, head - 1
    open_draft: Draft | None = None
    for number, row in enumerate(rows[head + 1 :], head + 2):
        question, answer, similar = (list(_cells(row, columns[kind])) for kind in ("question", "answer", "similar"))
        place = f"{sheet} row {number}".strip()
        if question and answer:
            open_draft = _add(
                path, place, drafts, Draft(question[0], "\n".join(answer), [*question[1:], *similar], [number]), report
            )
        elif open_draft and not answer and (question or similar):
            open_draft.similar += [*question, *similar]
            report.doubt(path, place, "has no answer; taken for another wording of the row above")
        elif question or answer or similar:
            report.doubt(path, place, "has no question; left out" if not question else "has no answer; left out")


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """Return the row of headings: one of the first filled ones, since a title may stand over it; else the first."""
    filled = [index for index, row in enumerate(rows) if any(row)]
    named = (index for index in filled[:TITLES] if (columns := _columns(rows[index]))["question"] and columns["answer"])
    return next(named, filled[0])


def _columns(heading: Sequence[str]) -> dict[str, list[int]]:
    names = [_COUNTER.sub("", fold(cell)) for cell in heading]
    return {kind: [index for index, name in enumerate(names) if name in known] for kind, known in COLUMNS.items()}


def _cells(row: Sequence[str], columns: Sequence[int]) -> Iterator[str]:
    for column in columns:
        if column < len(row) and row[column]:
            yield row[column]


def _add(path: Path, place: str, drafts: list[Draft], draft: Draft, report: Report) -> Draft:
    """Add an entry, or its wordings to the one that has the same answer or the same question."""
    draft.similar = [
        part.strip() for text in draft.similar for part in _SEPARATORS.split(text) if part and part.strip()
    ]
    for other in drafts:
        if fold(other.answer) == fold(draft.answer):
            other.similar += [draft.question, *draft.similar]
            other.rows += draft.rows
            report.doubt(path, place, f"has the answer of row {other.rows[0]}; taken for another wording of it")
            return other
        if fold(other.question) == fold(draft.question):
            report.doubt(
                path, place, f"asks what row {other.rows[0]} asks and answers differently; both are kept, one must go"
            )
    drafts.append(draft)
    return draft


def _drop_repeats(path: Path, drafts: list[Draft], report: Report) -> None:
    """Keep each wording once; one that stands in two entries stays with the first and is reported."""
    owner: dict[str, Draft] = {fold(draft.question): draft for draft in reversed(drafts)}
    for draft in drafts:
        kept: dict[str, str] = {}
        for wording in draft.similar:
            first = owner.setdefault(fold(wording), draft)
            if first is not draft:
                report.doubt(
                    path, f"row {draft.rows[0]}", f"「{wording}」 already leads to row {first.rows[0]}; left out here"
                )
            elif fold(wording) != fold(draft.question):
                kept.setdefault(fold(wording), wording)
        draft.similar = list(kept.values())
