"""Sealed scorecards for each finalist, and what is recorded about finalists."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
_COLUMNS = (
    ("criteria", "JSON: what finalists are scored on"),
    ("panel", "JSON: ids of the interviewers"),
    ("finalists", "JSON: a list for each finalist"),
)


def upgrade() -> None:
    """Add what a search knows about its finalists, and the table."""
    for name, comment in _COLUMNS:
        op.add_column("searches", sa.Column(name, sa.Text, nullable=False, server_default="[]", comment=comment))
    op.create_table(
        "scorecards",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False, comment="of the request that submitted it"),
        sa.Column("search_id", sa.Text, nullable=False),
        sa.Column("letter", sa.Text, nullable=False, comment="of the finalist"),
        sa.Column("by", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.Column("scores", sa.Text, nullable=False, comment="JSON: criterion and score"),
        sa.Column("remark", sa.Text, nullable=False),
        sa.Column("is_open", sa.Boolean, nullable=False, comment="whether others may read it"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_scorecards"),
        sa.ForeignKeyConstraint(
            ["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_scorecards_search"
        ),
    )
    op.create_index("ix_scorecards_search", "scorecards", ["team_id", "search_id", "letter"])


def downgrade() -> None:
    """Remove both."""
    op.drop_table("scorecards")
    for name, _ in _COLUMNS:
        op.drop_column("searches", name)
