from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.slack.hiring.channels import ChannelPrivacy, fetch_channel_privacy, open_direct_conversation


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def nowhere() -> WebClient:
    return WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/", retry_handlers=[])


@pytest.mark.parametrize(
    ("channel", "found", "open_to_others"),
    [
        ("C0HIRING", ChannelPrivacy(public=True, members=4), True),
        ("C0EXECSEARCH", ChannelPrivacy(public=False, members=4), False),
        ("D0FOUNDER", ChannelPrivacy(public=False, direct=True), False),
    ],
)
def test_a_channel_is_described_as_slack_does(
    client: WebClient, channel: str, found: ChannelPrivacy, open_to_others: bool
):
    assert fetch_channel_privacy(client, channel) == found
    assert found.is_visible_to_others is open_to_others


def test_one_that_is_shared_with_another_company_is_open_to_others(slack: FakeSlack, client: WebClient):
    slack.workspace.change_channel("C0EXECSEARCH", is_ext_shared=True)
    found = fetch_channel_privacy(client, "C0EXECSEARCH")
    assert (found.public, found.shared, found.is_visible_to_others) == (False, True, True)


@pytest.mark.parametrize(
    ("name", "public"),
    [("hiring", True), ("", True), ("privategroup", False), ("directmessage", False), ("mpdm-a--b-1", False)],
)
def test_where_slack_does_not_say_the_name_in_the_request_tells(nowhere: WebClient, name: str, public: bool):
    assert fetch_channel_privacy(nowhere, "C0HIRING", name) == ChannelPrivacy(public=public)


def test_the_direct_conversation_is_slacks(client: WebClient):
    assert open_direct_conversation(client, "U0FOUNDER") == "D0FOUNDER"
