"""Complaints' cases, quality reviews and practice."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _lengthen_complaints()
    _case_tables()
    _quality_tables()
    _practice_tables()


def _lengthen_complaints() -> None:
    with op.batch_alter_table("complaints") as table:
        table.add_column(sa.Column("grade", sa.String(16), nullable=False, server_default="simple"))
        table.add_column(sa.Column("clock_from", sa.Date()))
        table.add_column(sa.Column("sealed_demand", sa.LargeBinary()))
        table.add_column(sa.Column("sealed_result", sa.LargeBinary()))
        table.add_column(sa.Column("outcome", sa.String(16)))
        table.add_column(sa.Column("merged_into", sa.Integer()))
        table.add_column(sa.Column("answered_at", sa.DateTime()))
        table.add_column(sa.Column("closed_at", sa.DateTime()))
        table.add_column(sa.Column("escalated_at", sa.DateTime()))
        table.create_foreign_key("fk_complaints_merged_into", "complaints", ["merged_into"], ["id"])
        table.create_index("ix_complaints_due", ["state", "due_on"])
    # received_at is in UTC, the term begins on the day it is in China
    day = "date(received_at, '+8 hours')" if _sqlite() else "CAST(received_at + interval '8 hours' AS DATE)"
    op.execute(f"UPDATE complaints SET clock_from = {day}")  # noqa: S608 - one of two constants
    with op.batch_alter_table("complaints") as table:
        table.alter_column("clock_from", existing_type=sa.Date(), nullable=False)


def _sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _case_tables() -> None:
    op.create_table(
        "complaint_parties",
        *_case("complaint_parties"),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "complaint_evidence",
        *_case("complaint_evidence"),
        _reference("complaint_evidence", "upload_id", "uploads"),
        _reference("complaint_evidence", "message_id", "messages"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.UniqueConstraint("complaint_id", "upload_id", name="uq_complaint_evidence_complaint_id_upload_id"),
        sa.UniqueConstraint("complaint_id", "message_id", name="uq_complaint_evidence_complaint_id_message_id"),
    )
    op.create_table(
        "complaint_extensions",
        *_case("complaint_extensions"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _reference("complaint_extensions", "requested_by", "agents", nullable=False),
        sa.Column("requested_at", sa.DateTime(), nullable=False),
        _reference("complaint_extensions", "decided_by", "agents"),
        sa.Column("decided_at", sa.DateTime()),
        sa.Column("told_on", sa.Date()),
    )
    op.create_table(
        "complaint_appraisals",
        *_case("complaint_appraisals"),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date()),
    )
    op.create_table(
        "complaint_events",
        *_case("complaint_events"),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(64), nullable=False),
        sa.Column("step", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
    )
    for name in ("parties", "evidence", "extensions", "appraisals", "events"):
        op.create_index(f"ix_complaint_{name}_complaint_id", f"complaint_{name}", ["complaint_id"])


def _quality_tables() -> None:
    op.create_table(
        "quality_samples",
        *_key("quality_samples"),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        _reference("quality_samples", "drawn_by", "agents", nullable=False),
        sa.Column("drawn_at", sa.DateTime(), nullable=False),
    )
    op.create_table(
        "quality_reviews",
        *_key("quality_reviews"),
        _reference("quality_reviews", "sample_id", "quality_samples", nullable=False),
        _reference("quality_reviews", "handoff_id", "handoffs", nullable=False),
        _reference("quality_reviews", "conversation_id", "conversations", nullable=False, type_=sa.String(32)),
        _reference("quality_reviews", "agent_id", "agents", nullable=False),
        sa.Column("scores", sa.JSON()),
        sa.Column("points", sa.Integer()),
        sa.Column("sealed", sa.LargeBinary()),
        _reference("quality_reviews", "scored_by", "agents"),
        sa.Column("scored_at", sa.DateTime()),
        sa.UniqueConstraint("sample_id", "handoff_id", name="uq_quality_reviews_sample_id_handoff_id"),
    )

    op.create_table(
        "proposals",
        *_key("proposals"),
        sa.Column("doubt_id", sa.Integer()),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        _reference("proposals", "made_by", "agents", nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
    )


def _practice_tables() -> None:
    op.create_table(
        "practice_runs",
        *_key("practice_runs"),
        _reference("practice_runs", "agent_id", "agents", nullable=False),
        sa.Column("script", sa.String(64), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.Column("ended_at", sa.DateTime()),
        sa.Column("score", sa.Integer()),
        sa.Column("result", sa.JSON()),
    )
    op.create_index("ix_practice_runs_agent_id", "practice_runs", ["agent_id"])
    op.create_table(
        "practice_lines",
        *_key("practice_lines"),
        _reference("practice_lines", "run_id", "practice_runs", nullable=False),
        sa.Column("trainee", sa.Boolean(), nullable=False),
        sa.Column("response", sa.Integer()),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
    )
    op.create_index("ix_practice_lines_run", "practice_lines", ["run_id", "id"])


def _key(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )


def _case(table: str) -> tuple[Any, ...]:
    return *_key(table), _reference(table, "complaint_id", "complaints", nullable=False)


def _reference(table: str, column: str, to: str, *, nullable: bool = True, type_: object = None) -> Any:
    foreign = sa.ForeignKey(f"{to}.id", name=f"fk_{table}_{column}")
    return sa.Column(column, type_ or sa.Integer(), foreign, nullable=nullable)
