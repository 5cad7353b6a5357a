"""Which message of the app answers which message of a person: an edit of the question changes the answer."""

from datetime import datetime, timedelta

from sqlalchemy import select

from bot.storage.engine import transaction, upsert
from bot.storage.retention import Retention
from bot.storage.tables import answered_messages

KEEP_FOR = timedelta(days=7)
"""Most edits come within minutes; after a week, a changed question is answered as a new one."""


class SqlAnsweredMessageRepository:
    """The answers of the last week. Every method raises SQLAlchemyError if the database doesn't answer."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first message."""
        self._url = database_url
        self._retention = Retention(database_url, answered_messages.c.answered_at, KEEP_FOR)

    def find_answer(self, team_id: str, channel_id: str, message_ts: str, now: datetime) -> str | None:
        """The timestamp of the answer to this message; empty if it was a command, None if it was not answered."""
        table = answered_messages.c
        where = (table.team_id == team_id, table.channel_id == channel_id, table.message_ts == message_ts)
        with transaction(self._url, writable=False) as connection:
            return connection.scalar(select(table.answer_ts).where(*where, table.answered_at >= now - KEEP_FOR))

    def save_answer(self, team_id: str, channel_id: str, message_ts: str, answer_ts: str, now: datetime) -> None:
        """Store which message answers this one."""
        row = {
            "team_id": team_id,
            "channel_id": channel_id,
            "message_ts": message_ts,
            "answer_ts": answer_ts,
            "answered_at": now,
        }
        with transaction(self._url) as connection:
            upsert(connection, answered_messages, row)
        self._retention.prune(now)
