"""Threads for requests that may wait for the database or for Slack, with a queue that has an end."""

import asyncio
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

from bot.errors import RolecallError

T = TypeVar("T")

MAX_WAIT = 2.0
"""Seconds after which a request in the queue is not begun any more: Slack gives up after three."""


class BusyError(RolecallError):
    """There is no thread for the request, and none will be free in time."""

    def __init__(self) -> None:
        """Ask the person to try again."""
        super().__init__("One moment: Rolecall is busy, and nothing was done.", "Please try again in a few seconds.")


class RequestPool:
    """A pool of threads. Only the event loop's thread may use it."""

    def __init__(self, threads: int, max_waiting: int, name: str, clock: Callable[[], float] = monotonic) -> None:
        """`max_waiting` requests wait at most while all threads are taken."""
        self._executor = ThreadPoolExecutor(threads, name)
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

        self._pending += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, begin)
        finally:
            self._pending -= 1
