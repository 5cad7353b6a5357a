from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import User
from bot.slack.delivery import HttpErrorCloser
from bot.slack.hiring.channels import (
    MAX_PAGES,
    PAGE_SIZE,
    ChannelPrivacy,
    fetch_channel_privacy,
    is_member,
    is_not_member,
    open_direct_conversation,
)


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[HttpErrorCloser()])


def crowd(slack: FakeSlack, number: int) -> None:
    people = tuple(User(f"U{place:05}", f"p{place}", f"P {place}") for place in range(number))
    slack.workspace.members = people


def test_membership_is_what_slack_says(slack: FakeSlack, client: WebClient):
    slack.workspace.change_channel("C0EXECSEARCH", members=("U0FOUNDER",))
    assert is_member(client, "C0EXECSEARCH", "U0FOUNDER")
    assert not is_member(client, "C0EXECSEARCH", "U0BOARD")
    assert is_not_member(client, "C0EXECSEARCH", "U0BOARD")
    assert not is_not_member(client, "C0EXECSEARCH", "U0FOUNDER")


def test_a_large_channel_is_read_page_by_page_up_to_a_limit(slack: FakeSlack, client: WebClient):
    crowd(slack, (MAX_PAGES + 1) * PAGE_SIZE)
    assert is_member(client, "C0HIRING", f"U{2 * PAGE_SIZE:05}")
    assert not is_member(client, "C0HIRING", f"U{MAX_PAGES * PAGE_SIZE + 5:05}")
    assert len(slack.api.calls) == 3 + MAX_PAGES
    assert not is_not_member(client, "C0HIRING", f"U{MAX_PAGES * PAGE_SIZE + 5:05}")


@pytest.mark.parametrize("code", ["channel_not_found", "ratelimited", "internal_error"])
def test_if_slack_refuses_a_person_is_neither_known_as_member_nor_as_absent(
    slack: FakeSlack, client: WebClient, code: str, caplog: pytest.LogCaptureFixture
):
    slack.api.refuse_next("conversations.members", code)
    assert not is_member(client, "C0HIRING", "U0FOUNDER")
    slack.api.refuse_next("conversations.members", code)
    assert not is_not_member(client, "C0HIRING", "U0FOUNDER")
    assert "channel members unknown" in caplog.text


def test_if_slack_is_unreachable_a_person_is_neither_known_as_member_nor_as_absent():
    nowhere = WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/")
    assert not is_member(nowhere, "C0HIRING", "U0FOUNDER")
    assert not is_not_member(nowhere, "C0HIRING", "U0FOUNDER")


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
def test_the_privacy_of_a_channel_is_what_slack_says(
    client: WebClient, channel: str, found: ChannelPrivacy, open_to_others: bool
):
    assert fetch_channel_privacy(client, channel) == found
    assert found.is_visible_to_others is open_to_others


def test_a_channel_shared_with_another_company_is_visible_to_others(slack: FakeSlack, client: WebClient):
    slack.workspace.change_channel("C0EXECSEARCH", is_ext_shared=True)
    found = fetch_channel_privacy(client, "C0EXECSEARCH")
    assert (found.public, found.shared, found.is_visible_to_others) == (False, True, True)


@pytest.mark.parametrize(
    ("name", "public"),
    [("hiring", True), ("", True), ("privategroup", False), ("directmessage", False), ("mpdm-a--b-1", False)],
)
def test_without_an_answer_from_slack_the_channel_name_decides(nowhere: WebClient, name: str, public: bool):
    assert fetch_channel_privacy(nowhere, "C0HIRING", name) == ChannelPrivacy(public=public)


def test_the_direct_conversation_is_opened_through_slack(client: WebClient):
    assert open_direct_conversation(client, "U0FOUNDER") == "D0FOUNDER"
