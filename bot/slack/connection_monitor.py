"""What is known about the connection to Slack, for the log, the health page and the metrics."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.logs import log_event
from bot.slack.call_failures import CallFailure

STALLED_SECONDS = 60.0
"""Seconds without a sign from the thread that supervises the connection, after which it counts as stuck."""

log = logging.getLogger("rolecall.socket_mode")


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """The connection at one moment. `refusals` has Slack's error code for each token that it refuses."""

    is_connected: bool = False
    is_supervised: bool = True
    connections: int = 0
    losses: int = 0
    refusals: Mapping[str, str] = field(default_factory=dict)
    notices: Mapping[str, int] = field(default_factory=dict)


class ConnectionMonitor:
    """Records what happens to the connection, and logs it. Threads may share it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives a time in seconds that only moves forward."""
        self._clock = clock
        self._lock = threading.Lock()
        self._connections = self._losses = 0
        self._lost_at: float | None = None
        self._is_connected = False
        self._last_sign = clock()
        self._refusals: dict[str, str] = {}
        self._notices: Counter[str] = Counter()

    @property
    def status(self) -> ConnectionStatus:
        """The state now."""
        with self._lock:
            return ConnectionStatus(
                self._is_connected,
                self._clock() - self._last_sign < STALLED_SECONDS,
                self._connections,
                self._losses,
                dict(self._refusals),
                dict(self._notices),
            )

    def sign_of_life(self) -> None:
        """Record that the connection is being supervised."""
        self._last_sign = self._clock()

    def connected(self) -> None:
        """Record a new connection."""
        with self._lock:
            is_first, self._is_connected = not self._connections, True
            self._connections += 1
            lost_at, self._lost_at = self._lost_at, None
        if is_first:
            log_event(log, "connected to Slack; stop with Ctrl+C")
        elif lost_at is not None:
            log_event(log, "connection restored", after_seconds=round(self._clock() - lost_at, 1))

    def lost(self, reason: str) -> None:
        """Record that the connection is gone."""
        with self._lock:
            self._is_connected, self._lost_at = False, self._clock()
            self._losses += 1
        log_event(log, "connection lost", logging.WARNING, reason=reason)

    def could_not_connect(self, failure: CallFailure, delay: float) -> None:
        """Record a failed attempt to connect, and when the next one is made."""
        if failure.kind == "rate_limited":
            self.notice("rate_limited", method="apps.connections.open", retry_after=failure.retry_after)
        what, level = (
            ("Slack refused the connection", logging.ERROR)
            if failure.is_final
            else (
                "cannot reach Slack",
                logging.WARNING,
            )
        )
        log_event(log, what, level, kind=failure.kind, reason=failure.reason, next_try_seconds=delay)

    def token_checked(self, setting: str, failure: CallFailure | None) -> None:
        """Record what Slack says about a token; temporary failures say nothing about it."""
        code = failure.reason if failure and failure.kind == "refused" else ""
        if failure and not code:
            return
        with self._lock:
            before = self._refusals.pop(setting, "")
            if code:
                self._refusals[setting] = code
        if code and code != before:
            log_event(log, "Slack refuses a token", logging.ERROR, setting=setting, slack_error=code)
        elif before and not code:
            log_event(log, "Slack accepts a token again", setting=setting)

    def notice(self, kind: str, **fields: object) -> None:
        """Record a notice that concerns the app as a whole, such as a rate limit."""
        with self._lock:
            self._notices[kind] += 1
        log_event(log, "notice from Slack", logging.WARNING, kind=kind, **fields)
