"""A server for an ASGI application on the loopback interface."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

Result = TypeVar("Result")
Application = Callable[..., Any]


@dataclass
class Answer:
    """What the application answered, with the names of the headers in lower case."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    async def receive_from_app(self, message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode("latin-1") for name, value in message["headers"]}
        else:
            self.body += message["body"].decode()


def request_scope(method: str, path: str, headers: dict[str, str], peer: str = "127.0.0.1") -> dict[str, Any]:
    """The scope of a request, as a server passes it to an application."""
    path, _, query = path.partition("?")
    listed = [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]
    at = {"path": path, "query_string": query.encode(), "client": (peer, 40_000)}
    return {"type": "http", "method": method, "headers": listed, **at}


async def ask(application: Application, scope: dict[str, Any], *parts: bytes, complete: bool = True) -> Answer:
    """Send a request whose body comes in these parts; an incomplete one never ends."""
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts or (b"",)]
    messages[-1]["more_body"] = not complete
    remaining = iter(messages)

    async def receive() -> dict[str, Any]:
        if (message := next(remaining, None)) is None:
            await asyncio.Event().wait()
        return message or {}

    answer = Answer()
    await application(scope, receive, answer.receive_from_app)
    return answer


def run_apart(main: Coroutine[Any, Any, Result]) -> Result:
    """Run it on an event loop in a thread of its own: after a browser test, a loop is running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, main).result()


@contextmanager
def served(application: Application) -> Iterator[str]:
    """Serve the application on one event loop, and provide its URL without a trailing slash."""
    loop = asyncio.new_event_loop()
    running = threading.Thread(target=loop.run_forever, daemon=True)
    running.start()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, application, loop))
    server.daemon_threads = True
    listening = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    listening.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        listening.join()
        server.server_close()
        loop.call_soon_threadsafe(loop.stop)
        running.join()
        loop.close()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, application: Application, loop: asyncio.AbstractEventLoop, *connection: Any) -> None:
        self._application, self._loop = application, loop
        super().__init__(*connection)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        scope = request_scope(self.command, self.path, dict(self.headers), self.client_address[0])
        answer = asyncio.run_coroutine_threadsafe(ask(self._application, scope, body), self._loop).result()
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body.encode())

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: Any) -> None:
        """Log nothing: requests contain user text."""
