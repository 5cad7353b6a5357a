"""The pages of `rolecall serve` that are not for Slack: health, readiness, metrics, and installing the app."""

import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from ipaddress import ip_address
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST

from bot import __version__
from bot.knowledge.watch import KnowledgeWatcher
from bot.metrics import Metrics

if TYPE_CHECKING:
    from bot.oauth.install_flow import InstallFlow

TEXT = "text/plain; charset=utf-8"
HTML = "text/html; charset=utf-8"
INSTALL_PATHS = ("/slack/install", "/slack/oauth_redirect")
READ = ("GET", "HEAD")


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """A request without its body. The names of the headers are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    peer: str


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A complete response."""

    status: HTTPStatus
    body: bytes
    content_type: str = TEXT
    headers: Mapping[str, str] = field(default_factory=dict)


def plain(status: HTTPStatus, **headers: str) -> HttpResponse:
    """A response that says no more than its status."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(status, f"{status.phrase}\n".encode(), headers=names)


def is_allowed(request: HttpRequest, token: str) -> bool:
    """Whether the request may read the state of the server: it comes from this machine, or has the token.

    A request that a proxy on this machine passes on comes from elsewhere.
    """
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    is_forwarded = not request.headers.keys().isdisjoint(("forwarded", "x-forwarded-for", "x-real-ip", "via"))
    return not is_forwarded and _is_loopback(request.peer)


class Pages:
    """The pages. All but those that `answer_at_once` answers may wait for the database or for Slack."""

    def __init__(
        self,
        library: KnowledgeWatcher,
        metrics: Metrics,
        database_url: str,
        install_flow: "InstallFlow | None" = None,
        token: str = "",
    ) -> None:
        """`token` opens `/readyz` and `/metrics` to other machines; only with an `install_flow` can people install."""
        self._library = library
        self._database_url = database_url
        self._install_flow = install_flow
        self._token = token
        self._private: dict[str, Callable[[], HttpResponse]] = {
            "/readyz": self._readiness,
            "/metrics": lambda: HttpResponse(HTTPStatus.OK, metrics.render(), CONTENT_TYPE_LATEST),
        }

    def answer_at_once(self, request: HttpRequest) -> HttpResponse | None:
        """The response to a request that needs nothing but this process; None for any other."""
        is_install = self._install_flow is not None and request.path in INSTALL_PATHS
        if request.path != "/healthz" and request.path not in self._private and not is_install:
            return plain(HTTPStatus.NOT_FOUND)
        if request.method not in READ:
            return plain(HTTPStatus.METHOD_NOT_ALLOWED, Allow=", ".join(READ))
        if request.path == "/healthz":
            return HttpResponse(HTTPStatus.OK, b"ok\n")
        if request.path in self._private and not is_allowed(request, self._token):
            return plain(HTTPStatus.FORBIDDEN)
        return None

    def answer(self, request: HttpRequest) -> HttpResponse:
        """The response to a request that `answer_at_once` leaves."""
        if request.path in self._private:
            return self._private[request.path]()
        if self._install_flow is None:
            return plain(HTTPStatus.NOT_FOUND)
        page = self._install_flow.answer(request.path, request.query, request.headers.get("cookie", ""))
        return HttpResponse(page.status, page.html.encode(), HTML, page.headers)

    def _readiness(self) -> HttpResponse:
        """Ready if the database can be read and written, and has the schema that this version works with.

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
        from bot.storage.inspection import find_state  # noqa: PLC0415  imports SQLAlchemy, which a start should not wait for

        return find_state(self._database_url)


def _counted(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems} problems"


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
