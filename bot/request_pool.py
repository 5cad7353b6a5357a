"""Threads for requests that may wait for the database or for Slack, with a queue that has an end."""

import asyncio
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from bot.counts import set_level
from bot.errors import BusyError

T = TypeVar("T")

MAX_WAIT = 2.0
"""Seconds after which a request in the queue is not begun any more: Slack gives up after three."""


class RequestPool:
    """A pool of threads. Only the event loop's thread may use it."""

    def __init__(self, threads: int, max_waiting: int, name: str, clock: Callable[[], float] = monotonic) -> None:
        """`max_waiting` requests wait at most while all threads are taken."""
        self._executor = ThreadPoolExecutor(threads, f"rolecall-{name}")
        self._name = name
        self._threads = threads
        self._max_pending = threads + max_waiting
        self._clock = clock
        self._pending = 0

    @property
    def waiting(self) -> int:
        """How many requests have no thread yet."""
        return max(0, self._pending - self._threads)

    async def run(self, task: Callable[[], T]) -> T:
        """Run the task in a thread. Raises BusyError if it can't begin in time, and what the task raises.

        If a thread is free, the task always runs: only the queue sheds load, not a machine that pauses for a moment.
        """
        if self._pending >= self._max_pending:
            raise BusyError
        deadline = self._clock() + MAX_WAIT if self._pending >= self._threads else math.inf

        def begin() -> T:
            if self._clock() > deadline:
                raise BusyError
            return task()

        self._add(1)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, begin)
        finally:
            self._add(-1)

    def _add(self, change: int) -> None:
        self._pending += change
        set_level("running", min(self._pending, self._threads), self._name)
        set_level("waiting", self.waiting, self._name)
