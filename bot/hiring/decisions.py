"""Decisions on which role to hire: what may be recorded, who sees it, and when it is reviewed.

Times are aware datetimes in UTC, people are Slack user ids, an empty text means none.
"""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from bot.hiring.access import Actor
from bot.hiring.calendar import WorkCalendar

MONTHS_TO_REVIEW = 3
DECEMBER = 12
MAX_TEXT_LENGTH = 500
"""Characters in the reasons, and in the dissent."""


class RecommendationSnapshot(NamedTuple):
    """What the rules recommended when the decision was made, in words that stay as they were.

    - `verdict`, `roles`, `scores`: the outcome, the roles to hire, and the points of each role.
    - `because`: the answers that led to it, each with its reason.
    - `against`: the strongest argument against it; empty if there is none.
    - `would_change`: the answers that would have led elsewhere.
    """

    verdict: str
    roles: tuple[str, ...] = ()
    scores: tuple[tuple[str, int], ...] = ()
    because: tuple[str, ...] = ()
    against: str = ""
    would_change: tuple[str, ...] = ()


class Decision(NamedTuple):
    """One decision between `roles`, recorded in a channel.

    `answers` are pairs of consideration and choice. `choice` are the roles to hire; none means "not yet". `search` is
    the id of the search that followed, `closed_at` the time of the review.
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
        """Whether it is still to be reviewed."""
        return self.closed_at is None


class DecisionRepository(Protocol):
    """The decisions of every workspace."""

    def add(self, decision: Decision) -> bool:
        """Record the decision; returns false if it was recorded before. Decisions that it supersedes are closed."""

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision with this id; None if the workspace has none."""

    def list_in_channel(self, team: str, channel: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions of a channel, newest first, limited; and the total."""

    def list_by_person(self, team: str, person: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions that a person recorded in any channel, newest first, limited; and the total."""

    def mark_reviewed(self, decision: Decision, at: datetime) -> bool:
        """Close the decision as reviewed; returns false if it was closed before."""

    def find_waiting(self, team: str, channel: str, role: str) -> Decision | None:
        """The newest open decision of the channel for this role that no search has followed yet; None without one."""

    def link_search(self, decision: Decision, search: str) -> bool:
        """Link the search that followed to the decision; returns false if it has one already."""

    def list_due_reviews(self, team: str, person: str, today: date) -> tuple[Decision, ...]:
        """The open decisions of a person whose review date has come, the longest overdue first."""

    def find_due_reviews(self, today: date) -> tuple[Decision, ...]:
        """The open decisions of every workspace whose review date has come, the longest overdue first."""


def default_review_date(today: date) -> date:
    """The review date that is suggested for a decision made today: three months later, on a working day.

    >>> default_review_date(date(2026, 11, 30))
    datetime.date(2027, 3, 1)
    """
    years, month = divmod(today.month - 1 + MONTHS_TO_REVIEW, DECEMBER)
    year = today.year + years
    day = date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
    return WorkCalendar().on_or_after(day)


def find_errors(decision: Decision, today: date) -> Mapping[str, str]:
    """What is wrong with a decision before it is recorded: field name to error text; empty if nothing is.

    `today` is the date in UTC. The review date may be the day before, which is still today in some time zones.
    """
    found = {}
    if not set(decision.choice) <= set(decision.roles):
        found["choice"] = "Choose from the roles you compared."
    if decision.review_on and decision.review_on < today - timedelta(days=1):
        found["review_on"] = "That date has passed. Choose a later one, or none."
    for name in ("reasons", "dissent"):
        if len(getattr(decision, name)) > MAX_TEXT_LENGTH:
            found[name] = f"Keep it to {MAX_TEXT_LENGTH} characters."
    return found


def supersedes(new: Decision, old: Decision) -> bool:
    """Whether the old decision needs no review after the new one: both are on the same roles in the same channel."""
    same_place = (new.team, new.channel) == (old.team, old.channel)
    return same_place and set(new.roles) == set(old.roles) and old.is_open and new.id != old.id


def can_see_decision(decision: Decision, actor: Actor) -> bool:
    """Whether the person may see the decision, as far as is known: its author may, and members in its channel.

    Guests and people of other companies only see the decisions that they recorded.
    """
    is_in_channel = decision.channel == actor.channel or decision.channel in actor.member_of
    return actor.user == decision.by or (is_in_channel and actor.kind == "member")
