"""Permissions depend on the acting member and their channels according to Slack, never on the content of a request."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from fakes.hiring import PUBLIC_CHANNEL, card, open_search, run_command
from fakes.office import Office
from fakes.slack import Member

from bot.playground.payloads import form, interactive_form
from bot.playground.transport import FORM, signed

pytestmark = pytest.mark.short_checklist
PRIVATE_CHANNEL = "#succession"
SECRET = "Chief Revenue Officer"
FOREIGN = "T0FOREIGN"


@pytest.fixture
def hire(office: Office) -> Office:
    """An office with a search of the founder and HR lead, in a channel without the board member."""
    office.channel("succession", office.founder, office.hr_lead)
    open_search(office.founder, in_=PRIVATE_CHANNEL)
    return office


def search_of(office: Office) -> str:
    """The id of the search, as the buttons of its card carry it."""
    _, element = card(office.founder, in_=PRIVATE_CHANNEL).button("All items")
    return str(element["value"])


def send_signed(office: Office, body: str) -> str:
    """Send a request signed by Slack, and return the app's immediate response."""
    office.settle()
    _, answer = office.slack.user_actions.send(body, signed(office.slack.signing_secret, body, FORM))
    office.settle()
    return answer


def button_click(office: Office, by: Member, action: Mapping[str, Any], channel: str, **more: Any) -> dict[str, Any]:
    """The payload of a button click."""
    ticket = office.slack.response_urls.issue(channel, by.user.id)
    return {
        "type": "block_actions",
        "team": {"id": "T0PLAYGROUND", "domain": "playground"},
        "user": {"id": by.user.id, "team_id": "T0PLAYGROUND"},
        "api_app_id": "A0ROLECALL",
        "trigger_id": office.slack.trigger_ids.issue(by.user.id),
        "response_url": office.slack.response_urls.base + ticket,
        "container": {"type": "message", "channel_id": channel, "is_ephemeral": False},
        "channel": {"id": channel, "name": "hiring"},
        "actions": [{"type": "button", "block_id": "b", "action_ts": "1.1", **action}],
        **more,
    }


# From another channel


@pytest.mark.parametrize(
    "command", ["status", "status cro", "items", "next", "item 1", "history", "export", "done 1", "undo", "owner me"]
)
@pytest.mark.parametrize("where", [PUBLIC_CHANNEL, "DM"])
def test_an_outsider_cannot_see_or_change_a_search_from_another_channel(hire: Office, command: str, where: str):
    answer = run_command(hire.board_member, command, in_=where)
    assert "There's no open search" in answer.text
    assert SECRET not in answer.text
    assert "0 of 6 done" in card(hire.founder, in_=PRIVATE_CHANNEL).text


@pytest.mark.parametrize("where", [PUBLIC_CHANNEL, "DM"])
def test_the_owner_and_assignees_can_work_from_another_channel(hire: Office, where: str):
    run_command(hire.founder, "assign 5 @Board member", in_=PRIVATE_CHANNEL)
    assert "In *Chief Revenue Officer*, `cro`" in run_command(hire.founder, "done 1", in_=where).text
    assert "is done" in run_command(hire.board_member, "done 5", in_=where).text
    assert "2 of 6 done" in card(hire.founder, in_=PRIVATE_CHANNEL).text


def test_a_member_without_a_remaining_item_loses_access(hire: Office):
    run_command(hire.founder, "assign 5 @Board member", in_=PRIVATE_CHANNEL)
    run_command(hire.founder, "assign 5 nobody", in_=PRIVATE_CHANNEL)
    assert "There's no open search" in run_command(hire.board_member, "status", in_="DM").text


@pytest.mark.parametrize(
    ("action_id", "value"),
    [
        ("item:done", "{id}:1"),
        ("item:take", "{id}:1"),
        ("item:open", "{id}:1"),
        ("item:history", "{id}:1"),
        ("item:snooze", "{id}:1"),
        ("search:status", "{id}"),
        ("search:items", "{id}"),
        ("search:history", "{id}"),
        ("search:export", "{id}"),
        ("search:undo", "{id}"),
        ("search:weekly", "{id}"),
        ("search:reopen", "{id}"),
        ("search:add", "{id}"),
        ("search:settings", "{id}"),
        ("search:facts", "{id}"),
        ("search:hang", "{id}"),
        ("search:chosen:0", '["{id}",["done",[1],null,"","","",null,null,null,false]]'),
        ("search:chosen:0", '["{id}",["owner",[],"me","","","",null,null,null,false]]'),
    ],
)
@pytest.mark.parametrize("where", ["C0HIRING", "D0BOARD"])
def test_a_forged_button_gives_no_access_to_another_search(hire: Office, action_id: str, value: str, where: str):
    action = {"action_id": action_id, "value": value.replace("{id}", search_of(hire))}
    hire.board_member.opens_dm()
    send_signed(hire, interactive_form(button_click(hire, hire.board_member, action, where)))
    answer = hire.board_member.sees("I can't find that search here.")
    assert SECRET not in answer.words + answer.text
    assert not hire.board_member.has_modal
    assert "0 of 6 done" in card(hire.founder, in_=PRIVATE_CHANNEL).text


@pytest.mark.parametrize(
    "action",
    [
        {"action_id": "item:done", "value": ""},
        {"action_id": "item:done", "value": "x:²"},
        {"action_id": "item:explode", "value": "x:1"},
        {"action_id": "search:explode", "value": "x"},
        {"action_id": "search:chosen:0", "value": "[]"},
        {"action_id": "search:chosen:0", "value": '["x",["start",[],null,"","","",null,null,null,false]]'},
        {"action_id": "hiring:start", "value": "[1]"},
        {"action_id": "hiring:here", "value": "["},
        {"action_id": "item:pick", "selected_option": {"value": "open"}},
    ],
)
def test_a_malformed_button_is_reported_as_expired(hire: Office, action: dict[str, Any]):
    hire.founder.opens_dm()
    send_signed(hire, interactive_form(button_click(hire, hire.founder, action, "C0HIRING")))
    hire.founder.sees("This button has expired. Type /hiring status for a new card.")


def test_a_command_that_opens_a_modal_opens_it_from_a_choice_button(hire: Office):
    command = '["",["decide",[],null,"","","",null,null,null,false]]'
    action = {"action_id": "search:chosen:0", "value": command}
    send_signed(hire, interactive_form(button_click(hire, hire.founder, action, "C0HIRING")))
    assert hire.founder.has_modal


def test_an_unknown_role_on_a_button_opens_no_search(hire: Office):
    hire.founder.opens_dm()
    action = {"action_id": "hiring:here", "value": "banana"}
    send_signed(hire, interactive_form(button_click(hire, hire.founder, action, "C0HIRING")))
    hire.founder.sees("That role is no longer in the knowledge base.")


# Guests, and people who aren't in the channel


def test_a_guest_sees_their_own_items_until_the_owner_allows_more(hire: Office):
    guest = hire.board_member
    workspace = hire.slack.workspace
    workspace.change_user(guest.user.id, is_restricted=True)
    channel = workspace.channel_named(PRIVATE_CHANNEL)
    workspace.change_channel(channel.id, members=(*channel.members, guest.user.id))
    run_command(hire.founder, "assign 5 @Board member", in_=PRIVATE_CHANNEL)
    for command in ("status", "history", "export csv", "assign 1 me", "close hired signed"):
        answer = run_command(guest, command, in_=PRIVATE_CHANNEL)
        assert "Only people in the search's channel can" in answer.text or "your own items" in answer.text
    listed = run_command(guest, "items all", in_=PRIVATE_CHANNEL).words
    assert "5. Make the offer" in listed
    assert "Agree the scorecard" not in listed
    assert "own items" in run_command(guest, "done 1", in_=PRIVATE_CHANNEL).text
    assert "Only the search owner" in run_command(hire.hr_lead, "guests read", in_=PRIVATE_CHANNEL).text
    assert "can now see the whole search" in run_command(hire.founder, "guests read", in_=PRIVATE_CHANNEL).text
    assert "0 of 6 done" in run_command(guest, "status", in_=PRIVATE_CHANNEL).text
    assert "is done" in run_command(guest, "done 5", in_=PRIVATE_CHANNEL).text


def test_an_owner_who_was_removed_from_the_channel_keeps_only_their_own_items(hire: Office):
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    assert "0 of 6 done" in run_command(hire.founder, "status", in_="DM").text
    hire.slack.workspace.change_channel(channel.id, members=("U0HRLEAD",))
    assert "Only people in the search's channel can see" in run_command(hire.founder, "status", in_="DM").text
    assert "your own items" in run_command(hire.founder, "done 1", in_="DM").text


# Modals


def submission(office: Office, by: Member, callback: str, metadata: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The payload of a modal submission."""
    state = {name: {name: value} for name, value in values.items()}
    return {
        "type": "view_submission",
        "team": {"id": "T0PLAYGROUND", "domain": "playground"},
        "user": {"id": by.user.id, "team_id": "T0PLAYGROUND"},
        "api_app_id": "A0ROLECALL",
        "trigger_id": office.slack.trigger_ids.issue(by.user.id),
        "view": {
            "id": "V1",
            "type": "modal",
            "callback_id": callback,
            "private_metadata": metadata,
            "state": {"values": state},
        },
    }


def item_form(office: Office, by: Member) -> dict[str, Any]:
    """A submission that closes item 1."""
    was = ["open", "", "", "", "", "", False]
    done = {"state": {"type": "static_select", "selected_option": {"value": "done"}}}
    return submission(office, by, "hiring:item", json.dumps([search_of(office), 1, was]), done)


def new_item_form(office: Office, by: Member) -> dict[str, Any]:
    """A submission that adds an item."""
    values = {
        "title": {"type": "plain_text_input", "value": "Meet me"},
        "phase": {"type": "static_select", "selected_option": {"value": "find"}},
    }
    return submission(office, by, "hiring:add", json.dumps([search_of(office)]), values)


def search_form(office: Office, by: Member) -> dict[str, Any]:
    """A submission that renames the search."""
    was = ["Chief Revenue Officer", "U0FOUNDER", "yes", "open"]
    values = {
        "name": {"type": "plain_text_input", "value": "Mine"},
        "owner": {"type": "users_select", "selected_user": "U0FOUNDER"},
        "weekly": {"type": "static_select", "selected_option": {"value": "yes"}},
        "state": {"type": "static_select", "selected_option": {"value": "open"}},
    }
    return submission(office, by, "hiring:search", json.dumps([search_of(office), was]), values)


@pytest.mark.parametrize("build_submission", [item_form, new_item_form, search_form])
def test_a_forged_submission_does_not_change_another_search(hire: Office, build_submission: Any):
    answer = json.loads(send_signed(hire, interactive_form(build_submission(hire, hire.board_member))))
    assert answer["response_action"] == "errors"
    assert list(answer["errors"].values()) == [
        "I can't find that search here. Type /hiring status in the search's own channel."
    ]
    assert "0 of 6 done" in card(hire.founder, in_=PRIVATE_CHANNEL).text


@pytest.mark.parametrize("build_submission", [item_form, new_item_form, search_form])
def test_the_same_submission_by_a_channel_member_is_accepted(hire: Office, build_submission: Any):
    assert send_signed(hire, interactive_form(build_submission(hire, hire.hr_lead))) in ("", "{}")
    assert "opened the search" not in run_command(hire.founder, "history", in_=PRIVATE_CHANNEL).words.split("\n")[1]


def test_a_member_who_has_left_the_channel_cannot_save(hire: Office):
    request = item_form(hire, hire.hr_lead)
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    hire.slack.workspace.change_channel(channel.id, members=("U0FOUNDER",))
    assert "I can't find that search" in send_signed(hire, interactive_form(request))


@pytest.mark.parametrize("callback", ["hiring:item", "hiring:add", "hiring:search"])
@pytest.mark.parametrize("metadata", ["", "[]", "{}", '["x"]', '["x", "y", []]'])
def test_a_malformed_submission_is_refused(hire: Office, callback: str, metadata: str):
    request = submission(hire, hire.founder, callback, metadata, {})
    assert json.loads(send_signed(hire, interactive_form(request)))["response_action"] == "errors"


# Another workspace


def test_another_workspace_has_no_access_by_command_button_or_modal(hire: Office):
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL).id
    ticket = hire.slack.response_urls.issue(channel, "U0FOUNDER")
    command = {
        "team_id": FOREIGN,
        "channel_id": channel,
        "user_id": "U0FOUNDER",
        "command": "/hiring",
        "text": "status cro",
        "response_url": hire.slack.response_urls.base + ticket,
        "trigger_id": "1.foreign",
    }
    send_signed(hire, form(command))
    hire.founder.sees("There's no open search")
    foreign = {"team": {"id": FOREIGN, "domain": "foreign"}, "user": {"id": "U0FOUNDER", "team_id": FOREIGN}}
    hire.founder.opens_dm()
    action = {"action_id": "item:done", "value": f"{search_of(hire)}:1"}
    send_signed(hire, interactive_form(button_click(hire, hire.founder, action, channel) | foreign))
    hire.founder.sees("I can't find that search here.")
    assert "I can't find that search" in send_signed(hire, interactive_form(item_form(hire, hire.founder) | foreign))
    assert "0 of 6 done" in card(hire.founder, in_=PRIVATE_CHANNEL).text


def test_a_request_with_an_invalid_signature_is_ignored(hire: Office):
    action = {"action_id": "item:done", "value": f"{search_of(hire)}:1"}
    body = interactive_form(button_click(hire, hire.founder, action, "C0SUCCESSION"))
    hire.slack.user_actions.send(body, signed("not the secret", body, FORM))
    hire.settle()
    assert run_command(hire.founder, "status", "0 of 6 done", in_=PRIVATE_CHANNEL)
