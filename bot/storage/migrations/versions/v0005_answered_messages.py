"""The answer to each message, so that an edit of the message changes it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "answered_messages",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("channel_id", sa.Text, nullable=False),
        sa.Column("message_ts", sa.Text, nullable=False, comment="of the message that was answered"),
        sa.Column("answer_ts", sa.Text, nullable=False, comment="of the answer; empty for a command"),
        sa.Column("answered_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "channel_id", "message_ts", name="pk_answered_messages"),
    )
    op.create_index("ix_answered_messages_answered_at", "answered_messages", ["answered_at"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("answered_messages")
