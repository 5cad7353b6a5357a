"""Runs the playground: the fake Slack, the real app connected to it, and the page in a browser."""

import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory

from slack_bolt import App, BoltRequest

from bot.app import build_app, build_reminder_scheduler
from bot.errors import RolecallError
from bot.knowledge.watch import KnowledgeWatcher, run_in_background
from bot.logs import configure
from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response, Route
from bot.playground.manifest import Manifest
from bot.playground.page import PlaygroundRoutes
from bot.playground.transport import JSON, over_http
from bot.settings import Settings, patched_environment
from bot.shutdown import stop_signal
from bot.storage import migrate

EVENTS = "/slack/events"
PORT_ATTEMPTS = 20
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
"""Unset while the playground runs: slack_sdk would send even its calls to this machine through a proxy."""


def run(settings: Settings, *, port: int = 3000, open_browser: bool = True) -> None:
    """Serve the playground on this machine until Ctrl+C, on the next free port if `port` is in use.

    Raises RolecallError if no port is free, KnowledgeError if the knowledge is invalid.
    """
    configure(settings.log_level, settings.log_format)
    stop = stop_signal()
    with playground(settings, port) as address:
        if not address.endswith(f":{port}"):
            _print_line(f"Port {port} is in use, so the playground uses the next free one.")
        _print_line(f"Rolecall's playground is at {address}\nStop it with Ctrl+C.")
        if open_browser:
            _open(address)
        while not stop.wait(0.5):
            pass
    _print_line("\nThe playground has stopped. Nothing was saved.")


@contextmanager
def playground(settings: Settings, port: int = 0) -> Iterator[str]:
    """Run a playground and give its address. Its data is deleted at the end; port 0 takes any free port."""
    with (
        patched_environment(dict.fromkeys(PROXIES)),
        TemporaryDirectory(prefix="rolecall-", ignore_cleanup_errors=True) as folder,
        FakeSlack(Manifest.read()) as slack,
        _running_app(_playground_settings(slack, settings, Path(folder))) as app,
    ):
        slack.connect(over_http(app.url + EVENTS))
        with _on_free_port(PlaygroundRoutes(slack).route, port) as page:
            yield page.url


@contextmanager
def _running_app(settings: Settings) -> Iterator[LoopbackServer]:
    """The real app with its reminders, on its own HTTP server."""
    library = KnowledgeWatcher(settings.knowledge_path, run=run_in_background)
    with (
        LoopbackServer(_slack_events(build_app(settings, library=library))) as server,
        build_reminder_scheduler(settings, library),
    ):
        yield server


def _playground_settings(slack: FakeSlack, settings: Settings, folder: Path) -> Settings:
    """The settings with the fake Slack's tokens, and with a temporary database in `folder`."""
    database_url = f"sqlite:///{folder / 'playground.sqlite3'}"
    migrate(database_url)
    return replace(
        settings,
        slack_api_url=slack.api_url,
        slack_bot_token=slack.bot_token,
        slack_signing_secret=slack.signing_secret,
        slack_client_id="",
        slack_client_secret="",
        database_url=database_url,
    )


def _slack_events(app: App) -> Route:
    """The route through which Slack's requests reach the app."""

    def route(request: Request) -> Response:
        if (request.method, request.path) != ("POST", EVENTS):
            return Response(HTTPStatus.NOT_FOUND)
        answer = app.dispatch(BoltRequest(body=request.body, headers=dict(request.headers)))
        return Response(answer.status, answer.body.encode(), answer.first_headers().get("content-type", JSON))

    return route


def _on_free_port(route: Route, port: int) -> LoopbackServer:
    for tried in range(port, port + PORT_ATTEMPTS):
        try:
            return LoopbackServer(route, tried)
        except (OSError, OverflowError):
            continue
    raise RolecallError(
        f"No port from {port} to {port + PORT_ATTEMPTS - 1} is free.",
        "Choose another port, for example: rolecall playground --port 8000",
    )


def _open(address: str) -> None:
    """Open the page in a browser, unless the only one runs in the terminal (GenericBrowser waits for it to end)."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return
    if type(browser) is not webbrowser.GenericBrowser:
        browser.open(address)


def _print_line(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
