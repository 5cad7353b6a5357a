"""Runs what Bolt starts after the acknowledgement, in threads, with a queue that has an end."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from logging import Logger
from threading import Lock

from slack_bolt import BoltRequest
from slack_bolt.lazy_listener.internals import build_runnable_function
from slack_bolt.lazy_listener.runner import LazyListenerRunner

from bot.counts import count, set_level
from bot.errors import BusyError
from bot.slack.pending_answers import PendingAnswers

POOL = "listeners"


class BoundedListenerRunner(LazyListenerRunner):
    """Bolt's own runner queues without limit: while Slack is slow, people would wait for minutes, then for nothing."""

    def __init__(
        self, logger: Logger, executor: Executor, pending: PendingAnswers, threads: int, max_waiting: int
    ) -> None:
        """`threads` is how many the executor has; `max_waiting` listeners wait at most while all of them are taken."""
        self.logger = logger
        self._pending_answers = pending
        self._executor = executor
        self._threads = threads
        self._max_pending = threads + max_waiting
        self._pending = 0
        self._lock = Lock()

    def start(self, function: Callable[..., None], request: BoltRequest) -> None:
        """Run the function soon. Raises BusyError if too many wait; the request is then not acknowledged."""
        with self._lock:
            if self._pending >= self._max_pending:
                count("refusals", "busy")
                raise BusyError
        self._add(1)
        claim = self._pending_answers.begin(request)
        task = build_runnable_function(func=function, logger=self.logger, request=request)

        def run() -> None:
            task()
            self._pending_answers.end(claim, request)

        self._executor.submit(run).add_done_callback(self._end)

    def _end(self, _: "Future[None]") -> None:
        self._add(-1)

    def _add(self, change: int) -> None:
        with self._lock:
            self._pending += change
            pending = self._pending
        set_level("running", min(pending, self._threads), POOL)
        set_level("waiting", max(0, pending - self._threads), POOL)
