"""Counts of what happens in this process. Whatever publishes metrics records them; without it, nobody counts.

What happens deep inside, such as a call to Slack, is counted where it happens. So no counter has to be passed down
there. Every label has few values: never an id, a text, or anything else that a person chooses.
"""

from typing import Literal, Protocol

CountName = Literal["refusals", "slack_calls", "reminders"]
"""Requests by why they were refused; calls to Slack by method and outcome; reminders by kind and outcome."""
LevelName = Literal["running", "waiting", "stale_deliveries", "reminder_run"]
"""What has a thread, and what waits for one, by pool; deliveries that are taken over; the time of the last run."""


class Recorder(Protocol):
    """Records counts. Any thread may call it."""

    def count(self, name: CountName, *labels: str) -> None:
        """Record one more."""

    def set_level(self, name: LevelName, value: float, *labels: str) -> None:
        """Record the present value."""


_recorders: list[Recorder] = []


def record_with(recorder: Recorder | None) -> None:
    """Give everything to this recorder from now on, or to none."""
    _recorders[:] = [recorder] if recorder else []


def count(name: CountName, *labels: str) -> None:
    """Count one more."""
    for recorder in _recorders:
        recorder.count(name, *labels)


def set_level(name: LevelName, value: float, *labels: str) -> None:
    """Set what has a present value."""
    for recorder in _recorders:
        recorder.set_level(name, value, *labels)
