"""What belongs to a complaint's case: parties, evidence, extension, appraisals, history."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Column, Date, ForeignKey, Integer, LargeBinary, String, Table, UniqueConstraint

from assistant.storage.tables.columns import Moment, key, metadata


def _complaint(**options: Any) -> Column[Any]:
    return Column("complaint_id", Integer, ForeignKey("complaints.id"), **{"nullable": False, "index": True, **options})


complaint_parties = Table(
    "complaint_parties",
    metadata,
    key(),
    _complaint(),
    Column("role", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # name, contact
)

complaint_evidence = Table(
    "complaint_evidence",
    metadata,
    key(),
    _complaint(),
    Column("upload_id", Integer, ForeignKey("uploads.id")),
    Column("message_id", Integer, ForeignKey("messages.id")),
    Column("sealed", LargeBinary, nullable=False),  # what it shows
    Column("added_at", Moment, nullable=False),
    UniqueConstraint("complaint_id", "upload_id"),
    UniqueConstraint("complaint_id", "message_id"),
)

complaint_extensions = Table(
    "complaint_extensions",
    metadata,
    key(),
    _complaint(),
    Column("sealed", LargeBinary, nullable=False),  # why
    Column("requested_by", Integer, ForeignKey("agents.id"), nullable=False),
    Column("requested_at", Moment, nullable=False),
    Column("decided_by", Integer, ForeignKey("agents.id")),
    Column("decided_at", Moment),
    Column("told_on", Date),  # approved and told; a refused one never has it
)

complaint_appraisals = Table(
    "complaint_appraisals",
    metadata,
    key(),
    _complaint(),
    Column("sealed", LargeBinary, nullable=False),  # who appraises what
    Column("started_on", Date, nullable=False),
    Column("ended_on", Date),
)

complaint_events = Table(
    "complaint_events",
    metadata,
    key(),
    _complaint(),
    Column("at", Moment, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("step", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # after it
    Column("sealed", LargeBinary, nullable=False),  # words that went with it
)
