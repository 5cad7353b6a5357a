"""What the listeners of the hiring half work with, put together once in the composition root."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from hashlib import blake2b
from typing import Any, Protocol

from slack_bolt import BoltRequest
from slack_sdk import WebClient

from bot.hiring.access import Asker
from bot.hiring.decisions import Decisions
from bot.hiring.moving import Course
from bot.hiring.service import Desks, Worked
from bot.knowledge.base import KnowledgeBase
from bot.slack.delivery import Place, post
from bot.slack.hiring.afterwards import letters
from bot.slack.hiring.board import Board
from bot.slack.hiring.reading import Orders
from bot.slack.people import Standing
from bot.slack.replies import KnowledgeSource


class People(Protocol):
    """What Slack says of people, asked at most once a day for each."""

    def today(self, client: WebClient, team: str, user: str, now: datetime) -> date:
        """The day that it is where the person is; where Slack does not say, the day in UTC."""

    def day(self, team: str, user: str, now: datetime) -> tuple[date, bool]:
        """The same as far as is known without Slack, else the day in UTC; and whether Slack need not be asked."""

    def standing(self, client: WebClient, team: str, user: str, now: datetime, *, anew: bool = False) -> Standing:
        """What somebody is whom a person names; where Slack does not say, a member. With `anew` as Slack says now."""


@dataclass(frozen=True, slots=True)
class Hiring:
    """The knowledge, how orders are read with it, the searches, the decisions, the people and the time."""

    library: KnowledgeSource
    orders: Orders
    open_desks: Callable[[], Desks]
    open_decisions: Callable[[], Decisions]
    people: People
    board: Board
    clock: Callable[[], datetime]

    @property
    def base(self) -> KnowledgeBase:
        """The knowledge as it is now."""
        return self.library.base

    @property
    def desks(self) -> Desks:
        """Where searches are kept; the database is first touched when somebody asks for it."""
        return self.open_desks()

    @property
    def decisions(self) -> Decisions:
        """Where decisions are kept; the same holds for them."""
        return self.open_decisions()

    def now(self) -> datetime:
        """The time, to the second, as it is kept."""
        return self.clock().astimezone(UTC).replace(microsecond=0)

    def course(self, today: date) -> Course:
        """What days of items are laid out from, with the template as it is now."""
        return Course(today, {key: item.due for key, item in self.base.checklist.items()})

    def follow_up(self, client: WebClient, team: str, worked: Worked | None) -> None:
        """Begin what follows a change: the card is drawn anew, and whoever was given something hears of it."""
        if worked is None or worked.act is None:
            return
        self.board.changed(client, team, worked.after.search.id)
        for user, message in letters(worked, worked.act.at.date()):
            self.board.later(partial(post, client, Place(user), message))

    def asker(self, request: BoltRequest) -> Asker:
        """Who acts, and in which channel Slack says they are."""
        body = request.body
        user = body.get("user_id") or body.get("event", {}).get("user") or body["user"]["id"]
        return Asker(user, channel_of(body), self.now(), request_of(request))


def channel_of(body: dict[str, Any]) -> str:
    """The channel in which Slack says the person acts; empty where it does not say, as in a modal."""
    channel = body.get("channel_id") or (body.get("channel") or {}).get("id") or body.get("event", {}).get("channel")
    return str(channel or "")


def request_of(request: BoltRequest) -> str:
    """An id of the request: the same where Slack, or somebody in between, sends the very same again.

    What somebody does twice differs in what Slack sends with it or in the time of sending. Events, which Slack sends
    again with another time, are told apart by their own ids before.
    """
    sent = request.raw_body or json.dumps(request.body, sort_keys=True)
    stamp = "".join(request.headers.get("x-slack-request-timestamp", ()))
    return blake2b(f"{stamp} {sent}".encode(), digest_size=12).hexdigest()
