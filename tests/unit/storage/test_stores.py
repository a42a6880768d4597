"""The stores, on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from typing import Iterator

import pytest

from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage.cipher import Cipher, SealError
from assistant.storage.database import Database
from assistant.storage.unit import Unit
from tests.conftest import NOW


@pytest.fixture
def database(any_settings: Settings) -> Iterator[Database]:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    yield database
    database.dispose()


def unit_of(database: Database, connection) -> Unit:
    return Unit(connection, database.cipher)


def test_migrating_twice_changes_nothing(database: Database) -> None:
    database.migrate()
    database.check()


def test_a_message_is_stored_once(database: Database) -> None:
    with database.transaction() as connection:
        unit = unit_of(database, connection)
        conversation = unit.conversations.open("web", "v1", NOW)
        first = unit.inbox.put("web", "m1", conversation.id, "text", {"text": "您好"}, NOW)
        assert unit.inbox.put("web", "m1", conversation.id, "text", {"text": "您好"}, NOW) is None
        item = unit.inbox.next_pending(conversation.id)
        assert item is not None
        assert (item.id, item.body) == (first, {"text": "您好"})
        unit.inbox.finish(item.id, NOW)
        assert unit.inbox.next_pending(conversation.id) is None


def test_what_fails_is_stored_neither_whole_nor_half(database: Database) -> None:
    with pytest.raises(RuntimeError), database.transaction() as connection:
        unit_of(database, connection).conversations.open("web", "v2", NOW)
        raise RuntimeError
    with database.reading() as connection:
        assert unit_of(database, connection).conversations.find_by_sender("web", "v2") is None


def test_numbers_run_on_under_concurrency(database: Database) -> None:
    numbers: list[str] = []

    def take() -> None:
        for _ in range(5):
            with database.transaction() as connection:
                numbers.append(unit_of(database, connection).counters.next_number("LP", NOW))

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [f"LP20261123{n:04d}" for n in range(1, 21)]


def test_transcript_is_masked_and_the_words_are_kept(database: Database) -> None:
    with database.transaction() as connection:
        unit = unit_of(database, connection)
        conversation = unit.conversations.open("web", "v3", NOW)
        text = "我的电话13900000001，身份证110101199003070046"
        unit.transcript.append(conversation.id, Author.CUSTOMER, Reply(kind="customer", text=text), NOW)
        masked = unit.transcript.lines(conversation.id)[0].reply.text
        assert "13900000001" not in masked
        assert "199003070046" not in masked
        assert unit.transcript.lines(conversation.id, clear=True)[0].reply.text == text


def test_messages_that_two_processes_store_at_once_open_one_conversation(database: Database) -> None:
    keys: list[str] = []

    def come_in(sender: str) -> None:
        with database.transaction() as connection:
            keys.append(unit_of(database, connection).conversations.open("web", sender, NOW).id)

    for sender in ("v6", "v7", "v8"):
        threads = [threading.Thread(target=come_in, args=(sender,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (len(keys), len(set(keys))) == (12, 3)


def test_failure_of_a_message_that_another_process_has_answered_is_not_counted(database: Database) -> None:
    with database.transaction() as connection:
        unit = unit_of(database, connection)
        conversation = unit.conversations.open("web", "v9", NOW)
        key = unit.inbox.put("web", "m9", conversation.id, "text", {"text": "您好"}, NOW)
        assert key is not None
        assert not unit.inbox.note_failure(key, "KeyError", 2)
        unit.inbox.finish(key, NOW)
        assert not unit.inbox.note_failure(key, "KeyError", 2)
        assert unit.inbox.pending_conversations() == []


def test_nothing_personal_stands_readable_in_the_database(tmp_path) -> None:
    path = tmp_path / "plain.db"
    database = Database(f"sqlite:///{path}", Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        unit = unit_of(database, connection)
        conversation = unit.conversations.open("web", "v5", NOW)
        unit.inbox.put("web", "m", conversation.id, "text", {"text": "电话13900000001"}, NOW)
        unit.customers.create("林晓梅", "110101199003070046", "13900000001", NOW)
        unit.transcript.append(conversation.id, Author.CUSTOMER, Reply(kind="customer", text="电话13900000001"), NOW)
    database.dispose()
    content = b"".join(p.read_bytes() for p in tmp_path.glob("plain.db*"))
    for secret in ("13900000001", "110101199003070046", "林晓梅"):
        assert secret.encode() not in content


def test_another_key_opens_nothing() -> None:
    with pytest.raises(SealError):
        Cipher("another").open(Cipher("one").seal({"a": 1}))


def test_migrations_lead_to_the_tables_as_they_are_written(database: Database) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from assistant.storage.tables import metadata

    with database.transaction() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
