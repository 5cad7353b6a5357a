from typing import Any

import pytest
from samples.answers import base, source
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, TODAY, checklist, with_items
from samples.slack_hiring import assert_valid_message

from bot.hiring.models import Checklist
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.checklists import Caution
from bot.slack.hiring.views.item_card import item_card
from bot.slack.message import Message


@pytest.fixture(scope="module")
def knowledge() -> KnowledgeBase:
    law = Caution(id="notice", text="Give notice & time.", where=("US", "EU"))
    known = base(sources=[source("handbook", "Example Press")])
    return known.__class__(**{**_fields(known), "cautions": {"notice": law}})


def _fields(known: KnowledgeBase) -> dict[str, Any]:
    return {name: getattr(known, name) for name in known.__dataclass_fields__ if known.__dataclass_fields__[name].init}


def shown(given: Checklist, number: int, knowledge: KnowledgeBase, user: str = OTHER_USER) -> Message:
    item = given.item(number)
    assert item
    return assert_valid_message(item_card(given, item, knowledge, TODAY, user))


def buttons(message: Message) -> list[str]:
    return [element["text"]["text"] for element in message.blocks[-1]["elements"]]


def test_the_card_shows_definition_and_state(knowledge: KnowledgeBase):
    card = shown(checklist(), 1, knowledge)
    assert card.text == (
        "1. Agree the scorecard\n"
        "*Done means*: Everybody signed it\n"
        "*Typical owner*: CEO\n"
        "*Status*: to do\n"
        "*Owner*: unassigned\n"
        "*Due*: Monday 9 November 2026\n"
        "*Blocks*: *2. Begin sourcing*\n"
        "*Search*: Revenue lead"
    )


def test_suggested_values_are_marked_as_our_suggestion(knowledge: KnowledgeBase):
    given = with_items(checklist(), item1={"takes": 1, "suggested": True}, item5={"usual_owner": "HR", "takes": 9})
    assert "*Typical owner*: CEO, about 1 day _(our suggestion)_" in shown(given, 1, knowledge).text
    assert "*Typical owner*: HR, about 9 days _(our suggestion)_" in shown(given, 5, knowledge).text


def test_cautions_and_sources_are_in_small_print(knowledge: KnowledgeBase):
    small = [block for block in shown(checklist(), 4, knowledge).blocks if block["type"] == "context"]
    assert ":scales: _US, EU_: Give notice &amp; time. Not legal advice, ask counsel." in str(small[0])
    assert "Example Press" in str(small[1])


def test_an_item_that_waits_has_no_done_button(knowledge: KnowledgeBase):
    card = shown(checklist(), 4, knowledge)
    assert "*Blocked by*: *2. Begin sourcing*, *3. Take references*" in card.text
    assert buttons(card) == ["Update", "Start", "Assign to me", "History"]


def test_an_item_without_its_evidence_has_no_done_button(knowledge: KnowledgeBase):
    assert "*Evidence needed*: A note of each call" in shown(checklist(), 3, knowledge).text
    assert "Mark done" not in buttons(shown(checklist(), 3, knowledge))
    given = with_items(checklist(), item3={"evidence": "https://example.com"})
    assert "Mark done" in buttons(shown(given, 3, knowledge))


def test_evidence_is_shown_with_the_person_who_gave_it(knowledge: KnowledgeBase):
    given = with_items(checklist(), item3={"evidence": "all three called", "evidence_by": "U0ASSIGNEE"})
    assert "*Evidence*: all three called (given by <@U0ASSIGNEE>)" in shown(given, 3, knowledge).text


def test_user_text_is_neutralised(knowledge: KnowledgeBase):
    given = with_items(
        checklist(),
        item1={"state": "blocked", "reason": "<!here>", "note": "a *note*", "evidence": "https://example.com"},
    )
    text = shown(given, 1, knowledge).text
    assert "*Status*: blocked, &lt;!here&gt;" in text
    assert "*Evidence*: <https://example.com|https://example.com>\n*Note*: a \u2217note\u2217" in text


def test_a_late_or_snoozed_item_says_so(knowledge: KnowledgeBase):
    assert "*Due*: Friday 30 October 2026 (3 days overdue)" in shown(checklist(), 5, knowledge).text
    put_off = with_items(checklist(), item5={"snoozes": ((OWNER, "2026-11-09"),), "due": TODAY})
    assert "*Your next reminder*: Monday 9 November 2026" in shown(put_off, 5, knowledge, OWNER).text
    assert "Your next reminder" not in shown(put_off, 5, knowledge, "U0OTHER").text
    assert "*Due*: Monday 2 November 2026\n" in shown(put_off, 5, knowledge).text
    over = with_items(checklist(), item5={"snoozes": ((OWNER, "2026-11-02"),), "due": None})
    assert "Your next reminder" not in shown(over, 5, knowledge, OWNER).text
    assert "*Due*" not in shown(over, 5, knowledge).text


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ({}, ["Update", "Mark done", "Start", "Assign to me", "History"]),
        ({"state": "started"}, ["Update", "Mark done", "Assign to me", "History"]),
        ({"state": "blocked"}, ["Update", "Mark done", "Unblock", "Assign to me", "History"]),
        ({"assignee": OTHER_USER}, ["Update", "Mark done", "Start", "History"]),
        ({"assignee": ASSIGNEE}, ["Update", "Mark done", "Start", "Assign to me", "History"]),
        ({"state": "done", "closed_by": ASSIGNEE, "closed_at": NOW}, ["Update", "Reopen", "History"]),
    ],
)
def test_the_buttons_depend_on_the_state(values: dict, labels: list[str], knowledge: KnowledgeBase):
    assert buttons(shown(with_items(checklist(), item5=values), 5, knowledge)) == labels


def test_a_closed_item_says_who_closed_it(knowledge: KnowledgeBase):
    given = with_items(checklist(), item5={"state": "done", "closed_by": ASSIGNEE, "closed_at": NOW})
    assert "*Status*: done, by <@U0ASSIGNEE> on Monday 2 November 2026" in shown(given, 5, knowledge).text


def test_in_a_closed_search_only_the_history_can_be_opened(knowledge: KnowledgeBase):
    assert buttons(shown(checklist(state="hired"), 5, knowledge)) == ["History"]
