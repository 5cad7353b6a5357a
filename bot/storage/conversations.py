"""The last question of each conversation, as ids: what a follow-up leans on."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.storage.engine import transaction, upsert
from bot.storage.tables import conversations
from bot.understanding.intents import Intent, decode, encode

RETENTION = timedelta(days=30)
PRUNE_EVERY = timedelta(hours=1)


class SqlConversationRepository:
    """The conversations of the last thirty days, shared by every worker on the same database.

    A conversation is a thread of a channel; `thread_ts` is empty for what is said outside threads. Every method
    raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before the first question."""
        self._url = database_url
        self._pruned_at: datetime | None = None

    def last_intent(self, team_id: str, channel_id: str, thread_ts: str, now: datetime) -> Intent | None:
        """The last question answered there; None where there was none, or none that this Rolecall understands."""
        table = conversations.c
        here = (table.team_id == team_id, table.channel_id == channel_id, table.thread_ts == thread_ts)
        recent = table.updated_at >= _forgotten_before(now)
        with transaction(self._url, writable=False) as connection:
            line = connection.scalar(select(table.intent).where(*here, recent))
        try:
            return decode(line) if line else None
        except ValueError:
            return None

    def save_intent(self, team_id: str, channel_id: str, thread_ts: str, intent: Intent, now: datetime) -> None:
        """Make this the last question there."""
        row = {
            "team_id": team_id,
            "channel_id": channel_id,
            "thread_ts": thread_ts,
            "intent": encode(intent),
            "updated_at": int(now.timestamp()),
        }
        with transaction(self._url) as connection:
            upsert(connection, conversations, row)
        self._prune(now)

    def _prune(self, now: datetime) -> None:
        if self._pruned_at is not None and now - self._pruned_at < PRUNE_EVERY:
            return
        self._pruned_at = now
        with transaction(self._url) as connection:
            connection.execute(delete(conversations).where(conversations.c.updated_at < _forgotten_before(now)))


def _forgotten_before(now: datetime) -> int:
    return int((now - RETENTION).timestamp())
