"""What was noticed at intake; drafts that are found again from another channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    with op.batch_alter_table("claims") as table:
        table.add_column(sa.Column("checks", sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("drafts") as table:
        table.add_column(
            sa.Column("customer_id", sa.Integer(), sa.ForeignKey("customers.id", name="fk_drafts_customer_id"))
        )
        table.add_column(sa.Column("phone_digest", sa.String(length=64)))
        table.create_index("ix_drafts_customer", ["customer_id", "state"])
        table.create_index("ix_drafts_phone", ["phone_digest", "state"])
