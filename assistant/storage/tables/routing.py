"""Reaching people: seats, calls back, what is said with one key, how far lines have come, how it was."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.storage.tables.columns import Moment, conversation, key, metadata

seats = Table(
    "seats",
    metadata,
    Column("agent_id", Integer, ForeignKey("agents.id"), primary_key=True, autoincrement=False),
    Column("state", String(16), nullable=False),  # what the agent says: online, busy or offline
    Column("seen_at", Moment, nullable=False),  # the last sign of life of a page of theirs
    Column("automatic", Boolean, nullable=False),
    Column("capacity", Integer),
    Column("skills", JSON, nullable=False),
)

duties = Table(  # periodic work that one process at a time does
    "duties",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("holder", String(64), nullable=False),
    Column("until", Moment, nullable=False),
)

callbacks = Table(
    "callbacks",
    metadata,
    key(),
    conversation(),
    Column("handoff_id", Integer, ForeignKey("handoffs.id"), nullable=False, unique=True),
    Column("sealed", LargeBinary),  # the phone
    Column("due_at", Moment, nullable=False),
    Column("state", String(16), nullable=False),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("result", Text, nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    Column("done_at", Moment),
    Index("ix_callbacks_open", "state", "due_at"),
)

canned = Table(
    "canned",
    metadata,
    key(),
    Column("owner_id", Integer, ForeignKey("agents.id")),  # nobody's: shared by all
    Column("shortcut", String(32), nullable=False),
    Column("title", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

marks = Table(
    "marks",
    metadata,
    Column("conversation_id", String(32), ForeignKey("conversations.id"), primary_key=True),
    Column("side", String(16), primary_key=True),  # who has got the lines: customer or agent
    Column("delivered", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

sends = Table(  # what a page sends may come twice over a bad line
    "sends",
    metadata,
    Column("key", String(96), primary_key=True),
    conversation(),
    Column("message_id", Integer, ForeignKey("messages.id"), nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("message_id", Integer, ForeignKey("messages.id"), primary_key=True, autoincrement=False),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the file's own name
)

ratings = Table(
    "ratings",
    metadata,
    key(),
    Column("subject", String(16), nullable=False),  # what is rated: handoff, claim, complaint
    Column("number", String(32), nullable=False),
    conversation(),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("score", Integer, nullable=False),  # 1 to 5
    Column("comment", Text, nullable=False, default=""),  # personal data masked
    Column("at", Moment, nullable=False),
    Column("handled_by", String(64)),  # who has seen to a low one
    Column("handled_at", Moment),
    UniqueConstraint("subject", "number"),
)
