"""The loop: kept without personal data, reviewed once, learnt from."""

from __future__ import annotations

from pathlib import Path
from typing import Iterator

import pytest
import yaml
from sqlalchemy import text

from assistant.clock import FixedClock
from assistant.domain.conversation import Conversation
from assistant.domain.doubt import Cause, DoubtState
from assistant.domain.message import Author, Reply
from assistant.domain.understanding import Understanding
from assistant.errors import CustomerError, NotFoundError, StateError
from assistant.services.doubts import Doubts
from assistant.services.sentences import TrainingSentences
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit
from tests.conftest import NOW

FILE = 'version: "3.1"\nnlu:\n\n- intent: {0}\n  examples: |\n    - {1}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "nlu"
    folder.mkdir()
    for intent, example in (("query_policy", "我的保单在哪看"), ("report_claim", "车被刮了要报案")):
        (folder / f"{intent}.yml").write_text(FILE.format(intent, example), encoding="utf-8")
    return folder


def opened(settings: Settings) -> Iterator[Unit]:
    database = Database(settings.database_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        yield Unit(connection, database.cipher)
    database.dispose()


@pytest.fixture
def unit(settings: Settings) -> Iterator[Unit]:
    yield from opened(settings)


@pytest.fixture
def any_unit(any_settings: Settings) -> Iterator[Unit]:
    yield from opened(any_settings)


@pytest.fixture
def doubts(unit: Unit, folder: Path) -> Doubts:
    return Doubts(unit, TrainingSentences(folder), FixedClock(NOW))


@pytest.fixture
def conversation(unit: Unit) -> Conversation:
    return unit.conversations.open("web", "v1", NOW)


def said(words: str) -> Understanding:
    return Understanding(text=words, intent="chitchat", group="smalltalk", confidence=0.41)


def note(doubts: Doubts, conversation: Conversation, words: str, *causes: Cause) -> int:
    """Let a customer say something that is doubted; return the message's id."""
    inbox = doubts.unit.inbox.put("web", words, conversation.id, "text", {"text": words}, NOW)
    assert inbox is not None
    line = doubts.unit.transcript.append(
        conversation.id, Author.BOT, Reply(kind="unknown", text="请说，13800138000"), NOW
    )
    doubts.note(conversation, inbox, causes, said(words), before=[line], outcome=["unknown"])
    return inbox


def test_loop_on_each_database(any_unit: Unit, folder: Path) -> None:
    doubts = Doubts(any_unit, TrainingSentences(folder), FixedClock(NOW))
    conversation = any_unit.conversations.open("web", "v1", NOW)
    inbox = note(doubts, conversation, "我的保单搁哪儿看呀", Cause.UNSURE)
    doubts.rate(conversation, None, False)
    doubts.note(conversation, inbox, [Cause.RATED], said("我的保单搁哪儿看呀"))
    doubts.label(doubts.open()[0].first.id, "query_policy", "小岚")
    (settled,) = doubts.settled()
    assert (settled.causes, settled.label, settled.at) == ((Cause.UNSURE, Cause.RATED), "query_policy", NOW)
    assert doubts.ratings(conversation) == {1: False}


def test_near_duplicates_are_one_and_the_most_frequent_comes_first(doubts: Doubts, conversation: Conversation) -> None:
    note(doubts, conversation, "保单怎么改地址", Cause.UNSURE)
    for words in ("我的保单搁哪儿看呀", "我的保单搁哪儿看呀？", "我的保单，搁哪儿看"):
        note(doubts, conversation, words, Cause.UNKNOWN)
    groups = doubts.open()
    assert [(group.first.text, len(group.doubts)) for group in groups] == [
        ("我的保单搁哪儿看呀", 3),
        ("保单怎么改地址", 1),
    ]
    first = groups[0].first
    assert (first.intent, first.confidence, first.outcome) == ("chitchat", 0.41, ("unknown",))


def test_more_causes_are_added_once(doubts: Doubts, conversation: Conversation) -> None:
    inbox = note(doubts, conversation, "保单怎么改地址", Cause.UNSURE)
    for _ in range(2):
        doubts.note(conversation, inbox, [Cause.RATED, Cause.UNSURE], said("保单怎么改地址"))
    assert [doubt.causes for doubt in doubts.open()[0].doubts] == [(Cause.UNSURE, Cause.RATED)]


def test_nothing_personal_is_kept_and_nothing_lies_open(doubts: Doubts, conversation: Conversation, unit: Unit) -> None:
    note(doubts, conversation, "我叫王小明，电话13800138000，车牌沪A12345，保单搁哪看", Cause.UNSURE)
    kept = doubts.open()[0].first
    assert kept.text == "我叫某某某，电话00000000000，车牌沪A00000，保单搁哪看"
    assert kept.context == ("请说，00000000000",)
    raw = unit.connection.execute(text("SELECT sealed FROM doubts")).scalar_one()
    assert "保单".encode() not in bytes(raw)


def test_label_becomes_a_training_sentence(doubts: Doubts, conversation: Conversation, folder: Path) -> None:
    note(doubts, conversation, "我的保单搁哪儿看呀", Cause.UNSURE)
    note(doubts, conversation, "我的保单搁哪儿看呀！", Cause.UNSURE)
    key = doubts.open()[0].first.id
    place = doubts.label(key, "query_policy", "小岚")
    assert str(place) == f"{folder}/query_policy.yml:7"
    written = (folder / "query_policy.yml").read_text(encoding="utf-8")
    assert written.splitlines()[place.line - 1] == "    - 我的保单搁哪儿看呀"
    block = yaml.safe_load(written)["nlu"][0]
    assert (block["intent"], block["examples"]) == ("query_policy", "- 我的保单在哪看\n- 我的保单搁哪儿看呀\n")
    assert doubts.open() == []
    settled = doubts.settled(DoubtState.LABELLED)
    assert [(doubt.label, doubt.settled_by, doubt.settled_at) for doubt in settled] == [
        ("query_policy", "小岚", NOW)
    ] * 2


def test_sentence_of_another_intent_is_refused_with_its_place(
    doubts: Doubts, conversation: Conversation, folder: Path
) -> None:
    note(doubts, conversation, "车被刮了，要报案！", Cause.UNSURE)
    key = doubts.open()[0].first.id
    with pytest.raises(StateError, match=r"report_claim: .*report_claim\.yml:6"):
        doubts.label(key, "query_policy", "小岚")
    assert len(doubts.open()) == 1
    before = (folder / "report_claim.yml").read_text(encoding="utf-8")
    assert doubts.label(key, "report_claim", "小岚").line == 6
    assert (folder / "report_claim.yml").read_text(encoding="utf-8") == before


def test_what_cannot_be_labelled_is_refused(doubts: Doubts, conversation: Conversation) -> None:
    note(doubts, conversation, "保单怎么改地址", Cause.UNSURE)
    key = doubts.open()[0].first.id
    with pytest.raises(StateError, match="no intent nonsense"):
        doubts.label(key, "nonsense", "小岚")
    with pytest.raises(NotFoundError):
        doubts.label(key + 1, "query_policy", "小岚")
    doubts.dismiss(key, "小岚")
    with pytest.raises(StateError, match="dismissed by 小岚"):
        doubts.label(key, "query_policy", "小岚")


def test_markup_and_line_breaks_do_not_get_into_the_file(folder: Path) -> None:
    TrainingSentences(folder).add("改 [地址]{x}\n- intent: 坏", "query_policy")
    block = yaml.safe_load((folder / "query_policy.yml").read_text(encoding="utf-8"))["nlu"]
    assert [item["intent"] for item in block] == ["query_policy"]
    assert block[0]["examples"].splitlines()[-1] == "- 改 地址x - intent: 坏"


def test_what_lacks_knowledge_goes_to_a_list_of_its_own(doubts: Doubts, conversation: Conversation, unit: Unit) -> None:
    note(doubts, conversation, "保单能不能质押给别的银行", Cause.UNKNOWN)
    doubts.to_knowledge(doubts.open()[0].first.id, "小岚")
    assert [doubt.text for doubt in doubts.settled(DoubtState.KNOWLEDGE)] == ["保单能不能质押给别的银行"]
    actions = unit.connection.execute(text("SELECT action, actor FROM audit")).all()
    assert ("doubt.knowledge", "小岚") in [tuple(row) for row in actions]


def test_rating_is_of_an_answer_in_the_same_conversation(
    doubts: Doubts, conversation: Conversation, unit: Unit
) -> None:
    answer = unit.transcript.append(conversation.id, Author.BOT, Reply(kind="answer", text="30天"), NOW)
    mine = unit.transcript.append(conversation.id, Author.CUSTOMER, Reply(kind="customer", text="哦"), NOW)
    outsider = unit.conversations.open("web", "v2", NOW)
    assert doubts.rate(conversation, answer.seq, True).id == answer.id
    assert doubts.rate(conversation, None, False).id == answer.id
    assert doubts.ratings(conversation) == {answer.seq: False}
    for who, seq in ((outsider, answer.seq), (outsider, None), (conversation, mine.seq), (conversation, 99)):
        with pytest.raises(CustomerError, match="rating_unknown"):
            doubts.rate(who, seq, True)
    assert doubts.ratings(outsider) == {}
