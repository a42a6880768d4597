"""That claims are proved on the database: forty conversations and more, each of which ends with what stands there."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Iterator

LEAST = 40
BOOKS = "books"
COVERED = {
    # kinds of loss
    "accident", "illness", "critical illness", "death", "disability", "motor", "motor: injury", "home", "travel: delay",
    "travel: luggage", "travel: medical", "liability",
    # how a report goes
    "everything at once", "day said back", "validated", "buttons", "do not know yet", "digression", "correction",
    "edit at the summary", "cancel", "pause", "resume another day", "resume on another channel", "for somebody else", "impatience",
    # checks at intake
    "not in force", "waiting period", "future date", "late notice", "duplicate", "source down",
    # papers
    "checklist", "told once", "uploads", "insisted on", "reused",
    # after the report
    "progress", "result", "refusal", "dispute", "rating", "visits", "news where they write",
    # bad input
    "impossible dates", "wrong checksum", "ten-digit phone", "claim number of somebody else", "executable", "zip bomb",
    "PDF with scripts", "twenty files at once", "the same file twice", "cut off", "two tabs",
}  # fmt: skip


def proofs() -> Iterator[ast.FunctionDef]:
    """Yield every conversation test that takes the books; the fixture fails those that do not end with a look into them."""
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and BOOKS in {argument.arg for argument in node.args.args}:
                yield node


def asserts_on_books(test: ast.FunctionDef) -> bool:
    """Tell whether a test asserts on the books, or on what was read out of them."""
    read = {BOOKS}
    for node in ast.walk(test):
        if isinstance(node, ast.Assign) and names_in(node.value) & read:
            read |= {name for target in node.targets for name in names_in(target)}
    return any(isinstance(node, ast.Assert) and names_in(node.test) & read for node in ast.walk(test))


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def covered_by(test: ast.FunctionDef) -> set[str]:
    marks = [
        mark
        for mark in test.decorator_list
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith(".covers")
    ]
    return {argument.value for mark in marks for argument in mark.args if isinstance(argument, ast.Constant)}


def test_forty_conversations_end_with_assertions_on_the_database() -> None:
    found = list(proofs())
    assert [test.name for test in found if not asserts_on_books(test)] == []
    assert len({test.name for test in found}) >= LEAST


def test_everything_a_claim_can_do_is_shown_by_one_of_them() -> None:
    shown = {name for test in proofs() for name in covered_by(test)}
    assert shown == COVERED
