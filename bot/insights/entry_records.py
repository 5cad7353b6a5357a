"""Owners of entries: when each is asked whether their entry is still right, and what they answered in Slack."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, NamedTuple, Protocol

MONTHS_BETWEEN_REVIEWS = 13
"""A review counts for the twelve months after its own, as it does on cards."""
TIME_TO_EDIT = timedelta(days=14)
"""How long an owner who wants to change an entry isn't asked again."""
AT_ONCE = 3
"""Reminders that one person gets on the same day. The next ones wait for another day."""

Outcome = Literal["right", "edit"]
"""right: the owner says that the entry is still right; edit: the owner wants to change it."""


class EntryRecord(NamedTuple):
    """What was said in Slack about an entry: a new owner, and the last answer to a reminder. Empty if nothing was."""

    entry: str
    owner: str = ""
    outcome: str = ""
    answered_on: date | None = None


class OwnedEntry(NamedTuple):
    """An entry as the knowledge has it: its key, its owner in Slack, and the month of its last review."""

    key: str
    owner: str
    reviewed: str


class DueReview(NamedTuple):
    """A reminder: the entry, the person who gets it, and the day that it belongs to. It is sent then, or later."""

    entry: str
    owner: str
    day: date


class EntryRecordRepository(Protocol):
    """Stores what was said in Slack about entries, one record for each workspace and entry."""

    def load(self, team: str) -> Mapping[str, EntryRecord]:
        """Return the records of a workspace, by entry."""

    def answer(self, team: str, record: EntryRecord, by: str) -> None:
        """Store the outcome and the day of the record; the owner stays."""

    def hand_over(self, team: str, entry: OwnedEntry, to: str, by: str) -> None:
        """Store the new owner, who is asked afresh unless they own it already."""


def current_owner(entry: OwnedEntry, records: Mapping[str, EntryRecord]) -> str:
    """Return the id of the owner: the one that the entry was handed over to, or the one in the knowledge, or none."""
    record = records.get(entry.key)
    return (record.owner if record else "") or entry.owner


def recipient_of(who: str, entry: str) -> str:
    """Return what a reminder is recorded for in the outbox: the person or channel that gets it, and the entry."""
    return f"{who}:{entry}"


def find_due(entries: Iterable[OwnedEntry], records: Mapping[str, EntryRecord], today: date) -> tuple[DueReview, ...]:
    """Return the reminders that are due, the longest overdue entries first.

    Each is due again in every month until the entry is reviewed.
    """
    found: list[DueReview] = []
    for entry in sorted(entries, key=lambda each: (each.reviewed, each.key)):
        owner, day = current_owner(entry, records), reminder_day(entry, records.get(entry.key), today)
        if owner and day <= today:
            found.append(DueReview(entry.key, owner, day))
    return tuple(found)


def reminder_day(entry: OwnedEntry, record: EntryRecord | None, today: date) -> date:
    """Return the day that the latest reminder belongs to; after today if none is due.

    >>> reminder_day(OwnedEntry("role:cro", "U0CRO", "2025-11"), None, date(2027, 3, 9))
    datetime.date(2027, 3, 1)
    """
    due, answered = next_review(entry.reviewed), record.answered_on if record else None
    if record and answered:
        due = max(due, next_review(f"{answered:%Y-%m}") if record.outcome == "right" else answered + TIME_TO_EDIT)
    return due if due > today else max(due, today.replace(day=1))


def next_review(month: str) -> date:
    """Return the day on which an entry that was reviewed in this month is due for review.

    >>> next_review("2025-11")
    datetime.date(2026, 12, 1)
    """
    year, number = map(int, month.split("-"))
    months = year * 12 + number - 1 + MONTHS_BETWEEN_REVIEWS
    return date(months // 12, months % 12 + 1, 1)
