"""The reminder schedule: every minute each serving process sends what is due; the database decides who sends what."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Self

from bot.logs import log_event, safe_traceback
from bot.storage.revision import HEAD_REVISION
from bot.storage.startup import is_current_sqlite

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # has no types

    from bot.slack.reminders.job import PersonLookup, ReminderJob
    from bot.slack.reminders.sender import ClientFor
    from bot.slack.reminders.tasks import HasTime
    from bot.slack.shared_channels import BaseFor

INTERVAL = 60
"""Seconds between runs: a reminder is at most about a minute late."""
JITTER = 10
"""Seconds by which a run may come earlier or later, so that several processes do not query at the same moment."""
FIRST_DELAY = 20.0
"""Seconds before the first run, so that a start waits for neither the scheduler nor the database."""
MAX_RUN_SECONDS = 50.0
"""Seconds after which a run starts no further message, so that it ends before the next run is due."""

Task = Callable[[datetime, "HasTime"], None]
"""What a run does. It gets the current time, and a function that says whether to start another message."""

log = logging.getLogger("rolecall.reminders")


def now() -> datetime:
    """The current time, in UTC."""
    return datetime.now(UTC)


class ReminderScheduler:
    """Runs a task every minute, one run at a time, in a thread that does not keep the process alive.

    As a context manager it runs the task during the block.

    The process may end during a run, since workers exit without calling exit handlers. The task therefore has to
    survive being cut off; once the main thread has ended it is asked to start nothing further.
    """

    def __init__(self, task: Task, clock: Callable[[], datetime] = now, first_delay: float = FIRST_DELAY) -> None:
        """`clock` gives the time passed to the task, `first_delay` the seconds before the first run."""
        self._task = task
        self._clock = clock
        self._first_delay = first_delay
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._one_run = threading.Lock()
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> Self:
        """Start the schedule. Returns at once."""
        threading.Thread(target=self._start_scheduler, name="rolecall-first-run", daemon=True).start()
        return self

    def stop(self) -> None:
        """Stop the schedule, after the message that is being sent."""
        self._stopped.set()
        with self._lock:
            scheduler, self._scheduler = self._scheduler, None
        if scheduler:
            scheduler.shutdown()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def run_once(self) -> None:
        """Run the task once, after a run in another thread. An error is logged, and the next run takes place anyway."""
        with self._one_run:
            self._run_logged()

    def _run_logged(self) -> None:
        until = time.monotonic() + MAX_RUN_SECONDS
        try:
            self._task(self._clock(), lambda: self._is_running() and time.monotonic() < until)
        except Exception as error:  # noqa: BLE001  the cause may have gone by the next run
            log_event(log, "run failed", logging.ERROR, trace=safe_traceback(error))

    def _is_running(self) -> bool:
        return not self._stopped.is_set() and threading.main_thread().is_alive()

    def _start_scheduler(self) -> None:
        if not self._stopped.wait(self._first_delay):
            with self._lock:
                self._scheduler = None if self._stopped.is_set() else _create_scheduler(self.run_once)


def reminder_task(
    database_url: str,
    people: "PersonLookup",
    client_for: "ClientFor",
    base_for: "BaseFor",
    maintain: Task = lambda _now, _has_time: None,
) -> Task:
    """The task that sends due reminders, after `maintain`, whose failure is logged.

    It imports SQLAlchemy only once the database has the schema it needs.
    """

    @cache
    def job() -> "ReminderJob":
        from bot.slack.reminders.job import ReminderJob, ReminderStores  # noqa: PLC0415  see above
        from bot.storage.decisions import SqlDecisionRepository  # noqa: PLC0415
        from bot.storage.outbox import SqlOutbox  # noqa: PLC0415
        from bot.storage.reminder_queries import SqlReminderQueries  # noqa: PLC0415

        stores = ReminderStores(
            SqlReminderQueries(database_url), SqlOutbox(database_url), SqlDecisionRepository(database_url)
        )
        return ReminderJob(stores, people, client_for, base_for)

    ready = False

    def send_due(at: datetime, has_time: "HasTime") -> None:
        nonlocal ready
        ready = ready or _is_ready(database_url)
        if ready:
            _run_logged(maintain, at, has_time)
            job().send_due(at, has_time)

    return send_due


def _run_logged(task: Task, at: datetime, has_time: "HasTime") -> None:
    try:
        task(at, has_time)
    except Exception as error:  # noqa: BLE001  reminders must not wait for it, and the next run tries again
        log_event(log, "maintenance failed", logging.ERROR, trace=safe_traceback(error))


def _is_ready(database_url: str) -> bool:
    """Whether the database has this version's schema. Raises RolecallError if it does not answer."""
    if database_url.startswith("sqlite:"):
        return is_current_sqlite(database_url)
    from bot.storage.engine import get_revision  # noqa: PLC0415  see above

    return (get_revision(database_url) or "") == HEAD_REVISION


def _create_scheduler(run: Callable[[], None]) -> "BackgroundScheduler":
    """Start a scheduler that calls `run` in its own thread, which ends with the process."""
    from apscheduler.executors.debug import (  # type: ignore[import-untyped]  # has no types  # noqa: PLC0415  see FIRST_DELAY
        DebugExecutor,
    )
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415  see FIRST_DELAY

    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": DebugExecutor()})
    scheduler.add_job(
        run,
        "interval",
        seconds=INTERVAL,
        jitter=JITTER,
        next_run_time=now(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler
