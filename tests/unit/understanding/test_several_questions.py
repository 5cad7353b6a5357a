import pytest
from samples.understanding import annotation_of, base, lexicon, reading_of

from bot.understanding.intents import Intent
from bot.understanding.several_questions import find_questions


def questions(text: str) -> list[Intent]:
    return [one.intent for one in find_questions(annotation_of(text), base(), lexicon()).clear]


def offered(text: str) -> list[Intent]:
    return [option.intent for option in reading_of(text).options]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            "What are the KPIs of a CMO? And who does a CMO report to?",
            [Intent("role", ("cmo",), "metrics"), Intent("role", ("cmo",), "reporting_line")],
        ),
        (
            "What are the KPIs of a CMO? Who owns pricing?",
            [Intent("role", ("cmo",), "metrics"), Intent("who_owns", subject="pricing")],
        ),
        (
            "Who owns pricing? Who owns churn?",
            [Intent("who_owns", subject="pricing"), Intent("who_owns", subject="churn")],
        ),
    ],
)
def test_each_question_of_a_text_is_found_in_the_order_asked(text: str, asked: list[Intent]):
    found = [intent._replace(roles=() if intent.kind == "who_owns" else intent.roles) for intent in questions(text)]
    assert found == asked


def test_the_first_question_is_answered_and_the_others_are_offered():
    reading = reading_of("What are the KPIs of a CMO? And who does a CMO report to?")
    assert (reading.status, reading.intent) == ("answered", Intent("role", ("cmo",), "metrics"))
    assert Intent("role", ("cmo",), "reporting_line") in [option.intent for option in reading.options]


def test_a_part_without_a_role_is_about_the_roles_of_the_text():
    found = questions("What are the KPIs of a CFO? And what are the skills needed?")
    assert [intent.roles for intent in found] == [("cfo",), ("cfo",)]


def test_a_part_that_needs_no_role_is_not_read_as_one_about_the_roles_of_the_text():
    assert Intent("faq", subject="notice_period") in offered("How long do COOs stay? And what is the notice period?")


def test_the_same_question_about_several_roles_is_one_about_all_of_them():
    found = questions("KPIs of a CMO? KPIs of a CIO? Which of them should we hire first?")
    assert found == [Intent("compare", ("cmo", "cio"), "metrics"), Intent("advice", ("cmo", "cio"), "which_first")]


def test_a_part_that_leaves_out_what_is_asked_asks_the_same_as_the_part_before():
    read = reading_of("What falls on the CTO and what on the CEO?").intent
    assert read == Intent("compare", ("cto", "ceo"), "responsibilities")


def test_a_heading_that_names_a_topic_is_a_question_beside_another():
    found = questions("KPIs of a CRO, also how long do they stay")
    assert found == [Intent("role", ("cro",), "metrics"), Intent("role", ("cro",), "tenure")]


def test_a_question_that_is_not_certain_enough_to_be_answered_is_offered():
    found = find_questions(annotation_of("which skills has a CFO? And an internal candidate?"), base(), lexicon())
    assert found.clear == ()
    assert Intent("role", ("cfo",), "interview") in [one.intent for one in found.likely]


def test_a_further_question_is_offered_once():
    asked = offered("What are the KPIs of a CMO? And who does a CMO report to?")
    assert len(asked) == len(set(asked))


@pytest.mark.parametrize("text", ["Pardon? What? What is a CFO?", "A CFO. Why one? Why is one needed?"])
def test_a_question_asked_in_several_ways_is_one(text: str):
    assert questions(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "What is the difference between a CMO and a CRO?",
        "We are small. What does a CMO do?",
        "What are the KPIs of a CMO? What are the KPIs of a CRO?",
        "What are the KPIs of a CMO? Is it raining?",
        "what's for lunch? and when?",
        "",
    ],
)
def test_a_text_with_one_question_has_no_several(text: str):
    assert questions(text) == []
