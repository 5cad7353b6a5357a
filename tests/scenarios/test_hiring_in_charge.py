"""Who is in charge: of an item or a search, who hands a search on, and who hears of it."""

from typing import Any

import pytest
from fakes.course import ROOM, card, short_course, told
from fakes.library import FragileLibrary
from fakes.office import Office
from fakes.slack import Member

from bot.knowledge.base import KnowledgeBase

FORM = "Edit name, owner, first day, state"
LOST = "*Chief Revenue Officer* is no longer yours: <@U0HRLEAD> has taken it over."


@pytest.fixture
def library(shipped: KnowledgeBase) -> FragileLibrary:
    return FragileLibrary(short_course(shipped))


def owner(office: Office) -> str:
    """Who owns the search, as its card says."""
    return str(card(office.board_member).text.split("Owner: <@")[1].split(">")[0])


# Handing a search on


@pytest.mark.parametrize("order", ["owner me", "owner @Board member", "owner cro me"])
def test_a_search_is_handed_on_by_its_owner_alone(hire: Office, order: str):
    answer = told(hire.hr_lead, order)
    assert answer.text.endswith(
        "Only <@U0FOUNDER>, who owns *Chief Revenue Officer*, can transfer it. "
        "Anyone in the channel can once the owner has left the channel or the company."
    )
    assert owner(hire) == "U0FOUNDER"
    assert "Only <@U0FOUNDER>" in told(hire.hr_lead, "override 4 in a hurry").text


def test_nor_does_the_form_of_the_search_let_others_do_it(hire: Office):
    hire.hr_lead.picks(FORM, on=card(hire.hr_lead))
    hire.hr_lead.submits({"Owner": "U0HRLEAD", "Name": "Mine"})
    assert hire.hr_lead.modal.errors == {
        "owner": "Only the owner can transfer a search, or anyone in its channel once the owner has left."
    }
    assert "Hire: Chief Revenue Officer" in card(hire.founder).text


def leaves_the_company(office: Office, member: Member) -> None:
    office.slack.workspace.change_user(member.user.id, deleted=True)


def leaves_the_channel(office: Office, member: Member) -> None:
    channel = office.slack.workspace.channel_named(ROOM)
    others = tuple(each.user.id for each in (office.founder, office.board_member, office.hr_lead) if each != member)
    office.slack.workspace.change_channel(channel.id, members=others)


@pytest.mark.parametrize("leaves", [leaves_the_company, leaves_the_channel])
@pytest.mark.parametrize("way", ["command", "form"])
def test_where_the_owner_has_left_whoever_is_in_the_channel_takes_the_search_on(hire: Office, leaves: Any, way: str):
    leaves(hire, hire.founder)
    if way == "command":
        assert "belongs to <@U0HRLEAD> now" in told(hire.hr_lead, "owner me").text
    else:
        hire.hr_lead.picks(FORM, on=card(hire.hr_lead))
        hire.hr_lead.submits({"Owner": "U0HRLEAD"})
        assert not hire.hr_lead.has_modal
    assert owner(hire) == "U0HRLEAD"
    history = told(hire.board_member, "history").words
    assert "<@U0HRLEAD> transferred the search from <@U0FOUNDER> to <@U0HRLEAD>" in history
    if leaves is leaves_the_channel:
        assert hire.founder.sees(LOST, in_="DM")
    hire.slack.faults.clear()  # to an account that is deactivated Slack hands no letter


def test_whoever_has_an_item_and_is_not_in_the_channel_does_not(hire: Office):
    told(hire.founder, "assign 5 @HR lead")
    channel = hire.slack.workspace.channel_named(ROOM)
    hire.slack.workspace.change_channel(channel.id, members=("U0BOARD",))
    assert "Only <@U0FOUNDER>" in told(hire.hr_lead, "owner me", in_="DM").text
    assert owner(hire) == "U0FOUNDER"


@pytest.mark.parametrize("method", ["conversations.members", "users.info"])
def test_where_slack_does_not_say_that_the_owner_has_left_nobody_takes_anything(hire: Office, method: str):
    hire.slack.api.refuse_next(method, "internal_error")
    assert "Only <@U0FOUNDER>" in told(hire.hr_lead, "owner me").text
    hire.slack.faults.clear()


def test_who_takes_back_that_they_handed_it_on_has_it_again_and_the_other_hears_of_it(hire: Office):
    told(hire.founder, "owner @HR lead")
    assert told(hire.founder, "undo").text == "Undone: *Chief Revenue Officer* belongs to <@U0FOUNDER> again."
    assert owner(hire) == "U0FOUNDER"
    hire.hr_lead.sees(
        "*Chief Revenue Officer* is no longer yours: <@U0FOUNDER> has taken it over. "
        "The new owner can transfer it back to you.",
        in_="DM",
    )


# Who takes an item


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("@Rolecall", "That is an app. Apps, including me, take no items and own no search. Name a person."),
        ("<@U999999>", "Slack doesn't know that person here. Choose the name from the list that opens after the @."),
        ("@HR lead", "Their account is deactivated, so they would never hear of it. Name a person who is still here."),
    ],
)
def test_only_people_who_are_here_are_put_in_charge(hire: Office, who: str, said: str):
    leaves_the_company(hire, hire.hr_lead)
    assert told(hire.founder, f"assign 5 {who}").text == said
    assert told(hire.founder, f"owner {who}").text == said
    assert "*Person*: nobody" in told(hire.founder, "item 5").words
    assert owner(hire) == "U0FOUNDER"
    hire.slack.faults.clear()  # Slack was asked of somebody whom it does not know


def test_nor_are_others_by_the_forms(hire: Office):
    hire.founder.clicks("Work on it", on=told(hire.founder, "item 5"))
    hire.founder.submits({"Person": "U0ROLECALL"})
    assert hire.founder.modal.errors["person"].startswith("That is an app.")
    hire.founder.cancels()
    hire.founder.picks(FORM, on=card(hire.founder))
    hire.founder.submits({"Owner": "U0ROLECALL"})
    assert hire.founder.modal.errors["owner"].startswith("That is an app.")


def test_a_search_is_always_somebodys(hire: Office):
    answer = told(hire.founder, "owner nobody")
    assert "Every search needs an owner. Name a person with @, or type `me`." in answer.text
    assert "`nobody`" not in told(hire.founder, "owner").text
    assert owner(hire) == "U0FOUNDER"
