"""The playground's clock: it runs at normal speed, and can be moved forward."""

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime


class PastTimeError(ValueError):
    """The clock was to be moved back. What has happened would then be in the future, so only a reset goes back."""


class MovableClock:
    """A clock that the app, its reminders and the fake Slack share. `system` gives the real time in seconds."""

    def __init__(self, start: datetime | None = None, system: Callable[[], float] = time.time) -> None:
        """It starts at the real time, or at `start`."""
        self._system = system
        self._offset = start.timestamp() - system() if start else 0.0
        self._lock = threading.Lock()

    def seconds(self) -> float:
        """The time in seconds since 1970."""
        return self._system() + self._offset

    def now(self) -> datetime:
        """The time, in UTC."""
        return datetime.fromtimestamp(self.seconds(), UTC)

    def move_to(self, time: datetime) -> None:
        """Move the clock forward to a time. Raises PastTimeError if that has passed."""
        with self._lock:
            if time < self.now():
                raise PastTimeError(f"{time:%Y-%m-%d %H:%M} has passed.")
            self._offset = time.timestamp() - self._system()
