"""What the app may do is what its manifest asked for, method by method and channel by channel."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.manifest import Manifest
from bot.playground.standin import FakeSlack

OPEN, PRIVATE, DIRECT, NOWHERE = "C0HIRING", "C0EXECSEARCH", "D0FOUNDER", "C0NOWHERE"


def answer(method: str, scopes: set[str], **params: object) -> dict[str, object]:
    with FakeSlack(Manifest(scopes=frozenset(scopes))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        try:
            return dict(client.api_call(method, params=params).data)
        except SlackApiError as refused:
            return dict(refused.response.data)


@pytest.mark.parametrize(
    ("method", "params", "scope"),
    [
        ("users.info", {"user": "U0BOARD"}, "users:read"),
        ("chat.postMessage", {"channel": OPEN, "text": "x"}, "chat:write"),
        ("conversations.open", {"users": "U0BOARD"}, "im:write"),
        ("files.getUploadURLExternal", {"filename": "a.csv", "length": "1"}, "files:write"),
        ("conversations.info", {"channel": OPEN}, "channels:read"),
        ("conversations.info", {"channel": PRIVATE}, "groups:read"),
        ("conversations.info", {"channel": DIRECT}, "im:read"),
        ("conversations.members", {"channel": OPEN}, "channels:read"),
        ("conversations.members", {"channel": PRIVATE}, "groups:read"),
        ("conversations.history", {"channel": OPEN}, "channels:history"),
        ("conversations.history", {"channel": PRIVATE}, "groups:history"),
        ("conversations.history", {"channel": DIRECT}, "im:history"),
    ],
)
def test_a_method_wants_its_scope_and_says_so(method: str, params: dict[str, str], scope: str):
    assert answer(method, {scope}, **params)["ok"]
    refused = answer(method, {"commands", "app_mentions:read"}, **params)
    assert (refused["error"], refused["needed"], refused["provided"]) == (
        "missing_scope",
        scope,
        "app_mentions:read,commands",
    )


def test_the_scope_of_one_kind_of_channel_opens_no_other():
    assert answer("conversations.info", {"channels:read"}, channel=PRIVATE)["error"] == "missing_scope"
    assert answer("conversations.history", {"im:history"}, channel=OPEN)["error"] == "missing_scope"


def test_a_channel_that_is_not_there_wants_any_scope_for_channels():
    assert answer("conversations.info", {"groups:read"}, channel=NOWHERE)["error"] == "channel_not_found"
    refused = answer("conversations.info", {"commands"}, channel=NOWHERE)
    assert refused["needed"] == "channels:read,groups:read,im:read,mpim:read"


@pytest.mark.parametrize("method", ["auth.test", "chat.getPermalink"])
def test_some_methods_need_no_scope(method: str):
    assert answer(method, {"commands"}, channel=OPEN).get("error") != "missing_scope"
