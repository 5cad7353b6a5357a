"""Numbers the history entries of each search.

The index of items by assignee loses the state: with it, PostgreSQL updated every index at each change of an item.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_COUNT = """
UPDATE history SET version = (
    SELECT count(DISTINCT earlier.act_id) FROM history AS earlier
    WHERE earlier.team_id = history.team_id AND earlier.search_id = history.search_id AND earlier.id <= history.id
)
"""


def upgrade() -> None:
    """Number the entries, and replace the indexes."""
    comment = "number of the entry in its search"
    op.add_column("history", sa.Column("version", sa.Integer, nullable=False, server_default="0", comment=comment))
    op.execute(_COUNT)
    op.create_index("uq_history_version", "history", ["team_id", "search_id", "version", "place"], unique=True)
    op.drop_index("ix_history_search", "history")
    op.drop_index("ix_items_assignee", "items")
    op.create_index("ix_items_assignee", "items", ["team_id", "assignee"])


def downgrade() -> None:
    """Drop the numbers, and restore the indexes."""
    op.drop_index("ix_items_assignee", "items")
    op.create_index("ix_items_assignee", "items", ["team_id", "assignee", "state"])
    op.create_index("ix_history_search", "history", ["team_id", "search_id", "id"])
    op.drop_index("uq_history_version", "history")
    op.drop_column("history", "version")
