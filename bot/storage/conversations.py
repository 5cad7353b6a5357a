"""The last question of each conversation, as ids: what a follow-up question refers to."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.storage.engine import transaction, upsert
from bot.storage.retention import Retention
from bot.storage.tables import conversations
from bot.understanding.intents import Intent, decode, encode

KEEP_FOR = timedelta(days=30)


class SqlConversationRepository:
    """The conversations of the last thirty days.

    A conversation is a thread of a channel; `thread_ts` is empty for messages outside threads. Every method raises
    SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first question."""
        self._url = database_url
        self._retention = Retention(database_url, conversations.c.updated_at, KEEP_FOR)

    def last_intent(self, team_id: str, channel_id: str, thread_ts: str, now: datetime) -> Intent | None:
        """The last question that was answered there; None if there is none, or this version can't read it."""
        table = conversations.c
        where = (table.team_id == team_id, table.channel_id == channel_id, table.thread_ts == thread_ts)
        is_recent = table.updated_at >= now - KEEP_FOR
        with transaction(self._url, writable=False) as connection:
            encoded = connection.scalar(select(table.intent).where(*where, is_recent))
        try:
            return decode(encoded) if encoded else None
        except ValueError:
            return None

    def save_intent(self, team_id: str, channel_id: str, thread_ts: str, intent: Intent, now: datetime) -> None:
        """Make this the last question there."""
        row = {
            "team_id": team_id,
            "channel_id": channel_id,
            "thread_ts": thread_ts,
            "intent": encode(intent),
            "updated_at": now,
        }
        with transaction(self._url) as connection:
            upsert(connection, conversations, row)
        self._retention.prune(now)
