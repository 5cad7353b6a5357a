"""A sample decision, and three considerations between a CMO and a CRO, for the tests of decisions."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.considerations import Choice, Consideration, Fit

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
DECISION = Decision(
    id="D1",
    team="T1",
    channel="C1",
    roles=("cmo", "cro"),
    answers=(("growth", "revenue_and_retention"),),
    recommendation=RecommendationSnapshot("cro", ("cro",), (("cmo", 0), ("cro", 4))),
    choice=("cro",),
    reasons="Revenue first.",
    dissent="",
    review_on=date(2027, 2, 20),
    by="U1",
    at=AT,
)
"""A CRO before a CMO, made on AT and not reviewed yet."""


def _choice(name: str, label: str, role: str, **more: Any) -> Choice:
    because = f"The sample says so of {label.casefold()}."
    return Choice(id=name, label=label, verdict="role", roles=(role,), because=because, basis="suggestion", **more)


def _consideration(name: str, question: str, *choices: Choice) -> Consideration:
    return Consideration(
        id=name, title=name.capitalize(), question=question, text="Why.", choices=choices, reviewed="2026-11"
    )


GROWTH = _consideration(
    "growth",
    "What should grow?",
    _choice("brand", "The brand", "cmo", weight=2),
    _choice("revenue", "Revenue", "cro", weight=2),
)
URGENCY = _consideration(
    "urgency",
    "What can wait?",
    _choice("revenue_waits", "Revenue can wait", "cmo", weight=2),
    _choice("brand_waits", "The brand can wait", "cro", weight=2),
)
SIZE = _consideration(
    "size",
    "How large is the company?",
    _choice("small", "Small", "cro", fits=Fit(people=(1, 99))),
    _choice("large", "Large", "cmo", fits=Fit(people=(100, 1_000_000))),
)
FOR_REVENUE = {GROWTH.question: "revenue", URGENCY.question: "brand_waits"}
"""Answers that recommend the CRO."""
FOR_THE_BRAND = {GROWTH.question: "brand"}


def with_three_considerations(base: KnowledgeBase) -> KnowledgeBase:
    """The base with these considerations alone: two of two points each, and one of a point that size decides."""
    considerations = {each.id: each for each in (GROWTH, URGENCY, SIZE)}
    return replace(base, considerations=considerations, version="three considerations")
