"""Claims from before they were found by name are found by it as well."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from assistant.settings import Settings
from assistant.storage.caselist import Filter
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database
from assistant.storage.unit import Unit

ROWS = (
    "INSERT INTO conversations (id, channel, sender, owner, failed_checks, last_seq, version, created_at, updated_at)"
    " VALUES ('c1', 'web', 'v1', 'bot', 0, 0, 0, :at, :at)",
    "INSERT INTO customers (id, sealed, id_digest, phone_digest, created_at) VALUES (3, :holder, 'd1', 'd2', :at)",
    "INSERT INTO claims (id, number, conversation_id, customer_id, type, state, sealed, checks, reported_at, updated_at)"
    " VALUES (7, 'LP1', 'c1', 3, 'death', 'reported', :fields, '[]', :at, :at)",
    "INSERT INTO claims (id, number, conversation_id, type, state, sealed, checks, reported_at, updated_at)"
    " VALUES (8, 'LP2', 'c1', 'motor', 'reported', :nameless, '[]', :at, :at)",
    "INSERT INTO claims (id, number, conversation_id, customer_id, type, state, sealed, checks, reported_at, updated_at)"
    " VALUES (9, 'LP3', 'c1', 3, 'motor', 'closed', :erased, '[]', :at, :at)",
)


def test_old_claims_are_found_by_every_name_they_have(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    seal = database.cipher.seal
    values = {
        "at": "2026-11-23 02:00:00.000000",
        "holder": seal({"name": "林晓梅"}),
        "fields": seal({"name": "林 晓梅", "deceased_name": "周建国", "employee": "unknown"}),
        "nameless": seal({"name": "unknown"}),
        "erased": seal({}),  # and nobody's any longer, though the policyholder is still known
    }
    with database.transaction() as connection:
        config.attributes.update(connection=connection, cipher=database.cipher)
        command.upgrade(config, "0009")
        for row in ROWS:
            connection.execute(text(row), values)
        command.upgrade(config, "heads")
    with database.reading() as connection:
        caselist = Unit(connection, database.cipher).caselist
        found = {
            name: [claim.number for claim in caselist.search(Filter(name=name))]
            for name in ("林晓梅", "周建国", "unknown")
        }
    assert found == {"林晓梅": ["LP1"], "周建国": ["LP1"], "unknown": []}
    database.dispose()
