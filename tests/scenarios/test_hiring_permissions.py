"""Who may: nothing that a request carries gives a right, only who acts, and where Slack says they are."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from fakes.course import OPEN_ROOM, card, short_course, started, told
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.slack import Member

from bot.knowledge.base import KnowledgeBase
from bot.playground.payloads import form, interactive_form
from bot.playground.transport import FORM, signed

ROOM = "#succession"
SECRET = "Chief Revenue Officer"
FOREIGN = "T0FOREIGN"


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(short_course(shipped))


@pytest.fixture
def hire(office: Office) -> Office:
    """Founder and HR lead have a search in a channel that the board member is not in."""
    office.channel("succession", office.founder, office.hr_lead)
    started(office.founder, in_=ROOM)
    return office


def search_of(office: Office) -> str:
    """The id of the search, as the buttons of its card carry it."""
    _, element = card(office.founder, in_=ROOM).button("All items")
    return str(element["value"])


def sends(office: Office, body: str) -> str:
    """A request that Slack signed; what the app answers at once."""
    office.settle()
    _, answer = office.slack.user_actions.send(body, signed(office.slack.signing_secret, body, FORM))
    office.settle()
    return answer


def pressed(office: Office, by: Member, action: Mapping[str, Any], channel: str, **more: Any) -> dict[str, Any]:
    """A click as Slack tells of it."""
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


# From elsewhere in the workspace


@pytest.mark.parametrize(
    "order", ["status", "status cro", "items", "next", "item 1", "history", "export", "done 1", "undo", "owner me"]
)
@pytest.mark.parametrize("where", [OPEN_ROOM, "DM"])
def test_an_outsider_cannot_see_or_change_a_search_from_another_channel(hire: Office, order: str, where: str):
    answer = told(hire.board_member, order, in_=where)
    assert "There is no open search" in answer.text
    assert SECRET not in answer.text
    assert "0 of 6 done" in card(hire.founder, in_=ROOM).text


@pytest.mark.parametrize("where", [OPEN_ROOM, "DM"])
def test_the_owner_and_assignees_can_work_from_another_channel(hire: Office, where: str):
    told(hire.founder, "assign 5 @Board member", in_=ROOM)
    assert "In *Chief Revenue Officer*, `cro`" in told(hire.founder, "done 1", in_=where).text
    assert "is done" in told(hire.board_member, "done 5", in_=where).text
    assert "2 of 6 done" in card(hire.founder, in_=ROOM).text


def test_a_member_without_a_remaining_item_loses_access(hire: Office):
    told(hire.founder, "assign 5 @Board member", in_=ROOM)
    told(hire.founder, "assign 5 nobody", in_=ROOM)
    assert "There is no open search" in told(hire.board_member, "status", in_="DM").text


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
        ("search:hang", "{id}"),
        ("search:chosen:0", '["{id}",["done",[1],null,"","","",null,null,null,false]]'),
        ("search:chosen:0", '["{id}",["owner",[],"me","","","",null,null,null,false]]'),
    ],
)
@pytest.mark.parametrize("where", ["C0HIRING", "D0BOARD"])
def test_a_forged_button_gives_no_access_to_another_search(hire: Office, action_id: str, value: str, where: str):
    action = {"action_id": action_id, "value": value.replace("{id}", search_of(hire))}
    hire.board_member.opens_dm()
    sends(hire, interactive_form(pressed(hire, hire.board_member, action, where)))
    told_so = hire.board_member.sees("I don't know that search here.")
    assert SECRET not in told_so.words + told_so.text
    assert not hire.board_member.has_modal
    assert "0 of 6 done" in card(hire.founder, in_=ROOM).text


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
    sends(hire, interactive_form(pressed(hire, hire.founder, action, "C0HIRING")))
    hire.founder.sees("This button has expired. Type /hiring status for a new card.")


def test_a_command_that_opens_a_modal_opens_it_from_a_choice_button(hire: Office):
    order = '["",["decide",[],null,"","","",null,null,null,false]]'
    action = {"action_id": "search:chosen:0", "value": order}
    sends(hire, interactive_form(pressed(hire, hire.founder, action, "C0HIRING")))
    assert hire.founder.has_modal


def test_an_unknown_role_on_a_button_opens_no_search(hire: Office):
    hire.founder.opens_dm()
    action = {"action_id": "hiring:here", "value": "banana"}
    sends(hire, interactive_form(pressed(hire, hire.founder, action, "C0HIRING")))
    hire.founder.sees("That role is no longer in the knowledge base.")


# Forms


def submission(office: Office, by: Member, callback: str, metadata: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """A form as Slack hands it in."""
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
    """Somebody says that item 1 is done."""
    was = ["open", "", "", "", "", "", False]
    done = {"state": {"type": "static_select", "selected_option": {"value": "done"}}}
    return submission(office, by, "hiring:item", json.dumps([search_of(office), 1, was]), done)


def new_item_form(office: Office, by: Member) -> dict[str, Any]:
    """Somebody adds an item."""
    values = {
        "title": {"type": "plain_text_input", "value": "Meet me"},
        "phase": {"type": "static_select", "selected_option": {"value": "find"}},
    }
    return submission(office, by, "hiring:add", json.dumps([search_of(office)]), values)


def search_form(office: Office, by: Member) -> dict[str, Any]:
    """Somebody renames the search."""
    was = ["Chief Revenue Officer", "U0FOUNDER", "yes", "open"]
    values = {
        "name": {"type": "plain_text_input", "value": "Mine"},
        "owner": {"type": "users_select", "selected_user": "U0FOUNDER"},
        "weekly": {"type": "static_select", "selected_option": {"value": "yes"}},
        "state": {"type": "static_select", "selected_option": {"value": "open"}},
    }
    return submission(office, by, "hiring:search", json.dumps([search_of(office), was]), values)


@pytest.mark.parametrize("made", [item_form, new_item_form, search_form])
def test_a_forged_submission_does_not_change_another_search(hire: Office, made: Any):
    answer = json.loads(sends(hire, interactive_form(made(hire, hire.board_member))))
    assert answer["response_action"] == "errors"
    assert list(answer["errors"].values()) == [
        "I don't know that search here. Searches can be worked on from their own channel: type /hiring status there."
    ]
    assert "0 of 6 done" in card(hire.founder, in_=ROOM).text


@pytest.mark.parametrize("made", [item_form, new_item_form, search_form])
def test_the_same_submission_by_a_channel_member_is_accepted(hire: Office, made: Any):
    assert sends(hire, interactive_form(made(hire, hire.hr_lead))) in ("", "{}")
    assert "opened the search" not in told(hire.founder, "history", in_=ROOM).words.split("\n")[1]


def test_a_member_who_has_left_the_channel_cannot_save(hire: Office):
    request = item_form(hire, hire.hr_lead)
    channel = hire.slack.workspace.channel_named(ROOM)
    hire.slack.workspace.change_channel(channel.id, members=("U0FOUNDER",))
    assert "I don't know that search" in sends(hire, interactive_form(request))


@pytest.mark.parametrize("callback", ["hiring:item", "hiring:add", "hiring:search"])
@pytest.mark.parametrize("metadata", ["", "[]", "{}", '["x"]', '["x", "y", []]'])
def test_a_malformed_submission_is_refused(hire: Office, callback: str, metadata: str):
    request = submission(hire, hire.founder, callback, metadata, {})
    assert json.loads(sends(hire, interactive_form(request)))["response_action"] == "errors"


# Another workspace


def test_another_workspace_has_no_access_by_command_button_or_modal(hire: Office):
    channel = hire.slack.workspace.channel_named(ROOM).id
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
    assert "There is no open search" in sends(hire, form(command))
    foreign = {"team": {"id": FOREIGN, "domain": "foreign"}, "user": {"id": "U0FOUNDER", "team_id": FOREIGN}}
    hire.founder.opens_dm()
    action = {"action_id": "item:done", "value": f"{search_of(hire)}:1"}
    sends(hire, interactive_form(pressed(hire, hire.founder, action, channel) | foreign))
    hire.founder.sees("I don't know that search here.")
    assert "I don't know that search" in sends(hire, interactive_form(item_form(hire, hire.founder) | foreign))
    assert "0 of 6 done" in card(hire.founder, in_=ROOM).text


def test_a_request_with_an_invalid_signature_is_ignored(hire: Office):
    action = {"action_id": "item:done", "value": f"{search_of(hire)}:1"}
    body = interactive_form(pressed(hire, hire.founder, action, "C0SUCCESSION"))
    hire.slack.user_actions.send(body, signed("not the secret", body, FORM))
    hire.settle()
    assert told(hire.founder, "status", "0 of 6 done", in_=ROOM)
