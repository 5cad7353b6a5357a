"""The queries of the reminder job: which people and searches it has to look at."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from bot.hiring.models import Checklist, Search
from bot.hiring.scorecards import Submission


class DigestCandidate(NamedTuple):
    """A person whose digest of the day is not claimed yet.

    `known_since` is when they first had a part in a search, `has_open_work` whether they have open items, own an open
    search or are an interviewer in one.
    """

    team: str
    user: str
    zone: str
    known_since: datetime
    has_open_work: bool


Place = tuple[str, str]
"""The country and region of a search, as codes of ISO 3166; empty if they aren't known."""


class SummaryCandidate(NamedTuple):
    """An open search whose summary of the week is not claimed yet, the time zone of its owner, and where it is."""

    team: str
    search: str
    zone: str
    place: Place = ("", "")


class ReminderQueries(Protocol):
    """What the reminder job asks. Unless they take a `team`, the queries are across all workspaces."""

    def find_unknown_people(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Workspace and id of the people with a part in an open search whose time zone is not known."""

    def record_first_seen(self, team: str, user: str, now: datetime) -> None:
        """Record when the person first got a part in an open search."""

    def list_time_zones(self) -> tuple[str, ...]:
        """The time zones that people are in."""

    def list_places(self) -> tuple[Place, ...]:
        """The countries and regions that open searches are in."""

    def find_digest_candidates(self, day: date, zones: Sequence[str]) -> tuple[DigestCandidate, ...]:
        """The people in these time zones whose digest of the day is not claimed."""

    def find_summary_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The open searches of owners in these time zones whose summary of the day is not claimed."""

    def find_card_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The open searches of owners in these time zones whose card was posted and is not updated on that day."""

    def enterprise(self, team: str) -> str:
        """The id of the organisation that a workspace belongs to; empty if there is none."""

    def checklist(self, team: str, search: str) -> Checklist | None:
        """A search with its items; None if the workspace has none of this id."""

    def load_digest_checklists(self, team: str, user: str, day: date, until: date) -> tuple[tuple[Checklist, ...], int]:
        """The open searches that may have something for a person's digest of the day, the most urgent first.

        Items due after `until` don't count. Limited; the number says how many searches were left out.
        """

    def load_submissions(self, team: str, searches: Iterable[Search]) -> Mapping[str, tuple[Submission, ...]]:
        """Who has scored which finalist in these searches, by the ids of those that have interviewers."""

    def load_checklists_of(self, team: str, user: str) -> tuple[Checklist, ...]:
        """The open searches that a person owns or has open items in. Limited."""

    def find_departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users whose accounts are deactivated."""
