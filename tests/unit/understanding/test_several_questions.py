import pytest
from samples.understanding import annotation_of, base, lexicon, reading_of

from bot.understanding.intents import Intent
from bot.understanding.several_questions import find_questions


def questions(text: str) -> list[Intent]:
    return [one.intent for one in find_questions(annotation_of(text), base(), lexicon())]


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
