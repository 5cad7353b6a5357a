"""Which events were seen already: Slack delivers an event again when our answer was slow, and Bolt lets it through."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from bot.storage.engine import transaction
from bot.storage.tables import seen_events

RETENTION = timedelta(days=1)  # Slack's last retry comes within the hour; a day covers a delayed queue
PRUNE_EVERY = timedelta(hours=1)


class SeenEvents:
    """The events of the last day, shared by every worker on the same database."""

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before the first event."""
        self._url = database_url
        self._pruned_at: datetime | None = None

    def first_time(self, team_id: str, event_id: str, now: datetime) -> bool:
        """True for the one caller that sees the event first, whichever process it is in.

        The unique key decides, so there is no moment between asking and noting. Raises SQLAlchemyError
        where the database does not answer.
        """
        row = {"team_id": team_id, "event_id": event_id, "seen_at": int(now.timestamp())}
        try:
            with transaction(self._url) as connection:
                connection.execute(insert(seen_events).values(row))
        except IntegrityError:
            return False
        self._prune(now)
        return True

    def _prune(self, now: datetime) -> None:
        if self._pruned_at is not None and now - self._pruned_at < PRUNE_EVERY:
            return
        self._pruned_at = now
        old = seen_events.c.seen_at < int((now - RETENTION).timestamp())
        with transaction(self._url) as connection:
            connection.execute(delete(seen_events).where(old))
