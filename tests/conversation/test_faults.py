"""Things really break: the customer is told, people take over by themselves, and what could not be done is tried again."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Iterator

import pytest
from sqlalchemy import create_engine, text

from assistant.cli.session import CHANNEL, Session
from assistant.domain.handoff import HandoffState, Reason
from assistant.storage.inbox import FAULT
from assistant.storage.tables import inbox
from tests.conversation.conftest import Talk, kinds, text_of

QUESTION = "火星上的陨石砸了我家阳台你们管不管"


@pytest.fixture
def talk(settings: Any, brain: Any, searcher: Any, eyes: Any, postgres_url: str) -> Iterator[Talk]:
    """A customer on PostgreSQL, where a missing table is a fault of ours and no outage."""
    session = Session(replace(settings, database_url=postgres_url), searcher, brain, eyes)
    yield Talk(session)
    session.close()


@contextmanager
def missing(url: str, table: str) -> Iterator[None]:
    """Take a table away."""
    engine = create_engine(url, future=True)
    with engine.begin() as connection:
        connection.execute(text(f"ALTER TABLE {table} RENAME TO {table}_away"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"ALTER TABLE {table}_away RENAME TO {table}"))
        engine.dispose()


def stays(talk: Talk) -> list[tuple[Reason, HandoffState]]:
    with talk.session.app.look() as services:
        found = services.unit.conversations.find_by_sender(CHANNEL, talk.sender)
        assert found is not None
        return [(stay.reason, stay.state) for stay in services.unit.handoffs.of_conversation(found.id)]


def requests(talk: Talk) -> list[tuple[str, int]]:
    """Return what became of the requests for people after a fault, and how often each was tried in vain."""
    with talk.session.app.look() as services:
        rows = services.unit.inbox.all(inbox.select().where(inbox.c.kind == FAULT))
    return [(row["status"], row["attempts"]) for row in rows]


def test_turn_that_fails_is_told_and_handed_to_people(talk: Talk, postgres_url: str) -> None:
    talk.say("你好")
    with missing(postgres_url, "tracker_events"):
        replies = talk.say(QUESTION)
    assert kinds(replies) == ["error", "handoff"]
    assert "出了故障" in replies[0]["text"]
    assert talk.owner == "queue"
    assert stays(talk) == [(Reason.FAULT, HandoffState.WAITING)]
    packet = talk.agent("accept")["packet"]
    assert packet["reason"] == "fault"
    assert QUESTION in [line["text"] for line in packet["transcript"]]


def test_handoff_that_fails_is_told_and_tried_again(talk: Talk, postgres_url: str) -> None:
    talk.say("你好")
    with missing(postgres_url, "callbacks"):
        replies = talk.say("转人工")
        assert kinds(replies) == ["error"]
        assert talk.owner == "bot"
        assert requests(talk) == [("pending", 1)]
        assert kinds(talk.say("百万医疗的等待期是多久")) == ["answer"]  # which the request does not hold up
        assert requests(talk) == [("pending", 2)]
    talk.say("好的")
    assert talk.owner == "queue"
    assert stays(talk) == [(Reason.FAULT, HandoffState.WAITING)]
    assert requests(talk) == [("done", 2)]


def test_fault_of_somebody_who_waits_already_puts_them_in_no_second_queue(talk: Talk, postgres_url: str) -> None:
    talk.say("转人工")
    with missing(postgres_url, "tracker_events"):
        replies = talk.say(QUESTION)
    assert kinds(replies) == ["error"]
    assert "出了故障" in text_of(replies)
    assert "马上为您转" not in text_of(replies)
    assert stays(talk) == [(Reason.REQUEST, HandoffState.WAITING)]


def test_after_the_fault_the_bot_goes_on(talk: Talk, postgres_url: str) -> None:
    talk.say("你好")
    with missing(postgres_url, "tracker_events"):
        talk.say(QUESTION)
    talk.tap("不等了，继续问助手")
    assert talk.owner == "bot"
    assert "等待期" in text_of(talk.say("百万医疗的等待期是多久"))


class Stumbling:
    """The brain, but that it raises so many times before it answers."""

    def __init__(self, brain: Any, times: int) -> None:
        self.brain, self.left = brain, times

    def __getattr__(self, name: str) -> Any:
        return getattr(self.brain, name)

    def respond(self, *arguments: Any) -> Any:
        if self.left:
            self.left -= 1
            raise RuntimeError("stumbled")
        return self.brain.respond(*arguments)


@pytest.mark.parametrize(("times", "kinds_told"), [(2, ["answer"]), (3, ["error", "handoff"])])
def test_brain_that_raises_twice_is_asked_a_third_time(talk: Talk, times: int, kinds_told: list[str]) -> None:
    talk.say("你好")
    talk.session.runner.brain = Stumbling(talk.session.runner.brain, times)  # type: ignore[assignment]
    assert kinds(talk.say("百万医疗的等待期是多久")) == kinds_told
    with talk.session.app.look() as services:
        conversation = services.unit.conversations.find_by_sender(CHANNEL, talk.sender)
        assert conversation is not None
        said = [
            line.reply.text
            for line in services.unit.transcript.lines(conversation.id)
            if line.author.value == "customer"
        ]
    assert said == ["你好", "百万医疗的等待期是多久"]
