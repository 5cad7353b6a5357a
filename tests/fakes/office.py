"""The workspace a scenario plays in: the stand-in, its three members, and the app they talk to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from threading import Barrier
from typing import Any, Self

from slack_bolt import App

from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import MEMBERS
from bot.playground.manifest import Manifest
from bot.playground.transport import in_process
from bot.settings import Settings
from fakes.slack import PATIENCE, Member


def system_clock() -> datetime:
    """The time of this machine."""
    return datetime.now(UTC)


class Office(AbstractContextManager["Office"]):
    """Three people, two open channels and a private one, and the bot once it has `joined`.

    A context manager; `clock` gives the time that Slack's messages, trigger ids and response URLs go by.
    """

    def __init__(self, manifest: Manifest | None = None, clock: Callable[[], datetime] = system_clock) -> None:
        self.clock = clock
        self.slack = FakeSlack(manifest or Manifest.read(), lambda: self.clock().timestamp())
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
            **changes,  # type: ignore[arg-type]  # the caller names the fields
        )

    def channel(self, name: str, *members: Member, **facts: Any) -> str:
        """Make a channel, private unless `facts` say otherwise, and tell its name as members type it.

        Those named are in it, or everybody where nobody is; `facts` are fields of Channel.

        room = office.channel("succession", office.founder, office.hr_lead)
        office.founder.types("/hiring start cro", room)
        """
        inside = tuple(member.user.id for member in members) or None
        return f"#{self.slack.workspace.add_channel(name, **({'is_private': True, 'members': inside} | facts)).name}"

    def join(self, app: App) -> Self:
        """Let this app be the bot of the workspace."""
        self.app = app
        self.slack.connect(in_process(app.dispatch))
        return self

    def settle(self) -> bool:
        """Wait until the app is idle: lazy listeners run on after the acknowledgement. False if it is not in here."""
        if self.app is None:
            return False
        for _ in range(2):  # a task may have begun another
            _drain(self.app.listener_runner.listener_executor)
        return True

    def __exit__(self, *_: object) -> None:
        self.settle()
        self.slack.close()


def _drain(executor: object) -> None:
    """Return once every worker was free at the same time, so that all that was queued before is done."""
    assert isinstance(executor, ThreadPoolExecutor)
    workers = executor._max_workers
    everybody = Barrier(workers + 1)
    for _ in range(workers):
        executor.submit(everybody.wait, PATIENCE)
    everybody.wait(PATIENCE)
