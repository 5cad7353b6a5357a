"""What one worker serves: Slack's requests straight to Bolt, small pages for hosts and Prometheus."""

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST
from slack_bolt import App
from slack_bolt.adapter.wsgi import SlackRequestHandler

from bot import logs
from bot.app import build_app, build_reminder_scheduler
from bot.errors import RolecallError
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.startup import HEAD_REVISION

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

EVENTS = "/slack/events"
MAX_REQUEST_BYTES = 1_000_000
"""Bytes of a request; the longest message Slack sends takes a third of it."""
TEXT = "text/plain; charset=utf-8"

log = logging.getLogger("rolecall.web")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A whole HTTP response."""

    status: HTTPStatus
    body: bytes
    content_type: str = TEXT
    headers: Mapping[str, str] = field(default_factory=dict)


def load(settings: Settings, metrics_folder: Path | None = None) -> "WsgiApp":
    """The application of one worker. `metrics_folder` is the folder in which several workers count together.

    Ends the worker where the knowledge cannot be used: the log then has every problem.
    """
    logs.configure(settings.log_level, settings.log_format, is_buffered=True)
    try:
        library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    except RolecallError as error:
        logs.log_event(log, str(error), logging.ERROR)
        raise SystemExit(1) from error
    metrics = Metrics(lambda: len(library.problems), metrics_folder)
    site = WsgiApp(
        build_app(settings, library=library, observe=metrics.observe), library, metrics, settings.database_url
    )
    build_reminder_scheduler(settings, library).start()
    logs.log_event(log, "worker ready", knowledge=library.base.version)
    return site


class WsgiApp:
    """The WSGI application."""

    def __init__(self, app: App, library: KnowledgeWatcher, metrics: Metrics, database_url: str) -> None:
        """Nothing is asked of the database before somebody wants to know how it is."""
        self._slack = SlackRequestHandler(app, EVENTS)
        self._library = library
        self._metrics = metrics
        self._database_url = database_url
        self._pages: dict[str, Callable[[], HttpResponse]] = {
            "/healthz": lambda: HttpResponse(HTTPStatus.OK, b"ok\n"),
            "/readyz": self._readiness,
            "/metrics": lambda: HttpResponse(HTTPStatus.OK, metrics.render(), CONTENT_TYPE_LATEST),
        }

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answer one request."""
        if environ["PATH_INFO"] == EVENTS and environ["REQUEST_METHOD"] == "POST":
            try:
                if int(environ.get("CONTENT_LENGTH") or 0) > MAX_REQUEST_BYTES:
                    return _send(_plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE), start_response)
                return self._slack(environ, start_response)
            except (ValueError, TypeError, AttributeError, KeyError):
                # Bolt takes a body apart before it asks who signed it, and this one came apart in its hands.
                return _send(_plain(HTTPStatus.BAD_REQUEST), start_response)
        page = self._page(environ["PATH_INFO"], environ["REQUEST_METHOD"])
        return _send(page, start_response, head=environ["REQUEST_METHOD"] == "HEAD")

    def _page(self, path: str, method: str) -> HttpResponse:
        if path == EVENTS:
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED, Allow="POST")
        if path not in self._pages:
            return _plain(HTTPStatus.NOT_FOUND)
        if method not in {"GET", "HEAD"}:
            return _plain(HTTPStatus.METHOD_NOT_ALLOWED, Allow="GET, HEAD")
        return self._pages[path]()

    def _readiness(self) -> HttpResponse:
        """Ready with usable knowledge and a database at our schema.

        Knowledge broken on disk is reported, but the last good one goes on answering: taking every worker out of
        service would turn a typing mistake into an outage.
        """
        problems = len(self._library.problems)
        database = self._database()
        said = {
            "ready": database == "ok",
            "database": database,
            "knowledge": f"{_counted(problems)} on disk, see `rolecall check`" if problems else "ok",
            "version": self._library.base.version,
        }
        status = HTTPStatus.OK if said["ready"] else HTTPStatus.SERVICE_UNAVAILABLE
        return HttpResponse(status, json.dumps(said).encode() + b"\n", "application/json")

    def _database(self) -> str:
        from bot.storage.engine import get_revision  # noqa: PLC0415  SQLAlchemy, only where somebody asks

        try:
            found = get_revision(self._database_url)
        except RolecallError as error:
            logs.log_event(log, str(error), logging.ERROR)
            return "does not answer"
        # A newer schema is fine: another host of ours is already on the next version.
        return "ok" if found and found >= HEAD_REVISION else "not migrated yet"


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems"


def _plain(status: HTTPStatus, **headers: str) -> HttpResponse:
    return HttpResponse(status, f"{status.phrase}\n".encode(), headers=headers)


def _send(page: HttpResponse, start_response: "StartResponse", *, head: bool = False) -> Iterable[bytes]:
    headers = {"Content-Type": page.content_type, "Content-Length": str(len(page.body)), **page.headers}
    start_response(f"{page.status.value} {page.status.phrase}", list(headers.items()))
    return [b""] if head else [page.body]
