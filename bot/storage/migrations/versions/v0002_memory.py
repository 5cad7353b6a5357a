"""The last question of each conversation, and the meanings of abbreviations in each channel."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "conversations",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("channel_id", sa.Text, nullable=False),
        sa.Column("thread_ts", sa.Text, nullable=False, comment="empty for messages outside threads"),
        sa.Column("intent", sa.Text, nullable=False),
        sa.Column("updated_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "thread_ts", name="pk_conversations"),
    )
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.create_table(
        "meanings",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("channel_id", sa.Text, nullable=False),
        sa.Column("abbreviation", sa.Text, nullable=False, comment="in lower case"),
        sa.Column("role_id", sa.Text, nullable=False),
        sa.Column("chosen_by", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("chosen_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "abbreviation", name="pk_meanings"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("meanings")
    op.drop_table("conversations")
