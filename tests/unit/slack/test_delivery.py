import json
from collections.abc import Iterator
from email.message import Message as Headers
from io import BytesIO
from typing import Any
from urllib.error import HTTPError, URLError

import pytest
from slack_bolt import Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.state import RetryState

from bot.playground.loopback import LoopbackServer, Request, Response
from bot.slack.delivery import (
    Destination,
    HttpErrorCloser,
    ResponseRefusedError,
    ResponseUrlExpiredError,
    post,
    post_ephemeral,
    replace_original,
    respond_in_channel,
    respond_privately,
    with_timeout,
)
from bot.slack.message import Message

CARD = Message("a card", [{"type": "divider"}])


class Answers:
    """Whatever is sent is kept; the answers given out are those that were put in."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.waiting: list[Response] = []

    def route(self, request: Request) -> Response:
        self.sent.append(json.loads(request.body))
        return self.waiting.pop(0) if self.waiting else Response(body=b'{"ok": true}', content_type="application/json")


@pytest.fixture
def slack() -> Answers:
    return Answers()


@pytest.fixture
def address(slack: Answers) -> Iterator[str]:
    with LoopbackServer(slack.route) as server:
        yield server.url


@pytest.fixture
def client(address: str) -> WebClient:
    return WebClient(token="xoxb-1", base_url=f"{address}/api/", retry_handlers=[HttpErrorCloser()])


@pytest.fixture
def respond(address: str) -> Respond:
    return Respond(response_url=f"{address}/response")


def refusal(code: str, status: int = 200) -> Response:
    return Response(status, json.dumps({"ok": False, "error": code}).encode(), "application/json")


def test_a_message_is_posted_with_blocks_and_text_in_its_thread(client: WebClient, slack: Answers):
    post(client, Destination("C1", "1.2"), CARD)
    assert slack.sent == [{"channel": "C1", "thread_ts": "1.2", "text": "a card", "blocks": [{"type": "divider"}]}]


def test_a_message_outside_threads_names_none(client: WebClient, slack: Answers):
    post(client, Destination("C1"), CARD)
    assert "thread_ts" not in slack.sent[0]


def test_refused_blocks_are_followed_by_the_text_alone(
    client: WebClient, slack: Answers, caplog: pytest.LogCaptureFixture
):
    slack.waiting.append(refusal("invalid_blocks"))
    post(client, Destination("C1"), CARD)
    assert [("blocks" in sent, sent["text"]) for sent in slack.sent] == [
        (True, "a card"),
        (False, "a card"),
    ]
    assert "blocks refused" in caplog.text
    assert "a card" not in caplog.text


def test_any_other_error_of_slack_is_raised(client: WebClient, slack: Answers):
    slack.waiting.append(refusal("is_archived"))
    with pytest.raises(SlackApiError, match="is_archived"):
        post(client, Destination("C1"), CARD)
    assert len(slack.sent) == 1


def test_an_ephemeral_message_is_for_one_person(client: WebClient, slack: Answers):
    post_ephemeral(client, Destination("C1", "1.2"), "U1", "psst")
    assert slack.sent == [{"channel": "C1", "thread_ts": "1.2", "user": "U1", "text": "psst"}]


def test_the_original_message_is_replaced(respond: Respond, slack: Answers):
    replace_original(respond, CARD)
    assert slack.sent == [{"text": "a card", "blocks": [{"type": "divider"}], "replace_original": True}]


def test_a_private_answer_keeps_the_original(respond: Respond, slack: Answers):
    respond_privately(respond, Message("psst"), "1.2")
    assert slack.sent == [{"text": "psst", "response_type": "ephemeral", "replace_original": False, "thread_ts": "1.2"}]


def test_an_answer_in_the_channel_is_for_everyone(respond: Respond, slack: Answers):
    respond_in_channel(respond, CARD)
    assert slack.sent[0]["response_type"] == "in_channel"
    assert slack.sent[0]["replace_original"] is False


def test_refused_blocks_of_a_response_are_followed_by_the_text_alone(
    respond: Respond, slack: Answers, caplog: pytest.LogCaptureFixture
):
    slack.waiting.append(refusal("invalid_blocks", 400))
    respond_in_channel(respond, CARD)
    assert ["blocks" in sent for sent in slack.sent] == [True, False]
    assert slack.sent[1]["response_type"] == "in_channel"
    assert "blocks refused" in caplog.text


@pytest.mark.parametrize("code", ["expired_url", "used_url"])
def test_an_expired_response_url_says_what_to_do_instead(respond: Respond, slack: Answers, code: str):
    slack.waiting.append(refusal(code, 404))
    with pytest.raises(ResponseUrlExpiredError, match="30 minutes"):
        respond_in_channel(respond, CARD)


def test_any_other_failure_of_a_response_url_raises(respond: Respond, slack: Answers):
    slack.waiting.append(Response(500, b"oops"))
    with pytest.raises(ResponseRefusedError, match="500"):
        replace_original(respond, CARD)


# HTTP errors


@pytest.mark.parametrize("attempts_before", [0, 5])
def test_the_error_of_a_refused_call_is_closed_whatever_was_tried_before(attempts_before: int):
    error = HTTPError("http://127.0.0.1/api/", 429, "Too Many Requests", Headers(), BytesIO(b"{}"))
    state = RetryState(current_attempt=attempts_before)
    assert HttpErrorCloser().can_retry(state=state, request=None, response=None, error=error) is False
    assert error.closed


def test_an_error_without_a_response_has_nothing_to_close():
    assert HttpErrorCloser().can_retry(state=RetryState(), request=None, error=URLError("refused")) is False


def test_a_client_that_waits_less_closes_errors_too(client: WebClient):
    assert [type(handler) for handler in with_timeout(client, 2).retry_handlers] == [HttpErrorCloser]
