import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from slack_sdk import WebClient

from bot.hiring.outbox import Delivery, DeliveryClaim
from bot.playground.fake_slack import FakeSlack
from bot.slack.delivery import HttpErrorCloser
from bot.slack.message import Message
from bot.slack.reminders.sender import (
    LONG_RETRY_DELAY,
    RETRY_DELAY,
    Notice,
    ReminderSender,
    delivery_metadata,
    has_arrived,
)
from bot.storage import migrate
from bot.storage.outbox import SqlOutbox

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FOUNDER = "U0FOUNDER"
DIGEST = Delivery("T1", "digest", FOUNDER, date(2026, 11, 25))
LETTER = Notice(FOUNDER, Message("Good morning"))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(clock=NOW.timestamp) as slack:
        yield slack


@pytest.fixture
def ledger(database_url: str) -> SqlOutbox:
    migrate(database_url)
    return SqlOutbox(database_url)


@pytest.fixture
def postman(slack: FakeSlack, ledger: SqlOutbox) -> ReminderSender:
    return ReminderSender(ledger, lambda _team, _enterprise: client(slack))


def claimed(ledger: SqlOutbox) -> DeliveryClaim:
    claim = ledger.claim(DIGEST, NOW)
    assert claim
    return claim


def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, slack.api_url, retry_handlers=[HttpErrorCloser()])


def said(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.workspace.visible_to(FOUNDER) if message.by_bot]


def enterprise(team: str) -> str:
    return f"E{team[1:]}"


def test_a_letter_is_posted_marked_and_noted(slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender):
    claim = claimed(ledger)
    assert postman.send(claim, LETTER, client(slack), NOW)
    [message] = slack.workspace.visible_to(FOUNDER)
    assert (message.text, message.metadata) == ("Good morning", delivery_metadata(DIGEST))
    assert not ledger.is_ours(claim)
    assert has_arrived(claim, FOUNDER, client(slack))


def test_what_somebody_else_has_taken_over_is_not_posted(slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender):
    claim = claimed(ledger)
    assert ledger.take_over(claim, LATER)
    assert not postman.send(claim, LETTER, client(slack), LATER)
    assert said(slack) == []


@pytest.mark.parametrize("other", [DIGEST._replace(day=date(2026, 11, 24)), DIGEST._replace(kind="departed")])
def test_another_letter_is_not_taken_for_this_one(
    slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender, other: Delivery
):
    postman.send(claimed(ledger), LETTER, client(slack), NOW)
    assert not has_arrived(DeliveryClaim(other, NOW), FOUNDER, client(slack))


@pytest.mark.parametrize(
    ("code", "again", "rest"),
    [
        ("ratelimited", True, timedelta(seconds=1)),
        ("token_revoked", True, LONG_RETRY_DELAY),
        ("missing_scope", True, LONG_RETRY_DELAY),
        ("user_disabled", False, timedelta(0)),
        ("internal_error", False, timedelta(0)),
    ],
)
def test_a_refusal_says_whether_and_when_to_try_again(  # noqa: PLR0913  three fixtures and three columns
    slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender, code: str, *, again: bool, rest: timedelta
):
    slack.api.refuse_next("chat.postMessage", code)
    assert not postman.send(claimed(ledger), LETTER, client(slack), NOW)
    assert (ledger.claim(DIGEST, NOW) is not None) is again
    assert (postman.get_client("T1", enterprise, NOW) is None) is bool(rest)
    assert postman.get_client("T1", enterprise, NOW + rest) is not None
    assert postman.get_client("T2", enterprise, NOW) is not None


def test_after_a_refusal_that_says_nothing_the_letter_is_looked_for(
    slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender
):
    slack.api.refuse_next("chat.postMessage", "fatal_error")
    claim = claimed(ledger)
    postman.send(claim, LETTER, client(slack), NOW)
    assert ledger.find_stale_claims(LATER) == (claim,)


def test_where_nobody_listens_it_was_certainly_not_delivered(ledger: SqlOutbox, postman: ReminderSender):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = WebClient("xoxb-1", f"http://127.0.0.1:{port}/api/", retry_handlers=[])
    assert not postman.send(claimed(ledger), LETTER, nowhere, NOW)
    assert postman.get_client("T1", enterprise, NOW) is None
    assert postman.get_client("T1", enterprise, NOW + RETRY_DELAY) is not None
    assert ledger.claim(DIGEST, NOW) is not None


def test_where_the_line_breaks_off_it_may_have_arrived(ledger: SqlOutbox, postman: ReminderSender):
    claim = claimed(ledger)
    with HTTPServer(("127.0.0.1", 0), HangsUp) as server, ThreadPoolExecutor(1) as pool:
        handled = pool.submit(server.handle_request)
        broken = WebClient("xoxb-1", f"http://127.0.0.1:{server.server_port}/api/", retry_handlers=[])
        assert not postman.send(claim, LETTER, broken, NOW)
        handled.result(10)
    assert ledger.is_ours(claim)
    assert ledger.find_stale_claims(LATER) == (claim,)


class HangsUp(BaseHTTPRequestHandler):
    """Takes the request, and says nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))


@pytest.mark.parametrize(("instead", "heard"), [(FOUNDER, ["Good morning"]), ("", [])])
def test_where_a_channel_is_closed_to_us_a_person_gets_the_letter_instead(
    slack: FakeSlack, ledger: SqlOutbox, postman: ReminderSender, instead: str, heard: list[str]
):
    slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    letter = Notice("C0BOARD", Message("Good morning"), fallback_user=instead)
    assert postman.send(claimed(ledger), letter, client(slack), NOW) is bool(heard)
    assert said(slack) == heard
    assert ledger.find_stale_claims(LATER) == ()


def test_the_client_is_that_of_workspace_and_organisation(ledger: SqlOutbox):
    asked: list[tuple[str, str]] = []

    def client_for(team: str, organisation: str) -> WebClient:
        asked.append((team, organisation))
        return WebClient("xoxb-7")

    found = ReminderSender(ledger, client_for).get_client("T1", enterprise, NOW)
    assert found
    assert found.token == "xoxb-7"
    assert [type(handler) for handler in found.retry_handlers] == [HttpErrorCloser]  # which asks for no retry
    assert asked == [("T1", "E1")]
