"""Searches with their items and history, decisions, deliveries, and people."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _searches()
    _items()
    _history()
    _decisions()
    _deliveries()
    _people()


def downgrade() -> None:
    """Drop the tables."""
    for table in ("people", "deliveries", "decisions", "history", "items", "searches"):
        op.drop_table(table)


def _searches() -> None:
    op.create_table(
        "searches",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("enterprise_id", sa.Text, nullable=False, comment="empty if there is none"),
        sa.Column("channel_id", sa.Text, nullable=False),
        sa.Column("short", sa.Text, nullable=False, comment="unique in the channel"),
        sa.Column("role_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False, comment="of the role when the search started"),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("owner_id", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("starts_on", sa.Date, nullable=False, comment="first day of the new executive"),
        sa.Column("targeted", sa.Boolean, nullable=False, comment="whether a person set that day"),
        sa.Column("phases", sa.Text, nullable=False, comment="JSON: id and name of each phase, in order"),
        sa.Column("state", sa.Text, nullable=False, comment="open, hired or cancelled"),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("weekly", sa.Boolean, nullable=False, comment="whether a summary is posted each week"),
        sa.Column(
            "card_ts",
            sa.Text,
            nullable=False,
            comment="of the card in the channel; empty without one, - while it is being posted",
        ),
        sa.Column("created_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.Column("closed_at", sa.BigInteger, comment="seconds since 1970"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_searches"),
    )
    op.create_index("ix_searches_channel", "searches", ["team_id", "channel_id", "state"])
    op.create_index("ix_searches_owner", "searches", ["team_id", "owner_id", "state"])
    op.create_index("ix_searches_state", "searches", ["state"])


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("search_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("key", sa.Text, nullable=False, comment="of the template; empty for an added item"),
        sa.Column("phase", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("meaning", sa.Text, nullable=False, comment="when it counts as done"),
        sa.Column("usual_owner", sa.Text, nullable=False),
        sa.Column("suggested", sa.Boolean, nullable=False),
        sa.Column("takes", sa.Integer, nullable=False, comment="days"),
        sa.Column("evidence_wanted", sa.Text, nullable=False),
        sa.Column("needs", sa.Text, nullable=False, comment="keys of prerequisites, separated by spaces"),
        sa.Column("cautions", sa.Text, nullable=False, comment="ids, separated by spaces"),
        sa.Column("sources", sa.Text, nullable=False, comment="ids, separated by spaces"),
        sa.Column("state", sa.Text, nullable=False, comment="open, started, blocked, done or skipped"),
        sa.Column("due", sa.Date),
        sa.Column("assignee", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("snoozed", sa.Date),
        sa.Column("closed_by", sa.Text, nullable=False),
        sa.Column("closed_at", sa.BigInteger, comment="seconds since 1970"),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("team_id", "search_id", "number", name="pk_items"),
        sa.ForeignKeyConstraint(["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_items_search"),
    )
    op.create_index("ix_items_assignee", "items", ["team_id", "assignee", "state"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("search_id", sa.Text, nullable=False),
        sa.Column("act_id", sa.Text, nullable=False, comment="id of one command or click"),
        sa.Column("place", sa.Integer, nullable=False, comment="within the entry"),
        sa.Column("number", sa.Integer, nullable=False, comment="of the item; 0 for the search itself"),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("fields", sa.Text, nullable=False, comment="JSON: name, before, after"),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.Column("undoes", sa.Text, nullable=False, comment="act_id of the entry that this one undoes"),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
        sa.UniqueConstraint("team_id", "act_id", "place", name="uq_history_act"),
        sa.ForeignKeyConstraint(
            ["team_id", "search_id"], ["searches.team_id", "searches.id"], name="fk_history_search"
        ),
    )
    op.create_index("ix_history_search", "history", ["team_id", "search_id", "id"])


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("channel_id", sa.Text, nullable=False),
        sa.Column("roles", sa.Text, nullable=False, comment="ids, separated by spaces"),
        sa.Column("answers", sa.Text, nullable=False, comment="JSON: consideration to choice"),
        sa.Column("advised", sa.Text, nullable=False, comment="JSON: what the rules recommended"),
        sa.Column("choice", sa.Text, nullable=False, comment="ids of roles, separated by spaces; empty: none yet"),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.Column("dissent", sa.Text, nullable=False),
        sa.Column("review_on", sa.Date),
        sa.Column("by", sa.Text, nullable=False, comment="id of a Slack user"),
        sa.Column("at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.Column("search_id", sa.Text, nullable=False, comment="of the search that followed; empty if none did"),
        sa.Column("closed_at", sa.BigInteger, comment="seconds since 1970: when it was reviewed"),
        sa.PrimaryKeyConstraint("team_id", "id", name="pk_decisions"),
    )
    op.create_index("ix_decisions_channel", "decisions", ["team_id", "channel_id", "at"])
    op.create_index("ix_decisions_review", "decisions", ["review_on"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False, comment="digest, weekly, review or departed"),
        sa.Column("recipient", sa.Text, nullable=False, comment="id of a user, search or decision"),
        sa.Column("day", sa.Date, nullable=False, comment="in the recipient's time zone"),
        sa.Column("claimed_at", sa.BigInteger, nullable=False, comment="seconds since 1970"),
        sa.Column("sent_at", sa.BigInteger, comment="seconds since 1970; empty until it is sent"),
        sa.PrimaryKeyConstraint("team_id", "kind", "recipient", "day", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_claimed_at", "deliveries", ["claimed_at"])


def _people() -> None:
    op.create_table(
        "people",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("user_id", sa.Text, nullable=False),
        sa.Column("zone", sa.Text, nullable=False, comment="name of the time zone, as Slack gives it"),
        sa.Column("deleted", sa.Boolean, nullable=False, comment="whether the account is deactivated"),
        sa.Column(
            "heard_at",
            sa.BigInteger,
            nullable=False,
            comment="seconds since 1970: when they first had a part in a search",
        ),
        sa.Column("checked_at", sa.BigInteger, nullable=False, comment="seconds since 1970: when Slack was asked"),
        sa.PrimaryKeyConstraint("team_id", "user_id", name="pk_people"),
    )
