"""The tasks of one run of the reminder job: those of one workspace in order, those of several at the same time."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple

from slack_sdk.errors import SlackApiError

from bot.logs import log_event, safe_traceback

WORKSPACES_AT_ONCE = 8
"""Workspaces that are sent to at the same time: most of the time of a message is spent waiting for Slack."""

HasTime = Callable[[], bool]
"""Returns whether there is time for one more task before the job has to end."""

log = logging.getLogger("rolecall.reminders")


class WorkspaceTask(NamedTuple):
    """Something to do for one workspace, independent of all other tasks."""

    team: str
    run: Callable[[], None]


Tasks = Iterator[WorkspaceTask]


def run_all(tasks: Tasks, has_time: HasTime) -> bool:
    """Run the tasks, and return whether there was time for all of them."""
    by_team: dict[str, list[WorkspaceTask]] = {}
    for task in tasks:
        by_team.setdefault(task.team, []).append(task)
    run = partial(_run_in_order, has_time=has_time)
    if len(by_team) <= 1:
        return all(map(run, by_team.values()))
    with ThreadPoolExecutor(min(WORKSPACES_AT_ONCE, len(by_team)), "rolecall-reminder") as pool:
        return all(list(pool.map(run, by_team.values())))


def _run_in_order(tasks: Sequence[WorkspaceTask], has_time: HasTime) -> bool:
    for task in tasks:
        if not has_time():
            return False
        with log_failures():
            task.run()
    return True


@contextmanager
def log_failures() -> Iterator[None]:
    """Log any error raised within, without names or texts, so that other tasks go on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  one failed task must not stop the others
        code = error.response.get("error") if isinstance(error, SlackApiError) else None
        log_event(log, "reminder failed", logging.ERROR, slack_error=code, trace=safe_traceback(error))
