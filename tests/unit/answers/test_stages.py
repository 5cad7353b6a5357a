import doctest

import pytest
from samples.answers import TODAY, aspect, base, fact, role

from bot.answers import stages
from bot.answers.answer import answer_question
from bot.answers.models import Advice
from bot.answers.remarks import remark_lines, remark_on
from bot.answers.stages import advise_at_stage, find_situation
from bot.knowledge.models import Role
from bot.understanding.facts import CompanyFact
from bot.understanding.intents import Intent, Reading

FIRST = {"first_hire": aspect("Late", fact("Hire an AAA when cash runs short.", "S1"))}
KNOWN = role(
    "AAA",
    FIRST,
    hired_at="series_b",
    hire_when="cash needs an owner",
    by_stage={"series_a": fact("A part-time AAA is enough.", "S2")},
)
OTHER = role("BBB", hired_at="founding")


def asked(*facts: tuple[str, str], roles: tuple[Role, ...] = (KNOWN,), topic: str = "first_hire") -> Advice:
    intent = Intent("advice", tuple(each.id for each in roles), topic)
    found = answer_question(
        Reading(intent, 1.0, "test", facts=tuple(CompanyFact(*each) for each in facts)), base(*roles), TODAY
    )
    assert isinstance(found, Advice)
    return found


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(stages).failed == 0


@pytest.mark.parametrize(
    ("kind", "text", "stage", "words"),
    [
        ("stage", "Seed-stage", "seed", "At seed"),
        ("stage", "series a", "series_a", "At Series A"),
        ("stage", "Series D", "series_c", "At Series D"),
        ("stage", "public company", "late", "Once listed"),
        ("people", "19-person", "seed", "At 19 people"),
        ("people", "60 employees", "series_a", "At 60 people"),
        ("people", "2k staff", "late", "At 2,000 people"),
        ("revenue", "$3m ARR", "series_a", "At $3M ARR"),
        ("revenue", "\u20ac20 million in revenue", "series_c", "At \u20ac20 million in revenue"),
        ("revenue", "$100k MRR", "series_a", "At $100K MRR"),
    ],
)
def test_the_stage_is_told_from_its_name_the_revenue_or_the_number_of_people(
    kind: str, text: str, stage: str, words: str
):
    assert find_situation(((kind, text),)) == (stage, words, kind)


def test_a_named_stage_counts_more_than_revenue_and_revenue_more_than_people():
    people, revenue, stage = ("people", "300 people"), ("revenue", "$30M ARR"), ("stage", "Series A")
    assert find_situation((people, revenue, stage)) == ("series_a", "At Series A", "stage")
    assert find_situation((people, revenue)) == ("series_c", "At $30M ARR", "revenue")


@pytest.mark.parametrize("fact_", [("people", "12 engineers"), ("stage", "bootstrapped"), ("model", "B2B")])
def test_what_says_nothing_about_the_stage_gives_none(fact_: tuple[str, str]):
    assert find_situation((fact_,)) is None


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("seed", "At seed, it's usually too early for an AAA: companies hire their first around Series B."),
        ("Series A", "At Series A, a part-time AAA is enough."),
        ("Series B", "At Series B, companies usually hire their first AAA when cash needs an owner."),
        ("Series C", "At Series C, many companies already have an AAA; without one, hire when cash needs an owner."),
    ],
)
def test_the_first_sentence_is_for_the_stage(stage: str, text: str):
    found = asked(("stage", stage))
    assert found.short.text == text
    assert found.points[0].title == "In general"


def test_a_curated_sentence_keeps_its_source_and_a_composed_one_is_marked_as_our_reading():
    assert asked(("stage", "Series A")).short == fact("At Series A, a part-time AAA is enough.", "S2")
    composed = asked(("stage", "Series B")).short
    assert (composed.sources, composed.basis) == (("S1",), "inference")


def test_without_facts_the_answer_is_the_general_one_and_the_full_answer_has_every_stage():
    found = asked()
    assert found.short.text == "Hire an AAA when cash needs an owner."
    assert found.points[-1].title == "By stage"
    assert [(each.label, each.text) for each in found.points[-1].facts] == [("Series A", "A part-time AAA is enough.")]


def test_a_role_of_which_no_stage_is_known_gets_the_general_answer_and_the_remark():
    bare = role("CCC", FIRST)
    situation = find_situation((("people", "40 people"),))
    assert situation
    assert advise_at_stage(bare, situation) is None
    found = asked(("people", "40 people"), roles=(bare,))
    assert found.taken_in == ()


def test_about_several_roles_the_statement_on_each_comes_first():
    found = asked(("people", "40 people"), roles=(KNOWN, OTHER), topic="which_first")
    assert found.points[0].title == "At this stage"
    assert [(each.label, each.text) for each in found.points[0].facts] == [
        ("AAA", "At 40 people, a part-time AAA is enough."),
        ("BBB", "At 40 people, many companies already have a BBB."),
    ]


def test_facts_that_the_answer_is_for_are_not_called_unused():
    facts = (CompanyFact("people", "40 people"), CompanyFact("model", "b2b"))
    reading = Reading(Intent("advice", ("aaa",), "first_hire"), 1.0, "test", facts=facts)
    found = remark_on(reading, answer_question(reading, base(KNOWN), TODAY))
    assert remark_lines(found) == ("You said: B2B. The answer doesn't take that into account.",)


@pytest.mark.parametrize(
    ("facts", "unused"),
    [
        ((("revenue", "$4M ARR"), ("people", "40 people")), "40 people"),
        ((("stage", "Series A"), ("revenue", "$4M ARR")), "$4M ARR"),
    ],
)
def test_of_several_facts_about_the_size_only_the_one_that_the_stage_is_told_from_counts_as_used(
    facts: tuple[tuple[str, str], ...], unused: str
):
    reading = Reading(
        Intent("advice", ("aaa", "bbb"), "which_first"), 1.0, "test", facts=tuple(CompanyFact(*each) for each in facts)
    )
    found = remark_on(reading, answer_question(reading, base(KNOWN, OTHER), TODAY))
    assert remark_lines(found) == (f"You said: {unused}. The answer doesn't take that into account.",)
