"""An office whose clock and reminder task are controlled by the scenario."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from slack_sdk import WebClient

from bot.knowledge.base import KnowledgeBase
from bot.playground.messages import PostedMessage
from bot.reminder_schedule import Task, reminder_task
from bot.slack.client import slack_client
from bot.slack.people import PeopleDirectory
from bot.storage.people import SqlPersonRepository
from fakes.hiring import PRIVATE_CHANNEL, open_search, run_command
from fakes.office import Office
from fakes.slack import Member

START = datetime(2027, 3, 1, 7, 30, tzinfo=UTC)
"""Monday, 07:30 in London."""


class ReminderOffice(Office):
    """An office with a clock that the scenario sets. A context manager.

    The founder lives in London, the board member in New York, the HR lead in Tokyo. Reminders use the knowledge base in
    `base`.
    """

    def __init__(self, database_url: str, base: KnowledgeBase) -> None:
        super().__init__(clock=lambda: self.now)
        self.now = START
        self.base = base
        self.database_url = database_url
        for member, zone in zip(self.members, ("Europe/London", "America/New_York", "Asia/Tokyo"), strict=True):
            self.slack.workspace.change_user(member.user.id, tz=zone)
        self.run_reminders = self.worker()

    @property
    def members(self) -> tuple[Member, ...]:
        return (self.founder, self.board_member, self.hr_lead)

    def worker(self, client: Callable[[], WebClient | None] | None = None) -> Task:
        """The reminder task of another worker on the same database."""
        url = self.database_url
        get_client = client or (lambda: slack_client(self.slack.api_url, self.slack.bot_token))
        return reminder_task(
            url,
            PeopleDirectory(lambda: SqlPersonRepository(url)),
            lambda _team, _enterprise: get_client(),
            lambda *_: self.base,
        )

    def tick(self, at: str | datetime | None = None) -> None:
        """Set the clock to a time in UTC, such as `2027-03-02 09:00`, and run the reminder task once."""
        if at is not None:
            self.now = datetime.fromisoformat(at).replace(tzinfo=UTC) if isinstance(at, str) else at
        self.run_reminders(self.now, lambda: True)

    def tick_until(self, until: str, minutes: int = 30) -> None:
        """Advance the clock in steps of `minutes` up to `until`, and run the reminder task at each step."""
        end = datetime.fromisoformat(until).replace(tzinfo=UTC)
        while self.now < end:
            self.tick(min(self.now + timedelta(minutes=minutes), end))

    def digests(self, member: Member) -> list[PostedMessage]:
        """The digests sent to a member, oldest first."""
        return self._marked("rolecall_digest", self.slack.workspace.conversation_with_bot(member.user.id).id)

    def reports(self, member: Member) -> list[PostedMessage]:
        """The reports about departed members sent to a member, oldest first."""
        return self._marked("rolecall_departed", self.slack.workspace.conversation_with_bot(member.user.id).id)

    def channel_posts(self, kind: str, channel: str = PRIVATE_CHANNEL) -> list[PostedMessage]:
        """The messages posted in a channel; `kind` is weekly, review or departed."""
        return self._marked(f"rolecall_{kind}", self.slack.workspace.channel_named(channel).id)

    def _marked(self, event: str, channel: str) -> list[PostedMessage]:
        messages = self.slack.workspace.channel_messages(channel)
        return [message for message in messages if message.metadata.get("event_type") == event]


def open_search_with(office: ReminderOffice, **items: dict[str, Any]) -> None:
    """Open a search as the founder; `item1={"who": member, "due": "2027-03-02"}` sets its assignee and due date.

    All other items have no due date.
    """
    open_search(office.founder)
    for number in range(1, 7):
        values = items.get(f"item{number}", {})
        run_command(office.founder, f"due {number} {values.get('due', 'none')}")
        if "who" in values:
            run_command(office.founder, f"assign {number} <@{values['who'].user.id}>")
