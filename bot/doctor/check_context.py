"""What the checks look at: the settings, where they come from, and Slack's replies, each asked for once."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bot.doctor.finding import Finding
from bot.doctor.slack_reply import SlackReply, call_slack
from bot.settings import Settings


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class CheckContext:
    """What one run of the checks is about.

    `setting_problems` has a sentence for each unusable value. `environ` and the file `dotenv` are where the settings
    come from.
    """

    settings: Settings
    setting_problems: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    dotenv: Path = Path(".env")
    clock: Callable[[], datetime] = now

    @cached_property
    def auth_test(self) -> SlackReply | None:
        """Slack's reply about the bot token; None without one that could be a bot token."""
        token = self.settings.slack_bot_token
        return self.ask("auth.test", token) if token.startswith("xoxb-") else None

    @cached_property
    def connections_open(self) -> SlackReply | None:
        """Slack's reply about the app-level token; None without one that could be an app-level token."""
        token = self.settings.slack_app_token
        return self.ask("apps.connections.open", token) if token.startswith("xapp-") else None

    @cached_property
    def app_id(self) -> str:
        """The id of the app that the bot token belongs to; empty if Slack does not say."""
        if self.auth_test is None or self.auth_test.failure:
            return ""
        reply = self.ask("bots.info", self.settings.slack_bot_token, bot=str(self.auth_test.data.get("bot_id", "")))
        return str(reply.data.get("bot", {}).get("app_id", ""))

    def ask(self, method: str, token: str, **params: str) -> SlackReply:
        """Slack's reply to one call."""
        return call_slack(self.settings.slack_api_url, method, token, **params)


Check = Callable[[CheckContext], Iterator[Finding]]
"""A check: what it is about in, its findings out."""
