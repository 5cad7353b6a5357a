"""Searches can be paused, and stay in onboarding after the hire."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

_BEFORE = "open, hired or cancelled"
_AFTER = "open, paused, onboarding, hired or cancelled"


def upgrade() -> None:
    """Add the day on which a pause began."""
    op.add_column("searches", sa.Column("paused_on", sa.Date))
    _describe_states(_BEFORE, _AFTER)


def downgrade() -> None:
    """Drop that day. The earlier schema has no such states: a paused search is open, and onboarding is hired."""
    op.execute("UPDATE searches SET state = 'open' WHERE state = 'paused'")
    op.execute("UPDATE searches SET state = 'hired' WHERE state = 'onboarding'")
    op.drop_column("searches", "paused_on")
    _describe_states(_AFTER, _BEFORE)


def _describe_states(before: str, after: str) -> None:
    """Replace the comment on the column. SQLite has no comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("searches", "state", existing_type=sa.Text, existing_comment=before, comment=after)
