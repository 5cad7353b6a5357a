"""Moving the first day by command or modal, together with the due dates derived from it."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from fakes.hiring import (
    PRIVATE_CHANNEL,
    ZONE_OF_TOMORROW,
    card,
    in_days,
    open_search,
    run_command,
)
from fakes.office import Office

from bot.slack.hiring.export_files import BYTE_ORDER_MARK

pytestmark = pytest.mark.short_checklist
FOUR_WEEKS = timedelta(days=28)  # whole weeks, so that no due date moves onto or off a weekend
EDIT_SEARCH = "Search settings"


@pytest.fixture
def hire(office: Office) -> Office:
    """An office in which the founder has opened a search in the private channel, with plenty of time."""
    open_search(office.founder, f"cro by {in_days(200)}")
    return office


def long_day(days: int) -> str:
    day = in_days(days)
    return f"{day:%A} {day.day} {day:%B %Y}"


def due_dates(hire: Office) -> list[date | None]:
    """The due dates of all items, from an export."""
    run_command(hire.founder, "export csv", "I've sent you the checklist")
    text = hire.founder.sees("Here's the checklist for", in_="DM").files[0].text
    rows = csv.DictReader(StringIO(text.removeprefix(BYTE_ORDER_MARK)))
    return [date.fromisoformat(row["due"]) if row["due"] else None for row in rows]


def later(days: list[date | None]) -> Iterator[date | None]:
    return (day and day + FOUR_WEEKS for day in days)


# By command


@pytest.mark.parametrize(
    "command", ["target {}", "targt cro {}", "move the first day to {}", "cro target {} because late"]
)
def test_moving_the_first_day_moves_every_due_date_derived_from_it(hire: Office, command: str):
    before = due_dates(hire)
    answer = run_command(hire.founder, command.format(in_days(228)), "The target start date of")
    assert answer.private
    assert answer.text == (
        f"The target start date of *Chief Revenue Officer* is now *{long_day(228)}*. It was {long_day(200)}.\n"
        "6 due dates moved with it. Closed items don't change.\n"
        "It's 228 days away; the remaining items usually take 120 days."
    )
    assert due_dates(hire) == list(later(before))
    assert f"Target start date: {long_day(228)}, in 33 weeks" in card(hire.hr_lead).text


def test_due_dates_set_by_hand_and_of_closed_items_do_not_move(hire: Office):
    run_command(hire.hr_lead, f"due 6 {in_days(150)}")
    run_command(hire.founder, "done 1")
    run_command(hire.founder, "due 5 none")
    one, *between, _, six = due_dates(hire)
    answer = run_command(hire.founder, f"target {in_days(228)}")
    assert "3 due dates moved with it. Dates set by hand stay: item 6. Closed" in answer.text
    assert due_dates(hire) == [one, *later(between), None, six]


def test_a_search_opened_without_a_first_day_can_get_one(office: Office):
    open_search(office.founder)
    assert "Estimated start date" in card(office.founder).text
    run_command(office.founder, f"target {in_days(120)}", "It was already planned for that day, so no due dates moved.")
    assert f"Target start date: {long_day(120)}" in card(office.founder).text
    run_command(office.founder, f"target {in_days(120)}", f"is already *{long_day(120)}*. Nothing changed.")


def test_an_unachievable_first_day_is_reported_and_due_dates_are_compressed(hire: Office):
    answer = run_command(hire.founder, "target +3w")
    assert (
        f":warning: *{long_day(21)}* is too soon for the usual pace: it's 21 days away, and the remaining items "
        "usually take 120 days. I've moved the due dates closer together to fit."
    ) in answer.text
    days = [day for day in due_dates(hire) if day]
    assert days == sorted(days)
    assert all(in_days(0) <= day <= in_days(21) for day in days)


def test_correcting_the_first_day_gives_the_due_dates_of_the_right_one(hire: Office):
    before = due_dates(hire)
    run_command(hire.founder, "target +1w")
    run_command(hire.founder, f"target {in_days(228)}", "It's 228 days away")
    assert due_dates(hire) == list(later(before))


@pytest.mark.parametrize("way", ["undo", "button"])
def test_moving_the_first_day_is_undone_completely(hire: Office, way: str):
    run_command(hire.founder, "snooze 1 +1w")
    before, posted_card = due_dates(hire), card(hire.founder).text
    answer = run_command(hire.founder, "target +12w")
    assert answer.buttons == ["Undo"]
    assert due_dates(hire) != before
    if way == "undo":
        run_command(hire.founder, "undo")
    else:
        hire.founder.clicks("Undo", on=answer)
        hire.founder.settle()
    back = hire.founder.sees("Undone: the target start date of *Chief Revenue Officer* is ")
    assert back.text.endswith(f"*{long_day(200)}* again. 6 due dates moved back with it.")
    assert due_dates(hire) == before
    assert card(hire.founder).text == posted_card


def test_the_move_cannot_be_undone_once_a_due_date_has_been_changed(hire: Office):
    run_command(hire.founder, f"target {in_days(228)}")
    run_command(hire.hr_lead, "due 6 +2w")
    run_command(hire.founder, "undo", "Part of your last change has changed again since, so nothing was undone.")


def test_the_history_has_one_line_per_move_and_item_histories_show_their_due_date(hire: Office):
    run_command(hire.founder, f"target {in_days(228)} because the board is late")
    line = (
        f"set the target start date from {long_day(200)} to {long_day(228)}, and 6 due dates with it: the board is late"
    )
    history = run_command(hire.hr_lead, "history").words
    assert line in history
    assert "moved the day" not in history
    assert "<@U0FOUNDER> moved the due date of *5. Make the offer* from" in run_command(hire.hr_lead, "history 5").words
    run_command(hire.founder, "undo", "Undone")
    assert "undid a change to the search (target start date from" in run_command(hire.hr_lead, "history").words
    run_command(hire.founder, "export md", "I've sent you the file in a DM")
    exported = hire.founder.sees("Here's the checklist for", in_="DM").files[0].text
    assert f"Target start date: {long_day(200)}." in exported
    assert "moved the due date of 5. Make the offer from" in exported


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2020-01-01", "has passed"),
        ("yesterday", "has passed"),
        ("31 february", "doesn't exist"),
        ("2099-01-01", "years"),
        ("3/4", "March"),
        ("banana", "I can't read “banana” as a date. For example: `/hiring target 2027-04-30`"),
        ("by 2 weeks", "I can't read “2 weeks” as a date."),
        ("", "Which date? For example: `/hiring target 2027-04-30`"),
        ("none", "I can't read “none” as a date."),
    ],
)
def test_an_invalid_date_changes_nothing(hire: Office, words: str, expected: str):
    before = card(hire.founder).text
    assert expected in run_command(hire.founder, f"target {words}").text
    assert card(hire.founder).text == before
    assert "set the target start date" not in run_command(hire.founder, "history").words


def test_today_is_resolved_in_the_members_time_zone(hire: Office):
    hire.slack.workspace.change_user("U0HRLEAD", tz=ZONE_OF_TOMORROW)
    assert f"*{long_day(1)}*" in run_command(hire.hr_lead, "target today").text
    assert min(day for day in due_dates(hire) if day) == in_days(1)


def test_the_first_day_of_a_closed_search_cannot_be_moved(hire: Office):
    run_command(hire.founder, "close hired confirmed")
    run_command(hire.founder, "target +12w", "is closed (hired), so nothing changed. `/hiring reopen-search cro`")
    assert "set the target start date" not in run_command(hire.founder, "history").words


def test_with_several_searches_one_is_named_or_chosen(hire: Office):
    open_search(hire.founder, "cro Second lead")
    run_command(hire.founder, f"target cro2 {in_days(300)}", "The target start date of *Second lead* is")
    question = run_command(hire.founder, f"target {in_days(310)}", "Which one?")
    hire.founder.clicks("cro2", on=question)
    hire.founder.settle()
    hire.founder.sees(f"The target start date of *Second lead* is now *{long_day(310)}*.")
    assert f"Target start date: {long_day(200)}" in card(hire.founder, "Hiring: Chief Revenue Officer").text


def test_the_first_day_can_be_moved_by_a_mention(hire: Office):
    hire.founder.says(f"@Rolecall hiring target {in_days(228)}", PRIVATE_CHANNEL)
    hire.founder.settle()
    hire.hr_lead.sees(f"is now *{long_day(228)}*.")
    assert f"Target start date: {long_day(228)}" in card(hire.hr_lead).text


def test_a_date_without_an_item_suggests_the_target_command(hire: Office):
    run_command(
        hire.founder,
        "postpone to 30 april",
        "`/hiring target 2027-04-30` moves the target start date of the whole search.",
    )


# By modal


def test_the_search_modal_moves_the_first_day_and_reports_the_changes(hire: Office):
    before = due_dates(hire)
    hire.hr_lead.picks(EDIT_SEARCH, on=card(hire.hr_lead))
    hire.hr_lead.submits({"Target start date": in_days(228).isoformat()})
    assert f"is now *{long_day(228)}*." in hire.hr_lead.modal.words
    assert "6 due dates moved with it." in hire.hr_lead.modal.words
    hire.hr_lead.cancels()
    hire.hr_lead.settle()
    assert f"Target start date: {long_day(228)}" in card(hire.founder).text
    assert due_dates(hire) == list(later(before))


def test_moving_the_first_day_with_other_fields_is_a_single_undoable_change(hire: Office):
    before = due_dates(hire)
    hire.founder.picks(EDIT_SEARCH, on=card(hire.founder))
    hire.founder.submits({"Target start date": in_days(228).isoformat(), "Name": "Head of revenue"})
    hire.founder.cancels()
    hire.founder.settle()
    line = (
        "changed the search (name from “Chief Revenue Officer” to “Head of revenue”, target start date from "
        f"{long_day(200)} to {long_day(228)}), and 6 due dates with it"
    )
    assert line in run_command(hire.founder, "history").words
    run_command(hire.founder, "undo", "Undone: the target start date of *Chief Revenue Officer* is ")
    assert due_dates(hire) == before


def test_a_past_first_day_shows_a_field_error(hire: Office):
    hire.founder.picks(EDIT_SEARCH, on=card(hire.founder))
    hire.founder.submits({"Target start date": "2020-01-01"})
    assert hire.founder.modal.errors["day"].startswith("That date has passed.")
    hire.founder.submits({"Target start date": in_days(228).isoformat()})
    assert "The target start date of" in hire.founder.modal.words
