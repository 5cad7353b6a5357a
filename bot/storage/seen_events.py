"""The events and clicks that were handled.

Slack delivers an event again if the answer was slow, and Bolt lets it through; people click twice.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete

from bot.storage.engine import insert_if_absent, transaction
from bot.storage.retention import Retention
from bot.storage.tables import seen_events

KEEP_FOR = timedelta(days=1)
"""Slack's last retry comes within an hour. A day also covers a delayed queue."""


class SeenEvents:
    """The events of the last day, shared by all processes on the same database."""

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first event."""
        self._url = database_url
        self._retention = Retention(database_url, seen_events.c.seen_at, KEEP_FOR)

    def first_time(self, team_id: str, event_id: str, now: datetime) -> bool:
        """Record the event; true for the first caller only, in whichever process.

        The primary key decides, so two callers can't both be first. Raises SQLAlchemyError if the database doesn't
        answer.
        """
        with transaction(self._url) as connection:
            row = {"team_id": team_id, "event_id": event_id, "seen_at": now}
            is_first = insert_if_absent(connection, seen_events, row)
        if is_first:
            self._retention.prune(now)
        return is_first

    def forget(self, team_id: str, event_id: str) -> None:
        """Delete the event: what it asked for was not done, so it may be asked for again."""
        where = (seen_events.c.team_id == team_id, seen_events.c.event_id == event_id)
        with transaction(self._url) as connection:
            connection.execute(delete(seen_events).where(*where))
