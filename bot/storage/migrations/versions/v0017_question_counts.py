"""How many questions were asked in each month, by kind and outcome."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "question_counts",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False, comment="its first day"),
        sa.Column("kind", sa.Text, nullable=False, comment="of an answered question, or the reason for no answer"),
        sa.Column("outcome", sa.Text, nullable=False, comment="answered, clarify or unknown"),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "month", "kind", "outcome", name="pk_question_counts"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("question_counts")
