"""Running numbers and the audit trail."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table

from assistant.storage.tables.columns import Moment, key, metadata

counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    key(),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
    # its place in its chain, see storage/chain.py
    Column("lane", Integer, nullable=False, server_default="0"),
    Column("seq", Integer, nullable=False, server_default="0"),
    Column("digest", String(64), nullable=False, server_default=""),
    Index("uq_audit_lane_seq", "lane", "seq", unique=True),
    Index("ix_audit_subject", "subject", "id"),
)
