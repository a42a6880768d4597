"""First looks at papers, papers taken over, the notice of what is missing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "first_looks",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("held_until", sa.DateTime(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=True),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("named", sa.Boolean(), nullable=True),
        sa.Column("turned", sa.Integer(), nullable=False),
        sa.Column("insisted", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_first_looks_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_looks")),
        sa.UniqueConstraint("upload_id", name=op.f("uq_first_looks_upload_id")),
    )
    op.create_index("ix_first_looks_waiting", "first_looks", ["state", "held_until"])
    op.create_table(
        "reused_uploads",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=64), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("reused_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_reused_uploads_claim_id")),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name=op.f("fk_reused_uploads_upload_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reused_uploads")),
        sa.UniqueConstraint("claim_id", "item", "upload_id", name=op.f("uq_reused_uploads_claim_id_item_upload_id")),
    )
    op.create_table(
        "material_notices",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("noticed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_material_notices_claim_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_material_notices")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_material_notices_claim_id")),
    )
