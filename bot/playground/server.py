"""Runs the playground: the fake Slack, the real app connected to it, and the page in a browser."""

import sys
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import RolecallError
from bot.logs import configure
from bot.playground.loopback import LoopbackServer, Route
from bot.playground.session_routes import SessionRoutes
from bot.playground.sessions import Playground
from bot.settings import Settings, environment, patched_environment
from bot.shutdown import stop_signal

PORT_ATTEMPTS = 20
PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")
"""Unset while the playground runs: slack_sdk would send even its calls to this machine through a proxy."""


def run(settings: Settings, *, port: int = 3000, open_browser: bool = True, demo: bool = False) -> None:
    """Serve the playground on this machine until Ctrl+C, on the next free port if `port` is in use.

    Raises RolecallError if no port is free, KnowledgeError if the knowledge is invalid.
    """
    configure(settings.log_level, settings.log_format)
    stop = stop_signal()
    with playground(settings, port, demo=demo) as address:
        if not address.endswith(f":{port}"):
            _print_line(f"Port {port} is in use, so the playground uses the next free one.")
        _print_line(f"Rolecall's playground is at {address}\nStop it with Ctrl+C.")
        _print_line("To run `rolecall connect` or `rolecall serve` with it: menu Playground, Connect your own app.")
        if open_browser:
            _open(address)
        while not stop.wait(0.5):
            pass
    _print_line("\nThe playground has stopped. Only what you saved to a file remains.")


@contextmanager
def playground(settings: Settings, port: int = 0, *, demo: bool = False) -> Iterator[str]:
    """Run a playground and give its address. Its data is deleted at the end; port 0 takes any free port.

    With `demo`, it begins with the example of a search in its sixth week.
    """
    proxies = tuple(name for name in PROXIES if environment().get(name))
    with (
        patched_environment(dict.fromkeys(PROXIES)),
        Playground(settings, demo=demo) as sessions,
        _on_free_port(SessionRoutes(sessions).route, port) as page,
    ):
        sessions.own_app = sessions.own_app.at(page.url, proxies)
        yield page.url


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
