"""Socket Mode with slack_sdk's own client; `tests/unit/slack/test_socket_mode.py` has connections that break."""

from collections.abc import Iterator
from functools import partial
from http.client import HTTPConnection
from threading import Event
from urllib.parse import urlsplit

import pytest
from fakes.refusals import refusal
from fakes.slack import TIMEOUT_SECONDS
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.playground.fake_slack import FakeSlack


@pytest.fixture
def received() -> list[SocketModeRequest]:
    """The requests that arrived over the connection."""
    return []


@pytest.fixture
def connected(slack: FakeSlack, received: list[SocketModeRequest]) -> Iterator[SocketModeClient]:
    """A client that acknowledges every request with a text."""

    def answer(client: BaseSocketModeClient, request: SocketModeRequest) -> None:
        received.append(request)
        client.send_socket_mode_response(SocketModeResponse(request.envelope_id, {"text": "done"}))

    client = SocketModeClient(slack.app_token, web_client=WebClient(base_url=slack.api_url))
    client.socket_mode_request_listeners.append(answer)
    client.connect()
    assert slack.socket_link.wait_for_connection(1, TIMEOUT_SECONDS)
    slack.connect(slack.socket_link.send)
    yield client
    client.close()


@pytest.mark.usefixtures("connected")
def test_commands_events_and_clicks_go_over_the_connection(slack: FakeSlack, received: list[SocketModeRequest]):
    founder, channel = slack.workspace.members[0], slack.workspace.channel_named("leadership")
    assert slack.user_actions.run_command(founder, channel, "/roles list").answer == {"text": "done"}
    slack.user_actions.send_message(founder, channel, "@Rolecall hello")
    slack.user_actions.run_shortcut(founder, slack.manifest.shortcuts[-1])
    assert [each.type for each in received] == ["slash_commands", "events_api", "interactive"]
    assert received[0].payload["text"] == "list"
    assert received[1].payload["event"]["type"] == "app_mention"
    assert received[2].payload["callback_id"] == "start_search"


@pytest.mark.usefixtures("connected")
def test_a_request_that_is_repeated_says_so(slack: FakeSlack, received: list[SocketModeRequest]):
    founder, channel = slack.workspace.members[0], slack.workspace.channel_named("leadership")
    [request] = slack.user_actions.send_message(founder, channel, "@Rolecall hello")
    slack.user_actions.redeliver(request)
    assert (received[0].retry_attempt, received[1].retry_attempt) == (None, 1)


def test_without_a_connection_nothing_is_delivered(slack: FakeSlack):
    assert slack.socket_link.send("{}", {}) == (503, "")


def test_the_end_of_a_connection_is_noticed(slack: FakeSlack, connected: SocketModeClient):
    has_ended = Event()
    slack.socket_link.changed = has_ended.set
    connected.close()
    assert has_ended.wait(TIMEOUT_SECONDS)
    assert slack.socket_link.newest is None


def test_each_method_needs_the_token_of_its_kind(slack: FakeSlack):
    bot, app = (WebClient(token=token, base_url=slack.api_url) for token in (slack.bot_token, slack.app_token))
    assert refusal(partial(bot.apps_connections_open, app_token=slack.bot_token)) == "not_allowed_token_type"
    assert refusal(app.auth_test) == "not_allowed_token_type"
    assert refusal(partial(app.apps_connections_open, app_token="xapp-wrong")) == "invalid_auth"


@pytest.mark.parametrize("case", ["a guessed address", "an address used twice", "another site in a browser"])
def test_only_the_app_may_connect(slack: FakeSlack, case: str):
    url = slack.socket_link.issue_url()
    assert url.startswith("ws://127.0.0.1:")
    path = "/link/guess" if case == "a guessed address" else urlsplit(url).path
    origin = {"Origin": "http://evil.example"} if case == "another site in a browser" else {}
    if case == "an address used twice":
        assert handshake(slack, path, {}) == 101
    assert handshake(slack, path, origin) == 403


def handshake(slack: FakeSlack, path: str, headers: dict[str, str]) -> int:
    connection = HTTPConnection(urlsplit(slack.api_url).netloc, timeout=TIMEOUT_SECONDS)
    connection.request("GET", path, headers={"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", **headers})
    status = connection.getresponse().status
    connection.close()
    return status
