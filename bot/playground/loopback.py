"""A small HTTP server on the loopback interface, used for the fake Slack, the page and the app."""

import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import Message as Headers
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
POLL_SECONDS = 0.02  # between checks for shutdown; a test waits that long for each server it closes
MAX_BODY = 5_000_000
"""Bytes of a request body; a longer one is refused unread."""


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request; `query` has the first value of every parameter, `raw` is the body as bytes."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Headers
    raw: bytes

    @property
    def body(self) -> str:
        """The body as text."""
        return self.raw.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response; the chunks of `stream`, if any, are sent one by one after the body.

    With `take_over`, the connection no longer speaks HTTP: it is given to this function, and closed when that returns.
    """

    status: int = HTTPStatus.OK
    body: bytes = b""
    content_type: str = "text/plain; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: Iterable[bytes] = ()
    take_over: Callable[[socket.socket, BufferedIOBase], None] | None = None


NO_RESPONSE = Response(0)
"""The connection is closed instead."""
Route = Callable[[Request], Response]


class _RequestHandler(BaseHTTPRequestHandler):
    """Answers HTTP requests by calling the server's route."""

    server: "_Server"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self) -> None:
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        self.server.connections.discard(self.connection)
        super().finish()

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, *_: Any) -> None:
        """Log nothing: the addresses and bodies contain what people wrote."""

    def _answer(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        if size > MAX_BODY:
            self.close_connection = True
            self._send(Response(HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
            return
        address = urlsplit(self.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        raw = self.rfile.read(size)
        self._send(self.server.route(Request(self.command, address.path, query, self.headers, raw)))

    def _send(self, response: Response) -> None:
        if response is NO_RESPONSE:
            self.close_connection = True
            return
        try:
            self._send_head(response)
            if response.take_over:
                self.close_connection = True
                response.take_over(self.connection, self.rfile)
                return
            self.wfile.write(response.body)
            for chunk in response.stream:
                self.wfile.write(chunk)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send_head(self, response: Response) -> None:
        self.send_response(response.status)
        if not response.take_over:
            self.send_header("Content-Type", response.content_type)
            if response.stream:  # of unknown length, so only the end of the connection ends it
                self.send_header("Connection", "close")
            else:
                self.send_header("Content-Length", str(len(response.body)))
        for name, value in response.headers.items():
            self.send_header(name, value)
        self.end_headers()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, route: Route, port: int) -> None:
        super().__init__((HOST, port), _RequestHandler)
        self.route = route
        self.connections: set[socket.socket] = set()

    def close_connections(self) -> None:
        """End the open connections: a stream would otherwise last as long as its reader."""
        for connection in tuple(self.connections):  # a copy: other threads remove theirs meanwhile
            with suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class LoopbackServer:
    """Serves `route` in its own thread until closed; port 0 takes any free port. A context manager.

    Raises OSError if the port is in use.
    """

    def __init__(self, route: Route, port: int = 0) -> None:
        self._server = _Server(route, port)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_SECONDS,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """The port number."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The address, without a trailing slash."""
        return f"http://{HOST}:{self.port}"

    def close(self) -> None:
        """Stop listening and close every connection."""
        self._server.shutdown()
        self._thread.join()
        self._server.close_connections()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
