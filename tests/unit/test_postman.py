import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_sdk import WebClient

from bot.hiring.deliveries import Claim, Delivery
from bot.playground.standin import StandIn
from bot.slack.hiring.postman import LONG_REST, REST, Letter, Postman, arrived, label
from bot.slack.message import Message
from bot.storage import migrate
from bot.storage.deliveries import Ledger

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FOUNDER = "U0FOUNDER"
DIGEST = Delivery("T1", "digest", FOUNDER, date(2026, 11, 25))
LETTER = Letter(FOUNDER, Message("Good morning"))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def slack() -> Iterator[StandIn]:
    with StandIn(clock=NOW.timestamp) as slack:
        yield slack


@pytest.fixture
def ledger(database_url: str) -> Ledger:
    migrate(database_url)
    return Ledger(database_url)


@pytest.fixture
def postman(slack: StandIn, ledger: Ledger) -> Postman:
    return Postman(ledger, lambda _team, _enterprise: WebClient(slack.bot_token, slack.api_url))


def claimed(ledger: Ledger) -> Claim:
    claim = ledger.claim(DIGEST, NOW)
    assert claim
    return claim


def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, slack.api_url, retry_handlers=[])


def said(slack: StandIn) -> list[str]:
    return [message.text for message in slack.workspace.visible_to(FOUNDER) if message.by_bot]


def enterprise(team: str) -> str:
    return f"E{team[1:]}"


def test_a_letter_is_posted_marked_and_noted(slack: StandIn, ledger: Ledger, postman: Postman):
    claim = claimed(ledger)
    assert postman.deliver(claim, LETTER, client(slack), NOW)
    [message] = slack.workspace.visible_to(FOUNDER)
    assert (message.text, message.metadata) == ("Good morning", label(DIGEST))
    assert not ledger.is_ours(claim)
    assert arrived(claim, FOUNDER, client(slack))


def test_what_somebody_else_has_taken_over_is_not_posted(slack: StandIn, ledger: Ledger, postman: Postman):
    claim = claimed(ledger)
    assert ledger.take_over(claim, LATER)
    assert not postman.deliver(claim, LETTER, client(slack), LATER)
    assert said(slack) == []


@pytest.mark.parametrize("other", [DIGEST._replace(day=date(2026, 11, 24)), DIGEST._replace(kind="departed")])
def test_another_letter_is_not_taken_for_this_one(slack: StandIn, ledger: Ledger, postman: Postman, other: Delivery):
    postman.deliver(claimed(ledger), LETTER, client(slack), NOW)
    assert not arrived(Claim(other, NOW), FOUNDER, client(slack))


@pytest.mark.parametrize(
    ("code", "again", "rest"),
    [
        ("ratelimited", True, timedelta(seconds=1)),
        ("token_revoked", True, LONG_REST),
        ("missing_scope", True, LONG_REST),
        ("user_disabled", False, timedelta(0)),
        ("internal_error", False, timedelta(0)),
    ],
)
def test_a_refusal_says_whether_and_when_to_try_again(  # noqa: PLR0913  three fixtures and three columns
    slack: StandIn, ledger: Ledger, postman: Postman, code: str, *, again: bool, rest: timedelta
):
    slack.api.refuse_next("chat.postMessage", code)
    assert not postman.deliver(claimed(ledger), LETTER, client(slack), NOW)
    assert (ledger.claim(DIGEST, NOW) is not None) is again
    assert (postman.client("T1", enterprise, NOW) is None) is bool(rest)
    assert postman.client("T1", enterprise, NOW + rest) is not None
    assert postman.client("T2", enterprise, NOW) is not None


def test_after_a_refusal_that_says_nothing_the_letter_is_looked_for(slack: StandIn, ledger: Ledger, postman: Postman):
    slack.api.refuse_next("chat.postMessage", "fatal_error")
    claim = claimed(ledger)
    postman.deliver(claim, LETTER, client(slack), NOW)
    assert ledger.stuck(LATER) == (claim,)


def test_where_nobody_listens_it_was_certainly_not_delivered(ledger: Ledger, postman: Postman):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = WebClient("xoxb-1", f"http://127.0.0.1:{port}/api/", retry_handlers=[])
    assert not postman.deliver(claimed(ledger), LETTER, nowhere, NOW)
    assert postman.client("T1", enterprise, NOW) is None
    assert postman.client("T1", enterprise, NOW + REST) is not None
    assert ledger.claim(DIGEST, NOW) is not None


def test_where_the_line_breaks_off_it_may_have_arrived(ledger: Ledger, postman: Postman):
    claim = claimed(ledger)
    with HTTPServer(("127.0.0.1", 0), HangsUp) as server, ThreadPoolExecutor(1) as pool:
        handled = pool.submit(server.handle_request)
        broken = WebClient("xoxb-1", f"http://127.0.0.1:{server.server_port}/api/", retry_handlers=[])
        assert not postman.deliver(claim, LETTER, broken, NOW)
        handled.result(10)
    assert ledger.is_ours(claim)
    assert ledger.stuck(LATER) == (claim,)


class HangsUp(BaseHTTPRequestHandler):
    """Takes the request, and says nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))


@pytest.mark.parametrize(("instead", "heard"), [(FOUNDER, ["Good morning"]), ("", [])])
def test_where_a_channel_is_closed_to_us_a_person_gets_the_letter_instead(
    slack: StandIn, ledger: Ledger, postman: Postman, instead: str, heard: list[str]
):
    slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    letter = Letter("C0BOARD", Message("Good morning"), instead=instead)
    assert postman.deliver(claimed(ledger), letter, client(slack), NOW) is bool(heard)
    assert said(slack) == heard
    assert ledger.stuck(LATER) == ()


def test_the_client_is_that_of_workspace_and_organisation(ledger: Ledger):
    asked: list[tuple[str, str]] = []

    def client_for(team: str, organisation: str) -> WebClient:
        asked.append((team, organisation))
        return WebClient("xoxb-7")

    found = Postman(ledger, client_for).client("T1", enterprise, NOW)
    assert found
    assert (found.token, found.retry_handlers) == ("xoxb-7", [])
    assert asked == [("T1", "E1")]
