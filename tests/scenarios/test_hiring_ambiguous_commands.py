"""Ambiguous commands, and commands with far-reaching effects, ask for confirmation before they change anything."""

import pytest
from fakes.hiring import card, open_search, run_command
from fakes.office import Office

pytestmark = pytest.mark.short_checklist


@pytest.fixture
def two_searches(hire: Office) -> Office:
    """An office with two open searches in the private channel."""
    open_search(hire.founder, "start cmo")
    return hire


@pytest.mark.parametrize("command", ["cancel", "abort", "stop", "cancelled, please", "cancel my last change"])
def test_an_ambiguous_cancel_does_not_close_the_search(hire: Office, command: str):
    run_command(hire.founder, command)
    hire.founder.sees("Close *Chief Revenue Officer* as cancelled? Nothing has changed yet.")
    assert "0 of 6 done" in run_command(hire.founder, "status").text


def test_a_confirmed_cancel_closes_the_search_with_the_reason(hire: Office):
    asked = run_command(hire.founder, "cancel no budget")
    hire.founder.clicks("Close as cancelled", on=asked)
    hire.founder.settle()
    hire.founder.sees("is closed as cancelled.")
    assert "no budget" in run_command(hire.founder, "history").text


def test_a_cancel_with_several_searches_asks_for_the_search_first(two_searches: Office):
    asked = run_command(two_searches.founder, "cancel", "Several searches are open here. Which one?")
    two_searches.founder.clicks("cmo", on=asked)
    two_searches.founder.settle()
    two_searches.founder.clicks("Close as cancelled", on=two_searches.founder.sees("as cancelled? Nothing has changed"))
    two_searches.founder.settle()
    two_searches.founder.sees("is closed as cancelled.")


@pytest.mark.parametrize(("choice", "noted"), [("1, 2: more weeks", [1, 2]), ("1: & 2 more weeks", [1])])
def test_a_number_that_could_be_an_item_or_a_count_needs_confirmation(hire: Office, choice: str, noted: list[int]):
    asked = run_command(hire.founder, "note 1 & 2 more weeks")
    assert "can mean two things, so nothing changed." in asked.text
    label = next(each for each in asked.buttons if each.replace("\u200b", "") == choice)
    hire.founder.clicks(label, on=asked)
    hire.founder.settle()
    history = run_command(hire.founder, "history").text
    assert [number for number in range(1, 7) if f"wrote a note on {number}. " in history] == noted


def test_an_item_is_assigned_with_a_due_date_in_a_single_change(hire: Office):
    answer = run_command(hire.founder, "assign 2 @HR lead by 1 dec")
    assert "Assigned to <@U0HRLEAD>: *2. Begin sourcing*, due Tue 1 Dec." in answer.text
    assert run_command(hire.founder, "undo").text.count("Undone:") == 1


def test_reassigning_to_the_same_person_with_a_new_due_date_does_not_say_already(hire: Office):
    run_command(hire.founder, "assign 2 me")
    assert "already" not in run_command(hire.founder, "assign 2 me by 1 dec").text


def test_an_item_is_added_with_a_due_date(hire: Office):
    assert (
        "Added to *Find*: *7. Meet the founders*, due tomorrow."
        in run_command(hire.founder, 'add "Meet the founders" find by tomorrow').text
    )
    assert "7. Meet the founders" in run_command(hire.founder, "items find").text


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("rename CRO Europe", "CRO Europe"),
        ("rename cro", "cro"),
        ("rename \U0001f680 CRO", "\U0001f680 CRO"),
        ("rename cro to Europe", "Europe"),
    ],
)
def test_with_one_search_the_whole_rename_text_is_the_name(hire: Office, command: str, name: str):
    assert f"The search is now called *{name}*." in run_command(hire.founder, command).text


def test_with_two_searches_the_first_word_of_a_rename_is_the_short_name(two_searches: Office):
    assert "The text is missing." in run_command(two_searches.founder, "rename cro").text
    assert (
        "The search is now called *Europe*. Its short name is still `cro`."
        in run_command(two_searches.founder, "rename cro Europe").text
    )


def test_an_unreadable_date_does_not_open_a_search(office: Office):
    assert "I can't read “summer” as a date." in run_command(office.founder, "start cro by summer").text
    assert "There's no search here" in run_command(office.founder, "searches").text


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("please", "needs evidence"),
        ("\u2705", "needs evidence"),
        (":tada:", "needs evidence"),
        ("link follows", "needs evidence"),
        ("will follow", "reads like a plan"),
        ("tbd", "reads like a plan"),
    ],
)
def test_a_placeholder_is_not_accepted_as_evidence(hire: Office, given: str, why: str):
    run_command(hire.founder, "done 1-2")
    assert why in run_command(hire.founder, f"done 3 {given}").text
    assert "2 of 6 done" in card(hire.founder).text


def test_items_are_listed_by_assignee_and_unassigned(hire: Office):
    run_command(hire.founder, "assign 2 @HR lead")
    assigned = run_command(hire.founder, "items @HR lead").text
    assert ("2. Begin sourcing" in assigned, "3. " in assigned) == (True, False)
    unassigned = run_command(hire.founder, "items nobody").text
    assert ("2. Begin sourcing" in unassigned, "3. " in unassigned) == (False, True)
