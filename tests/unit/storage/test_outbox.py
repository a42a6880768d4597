"""The outbox's lines are taken in order and by one courier each, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Iterator

import pytest

from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.unit import Unit
from tests.conftest import NOW

LATER = NOW + timedelta(seconds=60)


@pytest.fixture
def database(any_settings: Settings) -> Iterator[Database]:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    yield database
    database.dispose()


def say(unit: Unit, sender: str, text: str) -> None:
    conversation = unit.conversations.open("web", sender, NOW)
    line = unit.transcript.append(conversation.id, Author.BOT, Reply(kind="answer", text=text), NOW)
    unit.outbox.put("web", conversation.id, line.id, NOW)


def claim(unit: Unit, now: datetime = NOW, limit: int = 50) -> list[tuple[int, str]]:
    """Take what is due until a minute later; return ids and texts."""
    taken = unit.outbox.claim("web", now, now + timedelta(seconds=60), limit=limit)
    return [(delivery.id, unit.transcript.line(delivery.message_id).reply.text) for delivery in taken]


def said(taken: list[tuple[int, str]]) -> list[str]:
    return [text for _, text in taken]


def test_line_behind_one_that_waits_for_another_attempt_waits_too(database: Database) -> None:
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        for sender, text in (("v1", "一"), ("v1", "二"), ("v2", "三")):
            say(unit, sender, text)
        first, second, other = claim(unit)
        assert [first[1], second[1], other[1]] == ["一", "二", "三"]
        unit.outbox.retry(first[0], NOW + timedelta(seconds=5), "down")
        unit.outbox.put_off([second[0]], NOW)
        assert claim(unit) == []
        assert said(claim(unit, NOW + timedelta(seconds=5))) == ["一", "二"]


def test_what_was_taken_is_due_again_when_its_lease_has_ended(database: Database) -> None:
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        say(unit, "v1", "一")
        assert said(claim(unit)) == ["一"]
        say(unit, "v1", "二")
        assert claim(unit) == []
        assert said(claim(unit, LATER)) == ["一", "二"]


def test_many_lines_that_wait_do_not_keep_others_back(database: Database) -> None:
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        for number in range(6):
            say(unit, f"v{number % 2}", str(number))
        taken = claim(unit, limit=2)
        unit.outbox.put_off([key for key, _ in taken], LATER)
        say(unit, "v3", "another")
        assert said(claim(unit, limit=2)) == ["another"]


def test_what_is_sent_or_given_up_is_not_taken_again(database: Database) -> None:
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        for text in "一二三":
            say(unit, "v1", text)
        (first, _), (second, _), (third, _) = claim(unit)
        unit.outbox.finish([first, second], NOW)
        unit.outbox.give_up(third, "unknown customer")
        say(unit, "v1", "四")
        assert said(claim(unit, LATER)) == ["四"]


def test_line_said_while_another_takes_the_one_before_it_waits(postgres_url: str) -> None:
    """The one that comes second has looked before the first committed: what it saw then is not what it may take."""
    database = Database(postgres_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        say(Unit(connection, database.cipher), "v1", "一")
    taken: list[tuple[int, str]] = []

    def take() -> None:
        with database.transaction() as connection:
            taken.extend(claim(Unit(connection, database.cipher)))

    second = threading.Thread(target=take)
    with database.transaction() as connection:
        assert said(claim(Unit(connection, database.cipher))) == ["一"]
        with database.transaction() as other:
            say(Unit(other, database.cipher), "v1", "二")
        second.start()
        second.join(0.5)
        assert second.is_alive()
    second.join(10)
    assert taken == []
    database.dispose()
