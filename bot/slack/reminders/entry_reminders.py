"""The reminders to review an entry, for its owner; for the curators' channel if the owner can't be reached."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from typing import NamedTuple

from slack_sdk import WebClient

from bot.hiring.outbox import Delivery, Outbox
from bot.hiring.people import Person
from bot.hiring.reminders import is_digest_time
from bot.insights.entry_records import (
    EntryRecord,
    EntryRecordRepository,
    OwnedEntry,
    current_owner,
    find_due,
    recipient_of,
)
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.reviewed_entries import find_reviewed, list_owned
from bot.slack.entry_views import review_message
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.reminders.entry_turns import EntryReminder, find_turns
from bot.slack.reminders.job import MAX_LOOKUP_AGE, MAX_UTC_OFFSET, PersonLookup
from bot.slack.reminders.sender import ClientFor, Notice, ReminderSender
from bot.slack.reminders.tasks import WorkspaceTask, run_all


class EntrySources(NamedTuple):
    """Where reminders come from: the workspace that the owners belong to (empty until it's known), and the knowledge.

    `curators` get those of owners who can't be reached.
    """

    get_team: Callable[[], str]
    base: Callable[[], KnowledgeBase]
    curators: CuratorChannel


class EntryReminders:
    """Sends each reminder once, in working hours where its owner is, whichever process gets there first."""

    def __init__(
        self,
        sources: EntrySources,
        records: EntryRecordRepository,
        outbox: Outbox,
        people: PersonLookup,
        client_for: ClientFor,
    ) -> None:
        """Take what they are made of, where they are recorded, and who the recipients are."""
        self._sources = sources
        self._records = records
        self._outbox = outbox
        self._people = people
        self._sender = ReminderSender(outbox, client_for)

    def send_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Send what is due and not claimed by another process. Raises SQLAlchemyError if the database doesn't answer.

        A failure of one reminder is logged, and doesn't stop the others.
        """
        owned = [OwnedEntry(*each) for each in list_owned(self._sources.base())]
        team = self._sources.get_team()
        client = self._sender.get_client(team, lambda _team: "", now) if team else None
        if client is None or not owned:
            return
        due = tuple(self._find_due(owned, client, team, now, has_time))
        turns = find_turns(due, self._outbox.list_claims(team, "entry")) if due else ()
        tasks = (WorkspaceTask(team, partial(self._send, each, client, now)) for each in turns)
        run_all(tasks, has_time)

    def _find_due(
        self, owned: Sequence[OwnedEntry], client: WebClient, team: str, now: datetime, has_time: Callable[[], bool]
    ) -> Iterator[EntryReminder]:
        """The reminders that are due where their owner is. Asks Slack about each owner at most once."""
        records = self._records.load(team)
        for user, entries in _group_by_owner(owned, records, now).items():
            person = self._find_at_work(client, team, user, now) if has_time() else None
            if person is None:
                continue
            local = person.local_time(now)
            to = user if person.is_colleague else self._sources.curators.find(client, team)
            midnight = datetime.combine(local, time.min, local.tzinfo)
            for review in find_due(entries, records, local.date()) if to else ():
                delivery = Delivery(team, "entry", recipient_of(to, review.entry), review.day)
                yield EntryReminder(review.entry, delivery, person, midnight)

    def _find_at_work(self, client: WebClient, team: str, user: str, now: datetime) -> Person | None:
        """The person; None if it isn't working time where they are, or nothing is known about them yet."""
        known = self._people.get_last_known(team, user, now)
        if known and not is_digest_time(known.local_time(now)):
            return None
        person = self._people.find_person(client, team, user, now, now - MAX_LOOKUP_AGE)
        return person if person.is_known and is_digest_time(person.local_time(now)) else None

    def _send(self, reminder: EntryReminder, client: WebClient, now: datetime) -> None:
        """Send it unless another process does, or the knowledge has changed in the meantime."""
        entry = find_reviewed(self._sources.base(), reminder.entry)
        claim = self._outbox.claim(reminder.delivery, now) if entry else None
        if entry and claim:
            build = partial(review_message, entry, reminder.owner)
            self._sender.build_and_send(claim, lambda: Notice(reminder.to, build()), client, now)


def _group_by_owner(
    owned: Sequence[OwnedEntry], records: Mapping[str, EntryRecord], now: datetime
) -> dict[str, list[OwnedEntry]]:
    """Owner to their entries that may be due: a month begins up to 14 hours before it does in UTC."""
    entries = {each.key: each for each in owned}
    found: dict[str, list[OwnedEntry]] = {}
    for review in find_due(owned, records, (now + MAX_UTC_OFFSET).date()):
        entry = entries[review.entry]
        found.setdefault(current_owner(entry, records), []).append(entry)
    return found
