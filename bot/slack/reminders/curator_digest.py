"""The weekly message in the curators' channel: the questions without an answer that were asked in the last week."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from bot.hiring.outbox import Delivery, Outbox
from bot.hiring.reminders import MONDAY, WEEK, is_digest_time
from bot.insights.gaps import GapRepository, group_questions
from bot.slack.gap_views import gap_message
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.reminders.sender import ClientFor, Notice, ReminderSender
from bot.slack.reminders.tasks import log_failures


class CuratorDigest:
    """Sends the message on Mondays, in UTC, once for each workspace that keeps its unanswered questions."""

    def __init__(
        self,
        gaps: GapRepository,
        outbox: Outbox,
        client_for: ClientFor,
        enterprise: Callable[[str], str],
        curators: CuratorChannel,
    ) -> None:
        """`enterprise` returns the organisation of a workspace; `curators` is where it is posted."""
        self._gaps = gaps
        self._outbox = outbox
        self._sender = ReminderSender(outbox, client_for)
        self._enterprise = enterprise
        self._curators = curators

    def send_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Send what is due and not claimed by another process. Raises SQLAlchemyError if the database doesn't answer.

        There is no message about a week without such questions. A failure in one workspace is logged.
        """
        if now.weekday() != MONDAY or not is_digest_time(now):
            return
        for send in (partial(self._send, team, now) for team in self._gaps.list_teams()):
            if has_time():
                with log_failures():
                    send()

    def _send(self, team: str, now: datetime) -> None:
        today = now.date()
        client = self._sender.get_client(team, self._enterprise, now)
        channel = self._curators.find(client, team) if client else ""
        claim = self._outbox.claim(Delivery(team, "gaps", channel, today), now) if channel else None
        if client and claim:
            self._sender.build_and_send(claim, partial(self._build, channel, team, today), client, now)

    def _build(self, channel: str, team: str, today: date) -> Notice | None:
        recent = (each for each in self._gaps.list_questions(team, today) if each.last_on >= today - WEEK)
        groups = group_questions(recent)
        return Notice(channel, gap_message(groups)) if groups else None
