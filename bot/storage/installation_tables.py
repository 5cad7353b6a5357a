"""The tables of an app that is installed in many workspaces.

The three that begin with `slack_` have the columns that slack_sdk's stores use. Their texts have no maximum length,
because an encrypted token is longer than the token.
"""

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Index, Integer, Table, Text

from bot.storage.column_types import UnixTime
from bot.storage.tables import metadata


def _row_number() -> Column[int]:
    return Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True)


def _workspace_columns() -> list[Column[str]]:
    """The app, the organisation and the workspace of an installation."""
    return [
        Column("client_id", Text, nullable=False),
        Column("app_id", Text, nullable=False),
        Column("enterprise_id", Text, comment="empty outside Enterprise Grid"),
        Column("enterprise_name", Text),
        Column("team_id", Text, comment="empty for an installation in a whole organisation"),
        Column("team_name", Text),
    ]


slack_bots = Table(
    "slack_bots",
    metadata,
    _row_number(),
    *_workspace_columns(),
    Column("bot_token", Text, comment="encrypted"),
    Column("bot_id", Text),
    Column("bot_user_id", Text),
    Column("bot_scopes", Text),
    Column("bot_refresh_token", Text, comment="encrypted; empty without token rotation"),
    Column("bot_token_expires_at", DateTime, comment="in UTC; empty without token rotation"),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("installed_at", DateTime, nullable=False, comment="in UTC"),
    Index("ix_slack_bots_team", "client_id", "team_id"),
    Index("ix_slack_bots_enterprise", "client_id", "enterprise_id"),
    Index(None, "bot_token_expires_at"),
)

slack_installations = Table(
    "slack_installations",
    metadata,
    _row_number(),
    *_workspace_columns(),
    Column("enterprise_url", Text),
    Column("bot_token", Text, comment="not used: tokens are in slack_bots only"),
    Column("bot_id", Text),
    Column("bot_user_id", Text),
    Column("bot_scopes", Text),
    Column("bot_refresh_token", Text, comment="not used"),
    Column("bot_token_expires_at", DateTime, comment="not used"),
    Column("user_id", Text, nullable=False, comment="id of the Slack user who installed the app"),
    Column("user_token", Text, comment="not used: the app asks for none"),
    Column("user_scopes", Text, comment="not used"),
    Column("user_refresh_token", Text, comment="not used"),
    Column("user_token_expires_at", DateTime, comment="not used"),
    Column("incoming_webhook_url", Text, comment="not used"),
    Column("incoming_webhook_channel", Text, comment="not used"),
    Column("incoming_webhook_channel_id", Text, comment="not used"),
    Column("incoming_webhook_configuration_url", Text, comment="not used"),
    Column("is_enterprise_install", Boolean, nullable=False),
    Column("token_type", Text),
    Column("installed_at", DateTime, nullable=False, comment="in UTC"),
    Index("ix_slack_installations_team", "client_id", "team_id"),
)

slack_oauth_states = Table(
    "slack_oauth_states",
    metadata,
    _row_number(),
    Column("state", Text, nullable=False, unique=True),
    Column("expire_at", DateTime, nullable=False, comment="in UTC"),
)

workspaces = Table(
    "workspaces",
    metadata,
    Column("team_id", Text, primary_key=True),
    Column("enterprise_id", Text, nullable=False, comment="empty outside Enterprise Grid"),
    Column("removed_at", UnixTime, comment="seconds since 1970: when the app was uninstalled; empty while it is not"),
    Index(None, "removed_at"),
)
