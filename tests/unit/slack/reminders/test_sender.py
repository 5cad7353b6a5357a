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
from bot.storage.outbox import SqlOutbox

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FOUNDER = "U0FOUNDER"
DIGEST = Delivery("T1", "digest", FOUNDER, date(2026, 11, 25))
NOTICE = Notice(FOUNDER, Message("Good morning"))
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack(clock=NOW.timestamp) as slack:
        yield slack


@pytest.fixture
def outbox(database_url: str) -> SqlOutbox:
    return SqlOutbox(database_url)


@pytest.fixture
def sender(slack: FakeSlack, outbox: SqlOutbox) -> ReminderSender:
    return ReminderSender(outbox, lambda _team, _enterprise: client(slack))


def claimed(outbox: SqlOutbox) -> DeliveryClaim:
    claim = outbox.claim(DIGEST, NOW)
    assert claim
    return claim


def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, slack.api_url, retry_handlers=[HttpErrorCloser()])


def posted_texts(slack: FakeSlack) -> list[str]:
    return [message.text for message in slack.workspace.visible_to(FOUNDER) if message.by_bot]


def enterprise(team: str) -> str:
    return f"E{team[1:]}"


def test_a_notice_is_posted_with_metadata_and_marked_as_done(
    slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender
):
    claim = claimed(outbox)
    assert sender.send(claim, NOTICE, client(slack), NOW)
    [message] = slack.workspace.visible_to(FOUNDER)
    assert (message.text, message.metadata) == ("Good morning", delivery_metadata(DIGEST))
    assert not outbox.is_ours(claim)
    assert has_arrived(claim, FOUNDER, client(slack))


def test_a_claim_taken_over_by_another_process_is_not_posted(
    slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender
):
    claim = claimed(outbox)
    assert outbox.take_over(claim, LATER)
    assert not sender.send(claim, NOTICE, client(slack), LATER)
    assert posted_texts(slack) == []


@pytest.mark.parametrize("other", [DIGEST._replace(day=date(2026, 11, 24)), DIGEST._replace(kind="departed")])
def test_another_message_is_not_mistaken_for_this_one(
    slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender, other: Delivery
):
    sender.send(claimed(outbox), NOTICE, client(slack), NOW)
    assert not has_arrived(DeliveryClaim(other, NOW), FOUNDER, client(slack))


@pytest.mark.parametrize(
    ("code", "is_released", "delay"),
    [
        ("ratelimited", True, timedelta(seconds=1)),
        ("token_revoked", True, LONG_RETRY_DELAY),
        ("missing_scope", True, LONG_RETRY_DELAY),
        ("user_disabled", False, timedelta(0)),
        ("internal_error", False, timedelta(0)),
    ],
)
def test_the_error_decides_whether_and_when_to_retry(  # noqa: PLR0913  three fixtures and three columns
    slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender, code: str, *, is_released: bool, delay: timedelta
):
    slack.api.refuse_next("chat.postMessage", code)
    assert not sender.send(claimed(outbox), NOTICE, client(slack), NOW)
    assert (outbox.claim(DIGEST, NOW) is not None) is is_released
    assert (sender.get_client("T1", enterprise, NOW) is None) is bool(delay)
    assert sender.get_client("T1", enterprise, NOW + delay) is not None
    assert sender.get_client("T2", enterprise, NOW) is not None


def test_after_an_ambiguous_error_the_claim_is_kept(slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender):
    slack.api.refuse_next("chat.postMessage", "fatal_error")
    claim = claimed(outbox)
    sender.send(claim, NOTICE, client(slack), NOW)
    assert outbox.find_stale_claims(LATER) == (claim,)


def test_a_refused_connection_releases_the_claim(outbox: SqlOutbox, sender: ReminderSender):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    nowhere = WebClient("xoxb-1", f"http://127.0.0.1:{port}/api/", retry_handlers=[])
    assert not sender.send(claimed(outbox), NOTICE, nowhere, NOW)
    assert sender.get_client("T1", enterprise, NOW) is None
    assert sender.get_client("T1", enterprise, NOW + RETRY_DELAY) is not None
    assert outbox.claim(DIGEST, NOW) is not None


def test_a_broken_connection_keeps_the_claim(outbox: SqlOutbox, sender: ReminderSender):
    claim = claimed(outbox)
    with HTTPServer(("127.0.0.1", 0), HangsUp) as server, ThreadPoolExecutor(1) as pool:
        handled = pool.submit(server.handle_request)
        broken = WebClient("xoxb-1", f"http://127.0.0.1:{server.server_port}/api/", retry_handlers=[])
        assert not sender.send(claim, NOTICE, broken, NOW)
        handled.result(10)
    assert outbox.is_ours(claim)
    assert outbox.find_stale_claims(LATER) == (claim,)


class HangsUp(BaseHTTPRequestHandler):
    """Reads the request and closes the connection without an answer."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))


@pytest.mark.parametrize(("fallback", "expected"), [(FOUNDER, ["Good morning"]), ("", [])])
def test_if_the_channel_is_closed_the_fallback_user_gets_the_notice(
    slack: FakeSlack, outbox: SqlOutbox, sender: ReminderSender, fallback: str, expected: list[str]
):
    slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    notice = Notice("C0BOARD", Message("Good morning"), fallback_user=fallback)
    assert sender.send(claimed(outbox), notice, client(slack), NOW) is bool(expected)
    assert posted_texts(slack) == expected
    assert outbox.find_stale_claims(LATER) == ()


def test_the_client_is_that_of_the_workspace_and_its_organisation(outbox: SqlOutbox):
    asked: list[tuple[str, str]] = []

    def client_for(team: str, organisation: str) -> WebClient:
        asked.append((team, organisation))
        return WebClient("xoxb-7")

    found = ReminderSender(outbox, client_for).get_client("T1", enterprise, NOW)
    assert found
    assert found.token == "xoxb-7"
    assert [type(handler) for handler in found.retry_handlers] == [HttpErrorCloser]  # which asks for no retry
    assert asked == [("T1", "E1")]
