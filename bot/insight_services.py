"""Builds what learns from readers: the store of their votes, and what is known of it without asking the database."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.insights.feedback import find_disputed
from bot.slack.background_cache import BackgroundCache
from bot.slack.feedback import FeedbackServices

if TYPE_CHECKING:
    from bot.storage.feedback import SqlVoteRepository


def build_feedback(database_url: str, executor: Executor, clock: Callable[[], datetime]) -> FeedbackServices:
    """The services for votes. The store connects to the database at its first use, in the executor."""

    @cache
    def votes() -> "SqlVoteRepository":
        from bot.storage.feedback import SqlVoteRepository  # noqa: PLC0415  a start does not need SQLAlchemy

        return SqlVoteRepository(database_url)

    def load_disputed(team: str) -> frozenset[str]:
        return find_disputed(votes().counts(team, clock()))

    return FeedbackServices(votes, BackgroundCache(load_disputed, frozenset(), executor), clock)
