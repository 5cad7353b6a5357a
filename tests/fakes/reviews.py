"""A company whose entries have owners, and the reminders that they get."""

from datetime import datetime, timedelta
from typing import NamedTuple

from bot.insight_services import entry_reminder_task
from bot.playground.identities import MEMBERS, TEAM
from bot.playground.messages import PostedMessage
from bot.reminder_schedule import Task, reminder_task
from bot.slack.client import slack_client
from bot.slack.people import PeopleDirectory
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.shared_channels import SharedChannels
from bot.storage.people import SqlPersonRepository
from bot.workspace_access import SingleWorkspace
from fakes.library import FragileLibrary
from fakes.office import Office

FOUNDER, BOARD_MEMBER, HR_LEAD = MEMBERS
ROLE = f"""\
owner: {FOUNDER.id}
reviewed: "2025-09"
"""
QUESTION = f"""\
entries:
  - id: ours_headhunter
    ask:
      - Who approves a headhunter here?
      - headhunter approval
    answer:
      - text: The head of people chooses the firm, and the CFO signs the contract.
    reviewed: "2026-06"
    owner: {FOUNDER.id}
  - id: ours_board
    ask:
      - Who chairs our board?
      - chair of our board
    answer:
      - text: The founder does.
    reviewed: "2026-11"
    owner: Board office
"""


class Reviews(NamedTuple):
    """An office with owners, and what sends their reminders."""

    office: Office
    clock: list[datetime]
    task: Task

    def tick(self, days: int = 0, minutes: int = 0) -> None:
        """Let time pass, and run the reminder task of a worker."""
        self.clock[0] += timedelta(days=days, minutes=minutes)
        self.task(self.clock[0], lambda: True)

    def reminders(self, user: str) -> list[PostedMessage]:
        """The reminders that a person has got, as they look now, oldest first."""
        workspace = self.office.slack.workspace
        posted = workspace.channel_messages(workspace.conversation_with_bot(user).id)
        return [each for each in posted if each.metadata.get("event_type") == "rolecall_entry"]


def worker(office: Office, database_url: str, library: FragileLibrary, curators_channel: str = "") -> Task:
    """The reminder task of one more process."""
    access = SingleWorkspace(office.slack.bot_token, lambda token: slack_client(office.slack.api_url, token or ""))
    access.before_authorize.learn({"team_id": TEAM})
    people = PeopleDirectory(lambda: SqlPersonRepository(database_url))
    curators = CuratorChannel(curators_channel, SharedChannels(has_own_knowledge=True))
    maintain = entry_reminder_task(database_url, curators, access, people, lambda: library.base)
    return reminder_task(database_url, people, access.client_for, lambda *_: library.base, maintain)
