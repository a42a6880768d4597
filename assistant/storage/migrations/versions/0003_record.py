"""The record: hash chains over transcript and audit trail, tombstones, legal holds; one-time passwords, sessions one can see."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import context, op

from assistant.storage.chain import End
from assistant.storage.cipher import Cipher
from assistant.storage.tables.columns import Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT64 = sa.String(length=64)
ADDED = (
    ("messages", sa.Column("digest", TEXT64, nullable=False, server_default="")),
    ("conversations", sa.Column("head", TEXT64, nullable=False, server_default="")),
    ("audit", sa.Column("lane", sa.Integer(), nullable=False, server_default="0")),
    ("audit", sa.Column("seq", sa.Integer(), nullable=False, server_default="0")),
    ("audit", sa.Column("digest", TEXT64, nullable=False, server_default="")),
    ("agents", sa.Column("one_time", sa.Boolean(), nullable=False, server_default=sa.false())),
    ("agent_sessions", sa.Column("seen_at", sa.DateTime(), nullable=True)),
    ("agent_sessions", sa.Column("address", TEXT64, nullable=False, server_default="")),
    ("agent_sessions", sa.Column("browser", sa.String(length=200), nullable=False, server_default="")),
)
# the tables as they are at this revision, for the rows that exist
MESSAGES = sa.table(
    "messages", sa.column("id", sa.Integer), sa.column("conversation_id", sa.String), sa.column("seq", sa.Integer),
    sa.column("at", Moment), sa.column("author", sa.String), sa.column("shown", sa.Boolean), sa.column("kind", sa.String),
    sa.column("text", sa.Text), sa.column("sealed", sa.LargeBinary), sa.column("buttons", sa.JSON), sa.column("citations", sa.JSON),
    sa.column("data", sa.JSON), sa.column("agent_id", sa.Integer), sa.column("inbox_id", sa.Integer), sa.column("digest", sa.String),
)  # fmt: skip
AUDIT = sa.table(
    "audit", sa.column("id", sa.Integer), sa.column("at", Moment), sa.column("actor", sa.String), sa.column("action", sa.String),
    sa.column("subject", sa.String), sa.column("detail", sa.JSON), sa.column("lane", sa.Integer), sa.column("seq", sa.Integer),
    sa.column("digest", sa.String),
)  # fmt: skip
CONVERSATIONS = sa.table(
    "conversations", sa.column("id", sa.String), sa.column("last_seq", sa.Integer), sa.column("head", sa.String)
)


def upgrade() -> None:
    """Apply."""
    for table, column in ADDED:
        op.add_column(table, column)
    _create_tables()
    cipher: Cipher = context.config.attributes["cipher"]
    _link_messages(op.get_bind(), cipher)
    _link_audit(op.get_bind(), cipher)
    op.create_index("uq_audit_lane_seq", "audit", ["lane", "seq"], unique=True)
    op.create_index("ix_audit_subject", "audit", ["subject", "id"])


def _create_tables() -> None:
    op.create_table(
        "audit_lanes",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("head", TEXT64, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_lanes")),
    )
    op.create_table(
        "tombstones",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_tombstones_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstones")),
    )
    op.create_index(op.f("ix_tombstones_conversation_id"), "tombstones", ["conversation_id"])
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject", TEXT64, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", TEXT64, nullable=False),
        sa.Column("placed_at", sa.DateTime(), nullable=False),
        sa.Column("lifted_by", TEXT64, nullable=True),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    op.create_index(op.f("ix_holds_subject"), "holds", ["subject"])


def _link_messages(bind: Any, cipher: Cipher) -> None:
    """Link the lines that exist: what stood before this revision is vouched for from now on."""
    rows = bind.execute(sa.select(MESSAGES).order_by(MESSAGES.c.conversation_id, MESSAGES.c.seq)).mappings().all()
    for key, lines in groupby(rows, lambda row: row["conversation_id"]):
        end = End(seq=0, state=key)
        for row in lines:
            end = _after(bind, cipher, MESSAGES, end, row)
        values = {"last_seq": end.seq, "head": end.state}
        bind.execute(sa.update(CONVERSATIONS).where(CONVERSATIONS.c.id == key).values(**values))


def _link_audit(bind: Any, cipher: Cipher) -> None:
    rows = bind.execute(sa.select(AUDIT).order_by(AUDIT.c.id)).mappings().all()
    if not rows:
        return
    end = End(seq=0, state="lane 1")
    for row in rows:
        end = _after(bind, cipher, AUDIT, end, {**row, "lane": 1, "seq": end.seq + 1})
    lanes = sa.table("audit_lanes", sa.column("last_seq", sa.Integer), sa.column("head", sa.String))
    bind.execute(sa.insert(lanes).values(last_seq=end.seq, head=end.state))


def _after(bind: Any, cipher: Cipher, table: Any, end: End, row: Any) -> End:
    """Give a row its digest; return the chain's end after it."""
    content = {name: row[name] for name in row if name not in ("id", "digest")}
    end = End(seq=row["seq"], state=end.after(cipher, content).state)
    placed = {name: row[name] for name in ("lane", "seq") if table is AUDIT}
    bind.execute(sa.update(table).where(table.c.id == row["id"]).values(digest=end.digest(cipher), **placed))
    return end
