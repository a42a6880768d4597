"""The desk: requests for a person, accounts, sessions."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, String, Table, Text, false

from assistant.storage.tables.columns import Moment, conversation, key, metadata

handoffs = Table(
    "handoffs",
    metadata,
    key(),
    conversation(),
    Column("reason", String(32), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("complaint_id", Integer, ForeignKey("complaints.id")),
    Column("note", Text, nullable=False, default=""),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("requested_at", Moment, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("accepted_at", Moment),
    Column("ended_at", Moment),
    Column("skill", String(32), nullable=False, default="general"),
    Column("kept_for", Integer),  # an agent
    Column("kept_until", Moment),
    Column("told_at", Moment),
    Column("closing_code", String(32)),
    Column("summary", Text, nullable=False, default=""),
    Index("ix_handoffs_queue", "state", "priority", "requested_at"),
)

agents = Table(
    "agents",
    metadata,
    key(),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("failed_logins", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
    Column("one_time", Boolean, nullable=False, server_default=false()),  # the password must be changed first
    Column("created_at", Moment, nullable=False),
)

agent_sessions = Table(
    "agent_sessions",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("agent_id", Integer, ForeignKey("agents.id"), nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("seen_at", Moment),
    Column("address", String(64), nullable=False, server_default=""),
    Column("browser", String(200), nullable=False, server_default=""),
)
