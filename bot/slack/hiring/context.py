"""What every hiring handler works with: the services built in the composition root, and the context of one request."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from slack_bolt import Args, BoltContext, BoltRequest
from slack_sdk import WebClient

from bot.commands.command import Command
from bot.commands.instructions import read_instructions
from bot.hiring.access import Actor
from bot.hiring.decisions import DecisionRepository
from bot.hiring.models import Search
from bot.hiring.people import Person, PersonKind
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.service import ChangeResult
from bot.hiring.tailoring import find_offsets
from bot.hiring.unit_of_work import UnitOfWorkFactory
from bot.knowledge.base import KnowledgeBase
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.delivery import Destination, post
from bot.slack.hiring.card_updates import CardUpdater, run_logged
from bot.slack.hiring.views.notices import change_notices
from bot.slack.hiring.views.scorecard_notices import scorecard_notices
from bot.slack.hiring.views.state_notices import state_notices
from bot.slack.home_tabs import HomeTabs
from bot.slack.message import Message
from bot.slack.people import Membership
from bot.slack.repeats import Repeats
from bot.slack.shared_channels import SharedChannels

CACHE_SIZE = 512
MAX_CACHED_CHARS = 40
"""Longer commands are not cached: they contain notes and reasons, which hardly repeat."""


class CommandParser:
    """Parses commands with the current knowledge, and caches short ones until the knowledge changes."""

    def __init__(self, library: KnowledgeSource) -> None:
        """`library` provides the current knowledge."""
        self._library = library
        self._base: KnowledgeBase | None = None
        self._cached_parse = lru_cache(maxsize=CACHE_SIZE)(read_instructions)

    def parse(self, text: str) -> Command:
        """The command in the text after `/hiring`, or several of them (`SEVERAL`). Never raises."""
        base = self._library.base
        if base is not self._base:
            self._base, self._cached_parse = base, lru_cache(maxsize=CACHE_SIZE)(read_instructions)
        return self._cached_parse(text, base) if len(text) <= MAX_CACHED_CHARS else read_instructions(text, base)


class People(Protocol):
    """Time zones and membership of people; Slack is asked at most once a day for each person."""

    def get_local_date(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """The date where the person is; in UTC if Slack doesn't say. May ask Slack."""

    def get_known_local_date(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """The date where the person is, without asking Slack: in UTC if unknown. And whether it is known."""

    def get_known_kind(self, team: str, user: str, now: datetime) -> PersonKind | None:
        """The kind of the person's account; None if Slack has to be asked."""

    def get_last_known(self, team: str, user: str, now: datetime) -> Person | None:
        """What Slack last said about the person, however long ago; None if nothing. Slack is not asked."""

    def has_left(self, team: str, user: str, now: datetime) -> bool:
        """Whether the person is known to have left, without asking Slack."""

    def get_kind(self, client: WebClient, team: str, user: str, now: datetime) -> PersonKind:
        """The kind of the person's account. May ask Slack."""

    def get_membership(
        self, client: WebClient, team: str, user: str, now: datetime, *, refresh: bool = False
    ) -> Membership:
        """Whether the person is a member, an app, has left or is unknown; a member if Slack doesn't answer.

        With `refresh`, Slack is asked even if it answered recently.
        """


@dataclass(frozen=True, slots=True)
class HiringServices:
    """The knowledge, the parser, the repositories, the people, what was done before, and the clock."""

    library: KnowledgeSource
    parser: CommandParser
    open_units_of_work: Callable[[], UnitOfWorkFactory]
    open_decisions: Callable[[], DecisionRepository]
    people: People
    card_updater: CardUpdater
    home_tabs: HomeTabs
    repeats: Repeats
    clock: Callable[[], datetime]
    shared: SharedChannels
    public: KnowledgeSource | None = None
    """The knowledge without the company's own; None if it has none."""

    def is_unlimited_in(self, team: str, channel: str) -> bool:
        """Whether all of the knowledge may be used in a channel, as far as is known without waiting."""
        return self.public is None or self.shared.is_shared_at_once(team, channel) is False

    def limited_to(self, client: WebClient, team: str, *channels: str) -> "HiringServices":
        """The services for what is said in channels: without the company's own knowledge if another one is in any.

        A form is shown in the channel it was opened in, which is empty for the Home tab, and is about a search or a
        decision, which has a channel too.
        """
        if self.public is None:
            return self
        if not any(channel and self.shared.is_shared(client, team, channel) for channel in channels):
            return self
        return replace(self, library=self.public, public=None)

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""
        return self.library.base

    @property
    def units_of_work(self) -> UnitOfWorkFactory:
        """Begins units of work on searches; the database is opened on first use."""
        return self.open_units_of_work()

    @property
    def decisions(self) -> DecisionRepository:
        """The repository of decisions; the database is opened on first use."""
        return self.open_decisions()

    def now(self) -> datetime:
        """The time in UTC, to the second, as it is stored."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def schedule_template(self, today: date) -> ScheduleTemplate:
        """What due dates are computed from: today, and the offsets of the current template for each search."""
        return ScheduleTemplate(today, {}, partial(find_offsets, self.base.checklist.values()))

    def follow_up(self, client: WebClient, team: str, result: ChangeResult) -> None:
        """Update the card and Home tabs, and notify the people concerned, in the background.

        Does nothing if nothing changed.
        """
        if result.entry is None:
            return
        self.home_tabs.refresh(client, team, {result.entry.by, *result.before.people, *result.after.people})
        self.card_updater.request_update(client, team, result.after.search.id)
        self.card_updater.run_in_background(partial(self._notify_all, client, team, result))

    def _notify_all(self, client: WebClient, team: str, result: ChangeResult) -> None:
        """Build and send the notices of each kind; one that fails stops no other.

        They are sent in the same task: once the process shuts down, no further one could be started. May ask Slack
        about the channel of the search.
        """
        for build in (partial(self._change_notices, client, team), state_notices, scorecard_notices):
            run_logged(partial(self._send_all, client, team, partial(build, result)))

    def _send_all(self, client: WebClient, team: str, build: Callable[[], Iterable[tuple[str, Message]]]) -> None:
        for user, message in build():
            run_logged(partial(self._notify, client, team, user, message))

    def _change_notices(self, client: WebClient, team: str, result: ChangeResult) -> Iterable[tuple[str, Message]]:
        cautions = self.limited_to(client, team, result.after.search.channel).base.cautions
        return change_notices(result, partial(self._get_known_date, team), cautions)

    def _get_known_date(self, team: str, user: str) -> date:
        return self.people.get_known_local_date(team, user, self.now())[0]

    def _notify(self, client: WebClient, team: str, user: str, message: Message) -> None:
        """Send the message directly, unless the person is known to have left. Raises SlackApiError."""
        if not self.people.has_left(team, user, self.now()):
            post(client, Destination(user), message)

    def build_actor(self, request: BoltRequest) -> Actor:
        """Who acts, and from which channel, as far as the request says."""
        body = request.body
        user = body.get("user_id") or body.get("event", {}).get("user") or body["user"]["id"]
        return Actor(user, channel_of(body), self.now(), request_id(request))


def channel_of(body: dict[str, Any]) -> str:
    """The channel of a request; empty if Slack doesn't say, as for a modal."""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or body.get("event", {}).get("channel")
    return str(channel or "")


def request_id(request: BoltRequest) -> str:
    """An id of the request, which is the same if Slack, or a proxy, delivers the same request again.

    A person who does the same thing twice sends two requests, which differ in their trigger id or timestamp; but a form
    can only be submitted once. Events, which Slack redelivers with a new timestamp, are de-duplicated by their own ids
    before they get here.
    """
    if request.body.get("type") == "view_submission":
        form = f"{(request.body.get('team') or {}).get('id')} {request.body['view']['id']}"
        return blake2b(form.encode(), digest_size=12).hexdigest()
    sent = request.raw_body or json.dumps(request.body, sort_keys=True)
    stamp = "".join(request.headers.get("x-slack-request-timestamp", ()))
    return blake2b(f"{stamp} {sent}".encode(), digest_size=12).hexdigest()


class RequestContext(NamedTuple):
    """One request: workspace and organisation, who acts, a client for Slack's Web API, and the body Slack sent.

    `is_inline`: it is answered in the acknowledgement, so Slack isn't asked for anything.
    """

    team: str
    enterprise: str
    actor: Actor
    client: WebClient
    body: dict[str, Any]
    is_inline: bool = False

    @classmethod
    def from_request(cls, services: HiringServices, request: BoltRequest, context: BoltContext) -> "RequestContext":
        """The context of a request of any kind."""
        actor, team = services.build_actor(request), context.team_id or ""
        kind = services.people.get_kind(context.client, team, actor.user, actor.at)
        actor = actor._replace(kind=kind)
        return cls(team, context.enterprise_id or "", actor, context.client, request.body)

    @classmethod
    def from_args(cls, services: HiringServices, args: Args) -> "RequestContext":
        """The context of a request, from the arguments of a listener."""
        return cls.from_request(services, args.request, args.context)

    def click_key(self, what: str) -> str:
        """A key for what this person does on the message they clicked, or the same again."""
        place = self.body["container"].get("message_ts")
        return f"click:{self.actor.channel}:{place}:{self.actor.user}:{what}"

    def get_base_for_form(self, services: HiringServices, search: Search) -> KnowledgeBase:
        """The knowledge that a form about the search may show where it is opened. May ask Slack."""
        return services.limited_to(self.client, self.team, self.actor.channel, search.channel).base

    def get_local_date(self, services: HiringServices) -> date:
        """The date where the person is. May ask Slack."""
        return services.people.get_local_date(self.client, self.team, self.actor.user, services.now())

    def get_known_local_date(self, services: HiringServices) -> date:
        """The date where the person is, without waiting for Slack: in UTC if their time zone is unknown.

        In that case Slack is asked in the background, so that it is known next time.
        """
        where = (self.team, self.actor.user, self.actor.at)
        day, is_known = services.people.get_known_local_date(*where)
        if not is_known:
            services.card_updater.run_in_background(partial(services.people.get_local_date, self.client, *where))
        return day
