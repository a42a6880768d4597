"""What is said: conversations, what comes in, goes out and is kept."""

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

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("sender", String(255), nullable=False),
    Column("owner", String(16), nullable=False),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("customer_id", Integer, ForeignKey("customers.id")),  # who the customer has shown to be
    Column("proven_claim", String(32)),  # or the one claim they have shown to be theirs
    Column("verified_until", Moment),
    Column("failed_checks", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
    Column("last_seq", Integer, nullable=False, default=0),
    Column(
        "head", String(64), nullable=False, server_default=""
    ),  # the state of the transcript's chain, see storage/chain.py
    Column("version", Integer, nullable=False, default=0),  # of the tracker: tells whether a cached one is current
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("channel", "sender"),
)

inbox = Table(
    "inbox",
    metadata,
    key(),
    Column("channel", String(32), nullable=False),
    Column("external_id", String(255), nullable=False),
    conversation(),
    Column("kind", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", Text),
    Column("received_at", Moment, nullable=False),
    Column("done_at", Moment),
    UniqueConstraint("channel", "external_id"),
    Index("ix_inbox_pending", "status", "conversation_id", "id"),
)

messages = Table(
    "messages",
    metadata,
    key(),
    conversation(),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("author", String(16), nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("text", Text, nullable=False),  # personal data masked; the words as said are in ``sealed``
    Column("sealed", LargeBinary),
    Column("buttons", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("data", JSON, nullable=False),
    Column("agent_id", Integer, ForeignKey("agents.id")),
    Column("inbox_id", Integer, ForeignKey("inbox.id")),
    Column("digest", String(64), nullable=False, server_default=""),  # follows from all lines up to this one
    UniqueConstraint("conversation_id", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    key(),
    conversation(),
    Column("channel", String(32), nullable=False),
    Column("message_id", Integer, ForeignKey("messages.id"), nullable=False),
    Column("status", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("error", Text),
    Index("ix_outbox_due", "status", "channel", "next_at"),
)

tracker_events = Table(
    "tracker_events",
    metadata,
    key(),
    conversation(),
    Column("checkpoint", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_tracker_events_conversation", "conversation_id", "id"),
)

drafts = Table(
    "drafts",
    metadata,
    key(),
    conversation(),
    Column("form", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("customer_id", Integer, ForeignKey("customers.id")),  # who it can be found by from another channel
    Column("phone_digest", String(64)),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_drafts_open", "conversation_id", "state"),
    Index("ix_drafts_customer", "customer_id", "state"),
    Index("ix_drafts_phone", "phone_digest", "state"),
)
