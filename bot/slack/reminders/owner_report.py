"""The weekly message in the curators' channel: the entries whose owner can't be reached."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from slack_sdk import WebClient

from bot.hiring.outbox import Delivery, Outbox
from bot.hiring.people import Person
from bot.hiring.reminders import MONDAY, is_digest_time
from bot.insights.entry_records import EntryRecordRepository, OwnedEntry, current_owner
from bot.knowledge.reviewed_entries import ReviewedEntry, find_reviewed, list_owned
from bot.slack.entry_views import unreachable_message
from bot.slack.reminders.entry_reminders import EntrySources
from bot.slack.reminders.job import PersonLookup
from bot.slack.reminders.sender import ClientFor, Notice, ReminderSender


class OwnerReport:
    """Sends the message on Mondays, in UTC, if there are such entries."""

    def __init__(
        self,
        sources: EntrySources,
        records: EntryRecordRepository,
        outbox: Outbox,
        people: PersonLookup,
        client_for: ClientFor,
    ) -> None:
        """Take where the entries are and who owns them, where it is recorded, and who the owners are."""
        self._sources = sources
        self._records = records
        self._outbox = outbox
        self._people = people
        self._sender = ReminderSender(outbox, client_for)

    def send_due(self, now: datetime, has_time: Callable[[], bool]) -> None:
        """Send it if it is due and no other process has claimed it. Raises SQLAlchemyError if the database fails."""
        team = self._sources.get_team()
        if now.weekday() != MONDAY or not is_digest_time(now) or not team or not has_time():
            return
        client = self._sender.get_client(team, lambda _team: "", now)
        channel = self._sources.curators.find(client, team) if client and list_owned(self._sources.base()) else ""
        claim = self._outbox.claim(Delivery(team, "owners", channel, now.date()), now) if channel else None
        if client and claim:
            self._sender.build_and_send(claim, partial(self._build, channel, client, team, now), client, now)

    def _build(self, channel: str, client: WebClient, team: str, now: datetime) -> Notice | None:
        found = tuple(self._find_unreachable(client, team, now))
        return Notice(channel, unreachable_message(found)) if found else None

    def _find_unreachable(self, client: WebClient, team: str, now: datetime) -> Iterator[tuple[ReviewedEntry, Person]]:
        """The entries, each with its owner."""
        base, records = self._sources.base(), self._records.load(team)
        for owned in (OwnedEntry(*each) for each in list_owned(base)):
            owner = self._people.find_person(client, team, current_owner(owned, records), now)
            entry = find_reviewed(base, owned.key)
            if entry and owner.is_known and not owner.is_colleague:
                yield entry, owner
