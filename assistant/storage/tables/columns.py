"""What all tables are made of: the catalogue, times, amounts, keys."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, DateTime, ForeignKey, Integer, MetaData, Numeric, String
from sqlalchemy.types import TypeDecorator

from assistant.clock import SHANGHAI

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


FEN = Decimal("0.01")


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC on every database and given back in Asia/Shanghai."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware time into naive UTC."""
        return None if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn naive UTC into an aware time."""
        return None if value is None else value.replace(tzinfo=timezone.utc).astimezone(SHANGHAI)


class Money(TypeDecorator[Decimal]):
    """An amount in yuan to the fen. SQLite knows no decimals: what it keeps as a float is given back rounded to the fen, which is exact."""

    impl = Numeric
    cache_ok = True

    def __init__(self, digits: int) -> None:
        super().__init__(digits, 2, asdecimal=False)

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> float | Decimal | None:
        """Hand an amount over as the database keeps it."""
        return float(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: float | Decimal | None, dialect: Any) -> Decimal | None:
        """Return what is kept as a decimal."""
        return None if value is None else Decimal(str(value)).quantize(FEN)


def key() -> Column[Any]:
    """Return a row's own running number."""
    return Column("id", Integer, primary_key=True, autoincrement=True)


def conversation(**options: Any) -> Column[Any]:
    """Return a reference to the conversation a row belongs to."""
    return Column("conversation_id", String(32), ForeignKey("conversations.id"), **{"nullable": False, **options})
