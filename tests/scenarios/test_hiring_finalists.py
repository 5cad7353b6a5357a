"""Consent, references and checks are recorded for each finalist, and items about them wait for all finalists."""

from dataclasses import replace

import pytest
from fakes.hiring import item, open_item_modal, run_command, save
from fakes.office import Office

from bot.knowledge.base import KnowledgeBase

CONSENT, REFERENCES, CHECK = "reference_consent", "formal_references", "background_check"


@pytest.fixture(scope="module")
def knowledge(short_checklist: KnowledgeBase) -> KnowledgeBase:
    """A checklist of three items: 1 consent, 2 references (after 1), 3 background check."""
    items = (
        item(CONSENT, "find", "Record consent", -80, evidence="The document", evidence_kinds=("document",)),
        item(REFERENCES, "find", "Take references", -60, needs=(CONSENT,), evidence="Date and notes"),
        item(CHECK, "offer", "Check the background", -40),
    )
    return replace(short_checklist, checklist={each.key: each for each in items}, version="finalists")


@pytest.fixture
def finalists(hire: Office) -> Office:
    """A search with the finalists A and B."""
    hire.founder.clicks("Set up scorecards", on=run_command(hire.founder, "scorecards"))
    hire.founder.submits({"Criteria": "Judgement", "Interviewers": ["U0HRLEAD"], "Number of finalists": "2"})
    return hire


def say(office: Office, command: str) -> str:
    return run_command(office.founder, command).text


def test_the_item_about_consent_waits_for_every_finalist_and_takes_what_was_recorded_as_evidence(finalists: Office):
    refusal = say(finalists, "done 1 signed form in the ATS")
    assert "*1. Record consent* needs a record for each finalist, and finalists A and B have none yet." in refusal
    assert "Recorded: finalist A, consent (signed form in the ATS)." in say(
        finalists, "finalist A consent signed form in the ATS"
    )
    assert "finalist B has none yet" in say(finalists, "done 1")
    assert "Recorded: finalist B, no consent (refused by email on 30 October)." in say(
        finalists, "finalist B consent refused by email on 30 October"
    )
    answer = say(finalists, "done 1")
    assert "is done: A yes (signed form in the ATS); B no (refused by email on 30 October)." in answer
    assert "recorded: finalist B, no consent" in run_command(finalists.founder, "history").words


def test_references_need_the_consent_of_that_finalist_and_wait_for_no_one_who_refused(finalists: Office):
    assert "Finalist A hasn't consented to references." in say(finalists, "finalist A references three calls, notes")
    say(finalists, "finalist A consent form signed on 30 October")
    say(finalists, "finalist B consent declined by email")
    say(finalists, "done 1")
    assert "hasn't consented" in say(finalists, "finalist B references three calls, notes in the ATS")
    assert "finalist A has none yet" in say(finalists, "done 2 all called on 30 October")
    say(finalists, "finalist A references three calls, notes in the ATS")
    assert "is done: A yes (three calls, notes in the ATS)." in say(finalists, "done 2")


def test_a_finalist_who_is_out_is_waited_for_no_longer(finalists: Office):
    say(finalists, "finalist A check report of 30 October")
    assert "finalist B has none yet" in say(finalists, "done 3")
    assert "Recorded: finalist B, withdrew (took another offer)." in say(
        finalists, "finalist B withdrew took another offer"
    )
    assert "is done: A yes (report of 30 October)." in say(finalists, "done 3")
    assert "Finalist B is out of the search: took another offer." in say(finalists, "finalist B check now")
    assert "out: took another offer" in run_command(finalists.founder, "scorecards").words
    assert "Finalist B is out of the search" in run_command(finalists.hr_lead, "score B").text


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("finalist A consent", "Add what shows it"),
        ("finalist A check will follow", "Add what shows it"),
        ("finalist A check not completed by the agency", "That says “not completed”, so nothing is recorded."),
        ("finalist A check report on 20 November", "20 November 2026 is in the future, so nothing is recorded."),
        ("finalist C consent signed form", "There's no finalist C. The finalists are A, B."),
        ("finalist A is nice", "What should I record? Type `consent`, `references`, `check` or `withdrew`"),
    ],
)
def test_what_shows_nothing_is_not_recorded(finalists: Office, command: str, answer: str):
    assert answer in say(finalists, command)
    assert "Not recorded: consent to references, references, background check" in say(finalists, "scorecards")


def test_the_form_records_a_step_too(finalists: Office):
    finalists.hr_lead.clicks("Update finalist A", on=run_command(finalists.hr_lead, "scorecards"))
    finalists.hr_lead.submits({"What to record": "check", "What shows it": "the report is pending"})
    assert "so nothing is recorded" in finalists.hr_lead.modal.errors["text"]
    finalists.hr_lead.submits({"What shows it": "report of 30 October"})
    finalists.hr_lead.sees("Recorded: finalist A, background check (report of 30 October).")
    shown = run_command(finalists.founder, "scorecards").words
    assert "Background check: report of 30 October (recorded by <@U0HRLEAD>)" in shown


def test_recording_a_step_can_be_undone(finalists: Office):
    say(finalists, "finalist A check report of 30 October")
    assert "Undone" in say(finalists, "undo")
    assert "finalists A and B have none yet" in say(finalists, "done 3")


def test_only_the_owner_closes_such_an_item_despite_missing_finalists(finalists: Office):
    open_item_modal(finalists.hr_lead, 3)
    assert "*Not recorded yet for finalists*: A, B" in run_command(finalists.hr_lead, "item 3").words
    save(finalists.hr_lead, state="done")
    assert "Only the search owner can close it anyway." in finalists.hr_lead.modal.errors["state"]
    assert "is closed by override" in say(finalists, "override 3 the board waived the check")


def test_without_finalists_the_items_are_closed_as_before(hire: Office):
    assert "is done" in say(hire, "done 1 signed form in the ATS")
    assert "There are no finalists in this search yet." in say(hire, "finalist A consent signed form in the ATS")


def test_a_step_waits_for_the_choice_of_a_search(finalists: Office):
    run_command(finalists.founder, "start cmo", "is open with")
    asked = run_command(finalists.founder, "finalist A consent signed form in the ATS")
    finalists.founder.clicks("cro", on=asked)
    finalists.founder.sees("Recorded: finalist A, consent (signed form in the ATS).")


def test_a_role_at_the_end_of_what_shows_a_step_is_not_its_search(finalists: Office):
    recorded = say(finalists, "finalist A check report signed by the CFO")
    assert "Recorded: finalist A, background check (report signed by the CFO)." in recorded


def test_a_refusal_of_consent_may_be_put_in_other_words(finalists: Office):
    assert "no consent" in say(finalists, "finalist B consent refusal by email on 30 October")
