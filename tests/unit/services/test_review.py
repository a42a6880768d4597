"""``assistant nlu review`` in a terminal and in scripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Callable, Iterator

import pytest

from assistant.bootstrap import Storage
from assistant.cli import nlu
from assistant.domain.doubt import Cause
from assistant.domain.understanding import Understanding
from assistant.settings import Settings
from tests.conftest import NOW
from tests.unit.services.test_doubts import FILE, note


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> Iterator[Storage]:
    """Three doubts, two of them nearly the same, and two training files."""
    folder = tmp_path / "nlu_data" / "nlu"
    folder.mkdir(parents=True)
    for intent, example in (("query_policy", "我的保单在哪看"), ("report_claim", "车被刮了要报案")):
        (folder / f"{intent}.yml").write_text(FILE.format(intent, example), encoding="utf-8")
    store = Storage(replace(settings, home=tmp_path))
    with store.review() as doubts:
        conversation = doubts.unit.conversations.open("web", "v1", NOW)
        for words in ("保单怎么改地址", "我的保单搁哪儿看呀", "我的保单搁哪儿看呀？"):
            note(doubts, conversation, words, Cause.UNSURE)
    yield store
    store.database.dispose()


def answers(*said: str) -> Callable[[str], str]:
    left = iter(said)
    return lambda prompt: next(left)


def test_list_for_scripts(store: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    nlu.show_open(store, as_json=True)
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(row["text"], row["times"], row["causes"]) for row in rows] == [
        ("我的保单搁哪儿看呀", 2, ["unsure"]),
        ("保单怎么改地址", 1, ["unsure"]),
    ]


def test_reviewer_answers_one_after_another(store: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    nlu.ask(store, "小岚", answers("nonsense", "l", "query_policy", "d"))
    out = capsys.readouterr().out
    assert "no intent nonsense" in out
    assert "query_policy.yml:7" in out
    with store.review() as doubts:
        assert doubts.open() == []
        assert [doubt.state.value for doubt in doubts.settled()] == ["dismissed", "labelled", "labelled"]


def test_later_and_enough_leave_things_as_they_are(store: Storage) -> None:
    nlu.ask(store, "小岚", answers("", "q"))
    with store.review() as doubts:
        assert len(doubts.open()) == 2


def test_what_a_label_changed(store: Storage, capsys: pytest.CaptureFixture[str]) -> None:
    with store.review() as doubts:
        key = doubts.open()[0].first.id
    nlu.label(store, key, "query_policy", "小岚")
    capsys.readouterr()
    now = Understanding(text="", intent="query_policy", group="policy_service", confidence=0.93)
    nlu.show_done(store, lambda text: now, as_json=True)
    row = json.loads(capsys.readouterr().out.splitlines()[0])
    assert (row["before"]["intent"], row["after"]["intent"], row["right"]) == ("chitchat", "query_policy", True)
    nlu.show_done(store, lambda text: now, as_json=False)
    assert "2 of 2 are understood as labelled" in capsys.readouterr().out
