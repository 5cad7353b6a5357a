"""The workspaces that the app is installed in, their tokens, and the states of installations under way."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the tables."""
    _create_bots()
    _create_installations()
    op.create_table(
        "slack_oauth_states",
        _row_number(),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("expire_at", sa.DateTime, nullable=False, comment="in UTC"),
        sa.PrimaryKeyConstraint("id", name="pk_slack_oauth_states"),
        sa.UniqueConstraint("state"),
    )
    op.create_table(
        "workspaces",
        sa.Column("team_id", sa.Text, nullable=False),
        sa.Column("enterprise_id", sa.Text, nullable=False, comment="empty outside Enterprise Grid"),
        sa.Column(
            "removed_at",
            sa.BigInteger,
            comment="seconds since 1970: when the app was uninstalled; empty while it is not",
        ),
        sa.PrimaryKeyConstraint("team_id", name="pk_workspaces"),
    )
    op.create_index("ix_workspaces_removed_at", "workspaces", ["removed_at"])


def downgrade() -> None:
    """Drop the tables."""
    for table in ("workspaces", "slack_oauth_states", "slack_installations", "slack_bots"):
        op.drop_table(table)


def _row_number() -> sa.Column[int]:
    return sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False)


def _text_columns(**comments: str | None) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text, comment=comment) for name, comment in comments.items()]


def _workspace_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("client_id", sa.Text, nullable=False),
        sa.Column("app_id", sa.Text, nullable=False),
        *_text_columns(
            enterprise_id="empty outside Enterprise Grid",
            enterprise_name=None,
            team_id="empty for an installation in a whole organisation",
            team_name=None,
        ),
    ]


def _create_bots() -> None:
    op.create_table(
        "slack_bots",
        _row_number(),
        *_workspace_columns(),
        *_text_columns(bot_token="encrypted", bot_id=None, bot_user_id=None, bot_scopes=None),  # noqa: S106  a comment
        sa.Column("bot_refresh_token", sa.Text, comment="encrypted; empty without token rotation"),
        sa.Column("bot_token_expires_at", sa.DateTime, comment="in UTC; empty without token rotation"),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("installed_at", sa.DateTime, nullable=False, comment="in UTC"),
        sa.PrimaryKeyConstraint("id", name="pk_slack_bots"),
    )
    op.create_index("ix_slack_bots_team", "slack_bots", ["client_id", "team_id"])
    op.create_index("ix_slack_bots_enterprise", "slack_bots", ["client_id", "enterprise_id"])
    op.create_index("ix_slack_bots_bot_token_expires_at", "slack_bots", ["bot_token_expires_at"])


def _create_installations() -> None:
    op.create_table(
        "slack_installations",
        _row_number(),
        *_workspace_columns(),
        sa.Column("enterprise_url", sa.Text),
        sa.Column("bot_token", sa.Text, comment="not used: tokens are in slack_bots only"),
        *_text_columns(bot_id=None, bot_user_id=None, bot_scopes=None),
        sa.Column("bot_refresh_token", sa.Text, comment="not used"),
        sa.Column("bot_token_expires_at", sa.DateTime, comment="not used"),
        sa.Column("user_id", sa.Text, nullable=False, comment="id of the Slack user who installed the app"),
        sa.Column("user_token", sa.Text, comment="not used: the app asks for none"),
        sa.Column("user_scopes", sa.Text, comment="not used"),
        sa.Column("user_refresh_token", sa.Text, comment="not used"),
        sa.Column("user_token_expires_at", sa.DateTime, comment="not used"),
        sa.Column("incoming_webhook_url", sa.Text, comment="not used"),
        sa.Column("incoming_webhook_channel", sa.Text, comment="not used"),
        sa.Column("incoming_webhook_channel_id", sa.Text, comment="not used"),
        sa.Column("incoming_webhook_configuration_url", sa.Text, comment="not used"),
        sa.Column("is_enterprise_install", sa.Boolean, nullable=False),
        sa.Column("token_type", sa.Text),
        sa.Column("installed_at", sa.DateTime, nullable=False, comment="in UTC"),
        sa.PrimaryKeyConstraint("id", name="pk_slack_installations"),
    )
    op.create_index("ix_slack_installations_team", "slack_installations", ["client_id", "team_id"])
