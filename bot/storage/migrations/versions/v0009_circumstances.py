"""What is known about a search: its country, and the other answers that decide on its items."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_TEXTS = {
    "country": "code of ISO 3166-1; empty if not known",
    "region": "code of ISO 3166-2, without the country",
    "listing": "listed or private; empty if not known",
    "vacancy": "replacement or new; empty if not known",
    "visibility": "confidential or open; empty if not known",
    "decided_by": "board or ceo; empty if not known",
}


def upgrade() -> None:
    """Add the columns. Nothing is known about running searches."""
    for name, comment in _TEXTS.items():
        op.add_column("searches", sa.Column(name, sa.Text, nullable=False, server_default="", comment=comment))
    notice = sa.Column(
        "notice_days", sa.Integer, nullable=False, server_default="0", comment="notice expected of candidates"
    )
    op.add_column("searches", notice)


def downgrade() -> None:
    """Drop the columns."""
    for name in ("notice_days", *_TEXTS):
        op.drop_column("searches", name)
