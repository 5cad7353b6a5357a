"""slack_sdk's Socket Mode client, without its own way of reconnecting.

That one sleeps through a rate limit, ignores a request to stop, and takes up to a minute to notice a broken connection.
"""

import logging
import socket
import time
from contextlib import suppress
from threading import Event
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode.base_handler import BaseSocketModeHandler
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.logs import log_event
from bot.slack.call_failures import CALL_ERRORS, CallFailure, classify_failure
from bot.slack.delivery import with_timeout

CALL_TIMEOUT = 10
"""Seconds that Slack has to reply with the address of a connection."""
PING_INTERVAL = 2.0
"""Seconds between two pings."""
PONG_TIMEOUT = 6.0
"""Seconds without a pong after which the connection counts as lost, although sending works: it is half open."""

log = logging.getLogger("rolecall.socket_mode")


class SupervisedClient(SocketModeClient):
    """A client that connects when it is asked to, and says whether its connection works.

    `reconnect_requested` is set when Slack asks for a new connection, as it does every few hours.
    """

    def __init__(self, app: App, app_token: str) -> None:
        """Connects to nothing yet."""
        quiet = logging.getLogger("slack_sdk.socket_mode")
        quiet.setLevel(logging.CRITICAL)  # what it reports about the connection is logged in our own words
        super().__init__(
            app_token,
            logger=quiet,
            web_client=with_timeout(app.client, CALL_TIMEOUT),
            auto_reconnect_enabled=False,
            proxy=app.client.proxy,
        )
        self.current_app_monitor_started = True  # keeps slack_sdk from starting its own
        self.reconnect_requested = Event()
        self._pinged_at = self._pong_at = 0.0
        self._last_pong: float | None = None

    def issue_new_wss_url(self) -> str:
        """An address for a new connection. Raises SlackApiError and OSError, also for a rate limit."""
        return str(self.web_client.apps_connections_open(app_token=self.app_token)["url"])

    def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: ARG002  slack_sdk's signature
        """Ask for a new connection; slack_sdk calls this when Slack wants one."""
        self.reconnect_requested.set()

    def open_connection(self) -> CallFailure | None:
        """Connect, and close the connection before, if any. Returns why that failed, if it did."""
        try:
            self.wss_uri = self.issue_new_wss_url()
            self.connect()
        except CALL_ERRORS as error:
            return classify_failure(error)
        if not self.is_connected():
            return CallFailure("unreachable", "the WebSocket connection cannot be opened")
        self._pinged_at, self._pong_at, self._last_pong = 0.0, time.monotonic(), None
        self.reconnect_requested.clear()
        return None

    def find_problem(self) -> str | None:
        """Why the connection no longer works; None if it does. Sends a ping if the last one was a while ago."""
        session = self.current_session
        if session is None or not session.is_active():
            return "it was closed"
        now = time.monotonic()
        if session.last_ping_pong_time != self._last_pong:
            self._last_pong, self._pong_at = session.last_ping_pong_time, now
        if now - self._pong_at > PONG_TIMEOUT:
            return "no pong arrives"
        if now - self._pinged_at >= PING_INTERVAL:
            self._pinged_at = now
            try:
                session.ping(f"{session.session_id}:{time.time()}")
            except OSError:
                return "it broke"
        return None

    def drop_connection(self) -> None:
        """Close a connection that no longer works. Waking the thread that reads from it saves three seconds."""
        self.current_session_state.terminated = True
        session = self.current_session
        if session is not None and session.sock is not None:
            with suppress(OSError):
                session.sock.shutdown(socket.SHUT_RDWR)
        self.disconnect()


class SupervisedHandler(BaseSocketModeHandler):
    """Passes the requests that arrive over the connection to the app."""

    client: SupervisedClient

    def __init__(self, app: App, app_token: str) -> None:
        """Connects to nothing yet."""
        self.app = app
        self.client = SupervisedClient(app, app_token)
        self.client.socket_mode_request_listeners.append(self.handle)

    def handle(self, client: Any, req: SocketModeRequest) -> None:
        """Answer one request. One whose acknowledgement cannot be sent is sent again by Slack."""
        started = time.time()
        response = run_bolt_app(self.app, req)
        try:
            send_response(client, req, response, started)
        except CALL_ERRORS as error:
            log_event(log, "acknowledgement not sent", logging.WARNING, error=type(error).__name__)
