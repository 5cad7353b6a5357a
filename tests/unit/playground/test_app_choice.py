import json

import pytest

from bot.playground.app_choice import AppChoice, RequestUrlError
from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.playground.transport import JSON, signed


@pytest.fixture
def choice(slack: FakeSlack) -> AppChoice:
    """The choice with a built-in app that answers "built-in"."""
    return AppChoice(slack, lambda _body, _headers: (200, "built-in"))


def events(slack: FakeSlack) -> list[str]:
    """The names of the apps that the page was told of."""
    _, found = slack.workspace.feed.wait_after(0, "U0FOUNDER", 0)
    return [each.data["app"] for each in found if each.kind == "app"]


def test_the_built_in_app_answers_until_another_is_chosen(slack: FakeSlack, choice: AppChoice):
    def own(request: Request) -> Response:
        return Response(body=str(json.loads(request.body).get("challenge", "own")).encode())

    assert (choice.name, choice.is_built_in, choice.send("{}", {})) == ("built-in", True, (200, "built-in"))
    with LoopbackServer(own) as server:
        choice.use_request_url(f"{server.url}/slack/events")
        assert (choice.name, choice.is_built_in, choice.send("{}", {})) == ("serve", False, (200, "own"))
    assert choice.send("{}", {}) == (503, "")
    choice.use_request_url("")
    assert choice.send("{}", {}) == (200, "built-in")
    assert events(slack) == ["serve", "built-in"]


def test_an_address_is_used_only_if_the_app_there_returns_the_challenge(slack: FakeSlack, choice: AppChoice):
    received: list[Request] = []

    def web_page(request: Request) -> Response:
        received.append(request)
        return Response(body=b"<!doctype html>")

    with LoopbackServer(web_page) as server, pytest.raises(RequestUrlError, match="No app answers at"):
        choice.use_request_url(f"{server.url}/slack/events")
    stamp = received[0].headers["X-Slack-Request-Timestamp"]
    right = signed(slack.signing_secret, received[0].body, JSON, float(stamp))
    assert received[0].headers["X-Slack-Signature"] == right["X-Slack-Signature"]
    assert choice.is_built_in


def test_an_app_with_another_secret_is_told_apart(choice: AppChoice):
    with (
        LoopbackServer(lambda _: Response(401)) as server,
        pytest.raises(RequestUrlError, match="has a different signing secret"),
    ):
        choice.use_request_url(f"{server.url}/slack/events")


def test_no_other_machine_gets_requests(choice: AppChoice):
    with pytest.raises(RequestUrlError, match="only to this machine"):
        choice.use_request_url("http://rolecall.example.com/slack/events")
