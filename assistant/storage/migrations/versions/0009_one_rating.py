"""Ratings of claims stand with all other ratings."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.execute(
        "INSERT INTO ratings (subject, number, conversation_id, score, comment, at)"
        " SELECT 'claim', claims.number, claims.conversation_id, claim_ratings.score, '', claim_ratings.at"
        " FROM claim_ratings JOIN claims ON claims.id = claim_ratings.claim_id"
    )
    op.drop_table("claim_ratings")
