import pytest
from samples.answers import choice, consideration, role

from bot.hiring.recommendation_rules import (
    ChoiceEffect,
    Outcome,
    count_points,
    decide_outcome,
    evaluate_choice,
    find_deferred_roles,
)
from bot.knowledge.considerations import Choice

A, B, C = role("AAA"), role("BBB"), role("CCC")
TWO, THREE = ("aaa", "bbb"), ("aaa", "bbb", "ccc")
FOR_A, FOR_B = choice("a", "role", "aaa"), choice("b", "role", "bbb")
FOR_BOTH = choice("both", "both", "aaa", "bbb")
STRONG_A = choice("strong a", "role", "aaa", weight=2)
NEVER = choice("never", "neither")
NOT_A = choice("not a", "neither", because="Too early for an AAA.")


def effects_of(*choices: Choice, title: str = "Aim", roles: tuple = (A, B, C)) -> tuple[ChoiceEffect, ...]:
    return tuple(
        evaluate_choice(consideration(f"{title} {place}", each, NEVER), each, roles)
        for place, each in enumerate(choices)
    )


def outcome_of(*choices: Choice, roles: tuple = (A, B), known_roles: tuple[str, ...] | None = None) -> Outcome:
    ids = tuple(each.id for each in roles)
    return decide_outcome(effects_of(*choices, roles=roles), ids if known_roles is None else known_roles, ids)


@pytest.mark.parametrize(
    ("selected", "supported", "deferred"),
    [
        pytest.param(FOR_A, ("aaa",), (), id="a choice for a role supports it"),
        pytest.param(choice("x", "role", "zzz"), (), (), id="a choice for an unrelated role supports no role"),
        pytest.param(FOR_BOTH, TWO, (), id="a choice for both supports the two roles"),
        pytest.param(choice("x", "both"), THREE, (), id="a choice for both without roles supports every role"),
        pytest.param(choice("x", "assess", "aaa"), (), (), id="assess supports no role"),
        pytest.param(NEVER, (), THREE, id="neither defers every role"),
        pytest.param(NOT_A, (), ("aaa",), id="neither defers only the roles in its reason"),
        pytest.param(choice("x", "neither", "bbb"), ("bbb",), ("aaa", "ccc"), id="neither supports the role it names"),
        pytest.param(
            choice("x", "neither", "bbb", because="A BBB before an AAA."),
            ("bbb",),
            ("aaa",),
            id="neither does not defer the role it names",
        ),
    ],
)
def test_a_choice_supports_and_defers_roles(selected: Choice, supported: tuple, deferred: tuple):
    [effect] = effects_of(selected)
    assert (effect.supported_roles, effect.deferred_roles) == (supported, deferred)


def test_the_points_of_a_role_sum_the_weights_of_its_supporting_choices():
    effects = effects_of(STRONG_A, FOR_BOTH, NEVER)
    assert count_points(effects, THREE) == {"aaa": 3, "bbb": 1, "ccc": 0}
    assert [effect.points for effect in effects] == [2, 1, 0]


def test_deferred_roles_are_listed_in_the_order_requested():
    assert find_deferred_roles(effects_of(NEVER, NOT_A), ("ccc", "aaa", "bbb")) == ("ccc", "aaa", "bbb")
    assert find_deferred_roles(effects_of(NOT_A, FOR_A), TWO) == ("aaa",)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        pytest.param((), Outcome("open", why="unanswered"), id="no answers"),
        pytest.param((STRONG_A,), Outcome("open", why="unanswered"), id="a single answer is not enough"),
        pytest.param((FOR_A, FOR_A), Outcome("aaa", ("aaa",)), id="two answers for the same role"),
        pytest.param((STRONG_A, FOR_B), Outcome("aaa", ("aaa",)), id="the higher weight wins"),
        pytest.param((FOR_A, FOR_B), Outcome("open", why="even"), id="one answer for each role is a tie"),
        pytest.param((FOR_BOTH, FOR_BOTH), Outcome("both", TWO), id="both, if the answers say so"),
        pytest.param((FOR_BOTH, FOR_A), Outcome("both", TWO), id="both, within one point"),
        pytest.param((FOR_BOTH, STRONG_A), Outcome("aaa", ("aaa",)), id="not both, two points apart"),
        pytest.param((NEVER, FOR_A, FOR_A), Outcome("neither"), id="neither takes precedence"),
        pytest.param(
            (NOT_A, FOR_A, FOR_A), Outcome("neither"), id="a deferred role with the most points gives neither"
        ),
        pytest.param(
            (NOT_A, FOR_B, FOR_B), Outcome("bbb", ("bbb",)), id="a deferred role does not affect the other role"
        ),
        pytest.param((NOT_A, FOR_A, FOR_B), Outcome("bbb", ("bbb",)), id="a tie, but one role is deferred"),
        pytest.param((NOT_A, FOR_BOTH, FOR_BOTH), Outcome("bbb", ("bbb",)), id="not both, if one role is deferred"),
        pytest.param((NOT_A,), Outcome("open", why="unanswered"), id="one role deferred and no answer for the other"),
    ],
)
def test_the_answers_decide_the_outcome(choices: tuple[Choice, ...], expected: Outcome):
    assert outcome_of(*choices) == expected


def test_both_of_three_roles_are_the_two_that_an_answer_names():
    assert outcome_of(FOR_BOTH, FOR_BOTH, roles=(A, B, C)) == Outcome("both", TWO)


def test_two_of_three_roles_are_not_recommended_if_the_third_has_as_many_points():
    for_c = choice("c", "role", "ccc")
    assert outcome_of(FOR_BOTH, for_c, roles=(A, B, C)) == Outcome("open", why="even")


def test_a_size_answer_other_than_both_rules_out_both():
    small = choice("small", "assess", "aaa", "bbb")
    size_effect = evaluate_choice(consideration("Size", small, NEVER, id="size"), small, (A, B))
    assert decide_outcome((*effects_of(FOR_BOTH, FOR_BOTH), size_effect), TWO, TWO) == Outcome("open", why="even")


def test_a_size_answer_of_both_allows_both():
    size_effect = evaluate_choice(consideration("Size", FOR_BOTH, NEVER, id="size"), FOR_BOTH, (A, B))
    assert decide_outcome((size_effect, *effects_of(FOR_A)), TWO, TWO) == Outcome("both", TWO)


def test_fewer_than_two_known_roles_give_no_recommendation():
    assert outcome_of(FOR_A, FOR_A, known_roles=("aaa",)) == Outcome("open", why="unknown")


def test_unknown_roles_can_still_be_deferred():
    assert outcome_of(NEVER, known_roles=()) == Outcome("neither")
