from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.answers import choice, consideration, role, shipped

from bot.hiring.recommendation import Recommendation, recommend
from bot.knowledge.considerations import Consideration
from bot.knowledge.models import Role
from bot.knowledge.weighing import decision_considerations

A, B = role("AAA"), role("BBB")
ROLE_SETS = (("cmo", "cro"), ("cro", "vp_sales"), ("coo", "chief_of_staff"), ("cmo", "cro", "cto"), ("cmo", "clo"))


@cache
def inputs_for(ids: tuple[str, ...]) -> tuple[tuple[Consideration, ...], tuple[Role, ...]]:
    """The shipped considerations for these roles, and the roles."""
    roles = tuple(shipped().roles[each] for each in ids)
    return decision_considerations(roles, shipped().considerations.values()), roles


def recommendation_for(*ids: str, **answers: str) -> Recommendation:
    return recommend(answers, *inputs_for(ids))


def counterfactual_verdicts(answers: dict[str, str], *ids: str) -> dict[tuple[str, str], str]:
    """The verdict for each single answer that would change it, by consideration and choice."""
    counterfactuals = recommend(answers, *inputs_for(ids)).counterfactuals
    return {
        (counterfactual.consideration.id, counterfactual.choice.id): counterfactual.outcome.verdict
        for counterfactual in counterfactuals
    }


@st.composite
def answer_sets(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[str, str]]:
    """Roles, and answers to some of their considerations."""
    ids = draw(st.sampled_from(ROLE_SETS))
    questions, _ = inputs_for(ids)
    drawn = {each.id: draw(st.sampled_from([None, *(c.id for c in each.choices)])) for each in questions}
    return ids, {key: value for key, value in drawn.items() if value}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        pytest.param({}, "open", id="no answers"),
        pytest.param({"growth": "brand_and_reach", "priorities": "marketing_first"}, "cmo", id="brand"),
        pytest.param({"growth": "revenue_and_retention", "priorities": "revenue_first"}, "cro", id="revenue"),
        pytest.param({"growth": "brand_and_reach", "priorities": "revenue_first"}, "open", id="conflicting answers"),
        pytest.param(
            {"size": "large_both", "growth": "brand_and_reach", "priorities": "revenue_first"},
            "both",
            id="conflicting answers, large company",
        ),
        pytest.param(
            {"size": "small_one", "growth": "both_growth", "priorities": "both_horizons"},
            "open",
            id="both, but small company",
        ),
        pytest.param({"size": "no_repeatable_sales", "growth": "brand_and_reach"}, "neither", id="no repeatable sales"),
        pytest.param({"size": "few_marketers", "growth": "brand_and_reach"}, "neither", id="few marketers"),
        pytest.param(
            {"size": "few_marketers", "growth": "revenue_and_retention", "priorities": "revenue_first"},
            "cro",
            id="few marketers, but the need is revenue",
        ),
        pytest.param(
            {"growth": "brand_and_reach", "priorities": "marketing_first", "budget": "fee_not_budgeted"},
            "neither",
            id="no budget",
        ),
    ],
)
def test_the_shipped_considerations_decide_between_marketing_and_revenue(answers: dict[str, str], verdict: str):
    assert recommendation_for("cmo", "cro", **answers).verdict == verdict


@pytest.mark.parametrize(
    ("ids", "answers", "verdict"),
    [
        (("cro", "vp_sales"), {"size": "no_repeatable_sales", "growth": "sales_execution"}, "vp_sales"),
        (("coo", "chief_of_staff"), {"structure": "ceo_needs_operator", "stage": "fast_growth"}, "coo"),
        (("cmo", "cro", "cto"), {"growth": "technology", "priorities": "innovation_first"}, "cto"),
    ],
)
def test_the_shipped_considerations_decide_between_other_roles(
    ids: tuple[str, ...], answers: dict[str, str], verdict: str
):
    assert recommendation_for(*ids, **answers).verdict == verdict


def test_every_answer_is_counted_and_returned_with_its_effect():
    result = recommendation_for(
        "cmo", "cro", growth="revenue_and_retention", size="small_one", promotion="nobody_inside"
    )
    assert [(effect.choice.id, effect.supported_roles, effect.points) for effect in result.effects] == [
        ("small_one", (), 0),
        ("revenue_and_retention", ("cro",), 2),
        ("nobody_inside", (), 0),
    ]
    assert (result.answered, result.asked) == (3, 8)
    assert result.points == {"cmo": 0, "cro": 2}


def test_answers_to_unknown_questions_are_ignored():
    assert recommendation_for("cmo", "cro", weather="fine", growth="a_choice_of_long_ago") == recommendation_for(
        "cmo", "cro"
    )


def test_roles_without_a_rule_are_listed_and_nothing_is_recommended():
    result = recommendation_for("cmo", "clo", growth="brand_and_reach", priorities="marketing_first")
    assert (result.verdict, result.why, result.unsupported_roles) == ("open", "unknown", ("clo",))


def test_the_strongest_opposing_answer_is_the_counterargument():
    result = recommendation_for(
        "cmo", "cro", growth="revenue_and_retention", priorities="revenue_first", structure="sales_led_cro"
    )
    assert result.counterargument
    assert (result.verdict, result.counterargument.effect.choice.id, result.counterargument.given) == (
        "cro",
        "sales_led_cro",
        True,
    )


def test_without_an_opposing_answer_the_strongest_possible_one_is_the_counterargument():
    result = recommendation_for("cmo", "cro", growth="revenue_and_retention", priorities="revenue_first")
    assert result.counterargument
    assert (result.counterargument.effect.choice.id, result.counterargument.given) == ("brand_and_reach", False)


def test_an_answer_that_supports_a_role_is_the_counterargument_to_neither():
    result = recommendation_for("cmo", "cro", growth="brand_and_reach", stage="before_fit")
    assert result.counterargument
    assert (result.verdict, result.counterargument.effect.choice.id) == ("neither", "brand_and_reach")


def test_an_answer_for_both_opposes_a_single_role_if_no_other_answer_does():
    result = recommendation_for("cmo", "cro", growth="revenue_and_retention", priorities="both_horizons")
    assert result.counterargument
    assert (result.verdict, result.counterargument.effect.choice.id) == ("cro", "both_horizons")


def test_there_is_no_counterargument_if_no_choice_opposes_the_verdict():
    with_role_choice = consideration("Aim", choice("a", "role", "aaa"), choice("never", "neither"))
    assert recommend({"Aim": "never"}, (with_role_choice,), (A, B)).counterargument is not None
    neither_only = consideration("Aim", choice("never", "neither"), choice("later", "neither"))
    assert recommend({"Aim": "never"}, (neither_only,), (A, B)).counterargument is None


def test_an_open_verdict_has_no_counterargument():
    assert recommendation_for("cmo", "cro", growth="brand_and_reach").counterargument is None


def test_counterfactuals_list_the_single_answers_that_change_the_verdict():
    answers = {"growth": "revenue_and_retention", "priorities": "revenue_first"}
    result = counterfactual_verdicts(answers, "cmo", "cro")
    assert result["growth", "brand_and_reach"] == "open"
    assert result["stage", "before_fit"] == "neither"
    assert ("stage", "fast_growth") not in result


@settings(deadline=None)
@given(answer_sets())
def test_the_order_of_the_roles_does_not_matter(answer_set: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = answer_set
    results = [recommend(answers, *inputs_for(order)) for order in permutations(ids)]
    assert len({(each.verdict, frozenset(each.recommended_roles), each.why) for each in results}) == 1
    assert len({frozenset(each.points.items()) for each in results}) == 1
    counterfactuals = {frozenset((c.choice.id, c.outcome.verdict) for c in each.counterfactuals) for each in results}
    assert len(counterfactuals) == 1


@settings(deadline=None)
@given(answer_sets())
def test_an_answer_for_a_role_never_lowers_its_points(answer_set: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = answer_set
    before = recommend(answers, *inputs_for(ids)).points
    for each in (each for each in inputs_for(ids)[0] if each.id not in answers):
        for option in each.choices:
            after = recommend({**answers, each.id: option.id}, *inputs_for(ids)).points
            assert all(
                after[role] - before[role] >= (option.verdict == "role" and role in option.roles) for role in ids
            )


@pytest.mark.no_cover
@settings(deadline=None)
@given(answer_sets())
def test_exactly_the_counterfactual_answers_change_the_verdict(answer_set: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = answer_set
    verdict, counterfactuals = recommend(answers, *inputs_for(ids)).verdict, counterfactual_verdicts(answers, *ids)
    for each in inputs_for(ids)[0]:
        for option in each.choices:
            changed_verdict = recommend({**answers, each.id: option.id}, *inputs_for(ids)).verdict
            assert counterfactuals.get((each.id, option.id), verdict) == changed_verdict


@settings(deadline=None)
@given(answer_sets())
def test_a_recommended_role_is_within_a_point_of_the_lead_and_never_deferred(
    answer_set: tuple[tuple[str, ...], dict[str, str]],
):
    result = recommend(answer_set[1], *inputs_for(answer_set[0]))
    assert not set(result.recommended_roles) & set(result.deferred_roles)
    assert all(result.points[role] >= max(result.points.values()) - 1 for role in result.recommended_roles)
