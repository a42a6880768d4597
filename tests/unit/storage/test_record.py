"""The record cannot be changed unnoticed: every way to tamper with it is found, and named by its place."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Callable, Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage import guards
from assistant.storage.cipher import Cipher
from assistant.storage.database import Database
from assistant.storage.record import Tombstone
from assistant.storage.unit import Unit
from assistant.storage.verification import Proof
from tests.conftest import NOW


@pytest.fixture
def database(any_settings: Settings) -> Iterator[Database]:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    yield database
    database.dispose()


def work(database: Database, task: Callable[[Unit], object]) -> object:
    with database.transaction() as connection:
        return task(Unit(connection, database.cipher))


def prove(database: Database) -> Proof:
    with database.reading() as connection:
        return Unit(connection, database.cipher).verifier.prove()


def breaks(database: Database) -> list[str]:
    return [str(found) for found in prove(database).breaks]


def converse(unit: Unit, sender: str = "v1", lines: int = 4) -> str:
    key = unit.conversations.open("web", sender, NOW).id
    for number in range(lines):
        reply = Reply(kind="customer", text=f"{number} 我的电话是13900000001", data={"id": number, 7: ("a", 1.5)})
        unit.transcript.append(key, Author.CUSTOMER, reply, NOW + timedelta(microseconds=number))
    unit.audit.note("bot", "handoff.requested", key, NOW, reason="request")
    return key


def tamper(database: Database, statement: str, **values: object) -> None:
    """Do something with the database as somebody who may do everything there, but has not the key."""
    with database.transaction() as connection:
        for name in guards.names(connection):
            table = name.partition("_no_")[0]
            on = f" ON {table}" if connection.dialect.name == "postgresql" else ""
            connection.execute(text(f"DROP TRIGGER {name}{on}"))
        connection.execute(text(statement), values)
        guards.stand(connection)


def test_record_that_nobody_touched_is_whole(database: Database) -> None:
    keys = [work(database, lambda unit, name=name: converse(unit, name)) for name in ("v1", "v2")]
    work(database, lambda unit: unit.transcript.append(keys[0], Author.BOT, Reply(kind="answer", text="好的"), NOW))
    assert prove(database) == Proof(messages=9, conversations=2, notes=2)


@pytest.mark.parametrize(
    ("statement", "place", "why"),
    [
        ("UPDATE messages SET text = 'x' WHERE seq = 3", "seq 3", "content"),
        ("UPDATE messages SET sealed = NULL WHERE seq = 2", "seq 2", "content"),
        ("UPDATE messages SET shown = NOT shown WHERE seq = 4", "seq 4", "content"),
        ("UPDATE messages SET author = 'bot' WHERE seq = 1", "seq 1", "content"),
        ("UPDATE messages SET seq = 9 WHERE seq = 3", "seq 4", "seq 3 is missing"),
        ("DELETE FROM messages WHERE seq = 2", "seq 3", "seq 2 is missing"),
        ("DELETE FROM messages WHERE seq = 4", "after seq 3", "missing at the end"),
        ("DELETE FROM messages", "seq 1", "lines are missing"),
    ],
)
def test_tampered_line_is_found(database: Database, statement: str, place: str, why: str) -> None:
    key = work(database, converse)
    tamper(database, statement)
    (found,) = breaks(database)
    assert found.startswith(f"conversation {key}, {place}")
    assert why in found


def test_end_set_back_with_the_digest_that_a_row_shows_is_found(database: Database) -> None:
    work(database, converse)
    tamper(database, "DELETE FROM messages WHERE seq = 4")
    tamper(database, "UPDATE conversations SET last_seq = 3, head = (SELECT digest FROM messages WHERE seq = 3)")
    assert "after seq 3" in breaks(database)[0]


def test_end_set_back_from_an_older_copy_is_found_at_the_anchor(database: Database) -> None:
    key = str(work(database, lambda unit: converse(unit, lines=3)))
    with database.reading() as connection:
        copy = connection.execute(text("SELECT head FROM conversations")).scalar_one()
    work(database, lambda unit: unit.transcript.append(key, Author.BOT, Reply(kind="answer", text="好的"), NOW))
    assert work(database, lambda unit: unit.record.anchor(NOW)) == 1
    assert work(database, lambda unit: unit.record.anchor(NOW)) == 0
    tamper(database, "DELETE FROM messages WHERE seq = 4")
    tamper(database, "UPDATE conversations SET last_seq = 3, head = :head", head=copy)
    assert breaks(database) == [f"conversation {key}, after seq 3: rows are missing at the end"]


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE audit SET actor = 'nobody' WHERE id = 2", "audit, lane 1, seq 2 (row 2)"),
        ("UPDATE audit SET detail = '{}' WHERE id = 3", "audit, lane 1, seq 3 (row 3)"),
        ("DELETE FROM audit WHERE id = 2", "audit, lane 1, seq 3 (row 3)"),
        ("DELETE FROM audit WHERE id = 4", "audit, lane 1, after seq 3"),
        ("DELETE FROM audit", "audit, lane 1, seq 1"),
    ],
)
def test_tampered_note_is_found(database: Database, statement: str, place: str) -> None:
    for number in range(4):
        work(database, lambda unit, number=number: unit.audit.note("mei", "login", "mei", NOW, number=number))
    assert prove(database).notes == 4
    tamper(database, statement)
    (found,) = breaks(database)
    assert found.startswith(place)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE messages SET text = '' , sealed = NULL",
        "DELETE FROM messages",
        "UPDATE audit SET actor = 'x'",
        "DELETE FROM audit",
    ],
)
def test_database_itself_refuses_changes(database: Database, statement: str) -> None:
    work(database, converse)
    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as connection:
        connection.execute(text(statement))
    assert breaks(database) == []


def test_conversation_that_is_gone_whole_is_found_at_the_anchor(database: Database) -> None:
    key = work(database, converse)
    work(database, lambda unit: unit.record.anchor(NOW))
    tamper(database, "DELETE FROM messages")
    tamper(database, "DELETE FROM conversations")
    assert breaks(database) == [f"conversation {key}, seq 1: lines are missing"]


def test_one_conversation_is_proved_alone(database: Database) -> None:
    first, second = (str(work(database, lambda unit, name=name: converse(unit, name))) for name in ("v1", "v2"))
    tamper(database, "UPDATE messages SET text = 'x' WHERE conversation_id = :key AND seq = 1", key=first)
    with database.reading() as connection:
        unit = Unit(connection, database.cipher)
        assert unit.verifier.prove(second) == Proof(messages=4, conversations=1)
        assert len(unit.verifier.prove(first).breaks) == 1


def test_trigger_that_is_gone_is_told_and_put_up_again(database: Database) -> None:
    on = "" if database.url.get_backend_name() == "sqlite" else " ON messages"
    with database.transaction() as connection:
        connection.execute(text(f"DROP TRIGGER messages_no_delete{on}"))
    assert breaks(database) == ["trigger messages_no_delete: missing or switched off"]
    database.migrate()
    assert breaks(database) == []


def test_erased_lines_are_vouched_for_by_their_tombstone(database: Database) -> None:
    key = str(work(database, converse))

    def erase(unit: Unit) -> None:
        end = unit.record.end(key)
        unit.record.bury(
            Tombstone(conversation_id=key, first_seq=1, last_seq=4, rule="enquiry", at=NOW, state=end.state)
        )
        unit.record.erase_lines(key, 1, 4)

    work(database, erase)
    work(
        database, lambda unit: unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text="又来了"), NOW)
    )
    proof = prove(database)
    assert (proof.breaks, proof.erased, proof.messages) == ([], 4, 5)
    tamper(database, "UPDATE messages SET text = 'words put back' WHERE seq = 2")
    assert breaks(database) == [f"conversation {key}, seq 2 (row 2): erased, yet it has words"]


def test_tombstone_without_the_key_vouches_for_nothing(database: Database) -> None:
    key = str(work(database, converse))
    with database.transaction() as connection:
        forged = {"key": key, "at": NOW.replace(tzinfo=None), "sealed": Cipher("another key").seal({"state": "x"})}
        connection.execute(text("INSERT INTO tombstones (conversation_id, first_seq, last_seq, rule, at, sealed)"
                                " VALUES (:key, 2, 3, 'enquiry', :at, :sealed)"), forged)  # fmt: skip
        connection.execute(text("UPDATE messages SET text = '', sealed = NULL WHERE seq BETWEEN 2 AND 3"))
    assert breaks(database)[0] == "tombstones: one was not written with this installation's key"


def test_notes_of_parallel_transactions_do_not_wait(postgres_url: str) -> None:
    database = Database(postgres_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        Unit(connection, database.cipher).audit.note("one", "login", "one", NOW)
        other = threading.Thread(
            target=work, args=(database, lambda unit: unit.audit.note("two", "login", "two", NOW)), daemon=True
        )
        other.start()
        other.join(10)
        assert not other.is_alive()
    work(database, lambda unit: unit.audit.note("three", "login", "three", NOW))
    assert (breaks(database), prove(database).notes) == ([], 3)
    database.dispose()
