"""Says that an answer is on its way, once that takes noticeably long.

Slack shows the status under the conversation, next to the app's name. It takes it away once the app posts there, and
after two minutes at the latest.
"""

import logging
import threading

from slack_bolt import Args

from bot.logs import log_event
from bot.slack.call_failures import CALL_ERRORS, classify_failure
from bot.slack.delivery import with_timeout
from bot.slack.errors import Listener

STATUS_AFTER = 0.5
"""Seconds after which people wonder whether anything happens."""
TIMEOUT_SECONDS = 2
STATUS = "is working on it"

log = logging.getLogger("rolecall.events")


def with_status(listener: Listener) -> Listener:
    """Wrap a listener for a message, so that a status is shown while it takes longer than `STATUS_AFTER`."""

    def run(args: Args) -> None:
        status = _Status(args)
        timer = threading.Timer(STATUS_AFTER, status.show)
        timer.daemon = True
        timer.start()
        try:
            listener(args)
        finally:
            timer.cancel()
            status.clear()

    return run


class _Status:
    """The status under one message. Two threads use it: one that answers, and one that watches the time."""

    def __init__(self, args: Args) -> None:
        self._event = args.event or {}
        self._client = args.client
        self._lock = threading.Lock()
        self._is_shown = self._is_over = False

    def show(self) -> None:
        with self._lock:
            if not self._is_over:
                self._is_shown = True
                self._set(STATUS)

    def clear(self) -> None:
        """Take the status away. It may have come after the answer, so that Slack would keep it."""
        with self._lock:
            self._is_over = True
            if self._is_shown:
                self._set("")

    def _set(self, text: str) -> None:
        """Set the status. The answer matters more, so a failure is only logged."""
        thread = self._event.get("thread_ts") or self._event.get("ts", "")
        try:
            with_timeout(self._client, TIMEOUT_SECONDS).assistant_threads_setStatus(
                channel_id=self._event.get("channel", ""), thread_ts=thread, status=text
            )
        except CALL_ERRORS as error:
            log_event(log, "could not show a status", reason=classify_failure(error).reason)
