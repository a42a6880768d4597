"""What an erased conversation leaves: a row in every table there is, and no word of the customer's in any of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Iterator

import pytest
from sqlalchemy import JSON, Boolean, Column, Date, Integer, LargeBinary, String, Table, Text, insert, select

from assistant.bootstrap import Archive, Storage, build_storage
from assistant.clock import FixedClock
from assistant.domain.claim import ClaimState
from assistant.domain.material import MaterialState
from assistant.domain.message import Author, Reply
from assistant.settings import Settings
from assistant.storage.tables import claims, metadata, uploads
from assistant.storage.tables.columns import Moment, Money
from assistant.storage.traces import DELETED, EMPTIED, KEPT
from assistant.storage.unit import Unit

SECRET = "周桂芳左腿骨折"
YEAR = 366 * 24 * 3600
# tables that hold nothing of customers, or that have other guards: see KEPT and storage/guards.py
ASIDE = {"agents", "agent_sessions", "audit", "audit_lanes", "canned", "counters", "customers", "duties", "holds", "messages",
         "policies", "practice_lines", "practice_runs", "proposals", "seats", "tombstones"}  # fmt: skip
# what is no words of anybody's
GIVEN = {"claims": {"state": "closed"}, "complaints": {"state": "closed", "due_source": "-"}, "handoffs": {"state": "closed"},
         "drafts": {"state": "filed"}, "inbox": {"status": "done"}}  # fmt: skip


@pytest.fixture
def store(any_settings: Settings) -> Iterator[Storage]:
    store = build_storage(any_settings)
    yield store
    store.database.dispose()


def sealed_columns(table: Table) -> set[str]:
    return {column.name for column in table.columns if isinstance(column.type, LargeBinary)}


def test_every_sealed_column_is_emptied_deleted_or_kept_for_a_reason() -> None:
    emptied = {(trace.table.name, name) for trace in EMPTIED for name in trace.sealed}
    deleted = {trace.table.name for trace in DELETED}
    for table in metadata.sorted_tables:
        for name in sealed_columns(table):
            ways = [(table.name, name) in emptied, table.name in deleted, f"{table.name}.{name}" in KEPT]
            assert ways.count(True) == 1, f"{table.name}.{name}: say in storage/traces.py what becomes of it"


def test_nothing_is_kept_or_emptied_that_there_is_not() -> None:
    there = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert set(KEPT) <= there
    assert {f"{t.table.name}.{name}" for t in EMPTIED for name in (*t.sealed, *t.plain)} <= there


def value_of(unit: Unit, column: Column[Any], now: datetime) -> Any:
    """Return something for a column: the customer's words wherever words may stand."""
    for key in column.foreign_keys:
        return unit.connection.execute(select(key.column).limit(1)).scalar()
    kind = column.type
    if isinstance(kind, LargeBinary):
        return unit.cipher.seal(SECRET)
    if isinstance(kind, Text):
        return SECRET
    plain = [(Moment, now), (Money, Decimal("1.00")), (Date, now.date()), (JSON, []), (Boolean, False), (Integer, 7)]
    for type_, value in plain:
        if isinstance(kind, type_):
            return value
    return f"{column.name}-1"[: kind.length] if isinstance(kind, String) else None


def fill(unit: Unit, key: str, now: datetime) -> None:
    """Put a row of this conversation into every table that has none yet."""
    for table in metadata.sorted_tables:
        if table.name in ASIDE or table.name == "conversations" or unit.connection.execute(select(table)).first():
            continue
        row = {c.name: value_of(unit, c, now) for c in table.columns if not (c.primary_key and c.autoincrement is True)}
        row |= GIVEN.get(table.name, {})
        row |= {"conversation_id": key} if "conversation_id" in row else {}
        unit.connection.execute(insert(table).values(**row))


def words_left(unit: Unit) -> list[str]:
    """Return where the customer's words still stand, opened where they are sealed."""
    found = []
    for table in metadata.sorted_tables:
        for row in unit.connection.execute(select(table)).mappings():
            for column in table.columns:
                value = row[column.name]
                shown = unit.cipher.open(value) if isinstance(column.type, LargeBinary) and value is not None else value
                if SECRET in str(shown):
                    found.append(f"{table.name}.{column.name}")
    return found


def erase(store: Storage) -> int:
    with store.record() as archive:
        going = [v for v in archive.retention.verdicts() if v.erasable(store.clock.now().date())]
        return sum(archive.retention.erase(verdict, by="operator") is not None for verdict in going)


def talk(archive: Archive, sender: str, now: datetime) -> str:
    unit = archive.unit
    key = unit.conversations.open("web", sender, now).id
    unit.transcript.append(key, Author.CUSTOMER, Reply(kind="customer", text=SECRET), now)
    return key


def test_no_word_is_left_in_any_table(store: Storage) -> None:
    with store.record() as archive:
        unit, now = archive.unit, store.clock.now()
        unit.agents.create("mei", "claims", "!", now)
        fill(unit, talk(archive, "v1", now), now)
        before = words_left(unit)
    assert {name.split(".")[0] for name in before} >= {trace.table.name for trace in EMPTIED if trace.sealed}
    store.clock.advance(15 * YEAR)
    assert erase(store) == 1
    with store.record() as archive:
        assert words_left(archive.unit) == []
        row = archive.unit.connection.execute(select(claims)).mappings().one()
        assert (row["phone_digest"], archive.unit.claims.by_number(row["number"]).fields) == (None, {})


def papered(store: Storage) -> tuple[str, str]:
    """Report a claim in one conversation and hand its paper in in another; return both conversations."""
    with store.record() as archive:
        unit, now = archive.unit, store.clock.now()
        home, other = talk(archive, "home", now), talk(archive, "other", now)
        claim = unit.claims.create(number="LP1", conversation_id=home, draft_id=None, customer_id=None, type="accident",
                                   occurred_on=None, phone=None, fields={}, now=now)  # fmt: skip
        key, _ = unit.uploads.put(other, archive.files.put(SECRET.encode()), SECRET, "image/png", 3, now)
        unit.uploads.assign(key, claim.id, "identity")
        unit.claims.add_materials(claim.id, ["identity"], now)
        unit.claims.set_material(claim.id, "identity", MaterialState.RECEIVED, now)
    return home, other


def test_paper_is_kept_as_long_as_the_claim_it_was_handed_in_for(store: Storage, clock: FixedClock) -> None:
    papered(store)
    clock.advance(timedelta(days=3 * 366).total_seconds())
    assert erase(store) == 0  # a talk alone would have gone after two years
    clock.advance(8 * YEAR)
    assert erase(store) == 0  # it is open
    with store.record() as archive:
        archive.unit.casework.move(archive.unit.claims.by_number("LP1").id, ClaimState.CLOSED, clock.now())
    assert erase(store) == 2


def test_hold_on_a_claim_keeps_the_talk_its_papers_came_in(store: Storage, clock: FixedClock) -> None:
    papered(store)
    with store.record() as archive:
        archive.unit.casework.move(archive.unit.claims.by_number("LP1").id, ClaimState.CLOSED, clock.now())
        archive.holds.place("LP1", "诉讼", by="mei")
    clock.advance(12 * YEAR)
    assert erase(store) == 0
    with store.record() as archive:
        assert (
            archive.unit.cipher.open(archive.unit.connection.execute(select(uploads.c.sealed)).scalar_one()) == SECRET
        )
        archive.holds.lift("LP1", "已判决", by="mei")
    assert erase(store) == 2
