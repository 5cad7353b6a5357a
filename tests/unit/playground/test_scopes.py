"""Which scopes of the manifest allow which methods in which channels."""

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.fake_slack import FakeSlack
from bot.playground.manifest import Manifest

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
def test_a_method_without_its_scope_is_refused_with_the_one_needed(method: str, params: dict[str, str], scope: str):
    assert answer(method, {scope}, **params)["ok"]
    refused = answer(method, {"commands", "app_mentions:read"}, **params)
    assert (refused["error"], refused["needed"], refused["provided"]) == (
        "missing_scope",
        scope,
        "app_mentions:read,commands",
    )


def test_a_scope_for_one_kind_of_channel_does_not_open_another():
    assert answer("conversations.info", {"channels:read"}, channel=PRIVATE)["error"] == "missing_scope"
    assert answer("conversations.history", {"im:history"}, channel=OPEN)["error"] == "missing_scope"


def test_an_unknown_channel_needs_any_channel_scope():
    assert answer("conversations.info", {"groups:read"}, channel=NOWHERE)["error"] == "channel_not_found"
    refused = answer("conversations.info", {"commands"}, channel=NOWHERE)
    assert refused["needed"] == "channels:read,groups:read,im:read,mpim:read"


@pytest.mark.parametrize("method", ["auth.test", "chat.getPermalink"])
def test_some_methods_need_no_scope(method: str):
    assert answer(method, {"commands"}, channel=OPEN).get("error") != "missing_scope"
