"""The migrations make the tables that the code speaks of, on each database, and can be taken back."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from assistant.settings import Settings
from assistant.storage.cipher import Cipher
from assistant.storage.database import MIGRATIONS, Database
from assistant.storage.tables import metadata


def run(database: Database, step, target: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with database.transaction() as connection:
        config.attributes["connection"] = connection
        step(config, target)


def test_migrated_tables_are_those_of_the_code(any_settings: Settings) -> None:
    database = Database(any_settings.database_url, Cipher("a key for tests"))
    database.migrate()
    run(database, command.downgrade, "0002")
    run(database, command.upgrade, "casework")
    database.migrate()
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    database.dispose()
