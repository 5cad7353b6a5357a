"""Decisions which role to hire, as they are kept: what may be recorded, who sees it, and when it comes up again.

Dates are days, times are aware datetimes in UTC, people are Slack user ids; an empty text stands for nothing.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

MONTHS_TO_REVIEW = 3
DECEMBER = 12
MAX_TEXT_LENGTH = 500
"""Characters of reasons, and of dissent."""


class RecommendationSnapshot(NamedTuple):
    """What the rules said when the decision was made: the verdict of a Recommendation, its roles, and the points."""

    verdict: str
    roles: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()


class Decision(NamedTuple):
    """One decision between `roles`, recorded in a channel.

    `answers` are pairs of consideration and choice, `choice` the roles that are to be hired, none for "not yet".
    `search` is the id of the search that followed, `closed_at` the time at which it was reviewed.
    """

    id: str
    team: str
    channel: str
    roles: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    recommendation: RecommendationSnapshot
    choice: tuple[str, ...]
    reasons: str
    dissent: str
    review_on: date | None
    by: str
    at: datetime
    search: str = ""
    closed_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not been reviewed yet."""
        return self.closed_at is None


class DecisionRepository(Protocol):
    """Where decisions are kept."""

    def add(self, decision: Decision) -> bool:
        """Record it, whether it was new; earlier ones that it supersedes count as reviewed."""

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision of this id."""

    def list_in_channel(self, team: str, channel: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The newest of a channel, and how many there are in all."""

    def list_by_person(self, team: str, person: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The newest that a person recorded, wherever, and how many there are in all."""

    def mark_reviewed(self, decision: Decision, at: datetime) -> bool:
        """Count it as reviewed; whether it was not yet."""

    def link_search(self, team: str, channel: str, role: str, search: str) -> Decision | None:
        """Note that a search for the role began in the channel; gives the decision that it follows, if there is one."""


def default_review_date(today: date) -> date:
    """The day on which a decision made today comes up again unless somebody says otherwise: in three months.

    >>> default_review_date(date(2026, 11, 30))
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(today.month - 1 + MONTHS_TO_REVIEW, DECEMBER)
    year = today.year + years
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def find_errors(decision: Decision, today: date) -> Mapping[str, str]:
    """What is wrong with a decision that is to be recorded: name of the field to a sentence; empty where all is well.

    `today` is the day in UTC; the day before it still is today somewhere.
    """
    found = {}
    if not set(decision.choice) <= set(decision.roles):
        found["choice"] = "Choose among the roles that you compared."
    if decision.review_on and decision.review_on < today - timedelta(days=1):
        found["review_on"] = "That day has passed. Choose a later one, or none."
    for name in ("reasons", "dissent"):
        if len(getattr(decision, name)) > MAX_TEXT_LENGTH:
            found[name] = f"Please keep it to {MAX_TEXT_LENGTH} characters."
    return found


def supersedes(new: Decision, old: Decision) -> bool:
    """Whether the new decision makes reviewing the old one needless: the same roles, the same place."""
    same_place = (new.team, new.channel) == (old.team, old.channel)
    return same_place and set(new.roles) == set(old.roles) and old.is_open and new.id != old.id


def can_see_decision(decision: Decision, user: str, channel: str) -> bool:
    """Whether somebody who acts in this channel sees it: it belongs to its channel, and to who recorded it."""
    return channel == decision.channel or user == decision.by


def is_due(decision: Decision, today: date) -> bool:
    """Whether its day has come and nobody has reviewed it."""
    return decision.is_open and decision.review_on is not None and decision.review_on <= today


def due_for_review(decisions: Iterable[Decision], today: date) -> tuple[Decision, ...]:
    """Those whose day has come, the longest overdue first."""
    due = [(each.review_on, each.at, each) for each in decisions if each.review_on and is_due(each, today)]
    return tuple(each for _, _, each in sorted(due, key=lambda entry: entry[:2]))
