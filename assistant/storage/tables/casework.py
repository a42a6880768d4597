"""What is done with a claim: who has it, each step, notices, assessments, payments, disputes, visits after it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from assistant.storage.tables.business import claims
from assistant.storage.tables.columns import Moment, Money, key, metadata


def _claim(**options: Any) -> Column[Any]:
    return Column("claim_id", Integer, ForeignKey("claims.id"), nullable=False, **options)


def _agent(name: str, *, nullable: bool = True) -> Column[Any]:
    return Column(name, Integer, ForeignKey("agents.id"), nullable=nullable)


claim_handlers = Table(
    "claim_handlers",
    metadata,
    key(),
    _claim(unique=True),
    _agent("agent_id"),
)

claim_events = Table(
    "claim_events",
    metadata,
    key(),
    _claim(),
    Column("at", Moment, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("state", String(16), nullable=False),  # the claim's after it
    Column("shown", Boolean, nullable=False),  # to the customer
    Column("sealed", LargeBinary, nullable=False),  # words
    Index("ix_claim_events_claim", "claim_id", "id"),
)

claim_notices = Table(
    "claim_notices",
    metadata,
    key(),
    _claim(index=True),
    Column("items", JSON, nullable=False),
    Column("last_upload", Integer, nullable=False),  # what has a greater number came after it, whatever the clocks say
    _agent("agent_id", nullable=False),
    Column("sent_at", Moment, nullable=False),
)

claim_assessments = Table(
    "claim_assessments",
    metadata,
    key(),
    _claim(index=True),
    Column("outcome", String(16), nullable=False),
    Column("approved", Money(12), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # items, grounds, clause
    _agent("assessed_by", nullable=False),
    Column("assessed_at", Moment, nullable=False),
    Column("verdict", String(16)),
    _agent("audited_by"),
    Column("audited_at", Moment),
    Column("audit_sealed", LargeBinary),  # what the auditor wrote
)

claim_payments = Table(
    "claim_payments",
    metadata,
    key(),
    _claim(index=True),
    Column("assessment_id", Integer, ForeignKey("claim_assessments.id"), nullable=False, unique=True),  # paid once
    Column("amount", Money(12), nullable=False),
    Column("reference", String(64), nullable=False),
    Column("paid_on", Date, nullable=False),
    _agent("recorded_by", nullable=False),
    Column("recorded_at", Moment, nullable=False),
)

claim_disputes = Table(
    "claim_disputes",
    metadata,
    key(),
    _claim(index=True),
    Column("way", String(16), nullable=False),
    Column("disputed_from", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # reason, decision
    Column("opened_by", String(64), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("outcome", String(16)),
    Column("decided_by", String(64)),
    Column("decided_at", Moment),
)

claim_followups = Table(
    "claim_followups",
    metadata,
    key(),
    _claim(),
    Column("due_on", Date, nullable=False),
    Column("done_at", Moment),
    Column("done_by", String(64)),
    Column("sealed", LargeBinary),
    UniqueConstraint("claim_id", "due_on"),
    Index("ix_claim_followups_due", "done_at", "due_on"),
)

claim_reminders = Table(
    "claim_reminders",
    metadata,
    key(),
    _claim(),
    Column("clock", String(24), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("level", String(16), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("claim_id", "clock", "due_on", "level"),  # told once, whoever comes first
)

Index("ix_claims_updated_at", claims.c.updated_at)
