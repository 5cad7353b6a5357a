"""Slack's side of Socket Mode: provides a URL, accepts the app's connection, and sends requests over it.

https://docs.slack.dev/apis/events-api/using-socket-mode describes the envelopes, RFC 6455 the frames.
"""

import base64
import hashlib
import json
import socket
import struct
import threading
from collections.abc import Mapping
from contextlib import suppress
from itertools import count
from time import monotonic
from typing import Any, BinaryIO, Self
from urllib.parse import parse_qs

from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response
from fakes.slack import TIMEOUT_SECONDS

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class SocketModeSlack:
    """A fake Slack reachable at `api_url` that sends its requests over the app's connection.

    `send` is a transport for the fake Slack; `connections` is the number of times the app connected; `overrides` has
    responses to give instead of the fake Slack's own, by method; while `is_silent`, no frame is answered, as when a
    connection is half open. A context manager.
    """

    def __init__(self, slack: FakeSlack) -> None:
        self.slack = slack
        self.connections = 0
        self.refuse: str | None = None
        self.overrides: dict[str, Response] = {}
        self.is_silent = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._app: socket.socket | None = None
        self._connected = threading.Event()
        self._answers: dict[str, dict[str, Any]] = {}
        self._answered = threading.Condition()
        self._envelopes = count(1)
        self._api = LoopbackServer(self._route)
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def api_url(self) -> str:
        """The URL to use instead of `https://slack.com/api/`."""
        return f"{self._api.url}/api/"

    def send(self, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
        """Send a request over the connection and return its acknowledgement, or status 504 without one."""
        assert self._connected.wait(TIMEOUT_SECONDS), "the app never connected"
        envelope = f"envelope-{next(self._envelopes)}"
        retry = {"retry_attempt": int(headers["X-Slack-Retry-Num"])} if "X-Slack-Retry-Num" in headers else {}
        self._write(TEXT, json.dumps({"envelope_id": envelope, **_unwrapped(body), **retry}).encode())
        with self._answered:
            if not self._answered.wait_for(lambda: envelope in self._answers, TIMEOUT_SECONDS):
                return 504, ""
            payload = self._answers.pop(envelope).get("payload")
        return 200, json.dumps(payload) if payload else ""

    def ask_to_reconnect(self) -> None:
        """Ask the app to reconnect, as Slack does every few hours, and wait until it has."""
        before = self.connections
        self._write(TEXT, b'{"type": "disconnect", "reason": "refresh_requested"}')
        with self._answered:
            assert self._answered.wait_for(lambda: self.connections > before, TIMEOUT_SECONDS), (
                "the app did not reconnect"
            )

    def break_connection(self) -> None:
        """Break the connection without a closing frame, as a router does that restarts."""
        assert self._app is not None
        self._app.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._app.shutdown(socket.SHUT_RDWR)

    def close_connection(self) -> None:
        """Close the connection with a closing frame, as Slack does when it restarts a server."""
        self._write(CLOSE, struct.pack("!H", 1001))

    def wait_for_connection(self, number: int, seconds: float = TIMEOUT_SECONDS) -> float:
        """Wait until the app has connected this many times in all. Returns the seconds that took."""
        began = monotonic()
        with self._answered:
            assert self._answered.wait_for(lambda: self.connections >= number, seconds), "the app did not connect"
        return monotonic() - began

    def wake_until_done(self, app: threading.Thread) -> None:
        """Wait for a thread that was asked to disconnect.

        Its client checks whether to stop only when a frame arrives or after three seconds. Pings save that time.
        """
        until = monotonic() + TIMEOUT_SECONDS
        while app.is_alive() and monotonic() < until:
            with suppress(OSError):  # it has disconnected and is about to end
                self._write(PING, b"")
            app.join(0.05)
        assert not app.is_alive(), "the app did not disconnect"

    def close(self) -> None:
        """Close the connection and the API."""
        self._listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts connections
        self._listening.close()
        if self._app:
            with suppress(OSError):  # the app closed the connection first
                self._app.shutdown(socket.SHUT_RDWR)
        self._api.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _route(self, request: Request) -> Response:
        if (override := self.overrides.get(request.path.rpartition("/")[2])) is not None:
            return override
        if not request.path.endswith("/apps.connections.open"):
            return self.slack._route(request)
        right = request.headers.get("Authorization") == f"Bearer {self.slack.app_token}"
        port = self._listening.getsockname()[1]
        problem = self.refuse or (None if right else "invalid_auth")
        answer = {"ok": False, "error": problem} if problem else {"ok": True, "url": f"ws://127.0.0.1:{port}/link"}
        return Response(body=json.dumps(answer).encode(), content_type="application/json")

    def _accept(self) -> None:
        with suppress(OSError):  # closed at the end
            while True:
                connection, _ = self._listening.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as reader, suppress(OSError, struct.error):
            self._shake_hands(connection, reader)
            while (frame := _read(reader))[0] != CLOSE:
                self._take(*frame)

    def _shake_hands(self, connection: socket.socket, reader: BinaryIO) -> None:
        handshake = list(iter(reader.readline, b"\r\n"))
        key = next(line.split(b":")[1].strip() for line in handshake if b"-WebSocket-Key" in line)
        accept = base64.b64encode(hashlib.sha1(key + GUID.encode()).digest()).decode()  # noqa: S324  RFC 6455 says so
        connection.sendall(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
        )
        self._app = connection
        self._write(TEXT, b'{"type": "hello"}')
        with self._answered:
            self.connections += 1
            self._answered.notify_all()
        self._connected.set()

    def _take(self, opcode: int, payload: bytes) -> None:
        if self.is_silent:
            return
        if opcode == PING:
            self._write(PONG, payload)
        if opcode == TEXT:
            answer = json.loads(payload)
            with self._answered:
                self._answers[answer["envelope_id"]] = answer
                self._answered.notify_all()

    def _write(self, opcode: int, payload: bytes) -> None:
        assert self._app is not None
        size = len(payload)
        head = struct.pack("!BB", 0x80 | opcode, size) if size < 126 else struct.pack("!BBQ", 0x80 | opcode, 127, size)
        self._app.sendall(head + payload)


def _read(reader: BinaryIO) -> tuple[int, bytes]:
    """One frame from the app; frames from clients are masked."""
    first, second = struct.unpack("!BB", reader.read(2))
    size = second & 0x7F
    if size == 126:
        (size,) = struct.unpack("!H", reader.read(2))
    elif size == 127:
        (size,) = struct.unpack("!Q", reader.read(8))
    mask = reader.read(4)
    return first & 0x0F, bytes(byte ^ mask[place % 4] for place, byte in enumerate(reader.read(size)))


def _unwrapped(body: str) -> dict[str, Any]:
    """The type and payload of the envelope, from the body of an HTTP request (a form or JSON)."""
    if body.startswith("{"):
        return {"type": "events_api", "payload": json.loads(body), "accepts_response_payload": False}
    form = {key: values[0] for key, values in parse_qs(body, keep_blank_values=True).items()}
    if "payload" in form:
        return {"type": "interactive", "payload": json.loads(form["payload"]), "accepts_response_payload": True}
    return {"type": "slash_commands", "payload": form, "accepts_response_payload": True}
