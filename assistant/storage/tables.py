"""The tables. Rows of transcripts, tracker events and the audit trail are only ever added.

Columns named ``sealed`` hold personal data, encrypted (see ``storage/cipher.py``); times are kept in UTC.
"""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from assistant.clock import SHANGHAI

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


FEN = Decimal("0.01")


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC on every database and given back in Asia/Shanghai."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn an aware time into naive UTC."""
        return None if value is None else value.astimezone(timezone.utc).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Turn naive UTC into an aware time."""
        return None if value is None else value.replace(tzinfo=timezone.utc).astimezone(SHANGHAI)


class Money(TypeDecorator[Decimal]):
    """An amount in yuan to the fen. SQLite knows no decimals: what it keeps as a float is given back rounded to the fen, which is exact."""

    impl = Numeric
    cache_ok = True

    def __init__(self, digits: int) -> None:
        super().__init__(digits, 2, asdecimal=False)

    def process_bind_param(self, value: Decimal | None, dialect: Any) -> float | Decimal | None:
        """Hand an amount over as the database keeps it."""
        return float(value) if value is not None and dialect.name == "sqlite" else value

    def process_result_value(self, value: float | Decimal | None, dialect: Any) -> Decimal | None:
        """Return what is kept as a decimal."""
        return None if value is None else Decimal(str(value)).quantize(FEN)


def _key() -> Column[Any]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _conversation(**options: Any) -> Column[Any]:
    return Column("conversation_id", String(32), ForeignKey("conversations.id"), **{"nullable": False, **options})


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
    Column("version", Integer, nullable=False, default=0),  # of the tracker: tells whether a cached one is current
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("channel", "sender"),
)

inbox = Table(
    "inbox",
    metadata,
    _key(),
    Column("channel", String(32), nullable=False),
    Column("external_id", String(255), nullable=False),
    _conversation(),
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
    _key(),
    _conversation(),
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
    UniqueConstraint("conversation_id", "seq"),
)

outbox = Table(
    "outbox",
    metadata,
    _key(),
    _conversation(),
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
    _key(),
    _conversation(),
    Column("checkpoint", Boolean, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_tracker_events_conversation", "conversation_id", "id"),
)

customers = Table(
    "customers",
    metadata,
    _key(),
    Column("sealed", LargeBinary, nullable=False),  # name, id_number, phone
    Column("id_digest", String(64), nullable=False, unique=True),
    Column("phone_digest", String(64), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
)

policies = Table(
    "policies",
    metadata,
    _key(),
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

drafts = Table(
    "drafts",
    metadata,
    _key(),
    _conversation(),
    Column("form", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_drafts_open", "conversation_id", "state"),
)

claims = Table(
    "claims",
    metadata,
    _key(),
    Column("number", String(32), nullable=False, unique=True),
    _conversation(),
    Column("draft_id", Integer, ForeignKey("drafts.id"), unique=True),  # one report, one claim
    Column("customer_id", Integer, ForeignKey("customers.id"), index=True),
    Column("type", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("occurred_on", Date),
    Column("phone_digest", String(64), index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("reported_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

claim_materials = Table(
    "claim_materials",
    metadata,
    _key(),
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
    _key(),
    _conversation(),
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
    _key(),
    Column("number", String(32), nullable=False, unique=True),
    _conversation(),
    Column("inbox_id", Integer, ForeignKey("inbox.id"), unique=True),  # one message, one complaint
    Column("customer_id", Integer, ForeignKey("customers.id")),
    Column("sealed", LargeBinary, nullable=False),
    Column("severity", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("received_at", Moment, nullable=False),
    Column("due_on", Date, nullable=False),
    Column("due_source", Text, nullable=False),
    Column("agent_id", Integer, ForeignKey("agents.id")),
)

handoffs = Table(
    "handoffs",
    metadata,
    _key(),
    _conversation(),
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
    Index("ix_handoffs_queue", "state", "priority", "requested_at"),
)

agents = Table(
    "agents",
    metadata,
    _key(),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("active", Boolean, nullable=False, default=True),
    Column("failed_logins", Integer, nullable=False, default=0),
    Column("locked_until", Moment),
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
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(32), primary_key=True),
    Column("value", Integer, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    _key(),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(64), nullable=False),
    Column("detail", JSON, nullable=False),
)
