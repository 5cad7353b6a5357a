"""Owners and assignees: transferring a search, notifications, and the people who can be chosen."""

from typing import Any

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, run_command
from fakes.office import Office
from fakes.slack import Member

pytestmark = pytest.mark.short_checklist
EDIT_SEARCH = "Search settings"
TAKEN_OVER = "You no longer own *Chief Revenue Officer*: <@U0HRLEAD> took it over."


def owner(office: Office) -> str:
    """The user id of the owner shown on the card."""
    return str(card(office.board_member).text.split("Owner: <@")[1].split(">")[0])


# Transferring a search


@pytest.mark.parametrize("command", ["owner me", "owner @Board member", "owner cro me"])
def test_only_the_owner_can_transfer_a_search(hire: Office, command: str):
    answer = run_command(hire.hr_lead, command)
    assert answer.text.endswith(
        "Only the search owner, <@U0FOUNDER>, can hand over *Chief Revenue Officer*. "
        "Once they've left the channel or the company, anyone in the channel can."
    )
    assert owner(hire) == "U0FOUNDER"
    assert "Only the search owner, <@U0FOUNDER>, can" in run_command(hire.hr_lead, "override 4 in a hurry").text


def test_the_search_modal_does_not_let_others_transfer_it(hire: Office):
    hire.hr_lead.picks(EDIT_SEARCH, on=card(hire.hr_lead))
    hire.hr_lead.submits({"Owner": "U0HRLEAD", "Name": "Mine"})
    assert hire.hr_lead.modal.errors == {
        "owner": "Only the owner can hand over a search. Once they've left, anyone in its channel can."
    }
    assert "Hiring: Chief Revenue Officer" in card(hire.founder).text


def leaves_the_company(office: Office, member: Member) -> None:
    office.slack.workspace.change_user(member.user.id, deleted=True)


def leaves_the_channel(office: Office, member: Member) -> None:
    channel = office.slack.workspace.channel_named(PRIVATE_CHANNEL)
    others = tuple(each.user.id for each in (office.founder, office.board_member, office.hr_lead) if each != member)
    office.slack.workspace.change_channel(channel.id, members=others)


@pytest.mark.parametrize("leaves", [leaves_the_company, leaves_the_channel])
@pytest.mark.parametrize("way", ["command", "form"])
def test_after_the_owner_has_left_any_channel_member_can_take_over_the_search(hire: Office, leaves: Any, way: str):
    leaves(hire, hire.founder)
    if way == "command":
        assert "<@U0HRLEAD> now owns *" in run_command(hire.hr_lead, "owner me").text
    else:
        hire.hr_lead.picks(EDIT_SEARCH, on=card(hire.hr_lead))
        hire.hr_lead.submits({"Owner": "U0HRLEAD"})
        assert not hire.hr_lead.has_modal
    assert owner(hire) == "U0HRLEAD"
    history = run_command(hire.board_member, "history").words
    assert "<@U0HRLEAD> handed over the search from <@U0FOUNDER> to <@U0HRLEAD>" in history
    if leaves is leaves_the_channel:
        assert hire.founder.sees(TAKEN_OVER, in_="DM")
    hire.slack.faults.clear()  # Slack delivers no message to a deactivated account


def test_an_assignee_outside_the_channel_cannot_take_over_the_search(hire: Office):
    run_command(hire.founder, "assign 5 @HR lead")
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    hire.slack.workspace.change_channel(channel.id, members=("U0BOARD",))
    assert (
        "Only people in the search's channel can change the search"
        in run_command(hire.hr_lead, "owner me", in_="DM").text
    )
    assert owner(hire) == "U0FOUNDER"


@pytest.mark.parametrize("method", ["conversations.members", "users.info"])
def test_a_search_cannot_be_taken_over_when_slack_cannot_confirm_the_owner_left(hire: Office, method: str):
    hire.slack.api.refuse_next(method, "internal_error")
    assert "Only the search owner, <@U0FOUNDER>, can" in run_command(hire.hr_lead, "owner me").text
    hire.slack.faults.clear()


def test_undoing_a_transfer_restores_the_owner_and_notifies_the_other_person(hire: Office):
    run_command(hire.founder, "owner @HR lead")
    assert run_command(hire.founder, "undo").text == "Undone: *Chief Revenue Officer* is owned by <@U0FOUNDER> again."
    assert owner(hire) == "U0FOUNDER"
    hire.hr_lead.sees(
        "You no longer own *Chief Revenue Officer*: <@U0FOUNDER> took it over. The new owner can hand it back.",
        in_="DM",
    )


# Valid assignees and owners


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("@Rolecall", "That's an app. Apps can't own items or searches. Name a person."),
        ("<@U999999>", "Slack doesn't know that person here. Type @, then pick the name from the list."),
        ("@HR lead", "That person's account is deactivated. Name a person who's still here."),
    ],
)
def test_apps_unknown_users_and_deactivated_accounts_cannot_be_assigned_or_own_a_search(
    hire: Office, who: str, expected: str
):
    leaves_the_company(hire, hire.hr_lead)
    assert run_command(hire.founder, f"assign 5 {who}").text == expected
    assert run_command(hire.founder, f"owner {who}").text == expected
    assert "*Owner*: unassigned" in run_command(hire.founder, "item 5").words
    assert owner(hire) == "U0FOUNDER"
    hire.slack.faults.clear()  # Slack was asked about an unknown user


def test_the_modals_refuse_apps_as_assignee_or_owner(hire: Office):
    hire.founder.clicks("Update", on=run_command(hire.founder, "item 5"))
    hire.founder.submits({"Owner": "U0ROLECALL"})
    assert hire.founder.modal.errors["person"].startswith("That's an app.")
    hire.founder.cancels()
    hire.founder.picks(EDIT_SEARCH, on=card(hire.founder))
    hire.founder.submits({"Owner": "U0ROLECALL"})
    assert hire.founder.modal.errors["owner"].startswith("That's an app.")


def test_a_search_always_has_an_owner(hire: Office):
    answer = run_command(hire.founder, "owner nobody")
    assert "Every search needs an owner. Type @ and a name, or `me`." in answer.text
    assert "`unassigned`" not in run_command(hire.founder, "owner").text
    assert owner(hire) == "U0FOUNDER"
