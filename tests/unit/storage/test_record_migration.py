"""Rows from before the record was linked are linked by the migration."""

from __future__ import annotations

import json

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database
from assistant.storage.unit import Unit
from tests.conftest import NOW

CONVERSATION = """INSERT INTO conversations (id, channel, sender, owner, failed_checks, last_seq, version, created_at, updated_at)
 VALUES ('c1', 'web', 'v1', 'bot', 0, 2, 0, :at, :at)"""
LINE = """INSERT INTO messages (conversation_id, seq, at, author, shown, kind, text, sealed, buttons, citations, data)
 VALUES ('c1', :seq, :at, 'customer', :shown, 'customer', '您好', :sealed, :list, :list, :data)"""
NOTE = "INSERT INTO audit (at, actor, action, subject, detail) VALUES (:at, 'mei', 'login', 'mei', :data)"


def migrate_to(database: Database, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes.update(connection=connection, cipher=database.cipher)
        command.upgrade(config, revision)


def test_rows_that_exist_are_linked_and_go_on(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    migrate_to(database, "0001")
    values = {"at": "2026-11-23 02:00:00.000123", "list": "[]", "data": json.dumps({"b": 1, "a": "您"}), "shown": True}
    with database.transaction() as connection:
        connection.execute(text(CONVERSATION), values)
        for seq in (1, 2):
            connection.execute(text(LINE), {**values, "seq": seq, "sealed": database.cipher.seal("x")})
        connection.execute(text(NOTE), values)
    database.migrate()
    with database.transaction() as connection:
        unit = Unit(connection, database.cipher)
        unit.transcript.append("c1", Author.BOT, Reply(kind="answer", text="好的"), NOW)
        unit.audit.note("mei", "login", "mei", NOW)
        proof = unit.verifier.prove()
    assert (proof.breaks, proof.messages, proof.notes) == ([], 3, 2)
    database.dispose()
