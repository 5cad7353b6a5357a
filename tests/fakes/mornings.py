"""An office in which time is told by the scenario, and in which the reminders make their rounds when it says so."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.app import slack_client
from bot.knowledge.base import KnowledgeBase
from bot.playground.messages import PostedMessage
from bot.reminder_schedule import Task, reminder_task
from bot.slack.people import PeopleDirectory
from bot.storage.people import SqlPersonRepository
from fakes.course import ROOM, started, told
from fakes.office import Office
from fakes.slack import Member

BEGINNING = datetime(2027, 3, 1, 7, 30, tzinfo=UTC)
"""A Monday, half past seven in London."""


class Mornings(Office):
    """The office with a clock that the scenario moves. A context manager.

    The founder lives in London, the board member in New York, the HR lead in Tokyo; `base` is what reminders are
    written from.
    """

    def __init__(self, database_url: str, base: KnowledgeBase) -> None:
        super().__init__(clock=lambda: self.now)
        self.now = BEGINNING
        self.base = base
        self.database_url = database_url
        for member, zone in zip(self.members, ("Europe/London", "America/New_York", "Asia/Tokyo"), strict=True):
            self.slack.workspace.change_user(member.user.id, tz=zone)
        self.rounds = self.worker()

    @property
    def members(self) -> tuple[Member, ...]:
        return (self.founder, self.board_member, self.hr_lead)

    def worker(self, client: Callable[[], WebClient | None] | None = None) -> Task:
        """The reminders of a process of its own on the same database."""
        url = self.database_url
        usual = client or (lambda: slack_client(self.slack.api_url, self.slack.bot_token))
        return reminder_task(
            url,
            PeopleDirectory(lambda: SqlPersonRepository(url)),
            lambda _team, _enterprise: usual(),
            lambda: self.base,
        )

    def tick(self, at: str | datetime | None = None) -> None:
        """Go on to a time in UTC, such as `2027-03-02 09:00`, and let the reminders make a round."""
        if at is not None:
            self.now = datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
        self.rounds(self.now, lambda: True)

    def ticks(self, until: str, minutes: int = 30) -> None:
        """A round every so many minutes until then."""
        end = datetime.fromisoformat(until).replace(tzinfo=UTC)
        while self.now < end:
            self.tick(min(self.now + timedelta(minutes=minutes), end))

    def digests(self, member: Member) -> list[PostedMessage]:
        """The digests that a member has got, the oldest first."""
        return self._marked("rolecall_digest", self.slack.workspace.conversation_with_bot(member.user.id).id)

    def reports(self, member: Member) -> list[PostedMessage]:
        """What a member was told of people who left."""
        return self._marked("rolecall_departed", self.slack.workspace.conversation_with_bot(member.user.id).id)

    def in_room(self, kind: str, room: str = ROOM) -> list[PostedMessage]:
        """The summaries, reviews or reports of a channel: `kind` is weekly, review or departed."""
        return self._marked(f"rolecall_{kind}", self.slack.workspace.channel_named(room).id)

    def _marked(self, event: str, channel: str) -> list[PostedMessage]:
        said = self.slack.workspace.channel_messages(channel)
        return [message for message in said if message.metadata.get("event_type") == event]


def search_with(office: Mornings, **items: dict[str, Any]) -> None:
    """The founder opens a search in which `item1={"who": member, "due": "2027-03-02"}` says whose and when items are.

    All others have no day.
    """
    started(office.founder)
    for number in range(1, 7):
        said = items.get(f"item{number}", {})
        told(office.founder, f"due {number} {said.get('due', 'none')}")
        if "who" in said:
            told(office.founder, f"assign {number} <@{said['who'].user.id}>")
