"""Recognises what is done once more: an event that Slack delivers again, a second click on the same button."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from bot.errors import UnavailableError
from bot.logs import log_event, safe_traceback

log = logging.getLogger("rolecall.repeats")


class SeenRepository(Protocol):
    """Stores what was done in the last day."""

    def first_time(self, team_id: str, event_id: str, now: datetime) -> bool:
        """Record it; true for the first caller only."""

    def forget(self, team_id: str, event_id: str) -> None:
        """Delete the record, so that it can be done again."""


class Repeats:
    """What was done before, in any process."""

    def __init__(self, open_seen: Callable[[], SeenRepository]) -> None:
        """Take a function that opens the repository."""
        self._open = open_seen

    def is_first_delivery(self, team: str, event_id: str) -> bool:
        """Return whether the event is delivered for the first time.

        If the database is down, that can't be known, and an event may be answered twice.
        """
        try:
            return self._open().first_time(team, event_id, datetime.now(UTC))
        except Exception as error:  # noqa: BLE001  two answers are better than none
            if not isinstance(error, UnavailableError):  # which is logged where it is raised
                log_event(log, "cannot recognise repeated events", logging.WARNING, trace=safe_traceback(error))
            return True

    def run_once(
        self, team: str, key: str, task: Callable[[], object], final: tuple[type[Exception], ...] = ()
    ) -> bool:
        """Run the task, unless it was run before under this key. Returns whether it ran.

        If it fails, it can be run again, except after `final` errors: then it did something already. Raises what the
        task raises, and the database's errors.
        """
        seen = self._open()
        if not seen.first_time(team, key, datetime.now(UTC)):
            return False
        try:
            task()
        except Exception as error:
            if not isinstance(error, final):
                seen.forget(team, key)
            raise
        return True
