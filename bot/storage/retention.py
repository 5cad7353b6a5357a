"""Retention: rows that are deleted some time after they were written."""

from datetime import datetime, timedelta

from sqlalchemy import Column, ColumnElement, delete

from bot.storage.engine import transaction

PRUNE_INTERVAL = timedelta(hours=1)
"""Between two prunings by one process: often enough that tables stay small, seldom enough to cost nothing."""

PRUNE_SECONDS = 30.0
"""What PostgreSQL has for it: more than for other statements, but a request waits for it, once in that time."""


class Retention:
    """Deletes the rows of one table once the time in one of their columns is older than `keep_for`."""

    def __init__(
        self, database_url: str, column: Column[datetime], keep_for: timedelta, *conditions: ColumnElement[bool]
    ) -> None:
        """With `conditions`, only rows that meet all of them are ever deleted."""
        self._url = database_url
        self._column = column
        self._keep_for = keep_for
        self._conditions = conditions
        self._last_pruned_at: datetime | None = None

    def prune(self, now: datetime) -> None:
        """Delete what is too old, at most once an hour. Raises SQLAlchemyError if the database doesn't answer."""
        if self._last_pruned_at is not None and now - self._last_pruned_at < PRUNE_INTERVAL:
            return
        self._last_pruned_at = now
        with transaction(self._url, seconds=PRUNE_SECONDS) as connection:
            is_old = self._column < now - self._keep_for
            connection.execute(delete(self._column.table).where(is_old, *self._conditions))
