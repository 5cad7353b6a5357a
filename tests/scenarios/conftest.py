"""Every scenario is played twice: over signed HTTP, and over a Socket Mode connection."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fakes.course import started
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.socket_mode import SocketModeSlack
from fakes.wsgi_server import served

from bot.app import build_app
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load
from bot.metrics import Metrics
from bot.playground.transport import over_http
from bot.settings import Settings
from bot.slack.socket_mode import stay_connected
from bot.storage import migrate
from bot.wsgi import EVENTS, WsgiApp

Line = Callable[[Office, Settings, FragileLibrary], AbstractContextManager[None]]


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The shipped knowledge."""
    return load()


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    """Where the app has its knowledge from; a scenario may break it."""
    return FragileLibrary(shipped)


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """An empty database."""
    return f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"


@pytest.fixture(scope="session")
def afterwards() -> Iterator[ExitStack]:
    """What is waited for at the very end: a Socket Mode client takes three seconds to let go of its connection."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture(params=["HTTP", "Socket Mode"])
def line(request: pytest.FixtureRequest, afterwards: ExitStack) -> Line:
    """The way Slack's requests take to the app."""
    return over_signed_http if request.param == "HTTP" else over_socket_mode(afterwards)


@pytest.fixture
def http_alone() -> Line:
    """The one way, for scenarios in which the way makes no difference: they call it their `line`."""
    return over_signed_http


@pytest.fixture
def office(line: Line, database_url: str, library: FragileLibrary) -> Iterator[Office]:
    """The workspace with the real app in it. Ends with a failure where Slack refused something the app did."""
    with Office() as office:
        migrate(database_url)
        with line(office, office.settings(database_url=database_url), library):
            yield office
            office.settle()
        assert office.slack.faults == []


@pytest.fixture
def hire(office: Office) -> Office:
    """The founder has opened a search in the private channel."""
    started(office.founder)
    return office


@contextmanager
def over_signed_http(office: Office, settings: Settings, library: FragileLibrary) -> Iterator[None]:
    """The app behind the same WSGI application that `rolecall serve` serves."""
    app = build_app(settings, library=library, pause=0)
    office.join(app)
    with served(WsgiApp(app, library, Metrics(lambda: 0), settings.database_url)) as url:
        office.slack.connect(over_http(url + EVENTS))
        yield


def over_socket_mode(afterwards: ExitStack) -> Line:
    """The app on a connection of its own making, as under `rolecall connect`."""

    @contextmanager
    def connected(office: Office, settings: Settings, library: FragileLibrary) -> Iterator[None]:
        stop = threading.Event()
        link = SocketModeSlack(office.slack)
        afterwards.callback(link.close)
        app = build_app(replace(settings, slack_api_url=link.api_url), library=library, pause=0)
        office.join(app)
        running = threading.Thread(target=stay_connected, args=(app, office.slack.app_token, stop))
        running.start()
        afterwards.callback(running.join)
        office.slack.connect(link.send)
        try:
            yield
        finally:
            office.settle()
            office.app = None
            stop.set()

    return connected
