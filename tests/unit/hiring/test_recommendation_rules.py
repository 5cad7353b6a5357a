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
from bot.knowledge.models import Choice

A, B, C = role("AAA"), role("BBB"), role("CCC")
TWO, THREE = ("aaa", "bbb"), ("aaa", "bbb", "ccc")
FOR_A, FOR_B = choice("a", "role", "aaa"), choice("b", "role", "bbb")
FOR_BOTH = choice("both", "both", "aaa", "bbb")
STRONG_A = choice("strong a", "role", "aaa", weight=2)
NEVER = choice("never", "neither")
NOT_A = choice("not a", "neither", because="Too early for an AAA.")


def fired(*choices: Choice, title: str = "Aim", roles: tuple = (A, B, C)) -> tuple[ChoiceEffect, ...]:
    return tuple(
        evaluate_choice(consideration(f"{title} {place}", each, NEVER), each, roles)
        for place, each in enumerate(choices)
    )


def verdict(*choices: Choice, roles: tuple = (A, B), known: tuple[str, ...] | None = None) -> Outcome:
    ids = tuple(each.id for each in roles)
    return decide_outcome(fired(*choices, roles=roles), ids if known is None else known, ids)


@pytest.mark.parametrize(
    ("made", "toward", "away"),
    [
        pytest.param(FOR_A, ("aaa",), (), id="a choice for a role speaks for it"),
        pytest.param(choice("x", "role", "zzz"), (), (), id="one for another role speaks for nobody here"),
        pytest.param(FOR_BOTH, TWO, (), id="one for both speaks for each of the two"),
        pytest.param(choice("x", "both"), THREE, (), id="one for both that names nobody speaks for all"),
        pytest.param(choice("x", "assess", "aaa"), (), (), id="to look closer speaks for nobody"),
        pytest.param(NEVER, (), THREE, id="not yet holds back everybody"),
        pytest.param(NOT_A, (), ("aaa",), id="not yet holds back those alone that its reason names"),
        pytest.param(choice("x", "neither", "bbb"), ("bbb",), ("aaa", "ccc"), id="not yet speaks for what it names"),
        pytest.param(
            choice("x", "neither", "bbb", because="A BBB before an AAA."), ("bbb",), ("aaa",), id="and not against it"
        ),
    ],
)
def test_a_choice_speaks_for_roles_and_holds_roles_back(made: Choice, toward: tuple, away: tuple):
    [rule] = fired(made)
    assert (rule.supported_roles, rule.deferred_roles) == (toward, away)


def test_a_role_has_the_weight_of_every_choice_that_speaks_for_it():
    rules = fired(STRONG_A, FOR_BOTH, NEVER)
    assert count_points(rules, THREE) == {"aaa": 3, "bbb": 1, "ccc": 0}
    assert [rule.points for rule in rules] == [2, 1, 0]


def test_the_roles_held_back_are_listed_in_the_order_asked():
    assert find_deferred_roles(fired(NEVER, NOT_A), ("ccc", "aaa", "bbb")) == ("ccc", "aaa", "bbb")
    assert find_deferred_roles(fired(NOT_A, FOR_A), TWO) == ("aaa",)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        pytest.param((), Outcome("open", why="unanswered"), id="nothing answered"),
        pytest.param((STRONG_A,), Outcome("open", why="unanswered"), id="a single answer is too little"),
        pytest.param((FOR_A, FOR_A), Outcome("aaa", ("aaa",)), id="two for the same role"),
        pytest.param((STRONG_A, FOR_B), Outcome("aaa", ("aaa",)), id="the heavier one wins"),
        pytest.param((FOR_A, FOR_B), Outcome("open", why="even"), id="one for each is even"),
        pytest.param((FOR_BOTH, FOR_BOTH), Outcome("both", TWO), id="both, where answers say so"),
        pytest.param((FOR_BOTH, FOR_A), Outcome("both", TWO), id="both, within one point"),
        pytest.param((FOR_BOTH, STRONG_A), Outcome("aaa", ("aaa",)), id="not both, two points apart"),
        pytest.param((NEVER, FOR_A, FOR_A), Outcome("neither"), id="not yet goes before everything"),
        pytest.param((NOT_A, FOR_A, FOR_A), Outcome("neither"), id="nor does another take the place of who is early"),
        pytest.param((NOT_A, FOR_B, FOR_B), Outcome("bbb", ("bbb",)), id="what is early for one is not for the other"),
        pytest.param((NOT_A, FOR_A, FOR_B), Outcome("bbb", ("bbb",)), id="even, but one is early"),
        pytest.param((NOT_A, FOR_BOTH, FOR_BOTH), Outcome("bbb", ("bbb",)), id="not both, where one is early"),
        pytest.param((NOT_A,), Outcome("open", why="unanswered"), id="one early and nothing for the other"),
    ],
)
def test_answers_come_to_a_ruling(choices: tuple[Choice, ...], expected: Outcome):
    assert verdict(*choices) == expected


def test_between_three_roles_both_are_the_two_that_an_answer_names():
    assert verdict(FOR_BOTH, FOR_BOTH, roles=(A, B, C)) == Outcome("both", TWO)


def test_two_of_three_are_not_recommended_over_a_third_that_has_as_many_points():
    for_c = choice("c", "role", "ccc")
    assert verdict(FOR_BOTH, for_c, roles=(A, B, C)) == Outcome("open", why="even")


def test_an_answer_on_size_that_does_not_say_both_rules_both_out():
    small = choice("small", "assess", "aaa", "bbb")
    size = evaluate_choice(consideration("Size", small, NEVER, id="size"), small, (A, B))
    assert decide_outcome((*fired(FOR_BOTH, FOR_BOTH), size), TWO, TWO) == Outcome("open", why="even")


def test_an_answer_on_size_that_says_both_allows_both():
    size = evaluate_choice(consideration("Size", FOR_BOTH, NEVER, id="size"), FOR_BOTH, (A, B))
    assert decide_outcome((size, *fired(FOR_A)), TWO, TWO) == Outcome("both", TWO)


def test_where_fewer_than_two_roles_are_known_nothing_is_recommended():
    assert verdict(FOR_A, FOR_A, known=("aaa",)) == Outcome("open", why="unknown")


def test_too_early_is_said_all_the_same_of_roles_that_are_not_known():
    assert verdict(NEVER, known=()) == Outcome("neither")
