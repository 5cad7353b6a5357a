"""Messages that are questions, plans or several commands: each is understood in full, or nothing changes."""

import pytest
from fakes.hiring import card, open_search, run_command
from fakes.office import Office

pytestmark = pytest.mark.short_checklist


def test_several_commands_are_carried_out_and_each_is_shown(hire: Office):
    answer = run_command(hire.founder, "done 1, assign 5 to @HR lead by friday\nnote 6 flowers")
    for line in (
        "1. Agree the scorecard* is done",
        "Assigned to <@U0HRLEAD>: *5. Make the offer*",
        "Note saved on *6.",
    ):
        assert line in answer.text
    assert "1 of 6 done" in card(hire.founder).text


def test_neighbouring_changes_of_items_are_undone_together(hire: Office):
    run_command(hire.founder, "done 1 and start-item 5")
    assert run_command(hire.founder, "undo").text.count("Undone:") == 2
    assert "0 of 6 done" in card(hire.founder).text


def test_commands_of_different_kinds_are_carried_out_in_order(hire: Office):
    answer = run_command(hire.founder, "done 1; weekly off; start-item 2")
    assert "1. Agree the scorecard* is done" in answer.text
    assert "weekly summary of *Chief Revenue Officer* is now off" in answer.text
    assert "2. Begin sourcing*" in answer.text


@pytest.mark.parametrize("command", ["done 1, due 5 31 february", "done 1, skip 5"])
def test_nothing_is_carried_out_if_one_command_is_not_understood(hire: Office, command: str):
    run_command(hire.founder, command)
    assert "0 of 6 done" in run_command(hire.founder, "status").text


def test_with_several_searches_the_short_name_is_asked_for(hire: Office):
    open_search(hire.founder, "start cmo")
    assert "Add the short name to each command" in run_command(hire.founder, "done 1, start-item 5").text
    assert "is done" in run_command(hire.founder, "done cro 1, start-item cro 5").text


@pytest.mark.parametrize("command", ["is 1 done?", "has 1 been done", "done 1?"])
def test_a_question_about_an_item_shows_the_item(hire: Office, command: str):
    assert "1. Agree the scorecard" in run_command(hire.founder, command).text
    assert "0 of 6 done" in run_command(hire.founder, "status").text


def test_a_plan_changes_nothing_until_its_button_is_pressed(hire: Office):
    asked = run_command(hire.founder, "finish 5 by friday", "reads like a plan", "due 5 friday")
    hire.founder.clicks("Yes, do that", on=asked)
    hire.founder.settle()
    hire.founder.sees("5. Make the offer* is now due on *Friday 6 November 2026*")


def test_words_that_may_be_a_note_or_a_command_are_asked_about(hire: Office):
    asked = run_command(hire.founder, "note 1 called legal, done 5")
    hire.founder.clicks("It's all one text", on=asked)
    hire.founder.settle()
    hire.founder.sees("Note saved on *1. Agree the scorecard*: called legal, done 5")


def test_a_report_of_a_hire_does_not_close_the_search_unasked(hire: Office):
    asked = run_command(hire.founder, "hired a recruiter for 15")
    assert "0 of 6 done" in run_command(hire.founder, "status").text
    assert asked.buttons == ["Mark as hired", "All items"]


def test_the_last_changes_are_undone_together_or_not_at_all(hire: Office):
    for command in ("done 1", "start-item 5"):
        run_command(hire.founder, command)
    run_command(hire.founder, "undo the last 9", "I can only undo 2 of your last 9 changes here")
    assert "1 of 6 done" in run_command(hire.founder, "status").text
    run_command(hire.founder, "undo the last 2", "Undone:")
    assert "0 of 6 done" in run_command(hire.founder, "status").text


def test_a_guessed_year_is_said(hire: Office):
    assert "You didn't type a year, so I took 2027." in run_command(hire.founder, "due 5 1 nov").text
    assert "You didn't type a year" not in run_command(hire.founder, "due 5 30 nov").text


def test_an_item_gets_a_new_title_and_undo_gives_the_old_one_back(hire: Office):
    assert "5. Send the offer* has its new title." in run_command(hire.founder, "rename 5 to Send the offer").text
    run_command(hire.founder, "undo")
    assert "5. Make the offer" in run_command(hire.founder, "item 5").text


def test_a_group_is_not_taken_for_a_person(hire: Office):
    hire.founder.types("/hiring assign 3 @channel", "#exec-search")
    hire.founder.settle()
    hire.founder.sees("is a group. An item has one owner, so name one person.")
