"""Replies to closing items: the short legal notes, and the next steps after several refusals."""

import json
from dataclasses import replace

import pytest
from fakes.hiring import run_command
from fakes.office import Office

from bot.knowledge.base import KnowledgeBase


@pytest.fixture(scope="module")
def knowledge(shipped: KnowledgeBase, short_checklist: KnowledgeBase) -> KnowledgeBase:
    """The short checklist, with legal notes on the offer."""
    offer = replace(short_checklist.checklist["offer"], cautions=("fcra", "equal_checks", "not_covered"))
    checklist = {**short_checklist.checklist, "offer": offer}
    return replace(short_checklist, cautions=shipped.cautions, checklist=checklist, version="with law")


def test_the_person_who_gets_an_item_sees_the_law_first(hire: Office):
    run_command(hire.founder, "assign 5 @HR lead")
    notice = hire.hr_lead.sees("assigned you this item", in_="DM")
    assert ":scales: _US_: Run the same background check on everybody at the same stage;" in notice.words
    assert "In full and 1 more: `/hiring item 5`. Not legal advice, ask counsel." in notice.words
    hire.hr_lead.clicks("Open 5", on=notice)
    assert "Not covered: works councils" in json.dumps(hire.hr_lead.modal.view.payload({}))


def test_taking_an_item_shows_a_short_legal_note_and_closing_it_none(hire: Office):
    answer = run_command(hire.founder, "assign 5 me")
    assert ":scales: _US_: Run the same background check on everybody at the same stage;" in answer.words
    assert ":scales:" not in run_command(hire.founder, "done 5").words
    assert ":scales:" not in run_command(hire.founder, "assign 1 me").words
    assert "Not covered: works councils" in run_command(hire.founder, "item 5").words


def test_several_refusals_start_with_next_steps_and_group_unknown_items(hire: Office):
    answer = run_command(hire.hr_lead, "done 2 3 4 80 81 82 83 84 85 86").text.split("\n")
    assert answer[0].startswith("Only the search owner, <@U0FOUNDER>, can override: `")
    assert answer[1].startswith("For example: `/hiring done 3 https://...`")
    assert answer[2] == (
        ":warning: There are no items 80, 81, 82, 83, 84 and 2 more in *Chief Revenue Officer*. "
        "`/hiring items all` lists all items."
    )
    assert [line[:12] for line in answer[3:]] == [":warning: *2", ":warning: *3", ":warning: *4"]
