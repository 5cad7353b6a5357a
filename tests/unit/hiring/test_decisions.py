from datetime import UTC, date, datetime, timedelta

import pytest

from bot.hiring.decisions import (
    MAX_TEXT_LENGTH,
    Decision,
    RecommendationSnapshot,
    can_see_decision,
    default_review_date,
    find_errors,
    supersedes,
)

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = AT.date()
MADE = Decision(
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


@pytest.mark.parametrize(
    ("today", "then"),
    [
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2026, 11, 20), date(2027, 2, 20)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 9, 30), date(2026, 12, 30)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_a_decision_comes_up_again_in_three_months(today: date, then: date):
    assert default_review_date(today) == then


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"choice": ("cto",)}, "choice"),
        ({"review_on": TODAY - timedelta(days=2)}, "review_on"),
        ({"reasons": "x" * (MAX_TEXT_LENGTH + 1)}, "reasons"),
        ({"dissent": "x" * (MAX_TEXT_LENGTH + 1)}, "dissent"),
    ],
)
def test_what_cannot_be_recorded_is_said_beside_its_field(changes: dict, field: str):
    assert list(find_errors(MADE._replace(**changes), TODAY)) == [field]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"choice": ()},
        {"choice": ("cmo", "cro")},
        {"review_on": None},
        {"review_on": TODAY},
        {"review_on": TODAY - timedelta(days=1)},
        {"reasons": "", "dissent": "x" * MAX_TEXT_LENGTH},
    ],
)
def test_any_choice_of_the_roles_may_be_recorded_with_a_review_from_today_on_or_none(changes: dict):
    assert find_errors(MADE._replace(**changes), TODAY) == {}


def test_a_new_decision_on_the_same_roles_in_the_same_channel_supersedes_the_old_one():
    assert supersedes(MADE._replace(id="D2", roles=("cro", "cmo")), MADE)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ({"id": "D2", "roles": ("cmo", "cto")}, {}),
        ({"id": "D2", "channel": "C2"}, {}),
        ({"id": "D2", "team": "T2"}, {}),
        ({"id": "D2"}, {"closed_at": AT}),
        ({}, {}),
    ],
)
def test_it_supersedes_nothing_else(new: dict, old: dict):
    assert not supersedes(MADE._replace(**new), MADE._replace(**old))


@pytest.mark.parametrize(
    ("user", "channel", "seen"),
    [("U2", "C1", True), ("U1", "C2", True), ("U1", "", True), ("U2", "C2", False), ("U2", "", False)],
)
def test_a_decision_is_seen_in_its_channel_and_by_who_recorded_it(user: str, channel: str, seen: bool):
    assert can_see_decision(MADE, user, channel) is seen
