"""What every store has: the transaction's connection and the cipher."""

from __future__ import annotations

from functools import cache
from typing import Any, Mapping

from sqlalchemy import Table, bindparam, func, insert, select, update
from sqlalchemy.engine import Connection

from assistant.errors import NotFoundError
from assistant.storage.cipher import Cipher

Row = Mapping[Any, Any]  # a row by column name


class Store:
    """Queries about one kind of thing, inside one transaction."""

    def __init__(self, connection: Connection, cipher: Cipher) -> None:
        self.connection = connection
        self.cipher = cipher

    def add(self, table: Table, **values: Any) -> int:
        """Insert a row and return its id."""
        key: int = self.connection.execute(_insert(table), values).inserted_primary_key[0]
        return key

    def set(self, table: Table, row_id: Any, /, **values: Any) -> None:
        """Set columns of the row of that id."""
        self.connection.execute(_update(table), {"row_id": row_id, **values})

    def find(self, table: Table, *conditions: Any) -> Row | None:
        """Return the one row that fits, or None."""
        return self.connection.execute(select(table).where(*conditions)).mappings().first()

    def get(self, table: Table, *conditions: Any) -> Row:
        """Return the one row that fits.

        Raises:
            NotFoundError: when there is none.
        """
        row = self.find(table, *conditions)
        if row is None:
            raise NotFoundError(f"no such row in {table.name}")
        return row

    def all(self, statement: Any) -> list[Row]:
        """Return every row of a statement."""
        return list(self.connection.execute(statement).mappings())

    def column(self, statement: Any) -> list[Any]:
        """Return the first column of every row of a statement."""
        return list(self.connection.execute(statement).scalars())


# made once: building a statement with its values costs more than running it
@cache
def _insert(table: Table) -> Any:
    return insert(table)


@cache
def _update(table: Table) -> Any:
    return update(table).where(table.c.id == bindparam("row_id"))


def hold(connection: Connection, name: str) -> None:
    """Keep every other process that wants the same name waiting until the transaction ends.

    On SQLite a transaction that writes has held all others off since it began.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))
