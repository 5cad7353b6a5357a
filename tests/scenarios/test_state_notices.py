"""People are told if someone else pauses, resumes, closes or moves a search, or blocks an item."""

import pytest
from fakes.hiring import run_command
from fakes.office import Office
from fakes.reminder_office import ReminderOffice, open_search_with

pytestmark = pytest.mark.short_checklist
UNDONE = "undid a change: *Chief Revenue Officer* is"


def test_the_owner_is_told_with_the_reason_and_people_with_items_without_it(hire: Office):
    run_command(hire.founder, "assign 1 <@U0HRLEAD>")
    run_command(hire.board_member, "pause the board reviews the budget")
    hire.settle()
    assert (
        "<@U0BOARD> paused *Chief Revenue Officer*: the board reviews the budget. There are no reminders"
        in hire.founder.everything[-1].text
    )
    assert "<@U0BOARD> paused *Chief Revenue Officer*. There are no reminders" in hire.hr_lead.everything[-1].text
    run_command(hire.board_member, "resume")
    hire.settle()
    assert (
        "Reminders are back on, and due dates have moved by the length of the pause."
        in hire.hr_lead.everything[-1].text
    )


def test_people_are_not_told_what_they_did_themselves(hire: Office):
    run_command(hire.founder, "assign 1 me")
    before = len(hire.founder.everything)
    run_command(hire.founder, "pause")
    hire.settle()
    assert len(hire.founder.everything) == before + 1


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("target 2027-12-01 because of the audit", "moved the start date of *Chief Revenue Officer* from "),
        ("block 1 legal is on holiday", "marked *1. Agree the scorecard* in *Chief Revenue Officer* as blocked: legal"),
        ("close cancelled confirmed no budget", "closed *Chief Revenue Officer* as cancelled: no budget."),
        ("close hired confirmed it is signed", "closed *Chief Revenue Officer* as hired: it is signed."),
    ],
)
def test_the_owner_is_told_what_others_do_with_the_search(hire: Office, command: str, told: str):
    run_command(hire.hr_lead, command)
    hire.settle()
    assert f"<@U0HRLEAD> {told}" in hire.founder.everything[-1].text


def test_the_owner_is_told_the_reason_of_a_moved_start_date_as_a_noun(hire: Office):
    run_command(hire.hr_lead, "target 2027-12-01 because of the audit")
    hire.settle()
    assert hire.founder.everything[-1].text.endswith("2027*: the audit.")


@pytest.mark.parametrize(
    ("commands", "told"),
    [
        (["pause"], f"{UNDONE} open again. Reminders are back on."),
        (["pause", "resume"], f"{UNDONE} paused again. There are no reminders until it's resumed."),
        (["close cancelled confirmed no budget"], f"{UNDONE} open again. Reminders are back on."),
        (["close hired confirmed it is signed"], f"{UNDONE} open again. Reminders are back on."),
        (
            ["close cancelled confirmed no budget", "reopen-search cro"],
            f"{UNDONE} closed as cancelled again. There are no more reminders.",
        ),
    ],
)
def test_an_undo_is_told_to_the_people_who_were_told_of_what_is_undone(hire: Office, commands: list[str], told: str):
    run_command(hire.founder, "assign 1 <@U0HRLEAD>")
    for command in commands:
        run_command(hire.board_member, command)
    hire.settle()
    counts = [len(member.everything) for member in (hire.founder, hire.hr_lead)]
    run_command(hire.board_member, "undo")
    hire.settle()
    for member, count in zip((hire.founder, hire.hr_lead), counts, strict=True):
        assert [f"<@U0BOARD> {told}" in seen.text for seen in member.everything[count:]] == [True]


def test_an_undone_move_of_the_start_date_is_told_to_the_owner_and_other_undone_changes_to_no_one(hire: Office):
    run_command(hire.founder, "assign 1 <@U0HRLEAD>")
    run_command(hire.hr_lead, "target 2027-12-01")
    run_command(hire.hr_lead, "undo")
    hire.settle()
    assert (
        "<@U0HRLEAD> moved the start date of *Chief Revenue Officer* from Wednesday 1 December 2027 to *"
        in hire.founder.everything[-1].text
    )
    before = len(hire.founder.everything)
    run_command(hire.hr_lead, "note 1 a call")
    run_command(hire.hr_lead, "undo")
    hire.settle()
    assert len(hire.founder.everything) == before


def test_a_person_who_has_left_is_told_nothing(reminder_office: ReminderOffice):
    office = reminder_office
    open_search_with(office, item1={"who": office.hr_lead, "due": "2027-03-03"})
    office.tick("2027-03-01 12:00")
    office.slack.workspace.change_user(office.hr_lead.user.id, deleted=True)
    office.tick_until("2027-03-03 12:00", minutes=60)
    before = len(office.hr_lead.everything)
    run_command(office.founder, "assign 1 me")
    office.settle()
    assert len(office.hr_lead.everything) == before
