from functools import cache
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from samples.answers import choice, consideration, role, shipped

from bot.hiring.recommendation import Recommendation, recommend
from bot.knowledge.models import Consideration, Role
from bot.knowledge.weighing import decision_considerations

A, B = role("AAA"), role("BBB")
SIDES = (("cmo", "cro"), ("cro", "vp_sales"), ("coo", "chief_of_staff"), ("cmo", "cro", "cto"), ("cmo", "clo"))


@cache
def asked(ids: tuple[str, ...]) -> tuple[tuple[Consideration, ...], tuple[Role, ...]]:
    roles = tuple(shipped().roles[each] for each in ids)
    return decision_considerations(roles, shipped().considerations.values()), roles


def between(*ids: str, **answers: str) -> Recommendation:
    return recommend(answers, *asked(ids))


def turned(answers: dict[str, str], *ids: str) -> dict[tuple[str, str], str]:
    """What each other answer alone would make of it."""
    found = recommend(answers, *asked(ids)).counterfactuals
    return {(turn.consideration.id, turn.choice.id): turn.outcome.verdict for turn in found}


@st.composite
def sittings(draw: st.DrawFn) -> tuple[tuple[str, ...], dict[str, str]]:
    """Roles, and answers to some of what is asked about them."""
    ids = draw(st.sampled_from(SIDES))
    questions, _ = asked(ids)
    made = {each.id: draw(st.sampled_from([None, *(c.id for c in each.choices)])) for each in questions}
    return ids, {key: value for key, value in made.items() if value}


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        pytest.param({}, "open", id="nothing said"),
        pytest.param({"growth": "brand_and_reach", "priorities": "marketing_first"}, "cmo", id="brand"),
        pytest.param({"growth": "revenue_and_retention", "priorities": "revenue_first"}, "cro", id="revenue"),
        pytest.param({"growth": "brand_and_reach", "priorities": "revenue_first"}, "open", id="torn"),
        pytest.param(
            {"size": "large_both", "growth": "brand_and_reach", "priorities": "revenue_first"}, "both", id="torn, large"
        ),
        pytest.param(
            {"size": "small_one", "growth": "both_growth", "priorities": "both_horizons"}, "open", id="both, but small"
        ),
        pytest.param({"size": "no_repeatable_sales", "growth": "brand_and_reach"}, "neither", id="nothing to scale"),
        pytest.param({"size": "few_marketers", "growth": "brand_and_reach"}, "neither", id="hardly any marketers"),
        pytest.param(
            {"size": "few_marketers", "growth": "revenue_and_retention", "priorities": "revenue_first"},
            "cro",
            id="hardly any marketers, but the need is revenue",
        ),
        pytest.param(
            {"growth": "brand_and_reach", "priorities": "marketing_first", "budget": "fee_not_budgeted"},
            "neither",
            id="no money set aside",
        ),
    ],
)
def test_the_shipped_considerations_decide_between_marketing_and_revenue(answers: dict[str, str], verdict: str):
    assert between("cmo", "cro", **answers).verdict == verdict


@pytest.mark.parametrize(
    ("ids", "answers", "verdict"),
    [
        (("cro", "vp_sales"), {"size": "no_repeatable_sales", "growth": "sales_execution"}, "vp_sales"),
        (("coo", "chief_of_staff"), {"structure": "ceo_needs_operator", "stage": "fast_growth"}, "coo"),
        (("cmo", "cro", "cto"), {"growth": "technology", "priorities": "innovation_first"}, "cto"),
    ],
)
def test_other_roles_are_decided_between_as_well(ids: tuple[str, ...], answers: dict[str, str], verdict: str):
    assert between(*ids, **answers).verdict == verdict


def test_every_choice_made_is_kept_with_what_it_says_and_counted():
    found = between("cmo", "cro", growth="revenue_and_retention", size="small_one", promotion="nobody_inside")
    assert [(rule.choice.id, rule.supported_roles, rule.points) for rule in found.effects] == [
        ("small_one", (), 0),
        ("revenue_and_retention", ("cro",), 2),
        ("nobody_inside", (), 0),
    ]
    assert (found.answered, found.asked) == (3, 8)
    assert found.points == {"cmo": 0, "cro": 2}


def test_answers_that_nobody_asked_for_do_not_count():
    assert between("cmo", "cro", weather="fine", growth="a_choice_of_long_ago") == between("cmo", "cro")


def test_roles_that_no_rule_speaks_for_are_named_and_nothing_is_recommended():
    found = between("cmo", "clo", growth="brand_and_reach", priorities="marketing_first")
    assert (found.verdict, found.why, found.unsupported_roles) == ("open", "unknown", ("clo",))


def test_the_strongest_answer_against_it_is_the_counter_argument():
    found = between("cmo", "cro", growth="revenue_and_retention", priorities="revenue_first", structure="sales_led_cro")
    assert found.counterargument
    assert (found.verdict, found.counterargument.effect.choice.id, found.counterargument.given) == (
        "cro",
        "sales_led_cro",
        True,
    )


def test_where_no_answer_speaks_against_it_the_strongest_that_could_is_shown():
    found = between("cmo", "cro", growth="revenue_and_retention", priorities="revenue_first")
    assert found.counterargument
    assert (found.counterargument.effect.choice.id, found.counterargument.given) == ("brand_and_reach", False)


def test_against_neither_stands_what_speaks_for_somebody():
    found = between("cmo", "cro", growth="brand_and_reach", stage="before_fit")
    assert found.counterargument
    assert (found.verdict, found.counterargument.effect.choice.id) == ("neither", "brand_and_reach")


def test_an_answer_for_both_speaks_against_one_alone_where_nothing_else_does():
    found = between("cmo", "cro", growth="revenue_and_retention", priorities="both_horizons")
    assert found.counterargument
    assert (found.verdict, found.counterargument.effect.choice.id) == ("cro", "both_horizons")


def test_where_nothing_could_speak_against_it_there_is_no_counter_argument():
    only = consideration("Aim", choice("a", "role", "aaa"), choice("never", "neither"))
    assert recommend({"Aim": "never"}, (only,), (A, B)).counterargument is not None
    nobody = consideration("Aim", choice("never", "neither"), choice("later", "neither"))
    assert recommend({"Aim": "never"}, (nobody,), (A, B)).counterargument is None


def test_what_is_open_has_no_counter_argument():
    assert between("cmo", "cro", growth="brand_and_reach").counterargument is None


def test_each_single_answer_that_would_turn_it_is_known():
    said = {"growth": "revenue_and_retention", "priorities": "revenue_first"}
    found = turned(said, "cmo", "cro")
    assert found["growth", "brand_and_reach"] == "open"
    assert found["stage", "before_fit"] == "neither"
    assert ("stage", "fast_growth") not in found


@settings(deadline=None)
@given(sittings())
def test_the_order_of_the_roles_does_not_matter(sitting: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = sitting
    found = [recommend(answers, *asked(order)) for order in permutations(ids)]
    assert len({(each.verdict, frozenset(each.recommended_roles), each.why) for each in found}) == 1
    assert len({frozenset(each.points.items()) for each in found}) == 1
    assert len({frozenset((t.choice.id, t.outcome.verdict) for t in each.counterfactuals) for each in found}) == 1


@settings(deadline=None)
@given(sittings())
def test_an_answer_for_a_role_never_takes_points_from_it(sitting: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = sitting
    before = recommend(answers, *asked(ids)).points
    for each in (each for each in asked(ids)[0] if each.id not in answers):
        for made in each.choices:
            after = recommend({**answers, each.id: made.id}, *asked(ids)).points
            assert all(after[role] - before[role] >= (made.verdict == "role" and role in made.roles) for role in ids)


@settings(deadline=None)
@given(sittings())
def test_what_would_turn_it_turns_it_and_nothing_else_does(sitting: tuple[tuple[str, ...], dict[str, str]]):
    ids, answers = sitting
    now, turns = recommend(answers, *asked(ids)).verdict, turned(answers, *ids)
    for each in asked(ids)[0]:
        for made in each.choices:
            then = recommend({**answers, each.id: made.id}, *asked(ids)).verdict
            assert turns.get((each.id, made.id), now) == then


@settings(deadline=None)
@given(sittings())
def test_a_recommended_role_has_most_points_and_is_never_too_early(sitting: tuple[tuple[str, ...], dict[str, str]]):
    found = recommend(sitting[1], *asked(sitting[0]))
    assert not set(found.recommended_roles) & set(found.deferred_roles)
    assert all(found.points[role] >= max(found.points.values()) - 1 for role in found.recommended_roles)
