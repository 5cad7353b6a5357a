"""What is delivered to whom on which day, so that it happens once, and where it is kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, Protocol

from bot.hiring.decisions import Decision
from bot.hiring.models import Checklist

Kind = Literal["digest", "weekly", "departed", "review"]

ONCE = date(1970, 1, 1)
"""The day of what is delivered once and never again."""
STUCK = timedelta(minutes=5)
"""A claim that old without word of its delivery is looked into: whoever made it has gone, or does not know."""


class Delivery(NamedTuple):
    """One message that somebody is to get once: `recipient` is a user, a search, a decision or `user:search`."""

    team: str
    kind: Kind
    recipient: str
    day: date


class Claim(NamedTuple):
    """A delivery that somebody has taken on, and when."""

    delivery: Delivery
    at: datetime


class Deliveries(Protocol):
    """Who delivers what: the first to claim it, whichever process it is in."""

    def claim(self, delivery: Delivery, now: datetime) -> Claim | None:
        """Take it on; None where somebody has."""

    def take_over(self, claim: Claim, now: datetime) -> Claim | None:
        """Take on what somebody else has left unfinished; None where another one was quicker, or it is finished."""

    def is_ours(self, claim: Claim) -> bool:
        """Whether it still is for whoever made this claim to deliver."""

    def settle(self, claim: Claim, now: datetime) -> None:
        """Note that it was delivered, or that there was nothing to deliver."""

    def release(self, claim: Claim) -> None:
        """Let anybody claim it again: it was certainly not delivered."""

    def pass_over(self, deliveries: Sequence[Delivery], now: datetime) -> None:
        """Note of all these that there was nothing to deliver."""

    def stuck(self, now: datetime) -> tuple[Claim, ...]:
        """The claims that nothing was heard of for too long."""

    def last(self, delivery: Delivery) -> datetime | None:
        """When the same was last claimed for a day before this one."""


class Waiting(NamedTuple):
    """Somebody whose day has not been looked at; `busy` where they have open items or own an open search.

    `since` is when we first heard of them.
    """

    team: str
    user: str
    zone: str
    since: datetime
    busy: bool


class Due(NamedTuple):
    """An open search without a summary of this week, and the zone of its owner."""

    team: str
    search: str
    zone: str


class Diary(Protocol):
    """Who and what is to be looked at."""

    def newcomers(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Workspace and id of those who have a part in an open search and of whom nobody knows where they are."""

    def meet(self, team: str, user: str, now: datetime) -> None:
        """Note since when they have a part in one."""

    def zones(self) -> tuple[str, ...]:
        """The time zones that people are in."""

    def waiting(self, day: date, zones: Sequence[str]) -> tuple[Waiting, ...]:
        """Those in these zones whose digest of the day nobody has taken on."""

    def summaries(self, day: date, zones: Sequence[str]) -> tuple[Due, ...]:
        """The searches of owners in these zones whose summary of the day nobody has taken on."""

    def enterprise(self, team: str) -> str:
        """The organisation of a workspace, empty where it has none."""

    def checklist(self, team: str, search: str) -> Checklist | None:
        """A search with its items, None where there is none."""

    def of_day(self, team: str, user: str, day: date, until: date) -> tuple[tuple[Checklist, ...], int]:
        """The open searches in which something may be of interest to a person, the most urgent first.

        `until` is the last day that is near. At most forty; the number says how many more there are.
        """

    def with_part_of(self, team: str, user: str) -> tuple[Checklist, ...]:
        """The open searches that a person owns or has open items of, at most forty."""

    def departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users who are known to have left."""


class Reviews(Protocol):
    """Which decisions are to be looked at again."""

    def due(self, today: date) -> tuple[Decision, ...]:
        """The open decisions of every workspace whose day of review has come."""

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision of this id."""
