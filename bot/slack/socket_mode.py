"""Socket Mode: one outgoing connection to Slack instead of a public URL, kept open until the process is stopped."""

import logging
import threading
from itertools import chain, repeat

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import RolecallError
from bot.logs import log_event

RETRY_DELAYS = (1, 2, 5, 15, 30)
"""Seconds between attempts to connect. The last one is repeated until an attempt succeeds. Chosen by hand."""

log = logging.getLogger("rolecall.socket_mode")


def stay_connected(app: App, app_token: str, stop: threading.Event) -> None:
    """Connect, answer requests until `stop` is set, then finish those that are running.

    Raises RolecallError if Slack refuses the token.
    """
    handler = SocketModeHandler(app, app_token, logger=logging.getLogger("slack_sdk.socket_mode"))
    try:
        if _connect(handler, stop):
            log_event(log, "connected to Slack; stop with Ctrl+C")
            stop.wait()
    finally:
        _close(handler)
        # Waits for lazy listeners, so that every acknowledged request is answered.
        app.listener_runner.listener_executor.shutdown()
        log_event(log, "disconnected")


def _connect(handler: SocketModeHandler, stop: threading.Event) -> bool:
    """Connect, retrying while Slack cannot be reached. Returns False if `stop` was set in the meantime."""
    delays = chain(RETRY_DELAYS, repeat(RETRY_DELAYS[-1]))
    while not _try_connect(handler):
        delay = next(delays)
        log_event(log, "cannot reach Slack", logging.WARNING, next_try_seconds=delay)
        if stop.wait(delay):
            return False
    return True


def _close(handler: SocketModeHandler) -> None:
    """Close the connection, and wait for the threads of the client.

    The client marks its session as terminated, closes it and waits for the thread that reads from it. A thread that is
    just beginning to read removes the mark again and then waits for messages for ever, so the mark is set repeatedly.
    """
    closing = threading.Thread(target=handler.close, name="rolecall-disconnect", daemon=True)
    closing.start()
    while closing.is_alive():
        handler.client.current_session_state.terminated = True
        closing.join(0.1)


def _try_connect(handler: SocketModeHandler) -> bool:
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        raise RolecallError(
            f"Slack refused SLACK_APP_TOKEN: {error.response['error']}.",
            "Create an app-level token with connections:write under Basic Information, and turn Socket Mode on.",
        ) from error
    except OSError:
        return False
    return True
