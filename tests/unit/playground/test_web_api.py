"""Web API calls and posts to response URLs, made by slack_sdk's own clients over HTTP."""

from functools import partial

import pytest
from fakes.block_kit import button, section
from fakes.refusals import refusal
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground.fake_slack import FakeSlack
from bot.playground.manifest import Manifest
from bot.slack.delivery import HttpErrorCloser

LEADERSHIP = "C0LEADERSHIP"


def test_the_bot_token_identifies_the_bot(client: WebClient):
    who = client.auth_test()
    assert (who["user_id"], who["bot_id"]) == ("U0ROLECALL", "B0ROLECALL")


def test_a_wrong_token_and_no_token_are_refused(slack: FakeSlack):
    assert refusal(WebClient(token="xoxb-wrong", base_url=slack.api_url).auth_test) == "invalid_auth"
    assert refusal(WebClient(base_url=slack.api_url).auth_test) == "not_authed"


def test_an_unknown_method_is_refused(client: WebClient):
    assert refusal(partial(client.api_call, "chat.postPoem")) == "unknown_method"


def test_a_method_needs_a_scope_in_the_manifest():
    with FakeSlack(Manifest(scopes=frozenset({"commands"}))) as slack:
        client = WebClient(token=slack.bot_token, base_url=slack.api_url)
        assert refusal(client.chat_postMessage, channel=LEADERSHIP, text="x") == "missing_scope"
        assert client.auth_test().headers["x-oauth-scopes"] == "commands"


def test_a_test_can_refuse_the_next_call_of_a_method(slack: FakeSlack, client: WebClient):
    slack.api.refuse_next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError) as refused:
        client.chat_postMessage(channel=LEADERSHIP, text="x")
    assert refused.value.response.status_code == 429
    assert refused.value.response.headers["Retry-After"] == "1"
    assert client.chat_postMessage(channel=LEADERSHIP, text="x")["ok"]


def test_every_call_is_recorded(slack: FakeSlack, client: WebClient):
    client.chat_postMessage(channel=LEADERSHIP, text="x")
    (call,) = slack.api.calls
    assert (call.method, call.params["text"], call.result["ok"]) == ("chat.postMessage", "x", True)


def test_parameters_sent_as_a_form_are_read_and_invalid_json_is_refused(client: WebClient):
    post = partial(client.api_call, "chat.postMessage")
    assert post(data={"channel": LEADERSHIP, "text": "x", "blocks": '[{"type": "divider"}]'})["ok"]
    assert refusal(post, data={"channel": LEADERSHIP, "text": "x", "blocks": "[{"}) == "invalid_json"


def webhook(slack: FakeSlack, **on: str) -> WebhookClient:
    key = slack.response_urls.issue(LEADERSHIP, "U0FOUNDER", **on)
    return WebhookClient(slack.response_urls.base + key, retry_handlers=[HttpErrorCloser()])


def test_an_answer_is_ephemeral_unless_it_is_sent_to_the_channel(slack: FakeSlack):
    hook = webhook(slack)
    hook.send(text="for you")
    hook.send(text="for all", response_type="in_channel")
    assert [message.text for message in slack.workspace.visible_to("U0FOUNDER")] == ["for you", "for all"]
    assert [message.text for message in slack.workspace.visible_to("U0BOARD")] == ["for all"]


def test_an_answer_can_replace_or_delete_the_original_message(slack: FakeSlack):
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


def test_an_answer_with_invalid_blocks_is_refused(slack: FakeSlack):
    response = webhook(slack).send(text="x", blocks=[{"type": "actions", "elements": []}])
    assert (response.status_code, "invalid_blocks" in response.body) == (400, True)


def test_an_empty_answer_is_refused(slack: FakeSlack):
    assert webhook(slack).send_dict({"response_type": "in_channel"}).status_code == 400


def test_an_answer_to_a_message_in_a_thread_stays_in_the_thread(slack: FakeSlack):
    webhook(slack, thread_ts="1.0").send(text="here", blocks=[{"type": "actions", "elements": [button("Go", "go")]}])
    assert slack.workspace.visible_to("U0FOUNDER")[0].thread_ts == "1.0"
