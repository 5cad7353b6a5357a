"""Votes on answers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "votes",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False, comment="the question, encoded"),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("is_helpful", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False, comment="wrong_card, outdated, unclear, missing or empty"),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("voted_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "answer", "user_id", name="pk_votes"),
    )
    op.create_index("ix_votes_voted_at", "votes", ["voted_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("votes")
