"""What every serving process does once a minute: reminders, the messages for curators and owners, and maintenance."""

from collections.abc import Callable
from datetime import datetime

from bot.hiring_services import people_repository
from bot.insight_services import add_curator_digest, add_entry_reminders, store_counts
from bot.insights.question_counts import QuestionCounter
from bot.reminder_schedule import ReminderScheduler, Task, reminder_task
from bot.settings import Settings
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.people import PeopleDirectory
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
    maintain = add_curator_digest(url, channel, access.client_for, access.maintain, lambda: library.base)
    maintain = add_entry_reminders(settings, access, people, lambda: library.base, maintain)
    maintain = store_counts(url, questions, maintain) if questions else maintain
    return reminder_task(settings.database_url, people, access.client_for, lambda: library.base, maintain)


def run_if(is_wanted: Callable[[], bool], task: Task) -> Task:
    """The task, which does nothing while `is_wanted` says no."""

    def run(moment: datetime, has_time: Callable[[], bool]) -> None:
        if is_wanted():
            task(moment, has_time)

    return run
