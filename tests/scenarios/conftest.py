"""Scenarios with the real app in a fake Slack.

They use signed HTTP. Those marked `socket_mode` are repeated over a Socket Mode connection: one for each kind of
request and answer, because the transport makes no difference behind Bolt. Files marked `both_databases` are repeated on
PostgreSQL; those marked `short_checklist` have a short checklist, those marked `reminders` an office with reminders.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes.hiring import NOW, open_search, with_short_checklist
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.reminder_office import ReminderOffice
from fakes.reviews import QUESTION, ROLE, Reviews, worker
from fakes.transports import Transport, joined, over_signed_http, over_socket_mode

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.loader import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Repeat the marked scenarios over Socket Mode, or on PostgreSQL."""
    if "transport" in metafunc.fixturenames and metafunc.definition.get_closest_marker("socket_mode"):
        metafunc.parametrize("transport", ["HTTP", "Socket Mode"], indirect=True)
    if "database_url" in metafunc.fixturenames and metafunc.definition.get_closest_marker("both_databases"):
        metafunc.parametrize("database_url", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def transport(request: pytest.FixtureRequest) -> Transport:
    """The transport for Slack's requests to the app."""
    return over_socket_mode if getattr(request, "param", "HTTP") == "Socket Mode" else over_signed_http


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The shipped knowledge base."""
    return load()


@pytest.fixture(scope="session")
def short_checklist(shipped: KnowledgeBase) -> KnowledgeBase:
    """The shipped knowledge base with a short checklist."""
    return with_short_checklist(shipped)


@pytest.fixture(scope="module")
def knowledge(request: pytest.FixtureRequest, shipped: KnowledgeBase) -> KnowledgeBase:
    """The knowledge base of the app, which a file can replace.

    The scenarios of a file share it: the app keeps what it computes from a base, which takes as long as a scenario.
    """
    is_short = request.node.get_closest_marker("short_checklist")
    return request.getfixturevalue("short_checklist") if is_short else shipped


@pytest.fixture
def library(knowledge: KnowledgeBase) -> FragileLibrary:
    """The knowledge library of the app; a scenario can make it fail."""
    return FragileLibrary(knowledge)


@pytest.fixture
def database_url(request: pytest.FixtureRequest) -> str:
    """An empty, migrated database."""
    return str(request.getfixturevalue(f"{getattr(request, 'param', 'sqlite')}_url"))


@pytest.fixture
def office(
    request: pytest.FixtureRequest, transport: Transport, database_url: str, library: FragileLibrary
) -> Iterator[Office]:
    """The workspace with the real app in it, at NOW. Fails at the end if Slack refused an API call."""
    if request.node.get_closest_marker("reminders"):
        yield request.getfixturevalue("reminder_office")
        return
    with Office(clock=lambda: NOW) as office, joined(office, transport, library, database_url=database_url):
        yield office


@pytest.fixture
def reminder_office(transport: Transport, database_url: str, library: FragileLibrary) -> Iterator[ReminderOffice]:
    """An office with reminders and a clock to move. Fails at the end if Slack refused an API call."""
    office = ReminderOffice(database_url, library.base)
    with office, joined(office, transport, library, database_url=database_url):
        yield office


@pytest.fixture
def hire(office: Office) -> Office:
    """An office in which the founder has opened a search in the private channel."""
    open_search(office.founder)
    return office


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A company's own folder, in which the founder owns a role and a curated question."""
    folder = tmp_path_factory.mktemp("company")
    for name, text in (("roles/cro.yml", ROLE), ("faq/ours.yml", QUESTION)):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def owned(company: Path) -> FragileLibrary:
    """The knowledge with that folder."""
    return FragileLibrary(load((company,)))


@pytest.fixture
def reviews(transport: Transport, database_url: str, owned: FragileLibrary, company: Path) -> Iterator[Reviews]:
    clock = [NOW]
    office, settings = Office(clock=lambda: clock[0]), {"database_url": database_url, "knowledge_path": (company,)}
    channel = office.slack.workspace.channel_named("#exec-search").id
    with office, joined(office, transport, owned, **settings, curators_channel=channel):
        yield Reviews(office, clock, worker(office, database_url, owned))
