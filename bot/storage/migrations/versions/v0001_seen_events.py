"""Events that were handled."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "seen_events",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("event_id", sa.Text, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "event_id", name="pk_seen_events"),
    )
    op.create_index("ix_seen_events_seen_at", "seen_events", ["seen_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("seen_events")
