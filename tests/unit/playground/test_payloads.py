import json
from urllib.parse import parse_qs

import pytest

from bot.playground import payloads
from bot.playground.channels import CHANNELS, direct_conversation
from bot.playground.identities import MEMBERS
from bot.playground.messages import PostedMessage

FOUNDER = MEMBERS[0]
HIRING, EXEC_SEARCH = CHANNELS[1:3]
SAID = PostedMessage("C0HIRING", "1700000000.000100", "U0FOUNDER", "hello")


def test_a_command_carries_its_text_and_where_to_answer():
    payload = payloads.slash_command(
        FOUNDER, HIRING, ("/roles", "compare cmo cro"), response_url="http://a", trigger="1.2"
    )
    assert (payload["command"], payload["text"]) == ("/roles", "compare cmo cro")
    assert (payload["channel_name"], payload["user_name"]) == ("hiring", "founder")
    assert (payload["response_url"], payload["trigger_id"]) == ("http://a", "1.2")
    assert parse_qs(payloads.form(payload))["text"] == ["compare cmo cro"]


def test_every_event_has_its_own_id():
    ids = {payloads.event_callback({"type": "team_join"})["event_id"] for _ in range(10)}
    assert len(ids) == 10


@pytest.mark.parametrize(
    ("channel", "kind"), [(HIRING, "channel"), (EXEC_SEARCH, "group"), (direct_conversation(FOUNDER), "im")]
)
def test_a_message_event_names_the_kind_of_channel_and_a_mention_does_not(channel: payloads.Channel, kind: str):
    assert payloads.message_event(SAID, channel, f"message.{kind}")["channel_type"] == kind
    mention = payloads.message_event(SAID, channel, "app_mention")
    assert (mention["type"], "channel_type" in mention) == ("app_mention", False)


def test_the_home_tab_comes_with_its_view_only_once_there_is_one():
    channel = direct_conversation(FOUNDER)
    assert "view" not in payloads.home_opened(FOUNDER, channel, "home", None, "1.0")


def test_an_action_shows_a_public_message_and_only_names_an_ephemeral_one():
    public = payloads.on_message(SAID, HIRING)
    assert (public["message"]["text"], public["container"]["is_ephemeral"]) == ("hello", False)
    ephemeral = PostedMessage(SAID.channel, SAID.ts, SAID.user, SAID.text, visible_to="U0BOARD")
    named = payloads.on_message(ephemeral, HIRING)
    assert ("message" in named, named["container"]["message_ts"]) == (False, SAID.ts)
    assert named["container"]["is_ephemeral"] is True


def test_an_action_in_a_thread_names_the_thread():
    reply = PostedMessage(SAID.channel, SAID.ts, SAID.user, SAID.text, thread_ts="1.0")
    assert payloads.on_message(reply, HIRING)["container"]["thread_ts"] == "1.0"
    assert "thread_ts" not in payloads.on_message(SAID, HIRING)["container"]


def test_an_interactive_payload_is_json_in_a_form():
    payload = payloads.interaction("shortcut", FOUNDER, callback_id="ask")
    (sent,) = parse_qs(payloads.interactive_form(payload))["payload"]
    assert json.loads(sent) == payload
    assert (payload["type"], payload["user"]["id"], payload["callback_id"]) == ("shortcut", "U0FOUNDER", "ask")
