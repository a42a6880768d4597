"""What keeps the record whole: the audit trail's lanes, tombstones of what was erased, legal holds."""

from __future__ import annotations

from sqlalchemy import Column, Integer, LargeBinary, String, Table, Text

from assistant.storage.tables.columns import Moment, conversation, key, metadata

audit_lanes = Table(
    "audit_lanes",
    metadata,
    key(),
    Column("last_seq", Integer, nullable=False),
    Column("head", String(64), nullable=False),  # the chain's state; the rows carry only what follows from it
)

tombstones = Table(
    "tombstones",
    metadata,
    key(),
    conversation(index=True),
    Column("first_seq", Integer, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("rule", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the same once more, and the chain's state after the last line
)

holds = Table(
    "holds",
    metadata,
    key(),
    Column("subject", String(64), nullable=False, index=True),  # a conversation's id, a claim's or a complaint's number
    Column("scope", String(16), nullable=False, default="matter"),  # the matter alone, or all of the customer's
    Column("reason", Text, nullable=False),
    Column("placed_by", String(64), nullable=False),
    Column("placed_at", Moment, nullable=False),
    Column("lifted_by", String(64)),
    Column("lifted_at", Moment),
    Column("lift_reason", Text, nullable=False, default=""),
)
