"""The health page of `rolecall connect`: whether the process works, whether it can answer, and its metrics."""

import json
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import NamedTuple

from bot import __version__
from bot.connection_metrics import ConnectionMetrics
from bot.counts import record_with
from bot.http_pages import HttpRequest, is_allowed
from bot.knowledge.watch import KnowledgeWatcher
from bot.logs import log_event
from bot.metrics import Metrics
from bot.settings import Settings
from bot.slack.connection_monitor import ConnectionMonitor
from bot.slack.replies import AnswerObserver

PRIVATE = ("/readyz", "/metrics")
"""Pages for this machine, and for those that send METRICS_TOKEN."""
READ_TIMEOUT = 5.0
"""Seconds that a client has to send its request."""

log = logging.getLogger("rolecall.health")


class HealthReply(NamedTuple):
    """What a page replies."""

    status: HTTPStatus
    body: str
    content_type: str = "text/plain; charset=utf-8"


Page = Callable[[], HealthReply]


def health_pages(monitor: ConnectionMonitor, database_url: str, metrics: Callable[[], bytes]) -> dict[str, Page]:
    """The pages by path."""
    return {
        "/healthz": lambda: _health(monitor),
        "/readyz": lambda: _readiness(monitor, database_url),
        "/metrics": lambda: HealthReply(HTTPStatus.OK, metrics().decode(), "text/plain; version=0.0.4; charset=utf-8"),
    }


@contextmanager
def open_health_page(
    settings: Settings, library: KnowledgeWatcher, monitor: ConnectionMonitor
) -> Iterator[AnswerObserver]:
    """Serve the health page of `connect` during the block, unless HEALTH_PORT is 0; yields what counts the answers."""
    answers, connection = Metrics(lambda: len(library.problems)), ConnectionMetrics(monitor)
    record_with(answers)
    pages = health_pages(monitor, settings.database_url, lambda: answers.render() + connection.render())
    with _serving(settings, pages) if settings.health_port else nullcontext():
        yield answers.observe


def _serving(settings: Settings, pages: Mapping[str, Page]) -> AbstractContextManager[int]:
    return serve_health_pages(settings.host, settings.health_port, pages, settings.metrics_token)


@contextmanager
def serve_health_pages(host: str, port: int, pages: Mapping[str, Page], token: str = "") -> Iterator[int]:
    """Serve the pages during the block; yields the port. `token` opens the private ones to other machines.

    Without them Rolecall works all the same, so an address that is taken is only logged. The port is then 0.
    """
    try:
        server = _HealthServer((host, port), pages, token)
    except OSError as error:
        log_event(log, "no health page", logging.WARNING, address=f"{host}:{port}", reason=error.strerror)
        yield 0
        return
    thread = Thread(target=server.serve_forever, args=(0.1,), name="rolecall-health", daemon=True)
    thread.start()
    log_event(log, "health page", address=f"http://{host}:{server.server_port}/healthz")
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _health(monitor: ConnectionMonitor) -> HealthReply:
    """Healthy while the connection is supervised, even if Slack is away: a restart would not bring it back."""
    if monitor.status.is_supervised:
        return HealthReply(HTTPStatus.OK, "ok\n")
    return HealthReply(HTTPStatus.SERVICE_UNAVAILABLE, "the connection is not supervised any more\n")


def _readiness(monitor: ConnectionMonitor, database_url: str) -> HealthReply:
    """Ready if connected, if Slack refuses no token, and if the database can be used."""
    status, database = monitor.status, _database_state(database_url)
    refused = ", ".join(f"{setting}: {code}" for setting, code in sorted(status.refusals.items()))
    state = {
        "rolecall": __version__,
        "ready": status.is_connected and not refused and database == "ok",
        "slack": "connected" if status.is_connected else "not connected",
        "tokens": f"refused ({refused})" if refused else "ok",
        "database": database,
    }
    code = HTTPStatus.OK if state["ready"] else HTTPStatus.SERVICE_UNAVAILABLE
    return HealthReply(code, json.dumps(state) + "\n", "application/json")


def _database_state(database_url: str) -> str:
    from bot.storage.inspection import find_state  # noqa: PLC0415  imports SQLAlchemy, which a start should not wait for

    return find_state(database_url)


class _HealthServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, address: tuple[str, int], pages: Mapping[str, Page], token: str) -> None:
        super().__init__(address, _HealthRequestHandler)
        self.pages = pages
        self.token = token


class _HealthRequestHandler(BaseHTTPRequestHandler):
    server: _HealthServer
    timeout = READ_TIMEOUT

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = HttpRequest("GET", path, query, headers, str(self.client_address[0]))
        page = self.server.pages.get(path)
        if page is None:
            self._send(HealthReply(HTTPStatus.NOT_FOUND, "Not Found\n"))
        elif path in PRIVATE and not is_allowed(request, self.server.token):
            self._send(HealthReply(HTTPStatus.FORBIDDEN, "Forbidden\n"))
        else:
            self._send(page())

    def log_message(self, *_: object) -> None:
        """Log nothing: hosts ask every few seconds."""

    def _send(self, reply: HealthReply) -> None:
        body = reply.body.encode()
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
