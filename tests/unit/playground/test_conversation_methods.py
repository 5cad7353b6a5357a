"""The `conversations.` methods, called by slack_sdk's own client over HTTP."""

import pytest
from fakes.refusals import refusal
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack

LEADERSHIP, EXEC_SEARCH, DIRECT = "C0LEADERSHIP", "C0EXECSEARCH", "D0FOUNDER"
DIGEST = {"event_type": "digest", "event_payload": {"day": "2027-01-31"}}


def test_a_direct_conversation_is_opened_by_the_id_of_the_person(client: WebClient):
    assert client.conversations_open(users="U0HRLEAD")["channel"] == {"id": "D0HRLEAD"}
    assert client.conversations_open(users=["U0HRLEAD"], return_im=True)["channel"]["user"] == "U0HRLEAD"
    assert client.conversations_open(channel="D0HRLEAD")["channel"]["id"] == "D0HRLEAD"


def test_a_conversation_is_opened_only_with_active_members(slack: FakeSlack, client: WebClient):
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
def test_channel_info_gives_the_kind_of_channel(client: WebClient, channel: str, facts: dict[str, object]):
    found = client.conversations_info(channel=channel)["channel"]
    assert {key: found[key] for key in facts} == facts
    assert (found["is_shared"], found["is_ext_shared"], found["is_org_shared"]) == (False, False, False)


def test_channel_info_says_whether_another_company_is_in_it(slack: FakeSlack, client: WebClient):
    partners = slack.workspace.add_channel("partners", is_ext_shared=True)
    found = client.conversations_info(channel=partners.id)["channel"]
    assert (found["is_shared"], found["is_ext_shared"], found["is_org_shared"]) == (True, True, False)


def test_channel_info_counts_members_on_request(client: WebClient):
    assert "num_members" not in client.conversations_info(channel=LEADERSHIP)["channel"]
    assert client.conversations_info(channel=LEADERSHIP, include_num_members=True)["channel"]["num_members"] == 4


def test_the_bot_can_look_up_a_public_channel_it_is_not_in_but_no_private_one(slack: FakeSlack, client: WebClient):
    outside = slack.workspace.add_channel("news", bot_is_member=False)
    closed = slack.workspace.add_channel("board", bot_is_member=False, is_private=True)
    assert client.conversations_info(channel=outside.id)["channel"]["is_member"] is False
    assert refusal(client.conversations_info, channel=closed.id) == "channel_not_found"
    assert refusal(client.conversations_members, channel=closed.id) == "channel_not_found"


def test_members_of_a_channel_come_page_by_page(slack: FakeSlack, client: WebClient):
    room = slack.workspace.add_channel("succession", is_private=True, members=("U0FOUNDER", "U0HRLEAD"))
    pages = [page["members"] for page in client.conversations_members(channel=room.id, limit=2)]
    assert pages == [["U0FOUNDER", "U0HRLEAD"], ["U0ROLECALL"]]


def test_a_user_who_has_left_the_company_is_still_a_member(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    assert "U0BOARD" in client.conversations_members(channel=LEADERSHIP)["members"]


def test_a_history_is_newest_first_without_replies_and_ephemeral_messages(slack: FakeSlack, client: WebClient):
    say = slack.workspace.post
    first = say(DIRECT, "U0FOUNDER", "one")
    say(DIRECT, "U0ROLECALL", "two")
    say(DIRECT, "U0ROLECALL", "a reply", thread_ts=first.ts)
    say(DIRECT, "U0ROLECALL", "an ephemeral message", visible_to="U0FOUNDER")
    say("D0BOARD", "U0BOARD", "elsewhere")
    found = client.conversations_history(channel=DIRECT)
    assert [message["text"] for message in found["messages"]] == ["two", "one"]
    assert (found["has_more"], found["response_metadata"]["next_cursor"]) == (False, "")
    assert [message.get("bot_id") for message in found["messages"]] == ["B0ROLECALL", None]


def test_a_history_can_be_limited_in_time(slack: FakeSlack, client: WebClient):
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


def test_a_history_has_metadata_on_request(client: WebClient):
    client.chat_postMessage(channel=DIRECT, text="Two things are due", metadata=DIGEST)
    (plain,) = client.conversations_history(channel=DIRECT)["messages"]
    (whole,) = client.conversations_history(channel=DIRECT, include_all_metadata=True)["messages"]
    assert ("metadata" in plain, whole["metadata"]) == (False, DIGEST)


def test_a_history_is_refused_for_a_channel_without_the_bot(slack: FakeSlack, client: WebClient):
    outside = slack.workspace.add_channel("news", bot_is_member=False)
    assert refusal(client.conversations_history, channel=outside.id) == "not_in_channel"
    assert refusal(client.conversations_history, channel="C0NOWHERE") == "channel_not_found"


def test_a_message_has_a_permalink(slack: FakeSlack, client: WebClient):
    said = slack.workspace.post(LEADERSHIP, "U0FOUNDER", "hello")
    found = client.chat_getPermalink(channel=LEADERSHIP, message_ts=said.ts)
    assert (found["channel"], found["permalink"]) == (LEADERSHIP, said.permalink)


def test_an_ephemeral_message_has_no_permalink(slack: FakeSlack, client: WebClient):
    message = slack.workspace.post(LEADERSHIP, "U0ROLECALL", "psst", visible_to="U0FOUNDER")
    assert refusal(client.chat_getPermalink, channel=LEADERSHIP, message_ts=message.ts) == "message_not_found"
    assert refusal(client.chat_getPermalink, channel=LEADERSHIP, message_ts="1.0") == "message_not_found"
    assert refusal(client.chat_getPermalink, channel="C0NOWHERE", message_ts="1.0") == "channel_not_found"
