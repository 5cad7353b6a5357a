"""A sample decision, for the tests of decisions."""

from datetime import UTC, date, datetime

from bot.hiring.decisions import Decision, RecommendationSnapshot

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
