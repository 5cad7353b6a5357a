"""Builds what learns from readers and owners: votes, questions without an answer, and the reviews of entries."""

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.insights.feedback import find_disputed
from bot.insights.question_counts import QuestionCounter, QuestionKey
from bot.knowledge.entry_text import read_entry
from bot.settings import Settings
from bot.slack.answer_cache import KnowledgeSource
from bot.slack.background_cache import BackgroundCache
from bot.slack.entry_reviews import EntryServices
from bot.slack.feedback import FeedbackServices
from bot.slack.gaps import GapServices
from bot.slack.hiring.context import People
from bot.slack.people import PeopleDirectory
from bot.slack.reminders.curator_channel import CuratorChannel
from bot.slack.shared_channels import SharedChannels
from bot.understanding.intents import Reading
from bot.workspace_access import WorkspaceAccess

if TYPE_CHECKING:
    from bot.knowledge.base import KnowledgeBase
    from bot.reminder_schedule import Task
    from bot.slack.reminders.curator_digest import CuratorDigest
    from bot.slack.reminders.entry_reminders import EntryReminders
    from bot.slack.reminders.owner_report import OwnerReport
    from bot.slack.reminders.sender import ClientFor
    from bot.slack.reminders.usage_digest import UsageDigest
    from bot.storage.entry_records import SqlEntryRecordRepository
    from bot.storage.feedback import SqlVoteRepository
    from bot.storage.gaps import SqlGapRepository
    from bot.storage.question_counts import SqlQuestionCountRepository


def build_insights(
    settings: Settings, executor: Executor, clock: Callable[[], datetime]
) -> tuple[FeedbackServices, GapServices, QuestionCounter]:
    """What learns from questions and answers: votes, questions without an answer, and counts."""
    votes = build_feedback(settings.database_url, executor, clock)
    return votes, build_gaps(settings.database_url, settings.curators, executor, clock), QuestionCounter()


def build_feedback(database_url: str, executor: Executor, clock: Callable[[], datetime]) -> FeedbackServices:
    """The services for votes. The store connects to the database at its first use, in the executor."""

    @cache
    def votes() -> "SqlVoteRepository":
        from bot.storage.feedback import SqlVoteRepository  # noqa: PLC0415  a start does not need SQLAlchemy

        return SqlVoteRepository(database_url)

    def load_disputed(team: str) -> frozenset[str]:
        return find_disputed(votes().counts(team, clock()))

    return FeedbackServices(votes, BackgroundCache(load_disputed, frozenset(), executor), clock)


def build_gaps(
    database_url: str, curators: Iterable[str], executor: Executor, clock: Callable[[], datetime]
) -> GapServices:
    """The services for questions without an answer. The store connects to the database at its first use."""

    @cache
    def gaps() -> "SqlGapRepository":
        from bot.storage.gaps import SqlGapRepository  # noqa: PLC0415  see above

        return SqlGapRepository(database_url)

    return GapServices(gaps, frozenset(curators), executor, clock)


def add_curator_digest(
    database_url: str,
    curators: CuratorChannel,
    client_for: "ClientFor",
    maintain: "Task",
    base: Callable[[], "KnowledgeBase"],
) -> "Task":
    """The task that runs `maintain`, then sends the curators' weekly and monthly messages, if there is a channel.

    `base` returns the current knowledge.
    """
    if not curators.channel:
        return maintain

    @cache
    def digests() -> "tuple[CuratorDigest, UsageDigest]":
        from bot.slack.reminders.curator_digest import CuratorDigest  # noqa: PLC0415  see above
        from bot.slack.reminders.usage_digest import UsageDigest, UsageSources  # noqa: PLC0415
        from bot.storage.gaps import SqlGapRepository  # noqa: PLC0415
        from bot.storage.outbox import SqlOutbox  # noqa: PLC0415
        from bot.storage.workspaces import SqlWorkspaceRepository  # noqa: PLC0415
        from bot.usage_report import load_usage  # noqa: PLC0415

        enterprise = SqlWorkspaceRepository(database_url).get_enterprise
        gaps, outbox = SqlGapRepository(database_url), SqlOutbox(database_url)
        sources = UsageSources(gaps.list_teams, lambda team, now: load_usage(database_url, team, base(), now))
        return (
            CuratorDigest(gaps, outbox, client_for, enterprise, curators),
            UsageDigest(sources, outbox, client_for, enterprise, curators),
        )

    def run(now: datetime, has_time: Callable[[], bool]) -> None:
        maintain(now, has_time)
        for digest in digests():
            digest.send_due(now, has_time)

    return run


def entry_records(database_url: str) -> "Callable[[], SqlEntryRecordRepository]":
    """The store of what owners said about their entries. It connects at its first use."""

    @cache
    def repository() -> "SqlEntryRecordRepository":
        from bot.storage.entry_records import SqlEntryRecordRepository  # noqa: PLC0415  see above

        return SqlEntryRecordRepository(database_url)

    return repository


def build_entries(
    settings: Settings,
    library: KnowledgeSource,
    people: People,
    shared: SharedChannels,
    clock: Callable[[], datetime],
) -> EntryServices:
    """The services for the reviews of entries."""
    return EntryServices(
        library,
        entry_records(settings.database_url),
        people,
        lambda key, month: read_entry(key, month, settings.knowledge_path),
        frozenset(settings.curators),
        settings.curators_channel,
        shared,
        clock,
    )


def entry_reminder_task(
    database_url: str,
    curators: CuratorChannel,
    access: WorkspaceAccess,
    people: PeopleDirectory,
    base: "Callable[[], KnowledgeBase]",
) -> "Task":
    """The task that reminds the owners of entries, who belong to the only workspace.

    It reports to the curators which owners can't be reached.
    """

    @cache
    def senders() -> "tuple[EntryReminders, OwnerReport]":
        from bot.slack.reminders.entry_reminders import EntryReminders, EntrySources  # noqa: PLC0415  see above
        from bot.slack.reminders.owner_report import OwnerReport  # noqa: PLC0415
        from bot.storage.outbox import SqlOutbox  # noqa: PLC0415

        sources = EntrySources(lambda: access.own_team, base, curators)
        records, outbox = entry_records(database_url)(), SqlOutbox(database_url)
        parts = (sources, records, outbox, people, access.client_for)
        return EntryReminders(*parts), OwnerReport(*parts)

    def run(now: datetime, has_time: Callable[[], bool]) -> None:
        for sender in senders():
            sender.send_due(now, has_time)

    return run


def count_question(counter: QuestionCounter, team: str, reading: Reading) -> None:
    """Count a question by its kind and outcome; one without an answer by the reason for that."""
    kind = reading.intent.kind if reading.status == "answered" else reading.reason or "unclear"
    counter.add(QuestionKey(team, kind, reading.status))


def store_counts(database_url: str, counter: QuestionCounter, maintain: "Task") -> "Task":
    """The task that stores what was counted since its last run, then runs `maintain`."""

    @cache
    def repository() -> "SqlQuestionCountRepository":
        from bot.storage.question_counts import SqlQuestionCountRepository  # noqa: PLC0415  see above

        return SqlQuestionCountRepository(database_url)

    def run(now: datetime, has_time: Callable[[], bool]) -> None:
        counter.store(repository(), now.date())
        maintain(now, has_time)

    return run
