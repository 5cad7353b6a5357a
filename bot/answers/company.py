"""Reads what a question says about the company as numbers, and finds the answers to considerations that fit it."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bot.knowledge.considerations import Consideration, Fit

MILLION = 1_000_000
UNITS = {"k": 1_000, "thousand": 1_000, "m": MILLION, "mn": MILLION, "mm": MILLION, "million": MILLION}
UNITS |= {"bn": 1_000 * MILLION, "billion": 1_000 * MILLION}
"""Unit after a number to what it multiplies by."""
_NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([a-z]*)", re.IGNORECASE)


class Company(NamedTuple):
    """What is known of a company: how many people, yearly revenue in millions, and the stage in lower case."""

    people: float | None = None
    revenue: float | None = None
    stage: str = ""


def describe_company(facts: Iterable[tuple[str, str]]) -> Company:
    """Return the facts of a question, as pairs of kind and text, as numbers.

    >>> describe_company((("people", "30-person"), ("revenue", "$4M ARR")))
    Company(people=30.0, revenue=4.0, stage='')
    """
    known = dict(facts)
    revenue = _amount(known.get("revenue", ""))
    stage = " ".join(known.get("stage", "").casefold().replace("-stage", "").split())
    return Company(_amount(known.get("people", "")), None if revenue is None else revenue / MILLION, stage)


def fitting_choices(company: Company, considerations: Sequence[Consideration]) -> dict[str, str]:
    """Return the id of the first choice that fits the company, by the id of its consideration."""
    return {
        each.id: choice.id
        for each in considerations
        for choice in reversed(each.choices)
        if choice.fits and _fits(company, choice.fits)
    }


def _fits(company: Company, fit: Fit) -> bool:
    """Return whether all that is known of the company, and named in the fit, is within it."""
    ranges = ((company.people, fit.people), (company.revenue, fit.revenue))
    within = [
        low <= value <= high for value, limits in ranges if limits and value is not None for low, high in [limits]
    ]
    staged = [company.stage in fit.stage] if company.stage and fit.stage else []
    return bool(within or staged) and all((*within, *staged))


def _amount(text: str) -> float | None:
    """Return the first number in a text, multiplied by its unit; None if there is none."""
    found = _NUMBER.search(text)
    return float(found[1].replace(",", "")) * UNITS.get(found[2].casefold(), 1) if found else None
