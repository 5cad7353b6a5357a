"""Reminders due at the same nine o'clock in many workspaces, in one PostgreSQL database.

Every workspace has a search with items, one of which is due for its owner. Two processes run the reminder job as
`rolecall serve` does, one run after the other, until nothing is left. Slack is a loopback server that answers at once:
what is measured is Rolecall's own share of the time. Each person should get exactly one digest.
"""

import json
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from time import perf_counter
from urllib.parse import parse_qs

from slack_sdk import WebClient
from sqlalchemy import text

from benchmarks.databases import postgresql
from benchmarks.hiring import ITEMS, example_search
from bot.knowledge.loader import load
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.reminder_schedule import MAX_RUN_SECONDS, Task, reminder_task
from bot.slack.people import PeopleDirectory
from bot.storage.engine import get_engine, transaction
from bot.storage.people import SqlPersonRepository
from bot.storage.search_queries import item_to_row, search_to_row
from bot.storage.tables import items, people, searches

WORKSPACES, PROCESSES = 10_000, 2
NINE = datetime(2026, 12, 1, 9, 1, tzinfo=UTC)
"""A Tuesday: the weekly summaries are sent on Mondays."""
BATCH = 500


def main() -> None:
    """Print the time until every digest is sent, what was lost or sent twice, and what a workspace costs."""
    parser = ArgumentParser(prog="python -m benchmarks scale")
    parser.add_argument("--workspaces", type=int, default=WORKSPACES)
    wanted = parser.parse_args().workspaces
    sent: Counter[str] = Counter()
    with postgresql() as url, LoopbackServer(_slack(sent)) as slack:
        _fill(url, wanted)
        size = _database_bytes(url)
        seconds, rounds = _send_all(url, f"{slack.url}/api/", wanted, sent)
        idle = _time_of_an_idle_run(url, f"{slack.url}/api/")
    lost, doubled = wanted - len(sent), sum(count - 1 for count in sent.values())
    print(f"{wanted} workspaces, each with a search of {ITEMS} items; {PROCESSES} processes")
    print(f"all digests sent in {seconds:.1f} s, {rounds} runs a process: {wanted / seconds:.0f} a second")
    print(f"lost {lost}, sent twice {doubled}; a run with nothing due takes {idle * 1000:.0f} ms")
    print(f"database: {size / wanted / 1024:.0f} KiB a workspace, {size / 1024**2:.0f} MiB in all")


def _slack(sent: Counter[str]) -> Callable[[Request], Response]:
    """Answers the calls of the reminder job, and counts the messages by their channel."""

    def answer(request: Request) -> Response:
        body = request.body
        values = json.loads(body) if body.startswith("{") else {k: v[0] for k, v in parse_qs(body).items()}
        reply: dict[str, object] = {"ok": True}
        if request.path.endswith("conversations.open"):
            reply["channel"] = {"id": f"D{values['users']}"}
        elif request.path.endswith("chat.postMessage"):
            sent[values["channel"]] += 1
            reply |= {"ts": "1.1", "channel": values["channel"]}
        return Response(body=json.dumps(reply).encode(), content_type="application/json")

    return answer


def _fill(url: str, wanted: int) -> None:
    """Add the workspaces, and the time zone of each owner, known since the day before."""
    example = example_search()
    due = example.items[0]._replace(assignee="U", due=NINE.date())
    for begin in range(0, wanted, BATCH):
        numbers = range(begin, min(begin + BATCH, wanted))
        batch = [
            example.search._replace(
                team=f"T{number}", id=f"S{number}", channel=f"C{number}", owner=f"U{number}", card="1.1"
            )
            for number in numbers
        ]
        with transaction(url) as connection:
            connection.execute(searches.insert(), [search_to_row(search) for search in batch])
            rows = [
                item_to_row(search, item)
                for search in batch
                for item in (due._replace(assignee=search.owner), *example.items[1:])
            ]
            connection.execute(items.insert(), rows)
            connection.execute(people.insert(), [_person(number) for number in numbers])
    with transaction(url) as connection:
        connection.exec_driver_sql("ANALYZE")


def _person(number: int) -> dict[str, object]:
    """A person in UTC whom Slack was asked about this morning."""
    since, checked = NINE - timedelta(days=3), NINE - timedelta(hours=1)
    fields = {"zone": "UTC", "deleted": False, "heard_at": since, "checked_at": checked}
    return {"team_id": f"T{number}", "user_id": f"U{number}", **fields}


def _database_bytes(url: str) -> int:
    with get_engine(url).connect() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def _send_all(url: str, slack: str, wanted: int, sent: Counter[str]) -> tuple[float, int]:
    """The seconds and the runs of each process until every digest is sent, or a run sends nothing more."""
    began, rounds, before = perf_counter(), 0, -1
    context = get_context("spawn")
    while len(sent) < wanted and len(sent) != before:
        before = len(sent)
        processes = [context.Process(target=run_once, args=(url, slack)) for _ in range(PROCESSES)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        rounds += 1
    return perf_counter() - began, rounds


def run_once(url: str, slack: str) -> None:
    """One run of the reminder job, which ends after 50 seconds as that of `rolecall serve` does."""
    until = perf_counter() + MAX_RUN_SECONDS
    _job(url, slack)(NINE, lambda: perf_counter() < until)


def _job(url: str, slack: str) -> Task:
    base = load()
    directory = PeopleDirectory(lambda: SqlPersonRepository(url))
    return reminder_task(url, directory, lambda team, _: WebClient(token=team, base_url=slack), lambda: base)


def _time_of_an_idle_run(url: str, slack: str) -> float:
    job = _job(url, slack)
    job(NINE, lambda: True)
    began = perf_counter()
    job(NINE, lambda: True)
    return perf_counter() - began
