"""Socket Mode: one outgoing connection to Slack instead of a public URL, kept open until the process is stopped."""

import logging
import threading
from collections.abc import Iterator
from itertools import chain, repeat

from slack_bolt import App

from bot.errors import RolecallError
from bot.logs import log_event
from bot.slack.call_failures import CallFailure
from bot.slack.connection_monitor import ConnectionMonitor
from bot.slack.socket_client import SupervisedClient, SupervisedHandler
from bot.slack.stoppable import call_unless_stopped

RETRY_DELAYS = (1, 2, 5, 15, 30)
"""Seconds between attempts to connect. The last one is repeated until an attempt succeeds. Chosen by hand."""
CHECK_INTERVAL = 0.5
"""Seconds between two looks at the connection."""
STOPPED = CallFailure("unreachable", "stopped")
"""The outcome of an attempt that was given up because the process is to stop."""

log = logging.getLogger("rolecall.socket_mode")


def stay_connected(app: App, app_token: str, stop: threading.Event, monitor: ConnectionMonitor | None = None) -> None:
    """Connect, answer requests until `stop` is set, then finish those that are running.

    A connection that breaks is replaced. While Slack fails or cannot be reached, that is tried again and again, and so
    it is when Slack refuses a connection that it allowed before. Raises RolecallError if Slack refuses the first one.
    """
    monitor = monitor or ConnectionMonitor()
    handler = SupervisedHandler(app, app_token)
    try:
        if _connect(handler.client, monitor, stop, is_first=True):
            _supervise(handler.client, monitor, stop)
    finally:
        _close(handler)
        # Waits for lazy listeners, so that every acknowledged request is answered.
        app.listener_runner.listener_executor.shutdown()
        log_event(log, "disconnected")


def _supervise(client: SupervisedClient, monitor: ConnectionMonitor, stop: threading.Event) -> None:
    """Replace the connection whenever it breaks or Slack asks for a new one, until `stop` is set."""
    while not stop.wait(CHECK_INTERVAL):
        monitor.sign_of_life()
        if problem := client.find_problem():
            monitor.lost(problem)
            client.drop_connection()
            _connect(client, monitor, stop)
        elif client.reconnect_requested.is_set():
            _connect(client, monitor, stop)


def _connect(
    client: SupervisedClient, monitor: ConnectionMonitor, stop: threading.Event, *, is_first: bool = False
) -> bool:
    """Connect, retrying while that fails. Returns False if `stop` was set in the meantime."""
    delays = _delays()
    while not stop.is_set():
        monitor.sign_of_life()
        failure = _attempt(client, stop)
        if failure is None:
            monitor.token_checked("SLACK_APP_TOKEN", None)
            monitor.connected()
            return True
        if failure is not STOPPED:
            if is_first and failure.is_final:
                raise _refusal(failure)
            monitor.token_checked("SLACK_APP_TOKEN", failure)
            delay = failure.retry_after or next(delays)
            monitor.could_not_connect(failure, delay)
            _wait(delay, monitor, stop)
    return False


def _attempt(client: SupervisedClient, stop: threading.Event) -> CallFailure | None:
    outcome: CallFailure | None = STOPPED
    return call_unless_stopped(stop, client.open_connection, outcome)


def _delays() -> Iterator[int]:
    return chain(RETRY_DELAYS, repeat(RETRY_DELAYS[-1]))


def _wait(seconds: float, monitor: ConnectionMonitor, stop: threading.Event) -> None:
    """Wait, in steps that are short enough to show that the process works."""
    for _ in range(int(seconds)):
        monitor.sign_of_life()
        if stop.wait(1):
            return


def _refusal(failure: CallFailure) -> RolecallError:
    if failure.kind == "bad_address":
        return RolecallError(
            f"SLACK_API_URL cannot be used: {failure.reason}.", "Write it like https://slack.com/api/."
        )
    return RolecallError(
        f"Slack refused SLACK_APP_TOKEN: {failure.reason}.",
        "Create an app-level token with connections:write under Basic Information, and turn Socket Mode on.",
    )


def _close(handler: SupervisedHandler) -> None:
    """Close the connection, and wait for the threads of the client.

    The client marks its session as terminated, closes it and waits for the thread that reads from it. A thread that is
    just beginning to read removes the mark again and then waits for messages for ever, so the mark is set repeatedly.
    """
    closing = threading.Thread(target=handler.close, name="rolecall-disconnect", daemon=True)
    closing.start()
    while closing.is_alive():
        handler.client.current_session_state.terminated = True
        closing.join(0.1)
