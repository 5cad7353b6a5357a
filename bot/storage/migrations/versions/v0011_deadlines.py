"""The deadline of an item can be counted from another item."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BEFORE = "digest, weekly, review or departed"
_AFTER = "digest, weekly, card, review or departed"


def upgrade() -> None:
    """Add the other item, and the number of working days."""
    after = sa.Column(
        "after", sa.Text, nullable=False, server_default="", comment="key of the item its deadline is counted from"
    )
    within = sa.Column("within", sa.Integer, nullable=False, server_default="0", comment="working days after that item")
    op.add_column("items", after)
    op.add_column("items", within)
    _describe_kinds(_BEFORE, _AFTER)


def downgrade() -> None:
    """Drop them."""
    op.drop_column("items", "within")
    op.drop_column("items", "after")
    _describe_kinds(_AFTER, _BEFORE)


def _describe_kinds(before: str, after: str) -> None:
    """Replace the comment on the column: cards are updated every week. SQLite has no comments."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("deliveries", "kind", existing_type=sa.Text, existing_comment=before, comment=after)
