"""Claims are found by the names of those who reported them or are insured: by keyed digest, of those there are as well."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op

from assistant.storage.cipher import Cipher
from assistant.text.names import plain_name

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

CLAIMS = sa.table(
    "claims", sa.column("id", sa.Integer), sa.column("customer_id", sa.Integer), sa.column("sealed", sa.LargeBinary)
)
CUSTOMERS = sa.table("customers", sa.column("id", sa.Integer), sa.column("sealed", sa.LargeBinary))  # fmt: skip
FIELDS = ("name", "insured_name", "deceased_name", "employee")
UNKNOWN = "unknown"


def upgrade() -> None:
    """Apply."""
    names = op.create_table(
        "claim_names",
        sa.Column("claim_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_names_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "digest", name=op.f("pk_claim_names")),
    )
    op.create_index("ix_claim_names_digest", "claim_names", ["digest"])
    cipher: Cipher = context.config.attributes["cipher"]
    held = {row.id: cipher.open(row.sealed).get("name") for row in op.get_bind().execute(sa.select(CUSTOMERS))}
    for row in op.get_bind().execute(sa.select(CLAIMS)).all():
        fields = cipher.open(row.sealed)
        if not fields:  # erased: nobody finds it any longer
            continue
        found = _names(fields, held.get(row.customer_id))
        rows = [{"claim_id": row.id, "digest": cipher.digest(plain_name(name))} for name in found]
        if rows:
            op.bulk_insert(names, rows)


def _names(fields: dict[str, Any], holder: str | None) -> set[str]:
    told = {str(fields[name]) for name in FIELDS if fields.get(name) not in (None, "", UNKNOWN)}
    return {plain_name(name) for name in told | ({holder} if holder else set())}
