"""What the listeners of the hiring half work with, put together once in the composition root."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from slack_bolt import Args, BoltContext, BoltRequest
from slack_sdk import WebClient

from bot.commands.command import Command
from bot.commands.parser import parse_command
from bot.hiring.access import Actor
from bot.hiring.decisions import DecisionRepository
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.service import ChangeResult, UnitOfWorkFactory
from bot.knowledge.base import KnowledgeBase
from bot.slack.delivery import Destination, post
from bot.slack.hiring.card_updates import CardUpdater
from bot.slack.hiring.views.notices import change_notices
from bot.slack.people import Membership
from bot.slack.replies import KnowledgeSource

CACHE_SIZE = 512
MAX_CACHED_CHARS = 40
"""Characters of a text whose order is kept; longer ones hold notes and reasons, which nobody types twice."""


class CommandParser:
    """Reads orders with the knowledge as it is at that moment."""

    def __init__(self, library: KnowledgeSource) -> None:
        """What is kept is kept for one state of the knowledge."""
        self._library = library
        self._base: KnowledgeBase | None = None
        self._cached_parse = lru_cache(maxsize=CACHE_SIZE)(parse_command)

    def parse(self, text: str) -> Command:
        """The order in the words after `/hiring`. Never raises."""
        base = self._library.base
        if base is not self._base:
            self._base, self._cached_parse = base, lru_cache(maxsize=CACHE_SIZE)(parse_command)
        return self._cached_parse(text, base) if len(text) <= MAX_CACHED_CHARS else parse_command(text, base)


class People(Protocol):
    """What Slack says of people, asked at most once a day for each."""

    def get_local_date(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """The day that it is where the person is; where Slack does not say, the day in UTC."""

    def get_known_local_date(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """The same as far as is known without Slack, else the day in UTC; and whether Slack need not be asked."""

    def get_membership(
        self, client: WebClient, team: str, user: str, now: datetime, *, refresh: bool = False
    ) -> Membership:
        """What somebody is whom a person names.

        Where Slack does not say, a member. With `refresh` as Slack says now.
        """


@dataclass(frozen=True, slots=True)
class HiringServices:
    """The knowledge, how orders are read with it, the searches, the decisions, the people and the time."""

    library: KnowledgeSource
    parser: CommandParser
    open_units_of_work: Callable[[], UnitOfWorkFactory]
    open_decisions: Callable[[], DecisionRepository]
    people: People
    card_updater: CardUpdater
    clock: Callable[[], datetime]

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""
        return self.library.base

    @property
    def units_of_work(self) -> UnitOfWorkFactory:
        """Where searches are kept; the database is first touched when somebody asks for it."""
        return self.open_units_of_work()

    @property
    def decisions(self) -> DecisionRepository:
        """Where decisions are kept; the same holds for them."""
        return self.open_decisions()

    def now(self) -> datetime:
        """The time, to the second, as it is kept."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def schedule_template(self, today: date) -> ScheduleTemplate:
        """What days of items are laid out from, with the template as it is now."""
        return ScheduleTemplate(today, {key: item.due for key, item in self.base.checklist.items()})

    def follow_up(self, client: WebClient, team: str, result: ChangeResult | None) -> None:
        """Begin what follows a change: the card is drawn anew, and whoever was given something hears of it."""
        if result is None or result.entry is None:
            return
        self.card_updater.request_update(client, team, result.after.search.id)
        for user, message in change_notices(result, result.entry.at.date()):
            self.card_updater.run_in_background(partial(post, client, Destination(user), message))

    def build_actor(self, request: BoltRequest) -> Actor:
        """Who acts, and in which channel Slack says they are."""
        body = request.body
        user = body.get("user_id") or body.get("event", {}).get("user") or body["user"]["id"]
        return Actor(user, channel_of(body), self.now(), request_id(request))


def channel_of(body: dict[str, Any]) -> str:
    """The channel in which Slack says the person acts; empty where it does not say, as in a modal."""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or body.get("event", {}).get("channel")
    return str(channel or "")


def request_id(request: BoltRequest) -> str:
    """An id of the request: the same where Slack, or somebody in between, sends the very same again.

    What somebody does twice differs in what Slack sends with it or in the time of sending. Events, which Slack sends
    again with another time, are told apart by their own ids before.
    """
    sent = request.raw_body or json.dumps(request.body, sort_keys=True)
    stamp = "".join(request.headers.get("x-slack-request-timestamp", ()))
    return blake2b(f"{stamp} {sent}".encode(), digest_size=12).hexdigest()


class RequestContext(NamedTuple):
    """The workspace and the company it belongs to, who acts, a client to ask Slack with, and what Slack sent."""

    team: str
    enterprise: str
    actor: Actor
    client: WebClient
    body: dict[str, Any]

    @classmethod
    def from_request(cls, services: HiringServices, request: BoltRequest, context: BoltContext) -> "RequestContext":
        """The place that a request of any kind comes from."""
        asker = services.build_actor(request)
        return cls(context.team_id or "", context.enterprise_id or "", asker, context.client, request.body)

    @classmethod
    def from_args(cls, services: HiringServices, args: Args) -> "RequestContext":
        """The same, from what a listener is given."""
        return cls.from_request(services, args.request, args.context)

    def get_local_date(self, services: HiringServices) -> date:
        """The day that it is where the person is. May ask Slack."""
        return services.people.get_local_date(self.client, self.team, self.actor.user, services.now())

    def get_known_local_date(self, services: HiringServices) -> date:
        """The same, without waiting for Slack: the day in UTC where it is not known where the person is.

        Then Slack is asked for the next time.
        """
        where = (self.team, self.actor.user, self.actor.at)
        day, is_known = services.people.get_known_local_date(*where)
        if not is_known:
            services.card_updater.run_in_background(partial(services.people.get_local_date, self.client, *where))
        return day
