"""Times in SQL, alike on SQLite and PostgreSQL: both keep them in UTC, the figures are by China's clock."""

from __future__ import annotations

from typing import Any, Callable

from sqlalchemy import Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement):  # type: ignore[type-arg]  # noqa: N801 - written like the functions of SQL
    """Whole seconds from one time to another."""

    type = Integer()
    inherit_cache = True
    name = "seconds_between"


class local_hour(FunctionElement):  # type: ignore[type-arg]  # noqa: N801
    """The hour of the day, 0 to 23."""

    type = Integer()
    inherit_cache = True
    name = "local_hour"


class local_day(FunctionElement):  # type: ignore[type-arg]  # noqa: N801
    """The day, as ``2026-11-23``."""

    type = String()
    inherit_cache = True
    name = "local_day"


SQL: dict[tuple[type[Any], str], str] = {
    (seconds_between, "sqlite"): "(CAST(strftime('%s', {1}) AS INTEGER) - CAST(strftime('%s', {0}) AS INTEGER))",
    (seconds_between, "postgresql"): (
        "CAST(EXTRACT(EPOCH FROM (date_trunc('second', {1}) - date_trunc('second', {0}))) AS INTEGER)"
    ),
    (local_hour, "sqlite"): "CAST(strftime('%H', {0}, '+8 hours') AS INTEGER)",
    (local_hour, "postgresql"): "CAST(EXTRACT(HOUR FROM ({0} + interval '8 hours')) AS INTEGER)",
    (local_day, "sqlite"): "date({0}, '+8 hours')",
    (local_day, "postgresql"): "to_char({0} + interval '8 hours', 'YYYY-MM-DD')",
}


def _writer(sql: str) -> Callable[..., str]:
    def write(element: Any, compiler: Any, **options: Any) -> str:
        return sql.format(*(compiler.process(clause, **options) for clause in element.clauses))

    return write


for (_element, _dialect), _sql in SQL.items():
    compiles(_element, _dialect)(_writer(_sql))
