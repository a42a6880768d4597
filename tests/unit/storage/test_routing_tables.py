"""The migration makes the very tables that the code knows, and can be taken back, on both databases."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database
from assistant.storage.tables import metadata

OURS = {"seats", "duties", "callbacks", "canned", "marks", "sends", "attachments", "ratings", "handoffs"}


def test_migration_makes_the_tables_and_takes_them_back(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    with database.transaction() as connection:
        different = compare_metadata(MigrationContext.configure(connection), metadata)
        assert [each for each in different if any(name in str(each) for name in OURS)] == []
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0005")  # the one before
        command.upgrade(config, "head")
    database.dispose()
