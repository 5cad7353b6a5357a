"""The tick: every minute a serving process looks whom to remind, and the database decides who sends."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Self

from bot.logs import note, trace
from bot.storage.startup import NEWEST, is_newest_sqlite

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # has no types

    from bot.knowledge.base import KnowledgeBase
    from bot.slack.hiring.postman import ClientFor
    from bot.slack.hiring.reminding import Acquaintance, Going, Reminding

EVERY = 60
"""Seconds between ticks."""
JITTER = 10
"""Seconds by which each comes earlier or later, so that several processes do not all ask at once."""
FIRST = 20.0
"""Seconds before the first tick: a start should carry neither the scheduler nor the database."""
LONGEST = 50.0
"""Seconds after which a tick begins nothing new; the next one goes on."""

Task = Callable[[datetime, "Going"], None]
"""What a tick does: at which time, and for how long it may go on."""

log = logging.getLogger("rolecall.ticking")


def now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class Ticker:
    """Carries out a task every minute, one at a time, in a thread that does not keep the process alive.

    A context manager: it ticks within the block.

    A process may be gone in the midst of a task: workers leave without exit handlers. What the task does has to bear
    that; it is told not to begin anything new as soon as the main thread has ended.
    """

    def __init__(self, task: Task, clock: Callable[[], datetime] = now, first: float = FIRST) -> None:
        """`first` is the number of seconds before the first tick."""
        self._task = task
        self._clock = clock
        self._first = first
        self._over = threading.Event()
        self._lock = threading.Lock()
        self._scheduler: BackgroundScheduler | None = None

    def start(self) -> Self:
        """Begin; returns at once."""
        threading.Thread(target=self._begin, name="rolecall-first-tick", daemon=True).start()
        return self

    def stop(self) -> None:
        """End, after the message that is under way."""
        self._over.set()
        with self._lock:
            scheduler, self._scheduler = self._scheduler, None
        if scheduler:
            scheduler.shutdown()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def tick(self) -> None:
        """Carry out the task once; what goes wrong is logged, and the next tick comes all the same."""
        until = time.monotonic() + LONGEST
        try:
            self._task(self._clock(), lambda: self._goes_on() and time.monotonic() < until)
        except Exception as error:  # noqa: BLE001  whatever it was, in a minute it may be mended
            note(log, "tick failed", logging.ERROR, trace=trace(error))

    def _goes_on(self) -> bool:
        return not self._over.is_set() and threading.main_thread().is_alive()

    def _begin(self) -> None:
        if not self._over.wait(self._first):
            with self._lock:
                self._scheduler = None if self._over.is_set() else _scheduled(self.tick)


def reminders(
    database_url: str, people: "Acquaintance", client_for: "ClientFor", base: Callable[[], "KnowledgeBase"]
) -> Task:
    """The task of sending what is due; SQLAlchemy is first imported once there is a database of ours to ask."""

    @cache
    def reminding() -> "Reminding":
        from bot.slack.hiring.reminding import Books, Reminding  # noqa: PLC0415  see above
        from bot.storage.decisions import Decisions  # noqa: PLC0415
        from bot.storage.deliveries import Ledger  # noqa: PLC0415
        from bot.storage.diary import Agenda  # noqa: PLC0415

        books = Books(Agenda(database_url), Ledger(database_url), Decisions(database_url))
        return Reminding(books, people, client_for, base)

    ready = False

    def send_due(at: datetime, going: "Going") -> None:
        nonlocal ready
        ready = ready or _is_ready(database_url)
        if ready:
            reminding().send_due(at, going)

    return send_due


def _is_ready(database_url: str) -> bool:
    """Whether the database is there, with our schema or a newer one. Raises RolecallError where it does not answer."""
    if database_url.startswith("sqlite:"):
        return is_newest_sqlite(database_url)
    from bot.storage.engine import revision  # noqa: PLC0415  see above

    return (revision(database_url) or "") >= NEWEST


def _scheduled(tick: Callable[[], None]) -> "BackgroundScheduler":
    """A scheduler that runs the tick in its own thread, which ends with the process."""
    from apscheduler.executors.debug import (  # type: ignore[import-untyped]  # has no types  # noqa: PLC0415  see FIRST
        DebugExecutor,
    )
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415  see FIRST

    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": DebugExecutor()})
    scheduler.add_job(
        tick,
        "interval",
        seconds=EVERY,
        jitter=JITTER,
        next_run_time=now(),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    return scheduler
