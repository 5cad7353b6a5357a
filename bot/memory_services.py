"""The memory of conversations, events and clicks. Each store connects to the database at its first use."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.slack.memory import Memory
from bot.slack.pending_answers import PendingAnswers
from bot.slack.repeats import Repeats

if TYPE_CHECKING:
    from bot.storage.answered_messages import SqlAnsweredMessageRepository
    from bot.storage.conversations import SqlConversationRepository
    from bot.storage.meanings import SqlMeaningRepository
    from bot.storage.outbox import SqlOutbox
    from bot.storage.seen_events import SeenEvents


def build_repeats(database_url: str) -> Repeats:
    """What recognises repeated events and clicks. The first one imports SQLAlchemy, so a start does not have to."""

    @cache
    def seen() -> "SeenEvents":
        from bot.storage.seen_events import SeenEvents  # noqa: PLC0415  see above

        return SeenEvents(database_url)

    return Repeats(seen)


def build_pending_answers(database_url: str, clock: Callable[[], datetime]) -> PendingAnswers:
    """What remembers who waits for an answer."""

    @cache
    def outbox() -> "SqlOutbox":
        from bot.storage.outbox import SqlOutbox  # noqa: PLC0415  see above

        return SqlOutbox(database_url)

    return PendingAnswers(outbox, clock)


def build_memory(database_url: str, clock: Callable[[], datetime]) -> Memory:
    """The memory of conversations. Like every store here it connects to the database at its first use."""

    @cache
    def conversations() -> "SqlConversationRepository":
        from bot.storage.conversations import SqlConversationRepository  # noqa: PLC0415  see above

        return SqlConversationRepository(database_url)

    @cache
    def meanings() -> "SqlMeaningRepository":
        from bot.storage.meanings import SqlMeaningRepository  # noqa: PLC0415  see above

        return SqlMeaningRepository(database_url)

    @cache
    def answers() -> "SqlAnsweredMessageRepository":
        from bot.storage.answered_messages import SqlAnsweredMessageRepository  # noqa: PLC0415  see above

        return SqlAnsweredMessageRepository(database_url)

    return Memory(conversations, meanings, answers, clock)
