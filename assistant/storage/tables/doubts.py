"""What customers thought of answers, and which turns may not have been understood."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from assistant.storage.tables.columns import Moment, conversation, key, metadata

reply_ratings = Table(
    "reply_ratings",
    metadata,
    key(),
    conversation(),
    Column("message_id", Integer, ForeignKey("messages.id"), nullable=False, unique=True),
    Column("good", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_reply_ratings_conversation", "conversation_id"),
)

doubts = Table(
    "doubts",
    metadata,
    key(),
    conversation(),
    Column("inbox_id", Integer, ForeignKey("inbox.id"), nullable=False, unique=True),
    Column("causes", JSON, nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("label", String(64)),
    Column("at", Moment, nullable=False),
    Column("settled_at", Moment),
    Column("settled_by", String(64)),
    Index("ix_doubts_state", "state", "id"),
)
