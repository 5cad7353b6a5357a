import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples.understanding import reading_of

from bot.understanding import facts
from bot.understanding.facts import CompanyFact, find_facts


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(facts).failed == 0


@pytest.mark.parametrize(
    ("text", "kind", "typed"),
    [
        ("we are 40 people", "people", "40 people"),
        ("a 1,200-person company", "people", "1,200-person"),
        ("2k employees", "people", "2k employees"),
        ("we have $5m ARR", "revenue", "$5m ARR"),
        ("revenue of 20 million", "revenue", "revenue of 20 million"),
        ("3.5m in revenue", "revenue", "3.5m in revenue"),
        ("Series B startup", "stage", "Series B"),
        ("we're pre-seed", "stage", "pre-seed"),
        ("family-owned firm", "stage", "family-owned"),
        ("B2B software", "model", "B2B"),
        ("a marketplace", "model", "marketplace"),
        ("a fintech", "sector", "fintech"),
        ("what does a fractional CFO do", "engagement", "fractional"),
        ("we run a hospital", "sector", "hospital"),
    ],
)
def test_what_a_text_says_about_the_company_is_found_as_typed(text: str, kind: str, typed: str):
    assert CompanyFact(kind, typed) in find_facts(text)


@pytest.mark.parametrize("text", ["", "CMO vs CRO", "what does a CTO do in 2026?", "who owns pricing", "3 questions"])
def test_a_text_without_facts_has_none(text: str):
    assert find_facts(text) == ()


def test_a_reading_carries_the_facts():
    reading = reading_of("Series A, 40 people. What does a CRO do?")
    assert [fact.text for fact in reading.facts] == ["40 people", "Series A"]


@pytest.mark.parametrize(
    ("kind", "typed", "usual"),
    [
        ("country", "german", "Germany"),
        ("country", "GERMANY", "Germany"),
        ("country", "the uk", "the UK"),
        ("country", "united states", "the US"),
        ("stage", "series c", "Series C"),
        ("stage", "PE-Backed", "PE-backed"),
        ("model", "b2b saas", "B2B SaaS"),
        ("people", "40 ppl", "40 ppl"),
    ],
)
def test_countries_stages_and_models_are_repeated_as_they_are_usually_written(kind: str, typed: str, usual: str):
    assert CompanyFact(kind, typed).usual_name == usual


@pytest.mark.parametrize(
    ("country", "text", "named"),
    [
        ("Germany", "German companies do.", True),
        ("the UK", "British law decides.", True),
        ("the US", "Tell us first.", False),
        ("the US", "US companies do.", True),
    ],
)
def test_a_country_is_named_by_its_name_or_adjective(country: str, text: str, named: bool):
    assert CompanyFact("country", country).is_named_in(text) is named


@given(st.text(max_size=200))
def test_every_kind_is_found_once_and_stands_in_the_text(text: str):
    found = find_facts(text)
    assert len({fact.kind for fact in found}) == len(found)
    assert all(fact.text and fact.text in text for fact in found)
