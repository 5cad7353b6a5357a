"""Where an order or a click comes from."""

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from slack_bolt import Args, BoltContext, BoltRequest
from slack_sdk import WebClient

from bot.hiring.access import Asker
from bot.slack.hiring.means import Hiring


class Here(NamedTuple):
    """The workspace and the company it belongs to, who acts, a client to ask Slack with, and what Slack sent."""

    team: str
    enterprise: str
    asker: Asker
    client: WebClient
    body: dict[str, Any]

    @classmethod
    def of(cls, hiring: Hiring, request: BoltRequest, context: BoltContext) -> "Here":
        """The place that a request of any kind comes from."""
        asker = hiring.asker(request)
        return cls(context.team_id or "", context.enterprise_id or "", asker, context.client, request.body)

    @classmethod
    def behind(cls, hiring: Hiring, args: Args) -> "Here":
        """The same, from what a listener is given."""
        return cls.of(hiring, args.request, args.context)

    def today(self, hiring: Hiring) -> date:
        """The day that it is where the person is. May ask Slack."""
        return hiring.people.today(self.client, self.team, self.asker.user, hiring.now())

    def day(self, hiring: Hiring) -> date:
        """The same, without waiting for Slack: the day in UTC where it is not known where the person is.

        Then Slack is asked for the next time.
        """
        where = (self.team, self.asker.user, self.asker.at)
        day, is_known = hiring.people.day(*where)
        if not is_known:
            hiring.board.later(partial(hiring.people.today, self.client, *where))
        return day
