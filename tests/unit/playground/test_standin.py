"""The stand-in as slack_sdk's own clients see it, over real HTTP."""

import http.client
from collections.abc import Callable, Iterator
from functools import partial
from urllib.parse import urlsplit

import pytest
from fakes.block_kit import button, section
from fakes.sampler import FORM, HOME, TABLE
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground.manifest import Manifest
from bot.playground.standin import FakeSlack
from bot.playground.transport import over_http

LEADERSHIP = "C0LEADERSHIP"


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


def test_the_right_token_says_who_the_bot_is(client: WebClient):
    who = client.auth_test()
    assert (who["user_id"], who["bot_id"]) == ("U0ROLECALL", "B0ROLECALL")


def test_a_wrong_token_and_no_token_are_refused(slack: FakeSlack):
    assert refusal(WebClient(token="xoxb-wrong", base_url=slack.api_url).auth_test) == "invalid_auth"
    assert refusal(WebClient(base_url=slack.api_url).auth_test) == "not_authed"


def test_a_posted_message_is_seen_and_can_be_changed_and_deleted(slack: FakeSlack, client: WebClient):
    posted = client.chat_postMessage(channel=LEADERSHIP, text="one", blocks=[section("one")])
    assert slack.workspace.visible_to("U0BOARD")[0].text == "one"
    client.chat_update(channel=LEADERSHIP, ts=posted["ts"], text="two")
    assert slack.workspace.visible_to("U0BOARD")[0].text == "two"
    client.chat_delete(channel=LEADERSHIP, ts=posted["ts"])
    assert slack.workspace.visible_to("U0BOARD") == []


def test_a_private_message_is_seen_by_its_reader_only_and_cannot_be_changed(slack: FakeSlack, client: WebClient):
    posted = client.chat_postEphemeral(channel=LEADERSHIP, user="U0FOUNDER", text="for you")
    assert slack.workspace.visible_to("U0BOARD") == []
    assert slack.workspace.visible_to("U0FOUNDER")[0].visible_to == "U0FOUNDER"
    changed = refusal(client.chat_update, channel=LEADERSHIP, ts=posted["message_ts"], text="x")
    assert changed == "message_not_found"


def test_a_message_to_a_person_goes_to_their_direct_conversation(slack: FakeSlack, client: WebClient):
    client.chat_postMessage(channel="U0HRLEAD", text="hello")
    assert slack.workspace.visible_to("U0HRLEAD")[0].channel == "D0HRLEAD"
    assert client.conversations_open(users="U0HRLEAD")["channel"]["id"] == "D0HRLEAD"


def test_what_somebody_else_wrote_cannot_be_changed(slack: FakeSlack, client: WebClient):
    message = slack.workspace.post(LEADERSHIP, "U0FOUNDER", "mine")
    assert refusal(client.chat_update, channel=LEADERSHIP, ts=message.ts, text="x") == "cant_update_message"
    assert refusal(client.chat_delete, channel=LEADERSHIP, ts=message.ts) == "cant_delete_message"


def test_blocks_against_the_rules_are_refused_with_the_reason(slack: FakeSlack, client: WebClient):
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=LEADERSHIP, text="x", blocks=[TABLE, TABLE])
    assert refused.value.response["error"] == "invalid_blocks"
    assert "only one table allowed" in refused.value.response["errors"]
    assert slack.faults == ["chat.postMessage: invalid_blocks only one table allowed"]


def test_a_message_without_anything_in_it_is_refused(client: WebClient):
    call = partial(client.api_call, "chat.postMessage")
    assert refusal(call, json={"channel": LEADERSHIP}) == "no_text"


def test_channels_the_bot_is_not_in_or_that_do_not_exist_are_closed_to_it(slack: FakeSlack, client: WebClient):
    elsewhere = slack.workspace.add_channel("board", bot_is_member=False)
    assert refusal(client.chat_postMessage, channel=elsewhere.id, text="x") == "not_in_channel"
    assert refusal(client.chat_postMessage, channel="C0NOWHERE", text="x") == "channel_not_found"


def test_a_private_channel_without_the_bot_does_not_exist_to_it(slack: FakeSlack, client: WebClient):
    closed = slack.workspace.add_channel("board", is_private=True, bot_is_member=False)
    assert refusal(client.chat_postMessage, channel=closed.id, text="x") == "channel_not_found"


TASK = {"event_type": "task_created", "event_payload": {"id": "TK-1"}}


def test_what_is_attached_to_a_message_stays_with_it_unless_it_is_replaced(slack: FakeSlack, client: WebClient):
    ts = client.chat_postMessage(channel=LEADERSHIP, text="one", metadata=TASK)["ts"]
    assert slack.workspace.find(LEADERSHIP, ts).metadata == TASK
    client.chat_update(channel=LEADERSHIP, ts=ts, text="two")
    assert slack.workspace.find(LEADERSHIP, ts).metadata == TASK
    client.chat_update(channel=LEADERSHIP, ts=ts, text="three", metadata={})
    assert slack.workspace.find(LEADERSHIP, ts).metadata == {}


@pytest.mark.parametrize("metadata", [{"event_type": "x"}, {"event_payload": {}}, [], {"event_payload": "x"}])
def test_what_is_attached_has_a_kind_and_a_payload(client: WebClient, metadata: object):
    post = partial(client.api_call, "chat.postMessage")
    given = {"channel": LEADERSHIP, "text": "x", "metadata": metadata}
    assert refusal(post, json=given) == "invalid_metadata_format"


def test_a_private_message_needs_a_reader_who_is_there(slack: FakeSlack, client: WebClient):
    whisper = partial(client.chat_postEphemeral, text="psst")
    assert refusal(whisper, channel=LEADERSHIP, user="U0NOBODY") == "user_not_in_channel"
    assert refusal(whisper, channel="D0FOUNDER", user="U0BOARD") == "user_not_in_channel"
    slack.workspace.change_channel(LEADERSHIP, members=("U0FOUNDER",))
    assert refusal(whisper, channel=LEADERSHIP, user="U0BOARD") == "user_not_in_channel"


def test_parameters_sent_as_a_form_are_read_and_broken_ones_refused(client: WebClient):
    post = partial(client.api_call, "chat.postMessage")
    assert post(data={"channel": LEADERSHIP, "text": "x", "blocks": '[{"type": "divider"}]'})["ok"]
    assert refusal(post, data={"channel": LEADERSHIP, "text": "x", "blocks": "[{"}) == "invalid_json"


def test_nothing_but_slacks_own_addresses_answers(slack: FakeSlack):
    assert over_http(slack.api_url.removesuffix("api/") + "elsewhere")("", {}) == (404, "")
    assert over_http(slack.api_url + "auth.test")("", {})[0] == 200
    connection = http.client.HTTPConnection(urlsplit(slack.api_url).netloc)
    connection.request("GET", "/api/auth.test")
    assert connection.getresponse().status == 405
    connection.close()


def test_a_method_that_slack_does_not_have_is_unknown(client: WebClient):
    assert refusal(partial(client.api_call, "chat.postPoem")) == "unknown_method"


def test_a_method_needs_the_scope_the_manifest_asks_for():
    with FakeSlack(Manifest(scopes=frozenset({"commands"}))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        assert refusal(client.chat_postMessage, channel=LEADERSHIP, text="x") == "missing_scope"
        assert client.auth_test().headers["x-oauth-scopes"] == "commands"


def test_a_refusal_can_be_ordered_for_the_next_call_only(slack: FakeSlack, client: WebClient):
    slack.api.refuse_next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=LEADERSHIP, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    assert client.chat_postMessage(channel=LEADERSHIP, text="x")["ok"]


def test_every_call_is_kept_with_what_was_sent(slack: FakeSlack, client: WebClient):
    client.chat_postMessage(channel=LEADERSHIP, text="x")
    (call,) = slack.api.calls
    assert (call.method, call.params["text"], call.result["ok"]) == ("chat.postMessage", "x", True)


def test_a_view_opens_with_a_trigger_and_only_once(slack: FakeSlack, client: WebClient):
    trigger = slack.tickets.new_trigger("U0FOUNDER")
    opened = client.views_open(trigger_id=trigger, view=FORM)
    assert slack.views.stack("U0FOUNDER")[0].id == opened["view"]["id"]
    assert refusal(client.views_open, trigger_id=trigger, view=FORM) == "exchanged_trigger_id"
    pushed = client.views_push(trigger_id=slack.tickets.new_trigger("U0FOUNDER"), view=FORM)
    assert pushed["view"]["previous_view_id"] == opened["view"]["id"]
    slack.views.close(slack.views.get(pushed["view"]["id"]))
    client.views_update(view_id=opened["view"]["id"], view=FORM | {"callback_id": "again"})
    assert slack.views.stack("U0FOUNDER")[0].sent["callback_id"] == "again"


def test_a_home_tab_is_published_to_people_who_exist(slack: FakeSlack, client: WebClient):
    client.views_publish(user_id="U0FOUNDER", view=HOME)
    assert slack.views.home("U0FOUNDER").sent["type"] == "home"
    assert refusal(client.views_publish, user_id="U0NOBODY", view=HOME) == "user_not_found"


def test_people_and_channels_can_be_looked_up(client: WebClient):
    assert client.users_info(user="U0BOARD")["user"]["real_name"] == "Board member"
    assert refusal(client.users_info, user="U0NOBODY") == "user_not_found"
    assert client.conversations_info(channel=LEADERSHIP)["channel"]["name"] == "leadership"
    assert refusal(client.conversations_info, channel="C0NOWHERE") == "channel_not_found"


# Noon UTC on a winter's day and on a summer's day
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
def test_a_person_has_a_time_zone_as_it_is_that_day(zone: str, at: float, label: str, offset: int):
    with FakeSlack(clock=lambda: at) as slack:
        slack.workspace.change_user("U0BOARD", tz=zone)
        user = WebClient(token=slack.bot_token, base_url=slack.api_url).users_info(user="U0BOARD")["user"]
    assert (user["tz"], user["tz_label"], user["tz_offset"]) == (zone, label, offset)


def test_somebody_who_has_left_is_still_known_but_no_longer_somewhere(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    user = client.users_info(user="U0BOARD")["user"]
    assert (user["deleted"], user["name"], user.get("tz")) == (True, "board-member", None)
    assert client.users_info(user="U0HRLEAD")["user"]["deleted"] is False


def test_a_message_to_somebody_who_has_left_goes_through_unread(slack: FakeSlack, client: WebClient):
    slack.workspace.change_user("U0BOARD", deleted=True)
    assert client.chat_postMessage(channel="U0BOARD", text="hello")["ok"]


def test_reactions_are_added_once_and_taken_away_once(slack: FakeSlack, client: WebClient):
    ts = client.chat_postMessage(channel=LEADERSHIP, text="x")["ts"]
    mark = {"channel": LEADERSHIP, "timestamp": ts, "name": "eyes"}
    client.reactions_add(**mark)
    assert slack.workspace.find(LEADERSHIP, ts).reactions == ("eyes",)
    assert refusal(client.reactions_add, **mark) == "already_reacted"
    client.reactions_remove(**mark)
    assert refusal(client.reactions_remove, **mark) == "no_reaction"
    assert refusal(client.reactions_add, **(mark | {"timestamp": "1.0"})) == "message_not_found"


def test_prompts_are_shown_unless_they_name_a_thread(slack: FakeSlack, client: WebClient):
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


def test_a_status_reaches_the_person_who_waits(slack: FakeSlack, client: WebClient):
    client.assistant_threads_setStatus(channel_id="D0FOUNDER", thread_ts="1.0", status="is looking")
    (change,) = slack.workspace.feed.wait_after(0, "U0FOUNDER", 0)[1]
    assert (change.kind, change.data["status"]) == ("status", "is looking")


def webhook(slack: FakeSlack, **ticket: str) -> WebhookClient:
    key = slack.tickets.new_response_url(LEADERSHIP, "U0FOUNDER", **ticket)
    return WebhookClient(slack.gestures.response_base + key)


def test_an_answer_is_private_unless_it_says_otherwise(slack: FakeSlack):
    hook = webhook(slack)
    hook.send(text="for you")
    hook.send(text="for all", response_type="in_channel")
    assert [message.text for message in slack.workspace.visible_to("U0FOUNDER")] == ["for you", "for all"]
    assert [message.text for message in slack.workspace.visible_to("U0BOARD")] == ["for all"]


def test_an_answer_can_replace_or_delete_what_it_answers(slack: FakeSlack):
    message = slack.workspace.post(LEADERSHIP, "U0ROLECALL", "before", [section("x")], visible_to="U0FOUNDER")
    hook = webhook(slack, original_ts=message.ts)
    hook.send_dict({"text": "after", "replace_original": True})
    assert slack.workspace.visible_to("U0FOUNDER")[0].text == "after"
    hook.send_dict({"delete_original": True})
    assert slack.workspace.visible_to("U0FOUNDER") == []


def test_the_sixth_answer_is_refused(slack: FakeSlack):
    hook = webhook(slack)
    assert [hook.send(text="x").status_code for _ in range(6)] == [200] * 5 + [404]
    assert slack.faults == ["response_url: used_url"]


def test_an_answer_with_broken_blocks_is_refused(slack: FakeSlack):
    response = webhook(slack).send(text="x", blocks=[{"type": "actions", "elements": []}])
    assert (response.status_code, "invalid_blocks" in response.body) == (400, True)


def test_an_empty_answer_is_refused(slack: FakeSlack):
    assert webhook(slack).send_dict({"response_type": "in_channel"}).status_code == 400


def test_an_answer_to_a_message_in_a_thread_stays_in_the_thread(slack: FakeSlack):
    webhook(slack, thread_ts="1.0").send(text="here", blocks=[{"type": "actions", "elements": [button("Go", "go")]}])
    assert slack.workspace.visible_to("U0FOUNDER")[0].thread_ts == "1.0"
