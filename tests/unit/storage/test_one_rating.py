"""Ratings of claims from when they had a table of their own."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database
from assistant.storage.ratings import CLAIM, HANDOFF
from assistant.storage.unit import Unit

ROWS = (
    "INSERT INTO conversations (id, channel, sender, owner, failed_checks, last_seq, version, created_at, updated_at)"
    " VALUES ('c1', 'web', 'v1', 'bot', 0, 0, 0, :at, :at)",
    "INSERT INTO claims (id, number, conversation_id, type, state, sealed, checks, reported_at, updated_at)"
    " VALUES (7, 'LP1', 'c1', 'motor', 'closed', :sealed, '[]', :at, :at)",
    "INSERT INTO ratings (subject, number, conversation_id, score, comment, at) VALUES ('handoff', 'LP1', 'c1', 1, '', :at)",
    "INSERT INTO claim_ratings (claim_id, score, at) VALUES (7, 4, :at)",
)


def test_an_old_rating_of_a_claim_is_kept_with_all_others(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    values = {"at": "2026-11-23 02:00:00.000000", "sealed": database.cipher.seal({})}
    with database.transaction() as connection:
        config.attributes.update(connection=connection, cipher=database.cipher)
        command.upgrade(config, "0008")
        for row in ROWS:
            connection.execute(text(row), values)
        command.upgrade(config, "heads")
    with database.reading() as connection:
        ratings = Unit(connection, database.cipher).ratings
        assert (ratings.of(CLAIM, "LP1")["score"], ratings.of(HANDOFF, "LP1")["score"]) == (4, 1)
        assert ratings.of(CLAIM, "LP1")["conversation_id"] == "c1"
    database.dispose()
