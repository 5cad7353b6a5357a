"""What every serving process does once a minute: reminders, the messages for curators and owners, and maintenance."""

from collections.abc import Callable
from datetime import datetime

from bot.hiring_services import people_repository
from bot.insight_services import add_curator_digest, entry_reminder_task, store_counts
from bot.insights.question_counts import QuestionCounter
from bot.knowledge.public import PublicKnowledge
from bot.reminder_schedule import ReminderScheduler, Task, reminder_task
from bot.settings import Settings
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.people import PeopleDirectory
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.shared_channels import SharedChannels, limit_by_channel
from bot.workspace_access import WorkspaceAccess


def build_reminder_scheduler(
    settings: Settings,
    library: KnowledgeSource,
    access: WorkspaceAccess,
    questions: QuestionCounter | None = None,
) -> ReminderScheduler:
    """The scheduler for reminders, not yet started. Every serving process runs one: the database decides who sends.

    It also stores how many `questions` this process has counted.
    """
    return ReminderScheduler(build_reminder_task(settings, library, access, questions))


def build_reminder_task(
    settings: Settings,
    library: KnowledgeSource,
    access: WorkspaceAccess,
    questions: QuestionCounter | None = None,
) -> Task:
    """What the scheduler runs."""
    people = PeopleDirectory(people_repository(settings.database_url))
    url, channel = settings.database_url, settings.curators_channel
    shared = SharedChannels(has_own_knowledge=bool(settings.knowledge_path or channel))
    public = PublicKnowledge(settings.knowledge_path) if settings.knowledge_path else None
    curators = CuratorChannel(channel, shared)
    maintain = add_curator_digest(url, curators, access.client_for, access.maintain, lambda: library.base)
    maintain = in_order(maintain, entry_reminder_task(url, curators, access, people, lambda: library.base))
    maintain = store_counts(url, questions, maintain) if questions else maintain
    base_for = limit_by_channel(library, public, shared)
    return reminder_task(url, people, access.client_for, base_for, maintain)


def in_order(first: Task, second: Task) -> Task:
    """The task that runs both, unless the first one fails."""

    def run(moment: datetime, has_time: Callable[[], bool]) -> None:
        first(moment, has_time)
        second(moment, has_time)

    return run


def run_if(is_wanted: Callable[[], bool], task: Task) -> Task:
    """The task, which does nothing while `is_wanted` says no."""

    def run(moment: datetime, has_time: Callable[[], bool]) -> None:
        if is_wanted():
            task(moment, has_time)

    return run
