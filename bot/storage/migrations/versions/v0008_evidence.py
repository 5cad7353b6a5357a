"""What the evidence of an item has to contain, and who gave it.

Evidence that was given before stays, from a person unknown. Items of running searches take any text, as they did. A
note that closed an item stays a note: the item stays closed, and shows no evidence.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the columns."""
    kinds = "what evidence has to contain, separated by spaces; empty: any text"
    op.add_column("items", sa.Column("evidence_kinds", sa.Text, nullable=False, server_default="", comment=kinds))
    by = sa.Column("evidence_by", sa.Text, nullable=False, server_default="", comment="id of a Slack user")
    op.add_column("items", by)


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("items", "evidence_by")
    op.drop_column("items", "evidence_kinds")
