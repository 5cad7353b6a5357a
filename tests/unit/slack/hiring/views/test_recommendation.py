import pytest
from samples.answers import base, choice, consideration, role, shipped, visible_text

from bot.hiring.recommendation import Recommendation, recommend
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.weighing import decision_considerations
from bot.slack.hiring.views.recommendation import heading, named, outcome, recommendation_blocks, short_names
from bot.slack.message import Message

NAMES = {"cmo": "CMO", "cro": "CRO", "cto": "CTO"}
REVENUE = {"growth": "revenue_and_retention", "priorities": "revenue_first"}


def weighed(*ids: str, **answers: str) -> Recommendation:
    roles = tuple(shipped().roles[each] for each in ids)
    return recommend(answers, decision_considerations(roles, shipped().considerations.values()), roles)


def card(found: Recommendation, known: KnowledgeBase | None = None) -> str:
    """The text of the recommendation as a message, which fits Slack's limits."""
    return visible_text(Message("text", recommendation_blocks(found, known or shipped())))


@pytest.mark.parametrize(
    ("roles", "of", "said"),
    [
        (("cro",), 2, "CRO"),
        (("cmo", "cro"), 2, "Both (CMO and CRO)"),
        (("cmo", "cro"), 3, "Both (CMO and CRO)"),
        (("cmo", "cro", "cto"), 3, "CMO, CRO and CTO"),
        ((), 2, "Neither yet"),
        ((), 3, "None of them yet"),
        (("gone",), 2, "gone"),
    ],
)
def test_an_outcome_is_named_in_a_few_words(roles: tuple[str, ...], of: int, said: str):
    assert outcome(roles, of, NAMES) == said


def test_roles_are_named_in_a_sentence():
    assert named(("cmo", "cro"), NAMES, "or") == "the CMO or the CRO"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (REVENUE, "Recommended: CRO"),
        (
            {"size": "large_both", "growth": "brand_and_reach", "priorities": "revenue_first"},
            "Recommended: Both (CMO and CRO)",
        ),
        ({"stage": "before_fit"}, "Recommended: Neither yet"),
        ({}, "Not enough to go on yet"),
        ({"growth": "brand_and_reach", "priorities": "revenue_first"}, "It's a tie"),
    ],
)
def test_the_verdict_is_the_heading(answers: dict[str, str], said: str):
    found = weighed("cmo", "cro", **answers)
    assert heading(found, short_names(shipped())) == said
    assert card(found).splitlines()[0] == said


@pytest.mark.parametrize(
    ("ids", "answers", "said"),
    [
        (("cmo", "cro"), REVENUE, "Your answers favour the CRO."),
        (("cmo", "cro"), {**REVENUE, "size": "few_marketers"}, "the CRO. It's too early for the CMO."),
        (("cmo", "cro"), {"stage": "before_fit"}, "It's too early for the CMO and the CRO, and that outweighs all"),
        (
            ("cmo", "cro"),
            {"size": "large_both", "growth": "both_growth"},
            "One of your answers says both, and they're within a point of each other.",
        ),
        (("cmo", "cro"), {}, "Fewer than two of your answers point to a role."),
        (("cmo", "clo"), {}, "I don't have enough rules to compare them. I have no rules that favour the CLO."),
        (("cmo", "cro", "clo"), REVENUE, "favour the CRO. I have no rules that favour the CLO."),
    ],
)
def test_the_rationale_gives_the_reason_for_the_verdict(ids: tuple[str, ...], answers: dict[str, str], said: str):
    assert said in card(weighed(*ids, **answers))


def test_every_applied_rule_is_shown_with_points_reason_and_sources():
    shown = card(weighed("cmo", "cro", growth="revenue_and_retention", stage="fast_growth", promotion="nobody_inside"))
    assert (
        "• Growth objectives, “Revenue streams, sales operations, faster revenue, retention”: *CRO, 2 points*." in shown
    )
    assert "*CRO or COO, 1 point*" in shown
    assert "*no effect on its own*. Go outside" in shown
    assert "Sources: [1] <https://" in shown


def test_our_own_interpretation_is_marked():
    assert "_(our reading)_" in card(weighed("cmo", "cro", growth="both_growth"))


def test_points_and_answers_are_counted():
    assert "*CMO* 0 points · *CRO* 1 point · 1 of 8 questions answered" in card(
        weighed("cmo", "cro", stage="fast_growth")
    )


def test_the_strongest_argument_against_it_is_shown():
    shown = card(weighed("cmo", "cro", **REVENUE, structure="sales_led_cro"))
    against = shown[shown.index("*Strongest argument against*") :]
    assert "The CRO comes from sales" in against.splitlines()[1]


def test_without_an_argument_against_it_the_strongest_possible_one_is_shown():
    shown = card(weighed("cmo", "cro", **REVENUE))
    opening = "None of your answers argues against it. The strongest one that could:"
    assert f"{opening}\n• Growth objectives, “Brand, better marketing" in shown


def test_answers_that_would_change_it_are_grouped_by_their_outcome():
    shown = card(weighed("cmo", "cro", **REVENUE))
    first = "• *Neither yet*, if you answer “Very small, with sales that still depend on the founder”, “"
    assert f"*What would change it*\n{first}" in shown
    assert " or 1 other answer\n• *It's a tie*, if you answer “Brand, better marketing" in shown


def test_if_no_single_answer_would_change_it_the_card_says_so():
    never = consideration("Aim", choice("never", "neither"), choice("later", "neither"))
    more = consideration("Money", choice("none", "neither"), choice("some", "assess"))
    roles = (role("AAA"), role("BBB"))
    found = recommend({"Aim": "never", "Money": "none"}, (never, more), roles)
    assert "No other single answer would change it." in card(found, base(*roles))


def test_without_answers_there_are_no_rules_and_no_sources():
    shown = card(weighed("cmo", "cro"))
    assert "What your answers say" not in shown
    assert "Sources" not in shown
