"""Customers, their policies, claims and papers, complaints."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from assistant.storage.tables.columns import Moment, Money, conversation, key, metadata

customers = Table(
    "customers",
    metadata,
    key(),
    Column("sealed", LargeBinary, nullable=False),  # name, id_number, phone
    Column("id_digest", String(64), nullable=False, unique=True),
    Column("phone_digest", String(64), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    key(),
    Column("number", String(32), nullable=False, unique=True),
    Column("customer_id", Integer, ForeignKey("customers.id"), nullable=False, index=True),
    Column("product", String(64), nullable=False),
    Column("version", String(16), nullable=False),
    Column("insured", String(64), nullable=False),
    Column("effective_from", Date, nullable=False),
    Column("effective_to", Date, nullable=False),
    Column("sum_insured", Money(14)),
    Column("premium", Money(12), nullable=False),
    Column("details", JSON, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    key(),
    Column("number", String(32), nullable=False, unique=True),
    conversation(),
    Column("draft_id", Integer, ForeignKey("drafts.id"), unique=True),  # one report, one claim
    Column("customer_id", Integer, ForeignKey("customers.id"), index=True),
    Column("type", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("occurred_on", Date),
    Column("phone_digest", String(64), index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("checks", JSON, nullable=False, server_default="[]"),  # what was noticed at intake
    Column("reported_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

claim_names = Table(  # of whoever reported a claim or is insured: how the staff find it by a name
    "claim_names",
    metadata,
    Column("claim_id", Integer, ForeignKey("claims.id"), primary_key=True, autoincrement=False),
    Column("digest", String(64), primary_key=True),
    Index("ix_claim_names_digest", "digest"),
)

claim_materials = Table(
    "claim_materials",
    metadata,
    key(),
    Column("claim_id", Integer, ForeignKey("claims.id"), nullable=False),
    Column("item", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("claim_id", "item"),
)

uploads = Table(
    "uploads",
    metadata,
    key(),
    conversation(),
    Column("claim_id", Integer, ForeignKey("claims.id")),
    Column("item", String(64)),
    Column("sha256", String(64), nullable=False),
    Column("media_type", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the file's own name
    Column("stored_at", Moment, nullable=False),
    UniqueConstraint("conversation_id", "sha256"),
)

complaints = Table(
    "complaints",
    metadata,
    key(),
    Column("number", String(32), nullable=False, unique=True),
    conversation(),
    Column("inbox_id", Integer, ForeignKey("inbox.id"), unique=True),  # one message, one complaint
    Column("customer_id", Integer, ForeignKey("customers.id")),
    Column("sealed", LargeBinary, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_source", Text, nullable=False),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("grade", String(16), nullable=False, default="simple"),
    Column("clock_from", Date, nullable=False),
    Column("sealed_demand", LargeBinary),
    Column("sealed_result", LargeBinary),
    Column("outcome", String(16)),
    Column("merged_into", Integer, ForeignKey("complaints.id")),
    Column("answered_at", Moment),
    Column("closed_at", Moment),
    Column("escalated_at", Moment),
    Column("news_at", Moment),
    Index("ix_complaints_due", "state", "due_on"),
)
