"""Socket Mode: one outgoing connection instead of a public address, kept open until told to stop."""

import logging
import threading
from itertools import chain, repeat

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.errors import RolecallError
from bot.logs import log_event

RETRY_DELAYS = (1, 2, 5, 15, 30)
"""Seconds between attempts to reach Slack; the last goes on for ever."""

log = logging.getLogger("rolecall.socket_mode")


def stay_connected(app: App, app_token: str, stop: threading.Event) -> None:
    """Connect, answer until `stop` is set, then finish what is under way.

    Raises RolecallError where Slack refuses the token.
    """
    handler = SocketModeHandler(app, app_token, logger=logging.getLogger("slack_sdk.socket_mode"))
    try:
        if _connect(handler, stop):
            log_event(log, "connected to Slack; stop with Ctrl+C")
            stop.wait()
    finally:
        handler.close()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
        app.listener_runner.listener_executor.shutdown()
        log_event(log, "disconnected")


def _connect(handler: SocketModeHandler, stop: threading.Event) -> bool:
    """Whether the connection stands; it does not where `stop` was set while Slack was out of reach."""
    waits = chain(RETRY_DELAYS, repeat(RETRY_DELAYS[-1]))
    while not _try_connect(handler):
        wait = next(waits)
        log_event(log, "Slack is out of reach", logging.WARNING, next_try_seconds=wait)
        if stop.wait(wait):
            return False
    return True


def _try_connect(handler: SocketModeHandler) -> bool:
    try:
        handler.connect()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        raise RolecallError(
            f"Slack refuses SLACK_APP_TOKEN: {error.response['error']}.",
            "Make an app-level token with connections:write under Basic Information, and check Socket Mode is on.",
        ) from error
    except OSError:
        return False
    return True
