"""What is known about a search: asked in one form, optional, and changeable later."""

import json

import pytest
from fakes.hiring import card, open_search, run_command
from fakes.office import Office
from fakes.slack import Member

NOT_KNOWN = "-"


def answer(member: Member, **answers: str) -> None:
    """Answer questions in the open form and save it."""
    labels = {
        "country": "Country of the job",
        "region": "US state",
        "listing": "Company",
        "vacancy": "The role is",
        "notice": "Notice period of candidates",
        "decides": "Who decides",
    }
    member.submits({labels[name]: value for name, value in answers.items()})
    member.settle()


def settings(member: Member) -> None:
    """Open the form by command."""
    member.types("/hiring settings", "#exec-search")
    member.settle()
    assert member.modal.title == "About this search"


def test_a_search_starts_without_answers_and_offers_the_questions(office: Office):
    started = open_search(office.founder)
    office.founder.clicks("Answer questions", on=started)
    assert office.founder.modal.title == "About this search"
    answer(office.founder, country="DE", listing="private", notice="183")
    shown = json.dumps(office.founder.modal.view.payload({}))
    assert "Germany \\u00b7 private company \\u00b7 183 days' notice" in shown
    assert "Germany · private company · 183 days' notice" in card(office.founder).words


def test_the_answers_decide_on_items_order_and_legal_notes(hire: Office):
    settings(hire.founder)
    answer(hire.founder, country="US", region="CA", listing="private", vacancy="new")
    items = run_command(hire.founder, "items all").words
    assert "⊖ *54. Listed in the US: file the required disclosure*" in run_command(hire.founder, "items announce").words
    assert "Complete Form I-9" in items
    history = run_command(hire.founder, "history").words
    assert "changed the settings of the search" in history
    undone = run_command(hire.founder, "undo").text
    assert "Undone: the settings of *Chief Revenue Officer* are: nothing known." in undone
    assert "Check the right to work" in run_command(hire.founder, "items all").words


def test_an_estimated_start_date_moves_with_the_usual_pace_to_a_working_day(hire: Office):
    settings(hire.founder)
    answer(hire.founder, country="DE", notice="183")
    shown = json.dumps(hire.founder.modal.view.payload({}))
    assert "The estimated start date is now *Monday 4 October 2027*. It was Monday 3 May 2027." in shown
    assert "too soon" not in shown
    assert "Estimated start date: Monday 4 October 2027" in card(hire.founder).words
    undone = run_command(hire.founder, "undo").text
    assert "The estimated start date is now *Monday 3 May 2027*. It was Monday 4 October 2027." in undone


def test_a_start_date_that_a_person_chose_stays_with_a_warning_if_it_is_too_soon(hire: Office):
    run_command(hire.founder, "target 2027-05-03")
    settings(hire.founder)
    answer(hire.founder, country="DE", notice="183")
    shown = json.dumps(hire.founder.modal.view.payload({}))
    assert ":warning: *Monday 3 May 2027* is too soon for the usual pace: it's 182 days away" in shown
    assert "Target start date: Monday 3 May 2027" in card(hire.founder).words


def test_an_answer_can_be_changed_and_taken_back(hire: Office):
    for code, country in (("GB", "United Kingdom"), ("DE", "Germany")):
        settings(hire.hr_lead)
        answer(hire.hr_lead, country=code)
        hire.hr_lead.cancels()
        assert country in card(hire.founder).words
    settings(hire.hr_lead)
    answer(hire.hr_lead, country=NOT_KNOWN)
    assert "Germany" not in card(hire.founder).words


def test_saving_the_form_unchanged_changes_nothing(hire: Office):
    settings(hire.founder)
    answer(hire.founder)
    assert not hire.founder.has_modal
    assert "No changes" in run_command(hire.founder, "history 1").words


def test_in_a_message_the_command_answers_with_a_button(hire: Office):
    hire.founder.says("@Rolecall /hiring settings", "#exec-search")
    hire.settle()
    offered = hire.founder.sees("nothing is known yet about its country")
    hire.founder.clicks("Answer questions", on=offered)
    assert hire.founder.modal.title == "About this search"


@pytest.mark.parametrize("notice", ["14", "91"])
def test_the_notice_period_moves_the_signature(hire: Office, notice: str):
    settings(hire.founder)
    answer(hire.founder, notice=notice)
    shown = json.dumps(hire.founder.modal.view.payload({}))
    assert "due dates moved" in shown


def test_a_person_without_access_cannot_open_the_form(hire: Office):
    assert "There's no open search here" in run_command(hire.board_member, "settings", in_="#hiring").text
