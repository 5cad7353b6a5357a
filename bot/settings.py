"""The environment as one frozen value: read once, checked once, never read again."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.errors import SettingsError

DEFAULT_DATABASE_URL = "sqlite:///rolecall.sqlite3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Every setting there is; secrets never show in `repr`."""

    slack_bot_token: str = field(default="", repr=False)
    slack_app_token: str = field(default="", repr=False)
    slack_signing_secret: str = field(default="", repr=False)
    slack_client_id: str = ""
    slack_client_secret: str = field(default="", repr=False)
    slack_api_url: str = "https://slack.com/api/"
    slack_authorize_url: str = "https://slack.com/oauth/v2/authorize"
    database_url: str = field(default=DEFAULT_DATABASE_URL, repr=False)
    knowledge_path: tuple[Path, ...] = ()
    public_url: str = ""
    host: str = "127.0.0.1"
    port: int = 3000
    web_concurrency: int = 1
    log_level: str = "INFO"
    log_format: str = "text"
    token_encryption_key: str = field(default="", repr=False)
