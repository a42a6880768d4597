"""A changed knowledge base takes effect whole or not at all, while the old one goes on answering."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.retrieval.knowledge import KnowledgeBase
from assistant.retrieval.search import Searcher
from assistant.services.shelf import Holdings, Shelf
from tests.unit.retrieval.samples import FAQ, CountingEncoder, write_knowledge

ANYTHING: Any = SimpleNamespace()


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    folder = write_knowledge(tmp_path)

    def load(before: Holdings | None = None) -> Holdings:
        kept = before.searcher.calibration if before else None
        searcher = Searcher(KnowledgeBase.load(folder), encoders=[CountingEncoder()], calibration=kept)
        others = dict.fromkeys(("forms", "needs", "clocks", "handbook", "rules"), ANYTHING)
        return Holdings(searcher=searcher, **others)

    return Shelf(folder, load, load())


def answers(shelf: Shelf) -> list[str]:
    hits = shelf.holdings.searcher.search("车险出险后多久要报案", as_of=date(2026, 6, 1), top=1)
    return [hit.entry.answer for hit in hits]


def test_nothing_changed_nothing_read(shelf: Shelf) -> None:
    before = shelf.holdings
    assert not shelf.refresh()
    assert shelf.holdings is before


def test_change_takes_effect(shelf: Shelf) -> None:
    (before,) = answers(shelf)
    changed = FAQ.replace(before.splitlines()[0], "请马上报案。")
    assert changed != FAQ
    (shelf.folder / "faq" / "motor.yml").write_text(changed, encoding="utf-8")
    assert shelf.refresh()
    assert answers(shelf)[0].startswith("请马上报案。")


def test_what_golden_questions_taught_is_kept_through_a_change(shelf: Shelf) -> None:
    learnt = shelf.holdings.searcher.calibration
    (shelf.folder / "faq" / "motor.yml").write_text(FAQ.replace("48", "24"), encoding="utf-8")
    assert shelf.refresh()
    assert shelf.holdings.searcher.calibration is learnt
    assert not shelf.refresh()


@pytest.mark.parametrize(
    "broken", ["topic: [motor", FAQ.replace("insurance-law/", "no-such-law/"), "topic: motor\nentries: []\nextra: 1\n"]
)
def test_fault_leaves_the_last_good_one_in_use(shelf: Shelf, broken: str, caplog: pytest.LogCaptureFixture) -> None:
    before, kept = shelf.holdings, answers(shelf)
    path = shelf.folder / "faq" / "motor.yml"
    path.write_text(broken, encoding="utf-8")
    with caplog.at_level(logging.ERROR):
        assert not shelf.refresh()
    assert "faq/motor.yml" in caplog.text
    assert shelf.holdings is before
    assert answers(shelf) == kept
    path.write_text(FAQ, encoding="utf-8")
    assert shelf.refresh()
