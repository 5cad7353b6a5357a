from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.standin import StandIn
from bot.slack.hiring.place import Room, direct_conversation, room


@pytest.fixture
def slack() -> Iterator[StandIn]:
    with StandIn() as slack:
        yield slack


@pytest.fixture
def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def nowhere() -> WebClient:
    return WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[])


@pytest.mark.parametrize(
    ("channel", "found", "open_to_others"),
    [
        ("C0HIRING", Room(public=True, members=4), True),
        ("C0EXECSEARCH", Room(public=False, members=4), False),
        ("D0FOUNDER", Room(public=False, direct=True), False),
    ],
)
def test_a_channel_is_described_as_slack_does(client: WebClient, channel: str, found: Room, open_to_others: bool):
    assert room(client, channel) == found
    assert found.is_open is open_to_others


def test_one_that_is_shared_with_another_company_is_open_to_others(slack: StandIn, client: WebClient):
    slack.workspace.change_channel("C0EXECSEARCH", is_ext_shared=True)
    found = room(client, "C0EXECSEARCH")
    assert (found.public, found.shared, found.is_open) == (False, True, True)


@pytest.mark.parametrize(
    ("name", "public"),
    [("hiring", True), ("", True), ("privategroup", False), ("directmessage", False), ("mpdm-a--b-1", False)],
)
def test_where_slack_does_not_say_the_name_in_the_request_tells(nowhere: WebClient, name: str, public: bool):
    assert room(nowhere, "C0HIRING", name) == Room(public=public)


def test_the_direct_conversation_is_slacks(client: WebClient):
    assert direct_conversation(client, "U0FOUNDER") == "D0FOUNDER"
