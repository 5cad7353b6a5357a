import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding import clauses
from bot.understanding.clauses import MAX_PARTS, split_questions


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(clauses).failed == 0


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("KPIs of a CMO? And who does she report to?", ["KPIs of a CMO", "And who does she report to"]),
        ("What does a CMO do and who does she report to", ["What does a CMO do", "who does she report to"]),
        ("what is a CTO; how long do they stay", ["what is a CTO", "how long do they stay"]),
        ("a) KPIs of a CMO b) her boss", ["KPIs of a CMO", "her boss"]),
        ("We are small. What does a CMO do?", ["We are small", "What does a CMO do"]),
        ("KPIs of a CRO, also how long they stay", ["KPIs of a CRO", "how long they stay"]),
        ("what is a CMO, when do we need one", ["what is a CMO", "when do we need one"]),
        ("Describe a CFO. List her KPIs.", ["Describe a CFO", "List her KPIs"]),
        ("What makes a CMO and a CRO different?", ["What makes a CMO and a CRO different"]),
        ("Thanks! See you.", []),
        ("", []),
    ],
)
def test_a_message_is_split_into_what_asks(text: str, parts: list[str]):
    assert [part.text for part in split_questions(text)] == parts


def test_a_part_says_whether_it_has_the_form_of_a_question():
    found = split_questions("KPIs of a CMO. What does a CMO do? Tell me her boss.")
    assert [part.is_asking for part in found] == [False, True, True]


def test_a_long_statement_is_no_part():
    story = "We are a maker of wooden toys with forty people and two shops."
    assert [part.text for part in split_questions(f"{story} What does a CMO do?")] == ["What does a CMO do"]


def test_of_a_long_message_a_few_questions_are_read():
    assert len(split_questions("What does a CMO do? " * 20)) == MAX_PARTS


@given(st.text(max_size=200))
def test_every_part_stands_in_the_text(text: str):
    assert all(part.text in text for part in split_questions(text))
