"""Calls that may take long, made so that a request to stop is heeded meanwhile."""

import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")

POLL_SECONDS = 0.05


def call_unless_stopped(stop: threading.Event, task: Callable[[], Result], default: Result) -> Result:
    """The result of the task, or the default as soon as `stop` is set. Raises what the task raises.

    A task that is left behind ends by itself, in a thread that does not keep the process alive.
    """
    outcome: list[Result | BaseException] = []

    def run() -> None:
        try:
            outcome.append(task())
        except BaseException as error:  # noqa: BLE001  it is raised again in the thread that waits
            outcome.append(error)

    thread = threading.Thread(target=run, name="rolecall-call", daemon=True)
    thread.start()
    while thread.is_alive() and not stop.is_set():
        thread.join(POLL_SECONDS)
    if not outcome:
        return default
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]
