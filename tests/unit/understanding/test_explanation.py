import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import base, reading_of

from bot.understanding.explanation import SHOWN_CLASSES, explain_reading


def explained(text: str) -> dict[str, list[str]]:
    """The lines of the explanation by what they begin with."""
    lines: dict[str, list[str]] = {}
    for line in explain_reading(text, base()).splitlines():
        lines.setdefault(line[:10].strip(), []).append(line[11:])
    return lines


def test_it_shows_the_text_as_it_was_read():
    lines = explained("cheif marketting oficer KPIs??")
    assert lines["words"] == ["chief marketing officer kpis"]
    assert lines["pattern"] == ["@ kpis ?"]
    assert lines["corrected"] == ["3 misspelt"]


def test_it_shows_the_roles_with_their_scores():
    lines = explained("cmovscro kpis")
    assert lines["role"] == [
        '"cmo" is cmo (name, 1.00)',
        '"cro" is cro (name, 1.00)',
    ]
    assert lines["topic"] == ["metrics"]


def test_it_shows_every_meaning_of_an_ambiguous_abbreviation():
    assert explained("CPO")["role"] == ['"cpo" is chro or cpo_product (name, 1.00)']


def test_it_shows_what_the_text_may_ask_the_likeliest_first():
    asks = explained("CMO vs CRO KPIs?")["may ask"]
    assert re.match(r"metrics \((0\.9|1\.0)", asks[0])
    assert len(asks) == SHOWN_CLASSES


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("who owns churn", "thing", "churn"),
        ("CRO for landing pages", "sense", "CRO as conversion rate optimisation"),
        ("CMO vs chief happiness officer", "not held", "chief happiness officer"),
        ("I'm the CFO. What does a CRO do?", "bystander", "cfo"),
        ("I'm the CFO. What does a CRO do?", "sides", "cro"),
        ("Series A, 40 people. What does a CRO do?", "company", "40 people, Series A"),
    ],
)
def test_it_shows_everything_else_in_the_annotation(text: str, label: str, line: str):
    assert explained(text)[label] == [line]


def test_it_shows_similar_curated_questions():
    entry = next(iter(base().faq.values()))
    assert explained(entry.ask[0])["curated"][0].startswith(f"{entry.id} (")


@pytest.mark.parametrize("text", ["CMO vs CRO KPIs?", "CPO kpis", "what's for lunch", "", "CAO vs CFO", "who owns it"])
def test_it_ends_with_the_decision_and_the_suggestions(text: str):
    reading, lines = reading_of(text), explained(text)
    decided = lines["decided"][0]
    assert decided.startswith(f"{reading.status} by {reading.decided_by}, confidence {reading.confidence:.2f}")
    assert lines.get("offered", []) == [option.label for option in reading.options]


@given(st.text(max_size=200))
def test_any_text_can_be_explained(text: str):
    assert explain_reading(text, base()) == explain_reading(text, base())
