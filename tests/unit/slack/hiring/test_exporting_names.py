from collections.abc import Iterator
from itertools import cycle

import pytest
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.slack.hiring.exporting import MOST_ASKED, fetch_names


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


def test_people_are_called_as_slack_calls_them_and_who_is_unknown_is_left_out(slack: FakeSlack):
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    assert fetch_names(client, ["U0FOUNDER", "U0GONE", "U0HRLEAD"]) == {"U0FOUNDER": "Founder", "U0HRLEAD": "HR lead"}


def test_slack_is_not_asked_without_end(slack: FakeSlack):
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    people = [f"{user}" for user, _ in zip(cycle(["U0FOUNDER"]), range(MOST_ASKED + 9), strict=False)]
    fetch_names(client, people)
    assert len(slack.api.calls) == MOST_ASKED


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('{"profile": {"display_name": "", "real_name": "Ada A"}, "name": "ada"}', "Ada A"),
        ('{"real_name": "Ada A", "name": "ada"}', "Ada A"),
        ('{"name": "ada"}', "ada"),
    ],
)
def test_whatever_slack_tells_of_a_name_is_taken(told: str, name: str):
    def route(_: Request) -> Response:
        return Response(200, f'{{"ok": true, "user": {told}}}'.encode(), "application/json")

    with LoopbackServer(route) as server:
        assert fetch_names(WebClient("xoxb-1", base_url=f"{server.url}/api/"), ["U1"]) == {"U1": name}


def test_where_slack_cannot_be_reached_nobody_has_a_name():
    assert fetch_names(WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/"), ["U1"]) == {}
