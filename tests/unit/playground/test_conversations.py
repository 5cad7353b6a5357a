"""Looking into channels and conversations, as slack_sdk's own client does it."""

from collections.abc import Callable, Iterator

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.standin import FakeSlack

LEADERSHIP, EXEC_SEARCH, DIRECT = "C0LEADERSHIP", "C0EXECSEARCH", "D0FOUNDER"
DIGEST = {"event_type": "digest", "event_payload": {"day": "2027-01-31"}}


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as stand_in:
        yield stand_in


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url)


def refusal(call: Callable[..., object], **arguments: object) -> str:
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return refused.value.response["error"]


def test_a_direct_conversation_is_opened_by_naming_the_person(client: WebClient):
    assert client.conversations_open(users="U0HRLEAD")["channel"] == {"id": "D0HRLEAD"}
    assert client.conversations_open(users=["U0HRLEAD"], return_im=True)["channel"]["user"] == "U0HRLEAD"
    assert client.conversations_open(channel="D0HRLEAD")["channel"]["id"] == "D0HRLEAD"


def test_a_conversation_is_opened_only_with_people_who_are_here(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    call = client.conversations_open
    assert refusal(call, users="U0BOARD") == "user_disabled"
    assert refusal(call, users="U0NOBODY") == "user_not_found"
    assert refusal(call, users="U0ROLECALL") == "user_not_found"
    assert refusal(call, users="") == "users_list_not_supplied"
    assert refusal(call, channel=LEADERSHIP) == "method_not_supported_for_channel_type"


@pytest.mark.parametrize(
    ("channel", "facts"),
    [
        (LEADERSHIP, {"is_channel": True, "is_group": False, "is_private": False, "is_member": True}),
        (EXEC_SEARCH, {"is_channel": False, "is_group": True, "is_private": True, "name": "exec-search"}),
        (DIRECT, {"is_im": True, "user": "U0FOUNDER", "is_user_deleted": False}),
    ],
)
def test_a_channel_says_what_kind_it_is(client: WebClient, channel: str, facts: dict[str, object]):
    found = client.conversations_info(channel=channel)["channel"]
    assert {key: found[key] for key in facts} == facts
    assert (found["is_shared"], found["is_ext_shared"], found["is_org_shared"]) == (False, False, False)


def test_a_channel_says_whether_another_company_is_in_it(slack: FakeSlack, client: WebClient):
    partners = slack.workspace.add_channel("partners", is_ext_shared=True)
    found = client.conversations_info(channel=partners.id)["channel"]
    assert (found["is_shared"], found["is_ext_shared"], found["is_org_shared"]) == (True, True, False)


def test_how_many_are_in_a_channel_is_told_where_it_is_asked(client: WebClient):
    assert "num_members" not in client.conversations_info(channel=LEADERSHIP)["channel"]
    assert client.conversations_info(channel=LEADERSHIP, include_num_members=True)["channel"]["num_members"] == 4


def test_an_open_channel_can_be_looked_up_from_outside_and_a_private_one_cannot(slack: FakeSlack, client: WebClient):
    outside = slack.workspace.add_channel("news", bot_is_member=False)
    closed = slack.workspace.add_channel("board", bot_is_member=False, is_private=True)
    assert client.conversations_info(channel=outside.id)["channel"]["is_member"] is False
    assert refusal(client.conversations_info, channel=closed.id) == "channel_not_found"
    assert refusal(client.conversations_members, channel=closed.id) == "channel_not_found"


def test_who_is_in_a_channel_comes_page_by_page(slack: FakeSlack, client: WebClient):
    room = slack.workspace.add_channel("succession", is_private=True, members=("U0FOUNDER", "U0HRLEAD"))
    pages = [page["members"] for page in client.conversations_members(channel=room.id, limit=2)]
    assert pages == [["U0FOUNDER", "U0HRLEAD"], ["U0ROLECALL"]]


def test_somebody_who_has_left_the_company_is_still_counted_in(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    assert "U0BOARD" in client.conversations_members(channel=LEADERSHIP)["members"]


def test_a_history_begins_with_the_newest_and_leaves_replies_and_whispers_out(slack: FakeSlack, client: WebClient):
    say = slack.workspace.post
    first = say(DIRECT, "U0FOUNDER", "one")
    say(DIRECT, "U0ROLECALL", "two")
    say(DIRECT, "U0ROLECALL", "a reply", thread_ts=first.ts)
    say(DIRECT, "U0ROLECALL", "a whisper", visible_to="U0FOUNDER")
    say("D0BOARD", "U0BOARD", "elsewhere")
    found = client.conversations_history(channel=DIRECT)
    assert [message["text"] for message in found["messages"]] == ["two", "one"]
    assert (found["has_more"], found["response_metadata"]["next_cursor"]) == (False, "")
    assert [message.get("bot_id") for message in found["messages"]] == ["B0ROLECALL", None]


def test_a_history_is_read_from_a_moment_on(slack: FakeSlack, client: WebClient):
    one, two, three = (slack.workspace.post(DIRECT, "U0FOUNDER", text) for text in ("one", "two", "three"))

    def texts(**within: object) -> list[str]:
        return [message["text"] for message in client.conversations_history(channel=DIRECT, **within)["messages"]]

    assert texts(oldest=one.ts) == ["three", "two"]
    assert texts(oldest=two.ts, inclusive=True) == ["three", "two"]
    assert texts(oldest=one.ts, latest=three.ts) == ["two"]
    assert texts(limit=1) == ["three"]
    assert refusal(client.conversations_history, channel=DIRECT, oldest="today") == "invalid_ts_oldest"


def test_a_long_history_comes_page_by_page(slack: FakeSlack, client: WebClient):
    for number in range(5):
        slack.workspace.post(DIRECT, "U0FOUNDER", str(number))
    pages = [page["messages"] for page in client.conversations_history(channel=DIRECT, limit=2)]
    assert [[message["text"] for message in page] for page in pages] == [["4", "3"], ["2", "1"], ["0"]]


def test_what_the_app_attached_is_found_again_where_it_asks_for_it(client: WebClient):
    client.chat_postMessage(channel=DIRECT, text="Two things are due", metadata=DIGEST)
    (plain,) = client.conversations_history(channel=DIRECT)["messages"]
    (whole,) = client.conversations_history(channel=DIRECT, include_all_metadata=True)["messages"]
    assert ("metadata" in plain, whole["metadata"]) == (False, DIGEST)


def test_a_history_is_closed_to_those_who_are_not_there(slack: FakeSlack, client: WebClient):
    outside = slack.workspace.add_channel("news", bot_is_member=False)
    assert refusal(client.conversations_history, channel=outside.id) == "not_in_channel"
    assert refusal(client.conversations_history, channel="C0NOWHERE") == "channel_not_found"


def test_a_message_has_an_address(slack: FakeSlack, client: WebClient):
    said = slack.workspace.post(LEADERSHIP, "U0FOUNDER", "hello")
    found = client.chat_getPermalink(channel=LEADERSHIP, message_ts=said.ts)
    assert (found["channel"], found["permalink"]) == (LEADERSHIP, said.permalink)


def test_a_message_nobody_else_sees_has_no_address(slack: FakeSlack, client: WebClient):
    whisper = slack.workspace.post(LEADERSHIP, "U0ROLECALL", "psst", visible_to="U0FOUNDER")
    assert refusal(client.chat_getPermalink, channel=LEADERSHIP, message_ts=whisper.ts) == "message_not_found"
    assert refusal(client.chat_getPermalink, channel=LEADERSHIP, message_ts="1.0") == "message_not_found"
    assert refusal(client.chat_getPermalink, channel="C0NOWHERE", message_ts="1.0") == "channel_not_found"
