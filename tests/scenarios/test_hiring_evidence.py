"""Evidence: what closes an item that asks for some, by command, by button and in the form."""

from dataclasses import replace

import pytest
from fakes.hiring import card, open_item_modal, run_command, save
from fakes.office import Office

from bot.knowledge.base import KnowledgeBase

WANTED = "4. Hold the final round needs evidence before you close it: Who decided, and when."


@pytest.fixture(scope="module")
def knowledge(short_checklist: KnowledgeBase) -> KnowledgeBase:
    """The short checklist; the final round needs a person and a date as evidence, and no other item first."""
    items = short_checklist.checklist
    kinds = ("person", "date")
    final = replace(items["final"], needs=(), evidence="Who decided, and when", evidence_kinds=kinds)
    return replace(short_checklist, checklist={**items, "final": final}, version="evidence")


def is_done(office: Office, number: int) -> bool:
    return "*Status*: done" in run_command(office.founder, f"item {number}").words


def test_a_note_that_says_the_opposite_opens_no_gate(hire: Office):
    run_command(hire.founder, "note 3 candidate B has refused consent")
    assert "needs evidence" in run_command(hire.founder, "done 3").text
    assert not is_done(hire, 3)


def test_a_refusal_given_as_evidence_is_asked_about_and_can_be_confirmed(hire: Office):
    answer = run_command(hire.hr_lead, 'done 3 "candidate B has refused consent"')
    assert "Is it done? *3. Take references* isn't closed, because the evidence says “refused”." in answer.text
    assert answer.buttons[:2] == ["It's done", "Save as note"]
    assert not is_done(hire, 3)
    hire.hr_lead.clicks("It's done", on=answer)
    hire.hr_lead.sees("*3. Take references* is done: candidate B has refused consent.")
    assert "confirmed the evidence and closed *3." in run_command(hire.founder, "history 3").words


def test_what_is_no_evidence_can_be_kept_as_a_note(hire: Office):
    hire.hr_lead.clicks("Save as note", on=run_command(hire.hr_lead, 'done 3 "not agreed yet, board wants changes"'))
    hire.hr_lead.sees("Note saved on *3. Take references*: not agreed yet, board wants changes.")
    assert not is_done(hire, 3)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("looks fine", "Your text has no person, role or body such as the board or date."),
        ("the board agreed", "Your text has no date."),
        ("on 30 October", "Your text has no person, role or body such as the board."),
    ],
)
def test_evidence_of_another_kind_is_refused_with_what_is_missing(hire: Office, text: str, missing: str):
    answer = run_command(hire.hr_lead, f'done 4 "{text}"').text
    assert "*4. Hold the final round* needs evidence before you close it: Who decided, and when." in answer
    assert missing in answer
    assert "For example: `/hiring done 4 approved by the board on 2 November`." in answer
    assert "0 of 6 done" in card(hire.founder).text


def test_evidence_of_every_kind_closes_the_item(hire: Office):
    assert "is done" in run_command(hire.hr_lead, "done 4 the board decided on 30 October").text


def test_a_date_in_the_future_is_asked_about(hire: Office):
    answer = run_command(hire.hr_lead, "done 4 the board decides on 20 November")
    assert (
        "Has it happened? *4. Hold the final round* isn't closed, because Friday 20 November 2026 is in the"
        in answer.text
    )
    hire.hr_lead.clicks("It's done", on=answer)
    hire.hr_lead.sees("*4. Hold the final round* is done")


def test_the_form_checks_evidence_as_the_command_does(hire: Office):
    open_item_modal(hire.hr_lead, 4)
    save(hire.hr_lead, state="done", note="The board decided on 30 October")
    assert hire.hr_lead.modal.errors == {"evidence": f"{WANTED} Only the search owner can close it anyway."}
    save(hire.hr_lead, evidence="the board decided")
    assert hire.hr_lead.modal.errors == {"evidence": f"{WANTED} Your text has no date."}
    save(hire.hr_lead, evidence="the board has not decided on 30 October")
    [error] = hire.hr_lead.modal.errors.values()
    assert error == (
        "Is it done? 4. Hold the final round isn't closed, because the evidence says “not decided”. "
        "If it is evidence all the same, tick Confirm evidence."
    )
    save(hire.hr_lead, confirm=["yes"])
    assert not hire.hr_lead.has_modal
    assert is_done(hire, 4)


def test_a_draft_that_another_person_entered_proves_nothing(hire: Office):
    open_item_modal(hire.hr_lead, 3)
    save(hire.hr_lead, note="First draft in the board pack")
    open_item_modal(hire.founder, 3)
    save(hire.founder, state="done")
    assert "needs evidence" in hire.founder.modal.errors["evidence"]
    save(hire.founder, evidence="First draft in the board pack")
    assert "the evidence says “draft”" in hire.founder.modal.errors["evidence"]


def test_the_button_checks_evidence_that_was_entered_before(hire: Office):
    open_item_modal(hire.hr_lead, 4)
    save(hire.hr_lead, evidence="the board decided on 30 October")
    hire.founder.clicks("Mark done", on=run_command(hire.founder, "item 4"))
    hire.founder.sees("*4. Hold the final round* is done: the board decided on 30 October.")
    assert "(given by <@U0HRLEAD>)" in run_command(hire.founder, "item 4").words


def test_evidence_is_added_before_the_item_is_closed_and_checked_in_the_same_way(hire: Office):
    answer = run_command(hire.hr_lead, "evidence 4 the board agreed").text
    assert "Your text has no date." in answer
    added = run_command(hire.hr_lead, "evidence 4 the board decided on 30 October")
    assert "Evidence for *4. Hold the final round*: the board decided on 30 October." in added.text
    assert not is_done(hire, 4)
    assert "already has that evidence" in run_command(hire.hr_lead, "evidence 4 the board decided on 30 October").text
    assert "(given by <@U0HRLEAD>)" in run_command(hire.founder, "item 4").words
    assert "is done: the board decided on 30 October." in run_command(hire.founder, "done 4").text
    assert "added evidence for *4." in run_command(hire.founder, "history 4").words


def test_evidence_that_says_the_opposite_is_not_added(hire: Office):
    answer = run_command(hire.hr_lead, 'evidence 3 "candidate B has refused consent"')
    assert "because the evidence says “refused”" in answer.text
    assert "Evidence*" not in run_command(hire.founder, "item 3").words
    assert "Which item?" in run_command(hire.founder, "evidence").text
    assert "The text is missing." in run_command(hire.founder, "evidence 3").text
