"""Casework: what is done with a claim between report and closed file."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "claim_assessments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("approved", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("assessed_by", sa.Integer(), nullable=False),
        sa.Column("assessed_at", sa.DateTime(), nullable=False),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("audited_by", sa.Integer(), nullable=True),
        sa.Column("audited_at", sa.DateTime(), nullable=True),
        sa.Column("audit_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["assessed_by"], ["agents.id"], name=op.f("fk_claim_assessments_assessed_by")),
        sa.ForeignKeyConstraint(["audited_by"], ["agents.id"], name=op.f("fk_claim_assessments_audited_by")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_assessments_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_assessments")),
    )
    with op.batch_alter_table("claim_assessments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_assessments_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "claim_disputes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=16), nullable=False),
        sa.Column("disputed_from", sa.String(length=16), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.DateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_disputes_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_disputes")),
    )
    with op.batch_alter_table("claim_disputes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_disputes_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "claim_events",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_events_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_events")),
    )
    with op.batch_alter_table("claim_events", schema=None) as batch_op:
        batch_op.create_index("ix_claim_events_claim", ["claim_id", "id"], unique=False)

    op.create_table(
        "claim_followups",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column("done_by", sa.String(length=64), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_followups_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_followups")),
        sa.UniqueConstraint("claim_id", "due_on", name=op.f("uq_claim_followups_claim_id_due_on")),
    )
    with op.batch_alter_table("claim_followups", schema=None) as batch_op:
        batch_op.create_index("ix_claim_followups_due", ["done_at", "due_on"], unique=False)

    op.create_table(
        "claim_handlers",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_claim_handlers_agent_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_handlers_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_handlers")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_claim_handlers_claim_id")),
    )
    op.create_table(
        "claim_notices",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("last_upload", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agents.id"], name=op.f("fk_claim_notices_agent_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_notices_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_notices")),
    )
    with op.batch_alter_table("claim_notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_notices_claim_id"), ["claim_id"], unique=False)

    op.create_table(
        "claim_ratings",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_ratings_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_ratings")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_claim_ratings_claim_id")),
    )
    op.create_table(
        "claim_reminders",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(length=24), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_reminders_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_reminders")),
        sa.UniqueConstraint(
            "claim_id", "clock", "due_on", "level", name=op.f("uq_claim_reminders_claim_id_clock_due_on_level")
        ),
    )
    op.create_table(
        "claim_payments",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["claim_assessments.id"], name=op.f("fk_claim_payments_assessment_id")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_payments_claim_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["agents.id"], name=op.f("fk_claim_payments_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_payments")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_claim_payments_assessment_id")),
    )
    with op.batch_alter_table("claim_payments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claim_payments_claim_id"), ["claim_id"], unique=False)

    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index("ix_claims_updated_at", ["updated_at"], unique=False)
