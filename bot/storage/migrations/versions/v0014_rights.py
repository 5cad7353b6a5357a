"""Guests and people of other companies are recognised, and the owner of a search decides what they may do."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the kind of account and the setting; everyone is looked up again, so that guests are known as such."""
    kind = sa.Column("kind", sa.Text, nullable=False, server_default="member", comment="member, guest or external")
    op.add_column("people", kind)
    op.execute("UPDATE people SET checked_at = 0")
    access = sa.Column("guest_access", sa.Text, nullable=False, server_default="own", comment="own, read or change")
    op.add_column("searches", access)


def downgrade() -> None:
    """Remove both."""
    op.drop_column("searches", "guest_access")
    op.drop_column("people", "kind")
