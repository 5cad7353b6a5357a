"""The monthly usage report in the curators' channel."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import NamedTuple

from bot.hiring.outbox import Delivery, Outbox
from bot.hiring.reminders import MONDAY, WEEK, is_digest_time
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.reminders.sender import ClientFor, Notice, ReminderSender
from bot.slack.reminders.tasks import log_failures
from bot.slack.usage_views import UsageReport, usage_message


class UsageSources(NamedTuple):
    """Where the report comes from: the workspaces that want it, and the report on one of them at a time."""

    list_teams: Callable[[], tuple[str, ...]]
    load: Callable[[str, datetime], UsageReport]


class UsageDigest:
    """Sends the report on the first Monday of a month, in UTC, once for each workspace."""

    def __init__(
        self,
        sources: UsageSources,
        outbox: Outbox,
        client_for: ClientFor,
        enterprise: Callable[[str], str],
        curators: CuratorChannel,
    ) -> None:
        """`enterprise` returns the organisation of a workspace; `curators` is where it is posted."""
        self._sources = sources
        self._outbox = outbox
        self._sender = ReminderSender(outbox, client_for)
        self._enterprise = enterprise
        self._curators = curators

    def send_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Send what is due and not claimed by another process. Raises SQLAlchemyError if the database fails.

        A failure in one workspace is logged.
        """
        if now.weekday() != MONDAY or now.day > WEEK.days or not is_digest_time(now):
            return
        for team in self._sources.list_teams():
            if has_time():
                with log_failures():
                    self._send(team, now)

    def _send(self, team: str, now: datetime) -> None:
        client = self._sender.get_client(team, self._enterprise, now)
        channel = self._curators.find(client, team) if client else ""
        claim = self._outbox.claim(Delivery(team, "usage", channel, now.date()), now) if channel else None
        if client and claim:
            build = partial(self._build, channel, team, now)
            self._sender.build_and_send(claim, build, client, now)

    def _build(self, channel: str, team: str, now: datetime) -> Notice:
        return Notice(channel, usage_message(self._sources.load(team, now)))
