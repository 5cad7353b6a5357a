"""The Home tab: what a person finds in it, what they can do there, and that it is current after every change."""

import pytest
from fakes.hiring import PRIVATE_CHANNEL, open_search, run_command
from fakes.office import Office
from fakes.seen import SeenView
from fakes.slack import Member

from bot.slack.home.home_actions import WHERE
from bot.slack.home.home_view import ASK_BOX, NO_WORK

pytestmark = pytest.mark.short_checklist


def home(member: Member) -> SeenView:
    """The Home tab of the member once the app is idle."""
    member.settle()
    return member.home


def test_a_person_works_from_the_home_tab(hire: Office):
    founder = hire.founder
    run_command(founder, f"assign 5 <@{founder.user.id}>")
    founder.opens_home()
    opened = home(founder)
    assert opened.words.index("*5. Make the offer*") < opened.words.index("*1. Agree the scorecard*")
    assert "due today · Chief Revenue Officer in <#C0EXECSEARCH> · unassigned; you own the search" in opened.words
    assert "Take references*\ndue Fri 1 Jan 2027" in opened.words
    assert "On track: nothing late moves the start date." in opened.words

    founder.clicks("Assign to me", on=opened)
    founder.clicks("Mark done", on=home(founder))
    after = home(founder)
    assert "*1. Agree the scorecard* is done" in after.words
    assert "*2. Begin sourcing*" in after.words, "it was unblocked"

    founder.clicks("Undo", on=after)
    assert "is back to “to do”" in home(founder).words

    search = founder.home.menu("For a week", "item:snooze")
    founder.picks(search[1], "item:snooze", on=founder.home)
    assert "One snoozed by you" in home(founder).words

    founder.clicks("Open", on=founder.home)
    founder.settle()
    founder.submits({"Status": "started"})
    assert "in progress" in home(founder).words
    assert not founder.has_modal


def test_the_home_tab_follows_what_others_change(hire: Office):
    hire.hr_lead.opens_home()
    assert NO_WORK in home(hire.hr_lead).words
    run_command(hire.founder, f"assign 1 <@{hire.hr_lead.user.id}>")
    assert "*1. Agree the scorecard*" in home(hire.hr_lead).words
    assert "0 of 1 done · your items" in home(hire.hr_lead).words, "the progress of the whole is for its owner"
    assert "start date" not in home(hire.hr_lead).words
    run_command(hire.founder, "done 1")
    assert "Nothing is waiting" in home(hire.hr_lead).words
    hire.founder.opens_home()
    open_search(hire.founder, "cmo")
    assert "Chief Marketing Officer" in home(hire.founder).words


def test_an_owner_who_was_removed_from_the_channel_sees_only_their_own_items(hire: Office):
    founder = hire.founder
    run_command(founder, f"assign 5 <@{founder.user.id}>")
    founder.opens_home()
    assert "0 of 6 done" in home(founder).words
    channel = hire.slack.workspace.channel_named(PRIVATE_CHANNEL)
    hire.slack.workspace.change_channel(channel.id, members=(hire.hr_lead.user.id,))
    founder.opens_home()
    shown = home(founder).words
    assert "*5. Make the offer*" in shown
    assert "0 of 1 done · your items" in shown
    assert "unassigned" not in shown


def test_a_search_opens_in_a_form_and_its_buttons_work_there(hire: Office):
    founder = hire.founder
    founder.opens_home()
    [*_, followed] = [block for block in home(founder).blocks if block.get("accessory")]
    founder.slack.user_actions.press(
        founder.user, founder.home.view, (followed["block_id"], followed["accessory"]["action_id"])
    )
    founder.settle()
    assert "Hiring: Chief Revenue Officer" in founder.modal.words
    founder.clicks("Add item", on=founder.modal)
    founder.settle()
    founder.submits({"What needs to be done?": "Meet the founders"})
    assert "Meet the founders" in home(founder).words
    assert not founder.has_modal


def test_a_question_in_the_home_tab_is_answered_at_once_and_in_a_direct_message(office: Office):
    founder = office.founder
    founder.opens_home()
    founder.chooses("CMO vs CRO KPIs?", ASK_BOX, on=home(founder))
    founder.settle()
    assert "CMO vs CRO: Metrics" in founder.modal.words
    assert WHERE in founder.modal.words
    founder.sees("CMO vs CRO: Metrics", in_="DM")
    boxes = [block["block_id"] for block in founder.home.blocks if block["type"] == "input"]
    assert boxes == [f"{ASK_BOX}:1"], "the box is a new one, and so empty"
    founder.cancels()
    founder.writes_dm("and their scope?")
    founder.sees("CMO vs CRO: Scope", in_="DM")


def test_the_quick_starts_open_forms(office: Office):
    office.board_member.opens_home()
    for label, title in (("Compare roles", "Compare roles"), ("Start a search", "Start a search")):
        office.board_member.clicks(label, on=home(office.board_member))
        office.settle()
        assert office.board_member.modal.title == title
        office.board_member.cancels()
    office.board_member.clicks("What can I ask?", on=home(office.board_member))
    office.settle()
    assert WHERE in office.board_member.modal.words


def test_a_person_without_access_sees_nothing_of_a_search(hire: Office):
    hire.board_member.opens_home()
    assert "Revenue" not in home(hire.board_member).words
    assert PRIVATE_CHANNEL not in home(hire.board_member).words
