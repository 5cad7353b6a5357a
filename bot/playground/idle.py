"""Waits until the app is idle: its lazy listeners run in threads, after the acknowledgement."""

from concurrent.futures import Executor, ThreadPoolExecutor
from threading import Barrier

TIMEOUT_SECONDS = 60.0
"""Far longer than any step takes on a busy machine."""


def wait_until_idle(executor: Executor) -> None:
    """Return once everything queued so far is done, and what that queued. Raises BrokenBarrierError after a minute."""
    for _ in range(2):  # a task may have started another
        _drain(executor)


def _drain(executor: Executor) -> None:
    """Return once all workers are free at the same time, so that all tasks queued before are done."""
    if not isinstance(executor, ThreadPoolExecutor):
        raise TypeError("only the threads of a pool can be waited for")
    workers = executor._max_workers  # noqa: SLF001  the pool doesn't say otherwise how many it has
    all_free = Barrier(workers + 1)
    for _ in range(workers):
        executor.submit(all_free.wait, TIMEOUT_SECONDS)
    all_free.wait(TIMEOUT_SECONDS)
