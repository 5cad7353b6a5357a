"""The job over several workspaces; the scenarios play it in one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from threading import Event

import pytest
from samples.hiring import OWNER, checklist, make_start_entry, with_items
from slack_sdk import WebClient

from bot.hiring.people import Person, PersonRecord
from bot.knowledge.loader import load
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.reminder_schedule import reminder_task
from bot.slack.people import PeopleDirectory
from bot.storage.people import SqlPersonRepository
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

TUESDAY = datetime(2026, 12, 1, 9, 1, tzinfo=UTC)


class SlowSlack:
    """Posts the message of the first workspace only once the second has got its own."""

    def __init__(self) -> None:
        self.posted: list[str] = []
        self._second_is_done = Event()

    def route(self, request: Request) -> Response:
        if request.path.endswith("chat.postMessage"):
            self._post(str(request.headers["Authorization"]).removeprefix("Bearer "))
        reply = {"ok": True, "ts": "1.1", "channel": {"id": "D1"}, "members": [OWNER]}
        return Response(body=json.dumps(reply).encode(), content_type="application/json")

    def _post(self, team: str) -> None:
        if team == "T1":
            assert self._second_is_done.wait(60)
        self.posted.append(team)
        if team == "T2":
            self._second_is_done.set()


@pytest.fixture
def slack() -> SlowSlack:
    return SlowSlack()


@pytest.fixture
def api_url(slack: SlowSlack) -> Iterator[str]:
    with LoopbackServer(slack.route) as server:
        yield f"{server.url}/api/"


def add_workspace(url: str, team: str) -> None:
    """Add a search with an item that is due for its owner, whom Slack was asked about this morning."""
    due = {"assignee": OWNER, "due": TUESDAY.date()}
    given = with_items(checklist(id="S1", team=team), item1=due)
    with SqlUnitOfWorkFactory(url).begin(team) as uow:
        uow.add_search(given, make_start_entry(given))
    people = SqlPersonRepository(url)
    people.put(team, PersonRecord(Person(OWNER), TUESDAY - timedelta(hours=1)), TUESDAY - timedelta(days=3))


def test_a_workspace_for_which_slack_is_slow_does_not_delay_the_others(sqlite_url: str, slack: SlowSlack, api_url: str):
    for team in ("T1", "T2"):
        add_workspace(sqlite_url, team)
    base = load()
    people = PeopleDirectory(lambda: SqlPersonRepository(sqlite_url))
    send = reminder_task(sqlite_url, people, lambda team, _: WebClient(token=team, base_url=api_url), lambda *_: base)
    send(TUESDAY, lambda: True)
    assert slack.posted == ["T2", "T1"]
