"""Counts the tasks that an executor has not finished, so that a test can wait for the last one."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from threading import Condition
from typing import Any


class UnfinishedTasks:
    """The tasks submitted to an executor, and those submitted by them, that have not finished.

    Counts from its creation on, by wrapping the `submit` of this one executor.
    """

    def __init__(self, executor: Executor) -> None:
        self._count = 0
        self._changed = Condition()
        self._submit = executor.submit
        executor.submit = self._counted_submit  # type: ignore[method-assign]

    def wait(self, timeout: float) -> None:
        """Return when none is left. Raises TimeoutError after `timeout` seconds."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._count == 0, timeout):
                raise TimeoutError(f"{self._count} tasks have not finished after {timeout} seconds")

    def _counted_submit(self, task: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        self._add(1)
        try:
            future = self._submit(task, *args, **named)
        except RuntimeError:  # the executor has been shut down
            self._add(-1)
            raise
        future.add_done_callback(lambda _: self._add(-1))
        return future

    def _add(self, change: int) -> None:
        with self._changed:
            self._count += change
            self._changed.notify_all()
