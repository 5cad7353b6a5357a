from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.playground.identities import User
from bot.slack.delivery import HttpErrorCloser
from bot.slack.hiring.channels import MOST_PAGES, PAGE, is_member, is_not_member


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


def test_slack_says_who_is_in_a_channel(slack: FakeSlack, client: WebClient):
    slack.workspace.change_channel("C0EXECSEARCH", members=("U0FOUNDER",))
    assert is_member(client, "C0EXECSEARCH", "U0FOUNDER")
    assert not is_member(client, "C0EXECSEARCH", "U0BOARD")
    assert is_not_member(client, "C0EXECSEARCH", "U0BOARD")
    assert not is_not_member(client, "C0EXECSEARCH", "U0FOUNDER")


def test_a_large_channel_is_read_page_by_page_and_not_for_ever(slack: FakeSlack, client: WebClient):
    crowd(slack, (MOST_PAGES + 1) * PAGE)
    assert is_member(client, "C0HIRING", f"U{2 * PAGE:05}")
    assert not is_member(client, "C0HIRING", f"U{MOST_PAGES * PAGE + 5:05}")
    assert len(slack.api.calls) == 3 + MOST_PAGES
    assert not is_not_member(client, "C0HIRING", f"U{MOST_PAGES * PAGE + 5:05}")


@pytest.mark.parametrize("code", ["channel_not_found", "ratelimited", "internal_error"])
def test_where_slack_refuses_nobody_counts_as_inside_nor_as_outside(
    slack: FakeSlack, client: WebClient, code: str, caplog: pytest.LogCaptureFixture
):
    slack.api.refuse_next("conversations.members", code)
    assert not is_member(client, "C0HIRING", "U0FOUNDER")
    slack.api.refuse_next("conversations.members", code)
    assert not is_not_member(client, "C0HIRING", "U0FOUNDER")
    assert "did not say who is in a channel" in caplog.text


def test_nor_where_it_cannot_be_reached():
    nowhere = WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/")
    assert not is_member(nowhere, "C0HIRING", "U0FOUNDER")
    assert not is_not_member(nowhere, "C0HIRING", "U0FOUNDER")
