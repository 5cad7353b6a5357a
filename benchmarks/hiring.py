"""`/hiring done` against a hello-world command with one durable insert, and `/hiring status` in many searches.

Over signed HTTP, on SQLite and on PostgreSQL. Every request of the first is a real change: each connection closes and
reopens an item of its own, and four connections share a search. Both servers use the same database. A change should
reach at least 0.45 of the rate of the insert: it reads a search, checks the rules, and writes an item and its history.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from statistics import median

from sqlalchemy import func, select

from benchmarks.databases import postgresql, sqlite
from benchmarks.driving import drive, request
from benchmarks.hello import insertion
from benchmarks.servers import HELLO, ROLECALL, RunningServer, environment, running
from bot.hiring.models import Checklist
from bot.hiring.people import Person, PersonRecord
from bot.hiring.template import NewSearch, draft_search
from bot.knowledge.loader import load
from bot.playground.fake_slack import FakeSlack
from bot.storage.engine import get_engine, transaction
from bot.storage.people import SqlPersonRepository
from bot.storage.search_queries import item_to_row, search_to_row
from bot.storage.tables import history, items, searches

CONNECTIONS = 32
PER_SEARCH = 4
WARM_UP = 320
REQUESTS = 960
ROUNDS = 15
FEW, MANY, ITEMS = 320, 10_000, 50
"""Searches in the workspace, and items in each. Even the few are more than the cache of items holds: with a cache that
helps in the small workspace alone, the ratio would not say how the database scales."""
TEAM = "T0PLAYGROUND"
COMMAND = {"command": "/hiring", "team_id": TEAM, "user_id": "U0FOUNDER", "api_app_id": "A0ROLECALL"}

Database = Callable[[], AbstractContextManager[str]]
DATABASES: dict[str, Database] = {"sqlite": sqlite, "postgresql": postgresql}
triggers = count(1)


def main() -> None:
    """Print both tables."""
    print(f"/hiring done: {ROUNDS} rounds of {REQUESTS} requests over {CONNECTIONS} connections, medians")
    print(f"{'':24}{'requests/s':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>9}{'ratio':>24}")
    for name, database in DATABASES.items():
        _print(name, ("hello", "rolecall"), _measure_changes(database))
    print(f"/hiring status: {MANY} searches of {ITEMS} items in the workspace against {FEW}")
    for name, database in DATABASES.items():
        _print(name, (f"{FEW} searches", f"{MANY} searches"), _measure_status(database))


def _measure_changes(database: Database) -> list[dict[str, dict[str, float]]]:
    """The figures of each round. The servers alternate, so that other load on the machine affects both."""
    with FakeSlack() as slack, database() as url:
        fill(url, CONNECTIONS // PER_SEARCH)
        with get_engine(url).begin() as connection:
            insertion().table.metadata.create_all(connection)
        with _serve(slack, url, HELLO) as hello, _serve(slack, url, ROLECALL) as rolecall:
            for server in (hello, rolecall):
                drive(server, _change_requests(slack.signing_secret, WARM_UP), WARM_UP)
            rounds = [
                {
                    name: drive(server, _change_requests(slack.signing_secret, REQUESTS), REQUESTS)
                    for name, server in (("hello", hello), ("rolecall", rolecall))
                }
                for _ in range(ROUNDS)
            ]
        with transaction(url, writable=False) as connection:
            changes = connection.scalar(select(func.count()).select_from(history))
        assert changes == WARM_UP + ROUNDS * REQUESTS, f"{changes} changes"
    return rounds


def _measure_status(database: Database) -> list[dict[str, dict[str, float]]]:
    with FakeSlack() as slack, database() as few, database() as many:
        fill(few, FEW)
        fill(many, MANY)
        with _serve(slack, few, ROLECALL) as small, _serve(slack, many, ROLECALL) as large:
            servers = {f"{FEW} searches": (small, FEW), f"{MANY} searches": (large, MANY)}
            for server, searches in servers.values():
                drive(server, _status_requests(slack.signing_secret, searches), WARM_UP)
            return [
                {
                    name: drive(server, _status_requests(slack.signing_secret, searches), REQUESTS)
                    for name, (server, searches) in servers.items()
                }
                for _ in range(ROUNDS)
            ]


@contextmanager
def _serve(slack: FakeSlack, url: str, command: tuple[str, ...]) -> Iterator[RunningServer]:
    with running(command, {**environment(slack, Path()), "DATABASE_URL": url}) as server:
        yield server


def _change_requests(secret: str, wanted: int) -> list[list[str]]:
    """The requests of each connection: its item is closed, reopened, closed ..."""
    verbs = ("done", "reopen")
    people = [divmod(number, PER_SEARCH) for number in range(CONNECTIONS)]
    return [
        [_request(secret, search, f"{verbs[turn % 2]} {place + 1}") for turn in range(wanted // CONNECTIONS)]
        for search, place in people
    ]


def _status_requests(secret: str, searches: int) -> list[list[str]]:
    """The requests of each connection: the status of ten searches that are far apart."""
    return [
        [_request(secret, (number * 7919 + turn * 104_729) % searches, "status") for turn in range(10)]
        for number in range(CONNECTIONS)
    ]


def _request(secret: str, search: int, text: str) -> str:
    more = {"channel_id": f"C{search}", "text": text, "trigger_id": f"1.{next(triggers)}"}
    return request(secret, COMMAND | more)


def fill(url: str, wanted: int) -> None:
    """Add this many searches to one workspace, each in a channel of its own, and the person who works on them.

    For a person it doesn't know, Rolecall asks Slack for the time zone, and answers after the acknowledgement.
    """
    now = datetime.now(UTC)
    SqlPersonRepository(url).put(TEAM, PersonRecord(Person(COMMAND["user_id"]), now), now)
    example = example_search()
    for begin in range(0, wanted, 500):
        numbers = range(begin, min(begin + 500, wanted))
        batch = [example.search._replace(id=f"S{number}", channel=f"C{number}", card="1.1") for number in numbers]
        with transaction(url) as connection:
            connection.execute(searches.insert(), [search_to_row(search) for search in batch])
            rows = [item_to_row(search, item) for search in batch for item in example.items]
            connection.execute(items.insert(), rows)
    with transaction(url) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("ANALYZE")  # PostgreSQL does it by itself, but only within a minute


def example_search() -> Checklist:
    """A search of which the first items can be closed and reopened without anything else."""
    base, day = load(), date(2026, 11, 2)
    new = NewSearch("S", TEAM, "C", "U0FOUNDER", datetime(2026, 11, 2, 9, tzinfo=UTC))
    draft, _ = draft_search(base.roles["cro"], base.checklist.values(), base.phases.values(), new, day)
    numbered = tuple(item._replace(number=number) for number, item in enumerate(draft.items[:ITEMS], 1))
    free = tuple(item._replace(needs=(), evidence_wanted="") for item in numbered[:PER_SEARCH])
    return Checklist(draft.search, (*free, *numbered[PER_SEARCH:]))


def _print(database: str, names: tuple[str, str], rounds: list[dict[str, dict[str, float]]]) -> None:
    first, second = names
    ratios = sorted(one[second]["rate"] / one[first]["rate"] for one in rounds)
    for name in names:
        rate, p50, p99, cpu = (median(one[name][key] for one in rounds) for key in ("rate", "p50", "p99", "cpu"))
        ratio = f"{median(ratios):.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})" if name == second else ""
        print(f"{database:12}{name:15}{rate:9.0f}{p50:9.2f}{p99:9.2f}{cpu:9.0f}{ratio:>24}", flush=True)
