"""The tick: every minute a serving process looks whom to remind, and the database decides who sends."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Self

from bot.logs import log_event, safe_traceback
from bot.storage.startup import HEAD_REVISION, is_current_sqlite

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # has no types

    from bot.knowledge.base import KnowledgeBase
    from bot.slack.reminders.job import HasTime, PersonLookup, ReminderJob
    from bot.slack.reminders.sender import ClientFor

INTERVAL = 60
"""Seconds between ticks."""
JITTER = 10
"""Seconds by which each comes earlier or later, so that several processes do not all ask at once."""
FIRST_DELAY = 20.0
"""Seconds before the first tick: a start should carry neither the scheduler nor the database."""
MAX_RUN_SECONDS = 50.0
"""Seconds after which a tick begins nothing new; the next one goes on."""

Task = Callable[[datetime, "HasTime"], None]
"""What a tick does: at which time, and for how long it may go on."""

log = logging.getLogger("rolecall.ticking")


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class ReminderScheduler:
    """Carries out a task every minute, one at a time, in a thread that does not keep the process alive.

    A context manager: it ticks within the block.

    A process may be gone in the midst of a task: workers leave without exit handlers. What the task does has to bear
    that; it is told not to begin anything new as soon as the main thread has ended.
    """

    def __init__(self, task: Task, clock: Callable[[], datetime] = now, first_delay: float = FIRST_DELAY) -> None:
        """`first_delay` is the number of seconds before the first tick."""
        self._task = task
        self._clock = clock
        self._first_delay = first_delay
        self._stopped = threading.Event()
        self._lock = threading.Lock()
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> Self:
        """Begin; returns at once."""
        threading.Thread(target=self._start_scheduler, name="rolecall-first-tick", daemon=True).start()
        return self

    def stop(self) -> None:
        """End, after the message that is under way."""
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
        """Carry out the task once; what goes wrong is logged, and the next tick comes all the same."""
        until = time.monotonic() + MAX_RUN_SECONDS
        try:
            self._task(self._clock(), lambda: self._is_running() and time.monotonic() < until)
        except Exception as error:  # noqa: BLE001  whatever it was, in a minute it may be mended
            log_event(log, "tick failed", logging.ERROR, trace=safe_traceback(error))

    def _is_running(self) -> bool:
        return not self._stopped.is_set() and threading.main_thread().is_alive()

    def _start_scheduler(self) -> None:
        if not self._stopped.wait(self._first_delay):
            with self._lock:
                self._scheduler = None if self._stopped.is_set() else _create_scheduler(self.run_once)


def reminder_task(
    database_url: str, people: "PersonLookup", client_for: "ClientFor", base: Callable[[], "KnowledgeBase"]
) -> Task:
    """The task of sending what is due; SQLAlchemy is first imported once there is a database of ours to ask."""

    @cache
    def reminding() -> "ReminderJob":
        from bot.slack.reminders.job import ReminderJob, ReminderStores  # noqa: PLC0415  see above
        from bot.storage.decisions import SqlDecisionRepository  # noqa: PLC0415
        from bot.storage.outbox import SqlOutbox  # noqa: PLC0415
        from bot.storage.reminder_queries import SqlReminderQueries  # noqa: PLC0415

        books = ReminderStores(
            SqlReminderQueries(database_url), SqlOutbox(database_url), SqlDecisionRepository(database_url)
        )
        return ReminderJob(books, people, client_for, base)

    ready = False

    def send_due(at: datetime, has_time: "HasTime") -> None:
        nonlocal ready
        ready = ready or _is_ready(database_url)
        if ready:
            reminding().send_due(at, has_time)

    return send_due


def _is_ready(database_url: str) -> bool:
    """Whether the database is there, with our schema or a newer one. Raises RolecallError where it does not answer."""
    if database_url.startswith("sqlite:"):
        return is_current_sqlite(database_url)
    from bot.storage.engine import get_revision  # noqa: PLC0415  see above

    return (get_revision(database_url) or "") >= HEAD_REVISION


def _create_scheduler(tick: Callable[[], None]) -> "BackgroundScheduler":
    """A scheduler that runs the tick in its own thread, which ends with the process."""
    from apscheduler.executors.debug import (  # type: ignore[import-untyped]  # has no types  # noqa: PLC0415  see FIRST
        DebugExecutor,
    )
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415  see FIRST

    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": DebugExecutor()})
    scheduler.add_job(
        tick,
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
