"""Asks Slack at the start, and then hourly, whether the bot token still works."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient

from bot.errors import RolecallError
from bot.slack.call_failures import CALL_ERRORS, CallFailure, classify_failure
from bot.slack.connection_monitor import ConnectionMonitor
from bot.slack.delivery import with_timeout
from bot.slack.stoppable import call_unless_stopped

INTERVAL = 3600.0
"""Seconds between two checks."""
RETRY_INTERVAL = 60.0
"""Seconds until the next check after one that Slack could not answer."""
CALL_TIMEOUT = 10
"""Seconds that Slack has to reply."""


class TokenWatch:
    """Checks the bot token of one client."""

    def __init__(
        self,
        client: WebClient,
        monitor: ConnectionMonitor,
        learn: Callable[[Mapping[str, Any]], None] = lambda _identity: None,
        interval: float = INTERVAL,
    ) -> None:
        """Asks nothing yet. `learn` gets what Slack says about the workspace of a token that works."""
        self._client = with_timeout(client, CALL_TIMEOUT)
        self._monitor = monitor
        self._learn = learn
        self._interval = interval

    def require_token(self, stop: threading.Event) -> None:
        """Check the token once. Raises RolecallError if Slack refuses it; any other failure is checked again later."""
        failure = call_unless_stopped(stop, self._check, None)
        if failure and failure.kind == "refused":
            raise RolecallError(
                f"Slack refused SLACK_BOT_TOKEN: {failure.reason}.",
                "Install the app in the workspace, copy the token from OAuth & Permissions, and run `rolecall doctor`.",
            )

    def start(self, stop: threading.Event) -> None:
        """Check the token from now on until `stop` is set, in a thread that does not keep the process alive."""
        threading.Thread(target=self._run, args=(stop,), name="rolecall-token", daemon=True).start()

    def _run(self, stop: threading.Event) -> None:
        delay = self._interval
        while not stop.wait(delay):
            failure = self._check()
            delay = RETRY_INTERVAL if failure and not failure.is_final else self._interval

    def _check(self) -> CallFailure | None:
        failure: CallFailure | None = None
        try:
            self._learn(self._client.auth_test().data)  # type: ignore[arg-type]  # bytes only for files
        except CALL_ERRORS as error:
            failure = classify_failure(error)
            if failure.kind == "rate_limited":
                self._monitor.notice("rate_limited", method="auth.test", retry_after=failure.retry_after)
        self._monitor.token_checked("SLACK_BOT_TOKEN", failure)
        return failure
