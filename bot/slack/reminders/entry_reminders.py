"""The reminders to review an entry, for its owner; for the curators' channel if the owner can't be reached."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from slack_sdk import WebClient

from bot.hiring.outbox import Delivery, DeliveryClaim, Outbox
from bot.hiring.people import Person
from bot.hiring.reminders import is_digest_time
from bot.insights.entry_records import (
    AT_ONCE,
    DueReview,
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
from bot.slack.reminders.job import MAX_LOOKUP_AGE, MAX_UTC_OFFSET, PersonLookup
from bot.slack.reminders.sender import ClientFor, Notice, ReminderSender
from bot.slack.reminders.tasks import WorkspaceTask, run_all

CHECK_AGAIN_AFTER = timedelta(minutes=10)
"""How long a process leaves a reminder alone that it could not claim: it was sent, or has to wait for another day."""


class EntrySources(NamedTuple):
    """Where reminders come from: the workspace that the owners belong to (empty until it's known), and the knowledge.

    `curators` get those of owners who can't be reached.
    """

    get_team: Callable[[], str]
    base: Callable[[], KnowledgeBase]
    curators: CuratorChannel


class EntryReminders:
    """Sends each reminder once, in working hours where its recipient is, whichever process gets there first."""

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
        self._claimed_until: dict[Delivery, datetime] = {}

    def send_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Send what is due and not claimed by another process. Raises SQLAlchemyError if the database doesn't answer.

        A failure of one reminder is logged, and doesn't stop the others.
        """
        base = self._sources.base()
        self._claimed_until = {each: until for each, until in self._claimed_until.items() if now < until}
        owned = [OwnedEntry(*each) for each in list_owned(base)]
        team = self._sources.get_team()
        client = self._sender.get_client(team, lambda _team: "", now) if team else None
        if client is None or not owned:
            return
        records = self._records.load(team)
        entries = {each.key: each for each in owned}
        # A month begins up to 14 hours before it does in UTC; the date of each owner is checked when they are found.
        due = find_due(owned, records, (now + MAX_UTC_OFFSET).date())
        tasks = (partial(self._send_if_due, team, entries[each.entry], records, client, now) for each in due)
        run_all((WorkspaceTask(team, task) for task in tasks), has_time)

    def _send_if_due(
        self, team: str, entry: OwnedEntry, records: Mapping[str, EntryRecord], client: WebClient, now: datetime
    ) -> None:
        """Send it if it is due where its owner is, and it is working time there."""
        person = self._people.find_person(client, team, current_owner(entry, records), now, now - MAX_LOOKUP_AGE)
        local = person.local_time(now)
        due = find_due([entry], records, local.date()) if is_digest_time(local) else ()
        for review in due:
            self._send(team, review, person, client, now)

    def _send(self, team: str, review: DueReview, person: Person, client: WebClient, now: datetime) -> None:
        recipient = review.owner if person.is_colleague else self._sources.curators.find(client, team)
        if not recipient:
            return
        delivery = Delivery(team, "entry", recipient_of(recipient, review.entry), review.day)
        if now < self._claimed_until.get(delivery, now):
            return
        entry = find_reviewed(self._sources.base(), review.entry)
        claim = self._claim(delivery, person.local_time(now)) if entry else None
        if entry and claim:
            message = review_message(entry, person)
            self._sender.send(claim, Notice(recipient, message), client, now)
        else:
            self._claimed_until[delivery] = now + CHECK_AGAIN_AFTER

    def _claim(self, delivery: Delivery, local: datetime) -> DeliveryClaim | None:
        """Claim the reminder; None if it was claimed before, or its recipient has had enough of them on this day.

        Every process tries the reminders of a person in the same order, so the limit holds for all of them together.
        """
        recipient, _, _ = delivery.recipient.partition(":")
        midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
        if self._outbox.count_claims(delivery.team, "entry", recipient_of(recipient, ""), midnight) >= AT_ONCE:
            return None
        return self._outbox.claim(delivery, local)
