"""What is delivered to whom on which day, so that it happens once, and where it is kept."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, Protocol

from bot.hiring.decisions import Decision
from bot.hiring.models import Checklist

DeliveryKind = Literal["digest", "weekly", "departed", "review"]

ONE_TIME_DAY = date(1970, 1, 1)
"""The day of what is delivered once and never again."""
CLAIM_TIMEOUT = timedelta(minutes=5)
"""A claim that old without word of its delivery is looked into: whoever made it has gone, or does not know."""


class Delivery(NamedTuple):
    """One message that somebody is to get once: `recipient` is a user, a search, a decision or `user:search`."""

    team: str
    kind: DeliveryKind
    recipient: str
    day: date


class DeliveryClaim(NamedTuple):
    """A delivery that somebody has taken on, and when."""

    delivery: Delivery
    at: datetime


class Outbox(Protocol):
    """Who delivers what: the first to claim it, whichever process it is in."""

    def claim(self, delivery: Delivery, now: datetime) -> DeliveryClaim | None:
        """Take it on; None where somebody has."""

    def take_over(self, claim: DeliveryClaim, now: datetime) -> DeliveryClaim | None:
        """Take on what somebody else has left unfinished; None where another one was quicker, or it is finished."""

    def is_ours(self, claim: DeliveryClaim) -> bool:
        """Whether it still is for whoever made this claim to deliver."""

    def mark_done(self, claim: DeliveryClaim, now: datetime) -> None:
        """Note that it was delivered, or that there was nothing to deliver."""

    def release(self, claim: DeliveryClaim) -> None:
        """Let anybody claim it again: it was certainly not delivered."""

    def mark_skipped(self, skipped: Sequence[Delivery], now: datetime) -> None:
        """Note of all these that there was nothing to deliver."""

    def find_stale_claims(self, now: datetime) -> tuple[DeliveryClaim, ...]:
        """The claims that nothing was heard of for too long."""

    def last_claimed_at(self, delivery: Delivery) -> datetime | None:
        """When the same was last claimed for a day before this one."""


class DigestCandidate(NamedTuple):
    """Somebody whose day has not been looked at; `has_open_work` where they have open items or own an open search.

    `known_since` is when we first heard of them.
    """

    team: str
    user: str
    zone: str
    known_since: datetime
    has_open_work: bool


class SummaryCandidate(NamedTuple):
    """An open search without a summary of this week, and the zone of its owner."""

    team: str
    search: str
    zone: str


class ReminderQueries(Protocol):
    """Who and what is to be looked at."""

    def find_unknown_people(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Workspace and id of those who have a part in an open search and of whom nobody knows where they are."""

    def record_first_seen(self, team: str, user: str, now: datetime) -> None:
        """Note since when they have a part in one."""

    def list_time_zones(self) -> tuple[str, ...]:
        """The time zones that people are in."""

    def find_digest_candidates(self, day: date, zones: Sequence[str]) -> tuple[DigestCandidate, ...]:
        """Those in these zones whose digest of the day nobody has taken on."""

    def find_summary_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The searches of owners in these zones whose summary of the day nobody has taken on."""

    def enterprise(self, team: str) -> str:
        """The organisation of a workspace, empty where it has none."""

    def checklist(self, team: str, search: str) -> Checklist | None:
        """A search with its items, None where there is none."""

    def load_digest_checklists(self, team: str, user: str, day: date, until: date) -> tuple[tuple[Checklist, ...], int]:
        """The open searches in which something may be of interest to a person, the most urgent first.

        `until` is the last day that is near. At most forty; the number says how many more there are.
        """

    def load_checklists_of(self, team: str, user: str) -> tuple[Checklist, ...]:
        """The open searches that a person owns or has open items of, at most forty."""

    def find_departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users who are known to have left."""


class DecisionReviewQueries(Protocol):
    """Which decisions are to be looked at again."""

    def find_due_reviews(self, today: date) -> tuple[Decision, ...]:
        """The open decisions of every workspace whose day of review has come."""

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision of this id."""
