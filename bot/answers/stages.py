"""Answers a question about a hire for the stage of the company, which is told from what the question says about it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from bot.answers.company import UNITS, describe_company
from bot.answers.composed import STAGES
from bot.answers.wording import as_sentence, with_indefinite_article
from bot.knowledge.letter_case import as_phrase
from bot.knowledge.models import Fact, Role, Stage

PEOPLE: Sequence[tuple[float, Stage]] = (
    (20, "seed"),
    (61, "series_a"),
    (201, "series_b"),
    (500, "series_c"),
    (inf, "late"),
)
REVENUE: Sequence[tuple[float, Stage]] = (
    (1, "seed"),
    (5, "series_a"),
    (15, "series_b"),
    (50, "series_c"),
    (inf, "late"),
)
"""The number of people, and yearly revenue in millions, below which a venture-backed company is usually at a stage.

They follow the ranges of a search firm and of a list of investors' metrics. Those from Series B on are less certain.
"""
NAMED_STAGES: Mapping[str, tuple[Stage, str]] = {
    "pre-seed": ("seed", "At pre-seed"),
    "preseed": ("seed", "At pre-seed"),
    "seed": ("seed", "At seed"),
    "pre-revenue": ("seed", "Before the first revenue"),
    "pre-product": ("seed", "Before there is a product"),
    "series a": ("series_a", "At Series A"),
    "series b": ("series_b", "At Series B"),
    "series c": ("series_c", "At Series C"),
    "series d": ("series_c", "At Series D"),
    "series e": ("series_c", "At Series E"),
    "series f": ("series_c", "At Series F"),
    "pre-ipo": ("late", "Before an IPO"),
    "publicly listed": ("late", "Once listed"),
    "listed company": ("late", "Once listed"),
    "public company": ("late", "Once listed"),
}
"""Stage as a question names it to the id of the stage, and the words for it."""
STAGE_NAMES: Mapping[Stage, str] = {
    "seed": "Seed",
    "series_a": "Series A",
    "series_b": "Series B",
    "series_c": "Series C",
    "late": "Listed, or close to it",
}
_MONEY = re.compile(r"[$\u20ac\u00a3]?\s?\d[\d,.]*\s?(?P<unit>[a-z]*)", re.IGNORECASE)
_NOT_ALL = re.compile(r"engineers|workers", re.IGNORECASE)
"""Words after a number of people who are only a part of the company."""


class Situation(NamedTuple):
    """The stage of a company, the words that a sentence about it begins with, and the kind of fact it is told from."""

    stage: Stage
    words: str
    kind: str


def find_situation(facts: Iterable[tuple[str, str]]) -> Situation | None:
    """Return the stage of a company from pairs of kind and text: as named, or else by its revenue or its size.

    >>> find_situation((("people", "40 people"),))
    Situation(stage='series_a', words='At 40 people', kind='people')
    """
    known = dict(facts)
    company = describe_company(known.items())
    if named := NAMED_STAGES.get(company.stage):
        return Situation(*named, "stage")
    if company.revenue is not None:
        yearly = company.revenue * (12 if "mrr" in known["revenue"].casefold() else 1)
        return Situation(_within(REVENUE, yearly), f"At {_revenue(known['revenue'])}", "revenue")
    if company.people is not None and not _NOT_ALL.search(known["people"]):
        return Situation(_within(PEOPLE, company.people), f"At {company.people:,.0f} people", "people")
    return None


def advise_at_stage(role: Role, situation: Situation) -> Fact | None:
    """Return the answer to "do we need one?" for the situation, or None if the profile doesn't say."""
    said = say_at_stage(role, situation)
    return said and replace(said, text=as_sentence(f"{situation.words}, {as_phrase(said.text)}"))


def list_stages(role: Role) -> tuple[Fact, ...]:
    """Return what the profile says of the role at each stage, from early to late, labelled with the stage."""
    return tuple(
        replace(role.by_stage[stage], label=name) for stage, name in STAGE_NAMES.items() if stage in role.by_stage
    )


def say_at_stage(role: Role, situation: Situation) -> Fact | None:
    """Return what the profile says of the role at the stage, or what follows from when companies usually hire one."""
    if situation.stage in role.by_stage:
        return role.by_stage[situation.stage]
    text = _composed(role, situation.stage)
    aspect = role.topics.get("first_hire")
    sources = aspect.facts[0].sources if aspect else ()
    return Fact(text=as_sentence(text), sources=sources, basis="inference") if text else None


def _composed(role: Role, stage: Stage) -> str:
    if not role.hired_at:
        return ""
    order = list(STAGES)
    now, usual = order.index(stage), order.index(role.hired_at)
    one = with_indefinite_article(role)
    if now < usual:
        return f"it's usually too early for {one}: companies hire their first {STAGES[role.hired_at]}"
    when = f" when {role.hire_when}" if role.hire_when else ""
    if now == usual:
        return f"companies usually hire their first {role.short}{when}"
    return f"many companies already have {one}{f'; without one, hire{when}' if when else ''}"


def _within(limits: Sequence[tuple[float, Stage]], value: float) -> Stage:
    return next(stage for below, stage in limits if value < below)


def _revenue(text: str) -> str:
    """Return revenue as it is written inside a sentence.

    >>> _revenue("$3m arr"), _revenue("revenue of 20 million")
    ('$3M ARR', '20 million in revenue')
    """
    money = _MONEY.search(text)
    amount = money.group().strip() if money else text
    unit = money.group("unit") if money else ""
    if unit.casefold() in UNITS and len(unit) == 1:
        amount = amount[: -len(unit)] + unit.upper()
    measure = next((word.upper() for word in ("arr", "mrr") if word in text.casefold()), "in revenue")
    return f"{amount} {measure}"
