"""The database: one engine, transactions, migrations. SQLite in WAL mode or PostgreSQL."""

from __future__ import annotations

import logging
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any, Iterator

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import Connection, Engine, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.pool import QueuePool

from assistant.errors import StorageError
from assistant.storage import guards
from assistant.storage.cipher import Cipher
from assistant.storage.store import hold

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_SECONDS = 30
POOL_SIZE = 8


class Database:
    """Opens transactions; every store works on a connection that one of them gave out."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        self.url = make_url(url)
        self.cipher = cipher
        self.engine = _engine(str(url))
        # SQLite has one writer at a time; who finds it busy sleeps and tries again, up to a second later, where a lock wakes at once
        self._writing: AbstractContextManager[Any] = (
            Lock() if self.url.get_backend_name() == "sqlite" else nullcontext()
        )

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Give a connection whose work is committed whole at the end, or not at all.

        Raises:
            StorageError: when the database does not answer.
        """
        with self._writing, _telling(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for reading alone: on SQLite it does not wait for a writer."""
        with _telling(), self.engine.connect().execution_options(reading=True) as connection, connection.begin():
            yield connection

    def migrate(self) -> None:
        """Bring the tables to the newest revision, whole or not at all, one process after another."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        logging.getLogger("alembic.runtime.migration").setLevel(logging.WARNING)
        with self.transaction() as connection:
            hold(connection, "migrations")
            config.attributes.update(connection=connection, cipher=self.cipher)
            command.upgrade(config, "head")
            guards.stand(connection)

    def check(self) -> None:
        """Ask the database a trivial question.

        Raises:
            StorageError: when it does not answer.
        """
        with self.reading() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _telling() -> Iterator[None]:
    """Turn the driver's word for "not there" into ours; every other error is a bug of ours and stays one."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        raise StorageError(f"the database does not answer: {type(error.orig).__name__}") from error


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(url, future=True, pool_size=POOL_SIZE, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,
        pool_size=POOL_SIZE,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin by itself; we do, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_SECONDS * 1000}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at the start: a reader that turns writer later would fail with SQLITE_BUSY."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
