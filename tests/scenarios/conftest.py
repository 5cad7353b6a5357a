"""Scenarios with the real app in a fake Slack.

They use signed HTTP. Those marked `socket_mode` are repeated over a Socket Mode connection: one for each kind of
request and answer, because the transport makes no difference behind Bolt.
"""

from collections.abc import Iterator

import pytest
from fakes.hiring import NOW, open_search
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.reminder_office import ReminderOffice
from fakes.transports import Transport, over_signed_http, over_socket_mode

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat the marked scenarios over Socket Mode."""
    if "transport" in metafunc.fixturenames and metafunc.definition.get_closest_marker("socket_mode"):
        metafunc.parametrize("transport", ["HTTP", "Socket Mode"], indirect=True)


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> Transport:
    """The transport for Slack's requests to the app."""
    return over_socket_mode if getattr(request, "param", "HTTP") == "Socket Mode" else over_signed_http


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    """The knowledge library of the app; a scenario can make it fail."""
    return FragileLibrary(shipped)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """An empty, migrated database."""
    return sqlite_url


@pytest.fixture
def office(transport: Transport, database_url: str, library: FragileLibrary) -> Iterator[Office]:
    """The workspace with the real app in it, at NOW. Fails at the end if Slack refused an API call."""
    with Office(clock=lambda: NOW) as office, transport(office, office.settings(database_url=database_url), library):
        yield office
        office.settle()
        assert office.slack.faults == []


@pytest.fixture
def reminder_office(transport: Transport, database_url: str, library: FragileLibrary) -> Iterator[ReminderOffice]:
    """An office with reminders and a clock to move. Fails at the end if Slack refused an API call."""
    with (
        ReminderOffice(database_url, library.base) as office,
        transport(office, office.settings(database_url=database_url), library),
    ):
        yield office
        office.settle()
        assert office.slack.faults == []


@pytest.fixture
def hire(office: Office) -> Office:
    """An office in which the founder has opened a search in the private channel."""
    open_search(office.founder)
    return office
