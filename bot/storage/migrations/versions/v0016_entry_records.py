"""What owners of entries said in Slack: whether an entry is still right, and who owns it now."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "entry_records",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("entry", sa.Text, nullable=False, comment="its kind and id, such as role:cro"),
        sa.Column("owner_id", sa.Text, nullable=False, comment="id of a Slack user; empty: as in the knowledge"),
        sa.Column("outcome", sa.Text, nullable=False, comment="right, edit or empty"),
        sa.Column("answered_on", sa.Date, comment="when the last reminder was answered"),
        sa.Column("by", sa.Text, nullable=False, comment="id of the Slack user who answered, or handed it over"),
        sa.PrimaryKeyConstraint("team_id", "entry", name="pk_entry_records"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("entry_records")
