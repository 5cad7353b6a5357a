"""The workspace of a scenario: the fake Slack, three members, and the app."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any, Self

from slack_bolt import App

from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import MEMBERS
from bot.playground.manifest import Manifest
from bot.playground.transport import in_process
from bot.settings import Settings
from fakes.slack import TIMEOUT_SECONDS, Member
from fakes.tasks import UnfinishedTasks


@cache
def shipped_manifest() -> Manifest:
    """The manifest of the source tree, parsed once: parsing takes longer than the rest of a short scenario."""
    return Manifest.read()


def system_clock() -> datetime:
    """The current time, from the system clock."""
    return datetime.now(UTC)


class Office(AbstractContextManager["Office"]):
    """Three members, two public channels, a private one, and the app after `join`.

    A context manager; `clock` provides the time for Slack's messages, trigger ids and response URLs.
    """

    def __init__(self, manifest: Manifest | None = None, clock: Callable[[], datetime] = system_clock) -> None:
        self.clock = clock
        self.slack = FakeSlack(manifest or shipped_manifest(), lambda: self.clock().timestamp())
        self.app: App | None = None
        self.founder, self.board_member, self.hr_lead = (Member(self.slack, user, self.settle) for user in MEMBERS)

    def settings(self, **changes: object) -> Settings:
        """Settings for an app in this workspace."""
        return replace(
            Settings(
                slack_bot_token=self.slack.bot_token,
                slack_signing_secret=self.slack.signing_secret,
                slack_api_url=self.slack.api_url,
            ),
            **changes,  # type: ignore[arg-type]  # the caller passes valid field names
        )

    def channel(self, name: str, *members: Member, **fields: Any) -> str:
        """Create a channel, private unless `fields` say otherwise, and return its name as members type it.

        Its members are those given, or everyone if none are; `fields` are fields of Channel.

        channel = office.channel("succession", office.founder, office.hr_lead)
        office.founder.types("/hiring start cro", channel)
        """
        member_ids = tuple(member.user.id for member in members) or None
        return (
            f"#{self.slack.workspace.add_channel(name, **({'is_private': True, 'members': member_ids} | fields)).name}"
        )

    def join(self, app: App) -> Self:
        """Install this app in the workspace."""
        self.follow(app)
        self.slack.connect(in_process(app.dispatch))
        return self

    def follow(self, app: App) -> None:
        """Let `settle` wait for this app, to which requests are sent in another way than by `join`."""
        self.app = app
        self._tasks = UnfinishedTasks(app.listener_runner.listener_executor)

    def settle(self) -> bool:
        """Wait until the app is idle: lazy listeners run after the acknowledgement. False if no app has joined."""
        if self.app is None:
            return False
        self._tasks.wait(TIMEOUT_SECONDS)
        return True

    def __exit__(self, *_: object) -> None:
        self.settle()
        self.slack.close()
