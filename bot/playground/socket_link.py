"""Slack's side of Socket Mode: it gives an address, accepts the app's connections, and sends requests over them.

https://docs.slack.dev/apis/events-api/using-socket-mode describes the envelopes.
"""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs

from bot.playground.identities import APP
from bot.playground.loopback import Request, Response
from bot.playground.websocket import PING, PONG, TEXT, WebSocket, accept

PATH = "/link/"
ANSWER_SECONDS = 60.0
"""Seconds after which an envelope counts as unanswered."""


class SocketLink:
    """The WebSocket connections of an app. Requests go over the newest one.

    `connections` is the number of connections that were opened. While `is_silent`, no frame is answered, as when a
    connection is half open. `changed` is called whenever a connection begins or ends.
    """

    def __init__(self, address: str, changed: Callable[[], None] = lambda: None) -> None:
        """`address` is where the server with this link is reached, without a path: `http://127.0.0.1:4000`."""
        self.connections = 0
        self.is_silent = False
        self.changed = changed
        self._address = address.replace("http://", "ws://")
        self._tickets: set[str] = set()
        self._open: list[WebSocket] = []
        self._asked: set[str] = set()
        self._answers: dict[str, dict[str, Any]] = {}
        self._condition = threading.Condition()

    @property
    def newest(self) -> WebSocket | None:
        """The connection that requests go over, if there is one."""
        return self._open[-1] if self._open else None

    def issue_url(self) -> str:
        """An address at which the app may connect once."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return f"{self._address}{PATH}{ticket}"

    def connect(self, request: Request) -> Response:
        """Accept a connection at an address that was issued. A browser, which says where it comes from, is refused."""
        ticket = request.path.removeprefix(PATH)
        if ticket not in self._tickets or request.headers.get("Origin"):
            return Response(HTTPStatus.FORBIDDEN)
        self._tickets.discard(ticket)
        return accept(request, self._serve)

    def send(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send the app a request, and return the status and body of its answer.

        The status is 503 if there is no connection, and 504 if no answer comes.
        """
        connection, envelope = self.newest, secrets.token_hex(8)
        if connection is None:
            return HTTPStatus.SERVICE_UNAVAILABLE, ""
        self._asked.add(envelope)
        try:
            connection.send(TEXT, json.dumps({"envelope_id": envelope, **_envelope(body, headers)}).encode())
        except OSError:
            return HTTPStatus.SERVICE_UNAVAILABLE, ""
        with self._condition:
            self._condition.wait_for(lambda: envelope in self._answers or not self._open, ANSWER_SECONDS)
            self._asked.discard(envelope)
            answer = self._answers.pop(envelope, None)
        if answer is None:
            return HTTPStatus.GATEWAY_TIMEOUT, ""
        return HTTPStatus.OK, json.dumps(answer["payload"]) if answer.get("payload") else ""

    def wait_for_connection(self, number: int, seconds: float) -> bool:
        """Wait until the app has connected this many times in all; returns whether it has."""
        with self._condition:
            return self._condition.wait_for(lambda: self.connections >= number, seconds)

    def _serve(self, connection: WebSocket) -> None:
        hello = {"type": "hello", "num_connections": len(self._open) + 1, "connection_info": {"app_id": APP}}
        connection.send(TEXT, json.dumps(hello).encode())
        with self._condition:
            self._open.append(connection)
            self.connections += 1
            self._condition.notify_all()
        self.changed()
        try:
            for opcode, payload in connection.frames():
                self._receive(connection, opcode, payload)
        finally:
            with self._condition:
                self._open.remove(connection)
                self._condition.notify_all()
            self.changed()

    def _receive(self, connection: WebSocket, opcode: int, payload: bytes) -> None:
        if self.is_silent:
            return
        if opcode == PING:
            connection.send(PONG, payload)
        if opcode == TEXT:
            answer = json.loads(payload)
            with self._condition:
                if answer.get("envelope_id") in self._asked:
                    self._answers[answer["envelope_id"]] = answer
                    self._condition.notify_all()


def _envelope(body: str, headers: Mapping[str, str]) -> dict[str, Any]:
    """The type and payload of an envelope, from the body of an HTTP request (a form or JSON)."""
    retry: dict[str, Any] = {}
    if "X-Slack-Retry-Num" in headers:
        retry = {"retry_attempt": int(headers["X-Slack-Retry-Num"])}
    if body.startswith("{"):
        return {"type": "events_api", "payload": json.loads(body), "accepts_response_payload": False, **retry}
    form = {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()}
    kind, payload = ("interactive", json.loads(form["payload"])) if "payload" in form else ("slash_commands", form)
    return {"type": kind, "payload": payload, "accepts_response_payload": True, **retry}
