from typing import Any

import pytest
from samples.answers import controls, shipped, visible_text
from samples.decisions import AT, DECISION

from bot.hiring.decisions import MAX_TEXT_LENGTH, Decision, RecommendationSnapshot
from bot.playground.block_rules import block_problems
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.views.decision_cards import (
    DecisionList,
    decision_card,
    listing_message,
    review_message,
    reviewed_message,
)
from bot.slack.message import Message

MADE = DECISION._replace(
    reasons="Revenue first",
    dissent="The board would wait",
)


def start_value(role: str) -> str:
    return StartRequest(role, decision=MADE.id).encoded()


def decided(**changes: Any) -> Message:
    return decision_card(MADE._replace(**changes), shipped())


def listed(*decisions: Decision, more: int = 0, own: bool = False) -> Message:
    return listing_message(DecisionList(decisions, len(decisions) + more, is_personal=own), shipped())


def test_a_decision_shows_the_choice_the_roles_the_reasons_and_the_author():
    shown = visible_text(decided())
    for said in (
        "Decision: CRO",
        "Compared: the CMO and the CRO",
        "Recommendation: CRO (CMO 0, CRO 4)",
        "Saved by <@U1> on Friday 20 November 2026",
        "Review date: Saturday 20 February 2027",
        "*Reasons*: Revenue first",
        "*Dissent*: The board would wait",
    ):
        assert said in shown


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"review_on": None}, "Review date: none"),
        ({"closed_at": AT}, "Reviewed on Friday 20 November 2026"),
        ({"search": "S1"}, "The search has started."),
        ({"choice": ()}, "Decision: Neither yet"),
        ({"choice": ("cmo", "cro")}, "Decision: Both (CMO and CRO)"),
        ({"recommendation": RecommendationSnapshot("open")}, "Recommendation: none"),
        (
            {"recommendation": RecommendationSnapshot("neither", (), (("cmo", 2), ("cro", 0)))},
            "Recommendation: Neither yet (CMO 2, CRO 0)",
        ),
    ],
)
def test_a_decision_shows_its_review_date_and_state(changes: dict[str, Any], said: str):
    assert said in visible_text(decided(**changes))


def test_empty_texts_leave_no_empty_lines():
    shown = visible_text(decided(reasons=" ", dissent=""))
    assert "Reasons" not in shown
    assert "Dissent" not in shown


def test_there_is_a_start_button_for_each_chosen_role():
    one, copy = controls(decided()).values()
    assert (one["action_id"], one["value"], one["style"]) == ("hiring:start", start_value("cro"), "primary")
    assert (copy["action_id"], copy["text"]["text"]) == ("decision:copy", "Copy as text")
    both = controls(decided(choice=("cmo", "cro")))
    starts = {key: each["value"] for key, each in both.items() if key.startswith("hiring:start")}
    assert starts == {"hiring:start": start_value("cmo"), "hiring:start:2": start_value("cro")}
    assert list(controls(decided(choice=()))) == ["decision:copy"]


def test_a_role_no_longer_in_the_knowledge_appears_by_its_id_without_a_button():
    gone = decided(roles=("cmo", "czo"), choice=("czo",))
    assert "Decision: czo" in visible_text(gone)
    assert list(controls(gone)) == ["decision:copy"]


def test_user_text_pings_no_one_and_is_not_formatted():
    shown = decided(reasons="<!channel> *loud*", dissent="@here :tada: <https://example.com|x>")
    for part in (visible_text(shown), shown.text):
        assert "<!channel>" not in part
        assert "*loud*" not in part
        assert "<https" not in part


def test_a_review_asks_whether_the_decision_is_still_right():
    message = review_message(MADE, shipped())
    assert "Still right? CRO" in visible_text(message)
    assert "Is it still right?" in message.text
    assert "Revenue first" in message.text
    assert {key: each["value"] for key, each in controls(message).items()} == {
        "decide": "cmo,cro",
        "decision:reviewed": "D1",
    }


def test_roles_no_longer_in_the_knowledge_cannot_be_reviewed():
    assert list(controls(review_message(MADE._replace(roles=("cmo", "czo")), shipped()))) == ["decision:reviewed"]


def test_a_kept_decision_says_who_reviewed_it():
    message = reviewed_message(MADE._replace(closed_at=AT), shipped(), "U2")
    assert "<@U2> reviewed this decision and kept it." in visible_text(message)
    assert "reviewed this decision and kept it." in message.text


def test_the_list_shows_each_decision_with_its_buttons():
    message = listed(MADE, MADE._replace(id="D2", choice=(), closed_at=AT))
    assert visible_text(message).splitlines()[0] == "Decisions in this channel"
    assert "*CRO*" in visible_text(message)
    assert "*Neither yet*" in visible_text(message)
    assert "Revenue first" in message.text
    rows = [block for block in message.blocks if block["type"] == "actions"]
    assert [each["value"] for row in rows for each in row["elements"]] == ["cmo,cro", "D1"]


@pytest.mark.parametrize(
    ("more", "said"), [(1, "One earlier decision not shown."), (12, "12 earlier decisions not shown.")]
)
def test_decisions_not_shown_are_counted(more: int, said: str):
    message = listed(MADE, more=more)
    assert said in visible_text(message)
    assert said in message.text


def test_personal_decisions_name_their_channel():
    shown = visible_text(listed(MADE, own=True))
    assert "Decisions you saved elsewhere" in shown
    assert "In <#C1>" in shown


def test_an_empty_list_says_how_to_begin():
    assert "`/hiring decide cmo cro`" in visible_text(listed())


def test_ten_of_the_longest_decisions_fit_slacks_limits():
    full = MADE._replace(
        roles=("cmo", "cro", "cto"),
        choice=("cmo", "cro", "cto"),
        reasons="&" * MAX_TEXT_LENGTH,
        dissent="@<:" * (MAX_TEXT_LENGTH // 3),
    )
    message = listed(*(full._replace(id=f"D{place}") for place in range(10)), more=5, own=True)
    for each in (message, decision_card(full, shipped()), review_message(full, shipped())):
        assert block_problems(list(each.blocks)) == []
