"""Complaints from before their cases were kept."""

from __future__ import annotations

from datetime import date

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database


def test_a_complaint_of_before_begins_its_term_on_the_day_it_was_in_china(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes.update(connection=connection, cipher=database.cipher)
        command.upgrade(config, "0001")
        connection.execute(
            text(
                "INSERT INTO conversations (id, channel, sender, owner, failed_checks, last_seq, version, created_at, updated_at)"
                " VALUES ('c', 'web', 'v', 'bot', 0, 0, 0, '2026-11-22 17:00:00', '2026-11-22 17:00:00')"
            )
        )
        connection.execute(
            text(
                "INSERT INTO complaints (number, conversation_id, sealed, severity, state, received_at, due_on, due_source)"
                " VALUES ('TS1', 'c', :sealed, 'normal', 'received', '2026-11-22 17:00:00', '2026-12-08', 's')"
            ),
            {"sealed": database.cipher.seal("老投诉")},
        )
        command.upgrade(config, "heads")
        found = connection.execute(text("SELECT clock_from, grade FROM complaints")).one()
    assert (date.fromisoformat(str(found[0])), found[1]) == (date(2026, 11, 23), "simple")
    database.dispose()
