"""A search is paused and resumed, and a hire keeps its onboarding alive until the last item is done."""

from dataclasses import replace

import pytest
from fakes.hiring import PRIVATE_CHANNEL, card, item, run_command
from fakes.reminder_office import ReminderOffice, open_search_with

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checklists import Caution, Phase

pytestmark = pytest.mark.reminders
TUESDAY, MONDAY = "2027-03-02", "2027-03-08"
SIGNED = item("signed_offer", "offer", "Get the offer signed", -30, cautions=("notice",))
LISTEN = item("first_30_days", "onboard", "Listen", 30, needs=("signed_offer",))
REVIEW = item("review", "onboard", "Review after 90 days", 90, needs=("signed_offer",))
PRESS = item("press", "onboard", "Tell the press", -25, needs=("signed_offer",), after="signed_offer", within=3)
NOTICE = Caution(id="notice", text="Check the notice period. It may be long.", where=("UK",))
"""What the shipped checklist has and the short one lacks: the items 7 to 10, and a caution on the first of them."""


@pytest.fixture(scope="module")
def knowledge(short_checklist: KnowledgeBase) -> KnowledgeBase:
    phases = {**short_checklist.phases, "onboard": Phase(id="onboard", name="Onboard")}
    items = {**short_checklist.checklist, **{each.key: each for each in (SIGNED, LISTEN, REVIEW, PRESS)}}
    return replace(short_checklist, phases=phases, checklist=items, cautions={"notice": NOTICE})


def due(office: ReminderOffice, number: int) -> str:
    """The line with the due date of an item."""
    words = run_command(office.founder, f"item {number}").words
    return next(line for line in words.splitlines() if line.startswith("*Due*"))


# Hired


def test_closing_as_hired_first_says_what_is_open_and_what_goes_on(office: ReminderOffice):
    open_search_with(office)
    run_command(office.founder, "done 1 2 5 6")
    asked = run_command(office.founder, "close hired")
    assert asked.text.splitlines() == [
        "Close *Chief Revenue Officer* as hired? Nothing has changed yet.",
        ":warning: *7. Get the offer signed* isn't done. If it's signed, close that item first.",
        (
            "3 items are still open that should be done before the hire: *3. Take references*, *4. Hold the final "
            "round*, *7. Get the offer signed*. Reminders for them would stop."
        ),
        ":scales: _UK_: Check the notice period. (`/hiring item 7`)",
        "3 onboarding and review items are then left, with reminders until the last one is done.",
        "Or type `/hiring close cro hired confirmed`.",
    ]
    assert asked.buttons == ["Mark as hired", "All items"]
    assert "Hired" not in card(office.founder).text
    office.founder.clicks("Mark as hired", on=asked)
    office.settle()
    office.founder.sees(
        "*Chief Revenue Officer* is marked as hired. Reminders of the onboarding and the reviews continue"
    )
    assert "Hired, with onboarding under way" in card(office.hr_lead).text
    assert "marked the search as hired" in run_command(office.founder, "history").words


def test_once_hired_only_the_onboarding_is_reminded_of_until_its_last_item_ends_the_search(office: ReminderOffice):
    mine = {"who": office.founder, "due": TUESDAY}
    open_search_with(office, item3=mine)
    for number in (8, 9):
        run_command(office.founder, f"assign {number} me by {TUESDAY}")
    run_command(office.founder, "done 7")
    run_command(office.founder, "close hired confirmed signed on Monday")
    assert "8. Listen" in run_command(office.founder, "next").text
    assert "2. Begin sourcing" not in run_command(office.founder, "next").text
    office.tick(f"{TUESDAY} 09:00")
    [digest] = office.digests(office.founder)
    assert "8. Listen" in digest.text
    assert "3. Take references" not in digest.text
    run_command(office.founder, "done 8 10", "is done")
    answer = run_command(office.founder, "skip 9 they left", "is marked not applicable")
    assert "That was the last onboarding item, so *Chief Revenue Officer* is closed as hired." in answer.text
    assert "Closed: hired" in card(office.founder).text
    run_command(office.founder, "undo", "Undone: ")
    assert "Hired, with onboarding under way, signed on Monday" in card(office.founder).text


def test_people_with_items_before_the_hire_are_told_if_the_hire_is_undone_or_the_search_reopened(
    office: ReminderOffice,
):
    open_search_with(office, item3={"who": office.hr_lead})
    run_command(office.founder, "done 7")
    for command, told in (
        ("undo", "undid a change: *Chief Revenue Officer* is open again. Reminders are back on."),
        ("reopen-search", "reopened *Chief Revenue Officer*"),
    ):
        run_command(office.board_member, "close hired confirmed signed on Monday", "is marked as hired")
        office.settle()
        run_command(office.board_member, command)
        office.settle()
        for member in (office.founder, office.hr_lead):
            assert f"<@{office.board_member.user.id}> {told}" in member.everything[-1].text


def test_a_hire_that_falls_through_goes_back_to_the_search(office: ReminderOffice):
    open_search_with(office)
    run_command(office.founder, "close hired confirmed")
    run_command(office.founder, "reopen-search", "*Chief Revenue Officer* is open again.")
    assert "Hired" not in card(office.founder).text
    run_command(office.founder, "close hired confirmed")
    again = run_command(office.founder, "close hired confirmed").text
    assert "is marked as hired, and closes when its last onboarding item is done or skipped." in again
    run_command(office.founder, "pause", "is marked as hired")
    office.founder.picks("Pause or close", on=card(office.founder))
    office.founder.submits({"What now?": "reopen-search"})
    office.settle()
    assert "Hired" not in card(office.founder).text


def test_a_member_closes_a_search_with_a_reason_only(office: ReminderOffice):
    open_search_with(office)
    refused = run_command(office.hr_lead, "close hired confirmed").text
    assert "Only the search owner, <@U0FOUNDER>, can close *Chief Revenue Officer* without a reason." in refused
    run_command(office.hr_lead, "close cro hired the founder is away", "as hired? Nothing has changed yet.")
    run_command(office.hr_lead, "close cro hired confirmed the founder is away", "is marked as hired.")
    assert "marked the search as hired: the founder is away" in run_command(office.founder, "history").words


def test_with_everything_before_the_hire_done_nothing_is_asked(office: ReminderOffice):
    open_search_with(office)
    run_command(office.founder, "done 1 2 5 6 7")
    run_command(office.founder, "done 3 all called")
    run_command(office.founder, "done 4")
    run_command(office.founder, "close hired", "is marked as hired.")


def test_cancelling_asks_and_offers_a_pause(office: ReminderOffice):
    open_search_with(office)
    asked = run_command(office.founder, "close cancelled no budget")
    assert "10 items are still open. There will be no more reminders." in asked.text
    assert asked.buttons == ["Close as cancelled", "Pause instead", "All items"]
    office.founder.clicks("Pause instead", on=asked)
    office.founder.sees("*Chief Revenue Officer* is paused.")


# Deadlines


def test_signing_the_offer_sets_the_deadlines_that_count_from_it(office: ReminderOffice):
    open_search_with(office)
    office.tick("2027-03-04 12:00")  # a Thursday
    answer = run_command(office.founder, "done 7", "is done")
    assert "*10. Tell the press* is now due on *Tuesday 9 March 2027*." in answer.text
    assert "moved the due date of *10. Tell the press*" in run_command(office.founder, "history 10").words
    run_command(office.founder, "undo", "Undone: ")
    assert "Tuesday 9 March 2027" not in due(office, 10)


def test_a_deadline_counts_from_the_date_of_the_signature_that_the_evidence_names(office: ReminderOffice):
    open_search_with(office)
    office.tick("2027-03-04 12:00")
    answer = run_command(office.founder, "done 7 signed on 2 march 2027", "is done")
    assert "*10. Tell the press* is now due on *Friday 5 March 2027*." in answer.text


def test_a_deadline_set_by_hand_stays(office: ReminderOffice):
    open_search_with(office)
    run_command(office.founder, "due 10 2027-04-30")
    assert "Tell the press" not in run_command(office.founder, "done 7", "is done").text.partition("Now unblocked")[0]
    assert due(office, 10) == "*Due*: Friday 30 April 2027"


# Pause and resume


def test_a_paused_search_sends_no_reminders_and_resumes_with_its_dates_moved(office: ReminderOffice):
    open_search_with(office, item1={"who": office.founder, "due": "2027-03-03"}, item5={"due": "2027-03-05"})
    run_command(office.founder, "target 2027-12-01")
    paused = run_command(office.hr_lead, "pause the board decides in may", "*Chief Revenue Officer* is paused.")
    assert "There are no reminders until `/hiring resume cro`" in paused.text
    posted = card(office.founder)
    assert "⏸ Paused since Monday 1 March 2027, the board decides in may" in posted.text
    assert "Next" not in posted.words
    assert "is paused, so there are no next steps." in run_command(office.founder, "next").text
    run_command(office.founder, "due 5 2027-04-30")
    office.tick_until("2027-03-22 12:00", minutes=120)
    assert office.digests(office.founder) == []
    assert office.channel_posts("weekly") == []
    run_command(office.founder, "target 2028-01-10", "is paused. `/hiring resume cro` moves its dates")
    answer = run_command(office.founder, "resume")
    assert answer.text.splitlines() == [
        "*Chief Revenue Officer* is running again. Reminders continue.",
        (
            "The target start date is now *Wednesday 22 December 2027*, 21 days later than before the pause. "
            "5 due dates moved by the length of the pause. Dates that were set by hand during the pause stay."
        ),
    ]
    assert due(office, 1) == "*Due*: Wednesday 24 March 2027"
    assert due(office, 5) == "*Due*: Friday 30 April 2027"
    history = run_command(office.founder, "history").words
    assert "paused the search: the board decides in may" in history
    assert "resumed the search, and 5 due dates with it" in history
    office.tick("2027-03-23 09:00")
    assert len(office.digests(office.founder)) == 1


def test_resuming_is_undone_completely(office: ReminderOffice):
    open_search_with(office, item1={"due": "2027-03-03"})
    run_command(office.founder, "target 2027-12-01")
    run_command(office.founder, "pause")
    office.tick("2027-03-09 12:00")
    run_command(office.founder, "resume")
    back = run_command(office.founder, "undo", "The search is paused again.")
    assert "the target start date of *Chief Revenue Officer* is *Wednesday 1 December 2027* again" in back.text
    assert due(office, 1).startswith("*Due*: Wednesday 3 March 2027")
    assert "⏸ Paused since" in card(office.founder).text


def test_a_search_is_paused_by_the_form_and_resumed_by_the_button_on_its_card(office: ReminderOffice):
    open_search_with(office)
    office.founder.picks("Pause or close", on=card(office.founder))
    office.founder.submits({"What now?": "pause", "Reason": "budget freeze"})
    office.settle()
    assert "⏸ Paused since Monday 1 March 2027, budget freeze" in card(office.founder).text
    office.hr_lead.clicks("Resume", on=card(office.hr_lead))
    office.settle()
    assert "Paused" not in card(office.founder).text
    run_command(office.founder, "resume", "isn't paused. Nothing changed.")


@pytest.mark.parametrize("command", ["pause", "resume", "close hired confirmed", "close cancelled confirmed"])
def test_a_repeated_request_changes_nothing_twice(office: ReminderOffice, command: str):
    open_search_with(office)
    if command == "resume":
        run_command(office.founder, "pause")
    before = len(run_command(office.founder, "history").words.splitlines())
    for _ in range(2):
        run_command(office.founder, command)
    assert len(run_command(office.founder, "history").words.splitlines()) == before + 1


def test_an_outsider_can_neither_pause_nor_close_a_search(office: ReminderOffice):
    open_search_with(office)
    elsewhere = office.channel("elsewhere", office.board_member)
    for command in ("pause", "resume", "close hired confirmed because"):
        answer = run_command(office.board_member, command, in_=elsewhere)
        assert "There's no open search" in answer.text
    assert "Hired" not in card(office.founder, in_=PRIVATE_CHANNEL).text
