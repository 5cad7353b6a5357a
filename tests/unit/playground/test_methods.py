"""The Web API methods, called by slack_sdk's own client over HTTP."""

from functools import partial

import pytest
from fakes.block_kit import section
from fakes.refusals import refusal
from fakes.sampler import FORM, HOME, TABLE
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.fake_slack import FakeSlack

LEADERSHIP = "C0LEADERSHIP"


def test_a_posted_message_is_seen_and_can_be_changed_and_deleted(slack: FakeSlack, client: WebClient):
    posted = client.chat_postMessage(channel=LEADERSHIP, text="one", blocks=[section("one")])
    assert slack.workspace.visible_to("U0BOARD")[0].text == "one"
    client.chat_update(channel=LEADERSHIP, ts=posted["ts"], text="two")
    assert slack.workspace.visible_to("U0BOARD")[0].text == "two"
    client.chat_delete(channel=LEADERSHIP, ts=posted["ts"])
    assert slack.workspace.visible_to("U0BOARD") == []


def test_an_ephemeral_message_is_seen_by_one_user_and_cannot_be_changed(slack: FakeSlack, client: WebClient):
    posted = client.chat_postEphemeral(channel=LEADERSHIP, user="U0FOUNDER", text="for you")
    assert slack.workspace.visible_to("U0BOARD") == []
    assert slack.workspace.visible_to("U0FOUNDER")[0].visible_to == "U0FOUNDER"
    changed = refusal(client.chat_update, channel=LEADERSHIP, ts=posted["message_ts"], text="x")
    assert changed == "message_not_found"


def test_a_message_to_a_person_goes_to_their_direct_conversation(slack: FakeSlack, client: WebClient):
    client.chat_postMessage(channel="U0HRLEAD", text="hello")
    assert slack.workspace.visible_to("U0HRLEAD")[0].channel == "D0HRLEAD"
    assert client.conversations_open(users="U0HRLEAD")["channel"]["id"] == "D0HRLEAD"


def test_the_message_of_another_user_cannot_be_changed(slack: FakeSlack, client: WebClient):
    message = slack.workspace.post(LEADERSHIP, "U0FOUNDER", "mine")
    assert refusal(client.chat_update, channel=LEADERSHIP, ts=message.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel=LEADERSHIP, ts=message.ts) == "cant_delete_message"


def test_blocks_against_the_rules_are_refused_with_the_reason(slack: FakeSlack, client: WebClient):
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=LEADERSHIP, text="x", blocks=[TABLE, TABLE])
    assert refused.value.response["error"] == "invalid_blocks"
    assert "only one table allowed" in refused.value.response["errors"]
    assert slack.faults == ["chat.postMessage: invalid_blocks only one table allowed"]


def test_an_empty_message_is_refused(client: WebClient):
    call = partial(client.api_call, "chat.postMessage")
    assert refusal(call, json={"channel": LEADERSHIP}) == "no_text"


def test_the_bot_cannot_post_in_unknown_channels_or_those_it_is_not_in(slack: FakeSlack, client: WebClient):
    elsewhere = slack.workspace.add_channel("board", bot_is_member=False)
    assert refusal(client.chat_postMessage, channel=elsewhere.id, text="x") == "not_in_channel"
    assert refusal(client.chat_postMessage, channel="C0NOWHERE", text="x") == "channel_not_found"


def test_a_private_channel_without_the_bot_is_unknown_to_it(slack: FakeSlack, client: WebClient):
    closed = slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    assert refusal(client.chat_postMessage, channel=closed.id, text="x") == "channel_not_found"


TASK = {"event_type": "task_created", "event_payload": {"id": "TK-1"}}


def test_metadata_is_kept_until_it_is_replaced(slack: FakeSlack, client: WebClient):
    ts = client.chat_postMessage(channel=LEADERSHIP, text="one", metadata=TASK)["ts"]
    assert slack.workspace.find(LEADERSHIP, ts).metadata == TASK
    client.chat_update(channel=LEADERSHIP, ts=ts, text="two")
    assert slack.workspace.find(LEADERSHIP, ts).metadata == TASK
    client.chat_update(channel=LEADERSHIP, ts=ts, text="three", metadata={})
    assert slack.workspace.find(LEADERSHIP, ts).metadata == {}


@pytest.mark.parametrize("metadata", [{"event_type": "x"}, {"event_payload": {}}, [], {"event_payload": "x"}])
def test_metadata_needs_an_event_type_and_a_payload(client: WebClient, metadata: object):
    post = partial(client.api_call, "chat.postMessage")
    given = {"channel": LEADERSHIP, "text": "x", "metadata": metadata}
    assert refusal(post, json=given) == "invalid_metadata_format"


def test_an_ephemeral_message_needs_a_member_of_the_channel(slack: FakeSlack, client: WebClient):
    send = partial(client.chat_postEphemeral, text="psst")
    assert refusal(send, channel=LEADERSHIP, user="U0NOBODY") == "user_not_in_channel"
    assert refusal(send, channel="D0FOUNDER", user="U0BOARD") == "user_not_in_channel"
    slack.workspace.change_channel(LEADERSHIP, members=("U0FOUNDER",))
    assert refusal(send, channel=LEADERSHIP, user="U0BOARD") == "user_not_in_channel"


def test_a_trigger_id_opens_one_view(slack: FakeSlack, client: WebClient):
    trigger = slack.trigger_ids.issue("U0FOUNDER")
    opened = client.views_open(trigger_id=trigger, view=FORM)
    assert slack.views.stack("U0FOUNDER")[0].id == opened["view"]["id"]
    assert refusal(client.views_open, trigger_id=trigger, view=FORM) == "exchanged_trigger_id"
    pushed = client.views_push(trigger_id=slack.trigger_ids.issue("U0FOUNDER"), view=FORM)
    assert pushed["view"]["previous_view_id"] == opened["view"]["id"]
    slack.views.close(slack.views.get(pushed["view"]["id"]))
    client.views_update(view_id=opened["view"]["id"], view=FORM | {"callback_id": "again"})
    assert slack.views.stack("U0FOUNDER")[0].sent["callback_id"] == "again"


def test_a_home_tab_is_published_to_known_users(slack: FakeSlack, client: WebClient):
    client.views_publish(user_id="U0FOUNDER", view=HOME)
    assert slack.views.home("U0FOUNDER").sent["type"] == "home"
    assert refusal(client.views_publish, user_id="U0NOBODY", view=HOME) == "user_not_found"


def test_users_and_channels_can_be_looked_up(client: WebClient):
    assert client.users_info(user="U0BOARD")["user"]["real_name"] == "Board member"
    assert refusal(client.users_info, user="U0NOBODY") == "user_not_found"
    assert client.conversations_info(channel=LEADERSHIP)["channel"]["name"] == "leadership"
    assert refusal(client.conversations_info, channel="C0NOWHERE") == "channel_not_found"


WINTER, SUMMER = 1_768_478_400.0, 1_784_116_800.0


@pytest.mark.parametrize(
    ("zone", "at", "label", "offset"),
    [
        ("UTC", WINTER, "UTC", 0),
        ("Europe/Paris", WINTER, "CET", 3_600),
        ("Europe/Paris", SUMMER, "CEST", 7_200),
        ("America/New_York", SUMMER, "EDT", -14_400),
        ("Asia/Kolkata", WINTER, "IST", 19_800),
    ],
)
def test_a_user_has_the_offset_of_their_time_zone_on_that_day(zone: str, at: float, label: str, offset: int):
    with FakeSlack(clock=lambda: at) as slack:
        slack.workspace.change_user("U0BOARD", tz=zone)
        user = WebClient(token=slack.bot_token, base_url=slack.api_url).users_info(user="U0BOARD")["user"]
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == (zone, label, offset)


def test_a_user_who_has_left_is_known_without_a_time_zone(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    user = client.users_info(user="U0BOARD")["user"]
    assert (user["deleted"], user["name"], user.get("tz")) == (True, "board-member", None)
    assert client.users_info(user="U0HRLEAD")["user"]["deleted"] is False


def test_a_message_to_a_user_who_has_left_is_accepted(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    assert client.chat_postMessage(channel="U0BOARD", text="hello")["ok"]


def test_a_reaction_is_added_once_and_removed_once(slack: FakeSlack, client: WebClient):
    ts = client.chat_postMessage(channel=LEADERSHIP, text="x")["ts"]
    mark = {"channel": LEADERSHIP, "timestamp": ts, "name": "eyes"}
    client.reactions_add(**mark)
    assert slack.workspace.find(LEADERSHIP, ts).reactions == ("eyes",)
    assert refusal(client.reactions_add, **mark) == "already_reacted"
    client.reactions_remove(**mark)
    assert refusal(client.reactions_remove, **mark) == "no_reaction"
    assert refusal(client.reactions_add, **(mark | {"timestamp": "1.0"})) == "message_not_found"


def test_prompts_are_shown_unless_they_are_for_a_thread(slack: FakeSlack, client: WebClient):
    prompts = [{"title": "Compare", "message": "CMO vs CRO"}]
    client.assistant_threads_setSuggestedPrompts(channel_id="D0FOUNDER", thread_ts="1.0", prompts=prompts)
    assert slack.workspace.feed.wait_after(0, "U0FOUNDER", 0)[1] == []
    client.api_call("assistant.threads.setSuggestedPrompts", json={"channel_id": "D0FOUNDER", "prompts": prompts})
    (change,) = slack.workspace.feed.wait_after(0, "U0FOUNDER", 0)[1]
    assert change.data["prompts"] == prompts
    many = prompts * 5
    assert (
        refusal(client.assistant_threads_setSuggestedPrompts, channel_id="D0FOUNDER", prompts=many)
        == "invalid_arguments"
    )


def test_a_status_reaches_the_member_of_the_conversation(slack: FakeSlack, client: WebClient):
    client.assistant_threads_setStatus(channel_id="D0FOUNDER", thread_ts="1.0", status="is looking")
    (change,) = slack.workspace.feed.wait_after(0, "U0FOUNDER", 0)[1]
    assert (change.kind, change.data["status"]) == ("status", "is looking")
