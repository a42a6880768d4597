"""What is new in a complaint; what a hold covers and why it was lifted; what became of a proposal, and of a low rating."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("complaints") as table:
        table.add_column(sa.Column("news_at", sa.DateTime()))
    with op.batch_alter_table("holds") as table:
        table.add_column(sa.Column("scope", sa.String(16), nullable=False, server_default="matter"))
        table.add_column(sa.Column("lift_reason", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("ratings") as table:
        table.add_column(sa.Column("handled_by", sa.String(64)))
        table.add_column(sa.Column("handled_at", sa.DateTime()))
    with op.batch_alter_table("proposals") as table:
        table.add_column(sa.Column("state", sa.String(16), nullable=False, server_default="waiting"))
        table.add_column(sa.Column("decided_by", sa.Integer()))
        table.add_column(sa.Column("decided_at", sa.DateTime()))
        table.add_column(sa.Column("remark", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key("fk_proposals_decided_by", "agents", ["decided_by"], ["id"])
