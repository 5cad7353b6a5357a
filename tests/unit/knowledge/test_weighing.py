from samples.answers import choice, consideration, role, shipped

from bot.knowledge.considerations import Consideration
from bot.knowledge.models import Role
from bot.knowledge.weighing import can_decide, decision_considerations, relevant_considerations, roles_named_in

A, B, C = role("AAA"), role("BBB"), role("CCC")


def labels(*roles: Role, of: list[Consideration]) -> list[list[str]]:
    return [[each.label for each in weighed.choices] for weighed in relevant_considerations(roles, of)]


def test_only_choices_that_name_one_of_the_roles_stay():
    rule = consideration(
        "Aim", choice("one", "role", "aaa"), choice("two", "role", "bbb"), choice("three", "role", "ccc")
    )
    assert labels(A, B, of=[rule]) == [["one", "two"]]


def test_a_consideration_that_names_none_of_the_roles_is_left_out():
    rule = consideration("Aim", choice("one", "role", "ccc"), choice("never", "neither"))
    assert labels(A, B, of=[rule]) == []


def test_a_choice_without_roles_applies_to_all_roles():
    rule = consideration("Aim", choice("one", "role", "aaa"), choice("never", "neither"), choice("look", "assess"))
    assert labels(A, of=[rule]) == [["one", "never", "look"]]


def test_a_choice_for_two_roles_together_applies_to_both_or_one_of_them_only():
    rule = consideration("Aim", choice("one", "role", "aaa"), choice("pair", "both", "aaa", "bbb"))
    assert labels(A, B, of=[rule]) == [["one", "pair"]]
    assert labels(A, of=[rule]) == [["one", "pair"]]
    assert labels(A, C, of=[rule]) == [["one"]]


def test_a_choice_against_a_role_applies_if_its_reason_names_the_role():
    away = choice("few people", "neither", "ccc", because="Too small for an AAA.")
    rule = consideration("Size", choice("one", "role", "aaa", "bbb"), away)
    assert labels(A, of=[rule]) == [["one", "few people"]]
    assert labels(B, of=[rule]) == [["one"]]


def test_a_choice_about_other_roles_alone_is_left_out_of_a_decision():
    rule = consideration(
        "Aim",
        choice("one", "role", "aaa"),
        choice("The BBB and the CCC quarrel", "neither"),
        choice("never", "neither"),
    )
    assert [[each.label for each in asked.choices] for asked in decision_considerations((A,), [rule], (A, B, C))] == [
        ["one", "never"]
    ]
    both = [[each.label for each in asked.choices] for asked in decision_considerations((A, B), [rule], (A, B, C))]
    assert both == [["one", "The BBB and the CCC quarrel", "never"]]


def test_considerations_that_name_more_of_the_roles_come_first():
    lone = consideration("Lone", choice("l", "role", "aaa"), choice("x", "role", "ccc"))
    telling = consideration("Telling", choice("a", "role", "aaa"), choice("b", "role", "bbb"))
    assert [each.title for each in relevant_considerations((A, B), [lone, telling])] == ["Telling", "Lone"]


def test_without_roles_all_considerations_are_returned():
    rule = consideration("Aim", choice("one", "role", "ccc"), choice("never", "neither"))
    assert relevant_considerations((), [rule]) == (rule,)


def test_a_decision_includes_the_considerations_of_every_hire():
    aim = consideration("Aim", choice("a", "role", "aaa"), choice("b", "role", "bbb"))
    money = consideration("Money", choice("none", "neither"), choice("some", "assess"))
    others = consideration("Other", choice("c", "role", "ccc"), choice("never", "neither"), roles=("ccc",))
    assert [each.title for each in decision_considerations((A, B), [money, aim, others])] == ["Aim", "Money"]


def test_roles_are_decidable_if_each_is_supported_by_a_choice():
    aim = consideration("Aim", choice("a", "role", "aaa"), choice("b", "role", "bbb"), choice("c", "assess", "ccc"))
    assert can_decide((A, B), [aim])
    assert not can_decide((A, C), [aim])
    assert not can_decide((A,), [aim])


def test_at_most_three_roles_are_decidable():
    known = shipped()
    four = tuple(known.roles[each] for each in ("cmo", "cro", "cto", "coo"))
    assert can_decide(four[:3], known.considerations.values())
    assert not can_decide(four, known.considerations.values())


def test_a_text_names_roles_by_their_short_names_and_abbreviations():
    called = role("CCC", abbreviations=("XYZ",))
    assert roles_named_in("An AAA before an XYZ.", (A, B, called)) == {"aaa", "ccc"}
