import doctest

import pytest
from samples.answers import choice, consideration

from bot.answers import company
from bot.answers.company import Company, describe_company, fitting_choices
from bot.knowledge.considerations import Fit


def test_the_examples_in_the_docstrings_are_true():
    tried = doctest.testmod(company)
    assert tried.attempted >= 1
    assert tried.failed == 0


@pytest.mark.parametrize(
    ("text", "people"),
    [("30 people", 30), ("30-person", 30), ("1,200 employees", 1200), ("2k staff", 2000), ("some people", None)],
)
def test_people_are_counted(text: str, people: float | None):
    assert describe_company((("people", text),)).people == people


@pytest.mark.parametrize(
    ("text", "millions"),
    [
        ("$4M ARR", 4),
        ("£2.5 million revenue", 2.5),
        ("$800k ARR", 0.8),
        ("1.2bn turnover", 1200),
        ("$3,500,000 in revenue", 3.5),
        ("high revenue", None),
    ],
)
def test_revenue_is_in_millions(text: str, millions: float | None):
    assert describe_company((("revenue", text),)).revenue == millions


@pytest.mark.parametrize(("text", "stage"), [("Series A", "series a"), ("Seed-stage", "seed"), ("pre-IPO", "pre-ipo")])
def test_the_stage_is_read_whatever_its_spelling(text: str, stage: str):
    assert describe_company((("stage", text),)).stage == stage


def test_nothing_is_known_of_a_company_without_facts():
    assert describe_company((("model", "b2b saas"), ("country", "Norway"))) == Company()


SIZE = consideration(
    "Size",
    choice("Small", "neither", fits=Fit(people=(0, 50), stage=("seed",))),
    choice("Large", "both", fits=Fit(people=(51, 500), revenue=(10, 100))),
    choice("Other", "assess"),
)


@pytest.mark.parametrize(
    ("known", "chosen"),
    [
        (Company(people=30), {"Size": "Small"}),
        (Company(people=51), {"Size": "Large"}),
        (Company(people=600), {}),
        (Company(stage="seed"), {"Size": "Small"}),
        (Company(people=30, stage="seed"), {"Size": "Small"}),
        (Company(people=30, stage="series a"), {}),
        (Company(people=100, revenue=5), {}),
        (Company(revenue=10), {"Size": "Large"}),
        (Company(), {}),
    ],
)
def test_a_choice_fits_if_all_that_is_known_and_named_is_within_it(known: Company, chosen: dict[str, str]):
    assert fitting_choices(known, [SIZE]) == chosen


def test_of_two_choices_that_fit_the_first_is_taken():
    wide = consideration("Size", *(choice(name, "assess", fits=Fit(people=(0, 99))) for name in ("One", "Two")))
    assert fitting_choices(Company(people=5), [wide]) == {"Size": "One"}
