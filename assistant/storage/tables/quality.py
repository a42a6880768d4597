"""Quality reviews, the work list's outcomes, and practice: none of it in the customers' tables."""

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

quality_samples = Table(
    "quality_samples",
    metadata,
    key(),
    Column("seed", Integer, nullable=False),
    Column("wanted", JSON, nullable=False),  # agent, reason, span, count
    Column("drawn_by", Integer, ForeignKey("agents.id"), nullable=False),
    Column("drawn_at", Moment, nullable=False),
)

quality_reviews = Table(
    "quality_reviews",
    metadata,
    key(),
    Column("sample_id", Integer, ForeignKey("quality_samples.id"), nullable=False),
    Column("handoff_id", Integer, ForeignKey("handoffs.id"), nullable=False),
    conversation(),
    Column("agent_id", Integer, ForeignKey("agents.id"), nullable=False),
    Column("scores", JSON),
    Column("points", Integer),
    Column("sealed", LargeBinary),  # the reviewer's remark
    Column("scored_by", Integer, ForeignKey("agents.id")),
    Column("scored_at", Moment),
    UniqueConstraint("sample_id", "handoff_id"),
)

proposals = Table(  # entries for the knowledge base that came of the work list, for those who review it
    "proposals",
    metadata,
    key(),
    Column("doubt_id", Integer),
    Column("topic", String(64), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # question, similar, answer, cites
    Column("made_by", Integer, ForeignKey("agents.id"), nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("state", String(16), nullable=False, default="waiting"),
    Column("decided_by", Integer, ForeignKey("agents.id")),
    Column("decided_at", Moment),
    Column("remark", Text, nullable=False, default=""),  # why it was refused
)

practice_runs = Table(
    "practice_runs",
    metadata,
    key(),
    Column("agent_id", Integer, ForeignKey("agents.id"), nullable=False, index=True),
    Column("script", String(64), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("score", Integer),
    Column("result", JSON),
)

practice_lines = Table(
    "practice_lines",
    metadata,
    key(),
    Column("run_id", Integer, ForeignKey("practice_runs.id"), nullable=False),
    Column("trainee", Boolean, nullable=False),
    Column("response", Integer),
    Column("sealed", LargeBinary, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_practice_lines_run", "run_id", "id"),
)
