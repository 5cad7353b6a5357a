"""The Socket Mode of the fake Slack, for tests: connections that break, and answers of their choice."""

import threading
from collections.abc import Mapping
from contextlib import suppress
from time import monotonic
from typing import Self

from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.playground.websocket import PING, TEXT, WebSocket
from fakes.slack import TIMEOUT_SECONDS


class SocketModeSlack:
    """The fake Slack at an address of its own, `api_url`, where a test can replace its answers.

    `send` is a transport that waits until the app has connected; `overrides` has responses to give instead of the fake
    Slack's own, by method. A context manager.
    """

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.link = slack.socket_link
        self.overrides: dict[str, Response] = {}
        self._api = LoopbackServer(self._route)

    @property
    def api_url(self) -> str:
        """The URL to use instead of `https://slack.com/api/`."""
        return f"{self._api.url}/api/"

    def send(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send a request over the connection, once there is one, and return its acknowledgement."""
        assert self.link.wait_for_connection(1, TIMEOUT_SECONDS), "the app never connected"
        return self.link.send(body, headers)

    def ask_to_reconnect(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours, and wait until it has."""
        before = self.link.connections
        self._connection.send(TEXT, b'{"type": "disconnect", "reason": "refresh_requested"}')
        assert self.link.wait_for_connection(before + 1, TIMEOUT_SECONDS), "the app did not reconnect"

    def break_connection(self) -> None:
        """Break the connection without a closing frame, as a router does that restarts."""
        self._connection.abort()

    def close_connection(self) -> None:
        """Close the connection with a closing frame, as Slack does when it restarts a server."""
        self._connection.close()

    def wait_for_connection(self, number: int, seconds: float = TIMEOUT_SECONDS) -> float:
        """Wait until the app has connected this many times in all. Returns the seconds that took."""
        began = monotonic()
        assert self.link.wait_for_connection(number, seconds), "the app did not connect"
        return monotonic() - began

    def wake_until_done(self, app: threading.Thread) -> None:
        """Wait for a thread that was asked to disconnect.

        Its client checks whether to stop only when a frame arrives or after three seconds. Pings save that time.
        """
        until = monotonic() + TIMEOUT_SECONDS
        while app.is_alive() and monotonic() < until:
            if connection := self.link.newest:
                with suppress(OSError):  # it has disconnected and is about to end
                    connection.send(PING)
            app.join(0.05)
        assert not app.is_alive(), "the app did not disconnect"

    def close(self) -> None:
        """Close the connection and the API."""
        if connection := self.link.newest:
            connection.abort()
        self._api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _connection(self) -> WebSocket:
        connection = self.link.newest
        assert connection, "the app is not connected"
        return connection

    def _route(self, request: Request) -> Response:
        override = self.overrides.get(request.path.rpartition("/")[2])
        return self.slack.route(request) if override is None else override
