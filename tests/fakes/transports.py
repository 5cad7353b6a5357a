"""The two transports for Slack's requests to the app: HTTP and Socket Mode."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import TypeVar

from bot.app import build_app, build_parts, single_workspace
from bot.asgi import EVENTS
from bot.metrics import Metrics
from bot.playground.transport import over_http
from bot.settings import Settings
from bot.slack.socket_mode import stay_connected
from bot.worker import build_site
from fakes.asgi_server import served
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack

Transport = Callable[[Office, Settings, FragileLibrary], AbstractContextManager[None]]
"""Runs the app in an office for the duration of a `with` block."""
AnyOffice = TypeVar("AnyOffice", bound=Office)


@contextmanager
def joined(office: AnyOffice, transport: Transport, library: FragileLibrary, **settings: object) -> Iterator[AnyOffice]:
    """Run the app in an office, with these settings. Fails at the end if Slack refused an API call."""
    with transport(office, office.settings(**settings), library):
        yield office
        office.settle()
        assert office.slack.faults == []


@contextmanager
def over_signed_http(office: Office, settings: Settings, library: FragileLibrary) -> Iterator[None]:
    """Run the app behind the ASGI application that `rolecall serve` serves."""
    with at_http_address(office, settings, library):
        yield


@contextmanager
def at_http_address(office: Office, settings: Settings, library: FragileLibrary) -> Iterator[str]:
    """Run the app as `over_signed_http` does, and provide its URL without a trailing slash."""
    access = single_workspace(settings)
    parts = build_parts(settings, library=library, clock=office.clock, pause=0, access=access)
    office.join(parts.app)
    with served(build_site(parts, settings, library, Metrics(lambda: 0), access)) as url:
        office.slack.connect(over_http(url + EVENTS))
        yield url


@contextmanager
def over_socket_mode(office: Office, settings: Settings, library: FragileLibrary) -> Iterator[None]:
    """Run the app over a Socket Mode connection, as `rolecall connect` does."""
    stop = threading.Event()
    with SocketModeSlack(office.slack) as connection:
        app = build_app(
            replace(settings, slack_api_url=connection.api_url), library=library, clock=office.clock, pause=0
        )
        office.join(app)
        running = threading.Thread(target=stay_connected, args=(app, office.slack.app_token, stop))
        running.start()
        office.slack.connect(connection.send)
        try:
            yield
        finally:
            office.settle()
            office.app = None  # its executor ends with the connection, so `settle` must not use it
            stop.set()
            connection.wake_until_done(running)
