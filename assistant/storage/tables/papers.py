"""First looks at papers, papers taken over into another claim, and the one notice of what is missing."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, UniqueConstraint

from assistant.storage.tables.columns import Moment, key, metadata

first_looks = Table(
    "first_looks",
    metadata,
    key(),
    Column("upload_id", Integer, ForeignKey("uploads.id"), nullable=False, unique=True),
    Column("state", String(16), nullable=False),  # waiting, done, unseen
    Column("attempts", Integer, nullable=False, default=0),
    Column("held_until", Moment),  # by the process that is looking
    Column("kind", String(32)),
    Column("problems", JSON, nullable=False),
    Column("named", Boolean),  # whether an expected name is on it
    Column("turned", Integer, nullable=False, default=0),
    Column("insisted", Boolean, nullable=False, default=False),  # the customer says that it is right all the same
    Column("sealed", LargeBinary, nullable=False),  # what the customer wrote beside it
    Column("asked_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_first_looks_waiting", "state", "held_until"),
)

reused_uploads = Table(
    "reused_uploads",
    metadata,
    key(),
    Column("claim_id", Integer, ForeignKey("claims.id"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("upload_id", Integer, ForeignKey("uploads.id"), nullable=False),
    Column("reused_at", Moment, nullable=False),
    UniqueConstraint("claim_id", "item", "upload_id"),
)

material_notices = Table(
    "material_notices",
    metadata,
    key(),
    Column("claim_id", Integer, ForeignKey("claims.id"), nullable=False, unique=True),  # told once, and all of it
    Column("items", JSON, nullable=False),  # ids of what was missing
    Column("source", String(64), nullable=False),
    Column("noticed_at", Moment, nullable=False),
)
