"""The WSGI application of one worker: Bolt answers Slack's requests; three small pages serve hosts and Prometheus."""

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

from bot import __version__, logs
from bot.app import build_app, build_reminder_scheduler, open_workspaces
from bot.errors import RolecallError
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.metrics import Metrics
from bot.settings import Settings
from bot.storage.startup import HEAD_REVISION

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from bot.oauth.install_flow import InstallFlow

EVENTS = "/slack/events"
MAX_REQUEST_BYTES = 1_000_000
"""Longest request body accepted, in bytes: three times the longest message that Slack sends."""
TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
INSTALL_PATHS = ("/slack/install", "/slack/oauth_redirect")

log = logging.getLogger("rolecall.web")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete HTTP response."""

    status: HTTPStatus
    body: bytes
    content_type: str = TEXT
    headers: Mapping[str, str] = field(default_factory=dict)


def load(settings: Settings, metrics_folder: Path | None = None) -> "WsgiApp":
    """Build the application of one worker. Several workers share their metrics through `metrics_folder`.

    Raises SystemExit if the knowledge cannot be used; the log then lists every problem.
    """
    logs.configure(settings.log_level, settings.log_format, is_buffered=True)
    try:
        library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    except RolecallError as error:
        logs.log_event(log, str(error), logging.ERROR)
        raise SystemExit(1) from error
    metrics = Metrics(lambda: len(library.problems), metrics_folder)
    access = open_workspaces(settings)
    app = build_app(settings, library=library, observe=metrics.observe, access=access)
    site = WsgiApp(app, library, metrics, settings.database_url, access.install_flow)
    build_reminder_scheduler(settings, library, access).start()
    logs.log_event(log, "worker ready", knowledge=library.base.version)
    return site


class WsgiApp:
    """The WSGI application."""

    def __init__(
        self,
        app: App,
        library: KnowledgeWatcher,
        metrics: Metrics,
        database_url: str,
        install_flow: "InstallFlow | None" = None,
    ) -> None:
        """The database is first queried when `/readyz` is requested. Only with an `install_flow` can people install."""
        self._install_flow = install_flow
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
        """Answer one request. Raises nothing for a malformed one: that gets status 400."""
        if environ["PATH_INFO"] == EVENTS and environ["REQUEST_METHOD"] == "POST":
            try:
                if int(environ.get("CONTENT_LENGTH") or 0) > MAX_REQUEST_BYTES:
                    return _send(_plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE), start_response)
                return self._slack(environ, start_response)
            except (ValueError, TypeError, AttributeError, KeyError):
                # Bolt parses a body before it verifies the signature, and raises these for one it cannot parse.
                return _send(_plain(HTTPStatus.BAD_REQUEST), start_response)
        if self._install_flow and environ["PATH_INFO"] in INSTALL_PATHS and environ["REQUEST_METHOD"] == "GET":
            return _send(self._install_page(self._install_flow, environ), start_response)
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

    @staticmethod
    def _install_page(flow: "InstallFlow", environ: "WSGIEnvironment") -> HttpResponse:
        page = flow.answer(environ["PATH_INFO"], environ.get("QUERY_STRING", ""), environ.get("HTTP_COOKIE", ""))
        return HttpResponse(page.status, page.html.encode(), HTML, page.headers)

    def _readiness(self) -> HttpResponse:
        """Ready if the database answers and its schema is recent enough.

        Problems in the knowledge on disk are reported but do not make the worker unready: the last good version
        still answers, and taking every worker out of service would turn a typing mistake into an outage.
        """
        problems = len(self._library.problems)
        database = self._database()
        state = {
            "rolecall": __version__,
            "ready": database == "ok",
            "database": database,
            "knowledge": f"{_counted(problems)} on disk, see `rolecall check`" if problems else "ok",
            "version": self._library.base.version,
        }
        status = HTTPStatus.OK if state["ready"] else HTTPStatus.SERVICE_UNAVAILABLE
        return HttpResponse(status, json.dumps(state).encode() + b"\n", "application/json")

    def _database(self) -> str:
        from bot.storage.engine import get_revision  # noqa: PLC0415  imports SQLAlchemy, which a start should not wait for

        try:
            found = get_revision(self._database_url)
        except RolecallError as error:
            logs.log_event(log, str(error), logging.ERROR)
            return "does not answer"
        # A newer schema is fine: during an upgrade another host may already run the next version.
        return "ok" if found and found >= HEAD_REVISION else "not migrated yet"


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems"


def _plain(status: HTTPStatus, **headers: str) -> HttpResponse:
    return HttpResponse(status, f"{status.phrase}\n".encode(), headers=headers)


def _send(page: HttpResponse, start_response: "StartResponse", *, head: bool = False) -> Iterable[bytes]:
    headers = {"Content-Type": page.content_type, "Content-Length": str(len(page.body)), **page.headers}
    start_response(f"{page.status.value} {page.status.phrase}", list(headers.items()))
    return [b""] if head else [page.body]
