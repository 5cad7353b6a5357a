"""Conversations with the real app in a stand-in for Slack.

They go over signed HTTP. Those that are marked `socket_mode` are repeated over a Socket Mode connection: one for each
kind of request and answer, because the transport makes no difference behind Bolt.
"""

from collections.abc import Iterator

import pytest
from fakes.course import NOW, started
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.transports import Transport, over_signed_http, over_socket_mode

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat the marked scenarios over Socket Mode."""
    if "transport" in metafunc.fixturenames and metafunc.definition.get_closest_marker("socket_mode"):
        metafunc.parametrize("transport", ["HTTP", "Socket Mode"], indirect=True)


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> Transport:
    """How Slack's requests reach the app."""
    return over_socket_mode if getattr(request, "param", "HTTP") == "Socket Mode" else over_signed_http


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The shipped knowledge."""
    return load()


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    """Where the app has its knowledge from; a scenario may break it."""
    return FragileLibrary(shipped)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """A migrated database with nothing in it."""
    return sqlite_url


@pytest.fixture
def office(transport: Transport, database_url: str, library: FragileLibrary) -> Iterator[Office]:
    """The workspace with the real app in it, at NOW. Fails at the end if Slack refused a call of the app's."""
    with Office(clock=lambda: NOW) as office, transport(office, office.settings(database_url=database_url), library):
        yield office
        office.settle()
        assert office.slack.faults == []


@pytest.fixture
def hire(office: Office) -> Office:
    """The founder has opened a search in the private channel."""
    started(office.founder)
    return office
