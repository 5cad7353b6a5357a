"""Questions without an answer, and which workspaces keep them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "gap_workspaces",
        sa.Column("team_id", sa.Text, nullable=False, comment="of a workspace that keeps its unanswered questions"),
        sa.PrimaryKeyConstraint("team_id", name="pk_gap_workspaces"),
    )
    op.create_table(
        "unanswered_questions",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("words", sa.Text, nullable=False, comment="the question in plain words"),
        sa.Column("text", sa.Text, nullable=False, comment="as first asked, without people and addresses"),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("first_on", sa.Date, nullable=False),
        sa.Column("last_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "words", name="pk_unanswered_questions"),
    )
    op.create_index("ix_unanswered_questions_last_on", "unanswered_questions", ["last_on"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("unanswered_questions")
    op.drop_table("gap_workspaces")
