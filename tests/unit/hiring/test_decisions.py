from datetime import date, timedelta

import pytest
from samples.decisions import AT, DECISION
from samples.hiring import make_actor

from bot.hiring.decisions import (
    MAX_TEXT_LENGTH,
    can_see_decision,
    default_review_date,
    find_errors,
    supersedes,
)
from bot.hiring.people import PersonKind

TODAY = AT.date()


@pytest.mark.parametrize(
    ("today", "review_on"),
    [
        (date(2026, 1, 15), date(2026, 4, 15)),
        (date(2026, 11, 20), date(2027, 2, 22)),
        (date(2026, 11, 30), date(2027, 3, 1)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 9, 30), date(2026, 12, 30)),
        (date(2026, 1, 31), date(2026, 4, 30)),
    ],
)
def test_a_decision_is_due_for_review_after_three_months_by_default(today: date, review_on: date):
    assert default_review_date(today) == review_on


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"choice": ("cto",)}, "choice"),
        ({"review_on": TODAY - timedelta(days=2)}, "review_on"),
        ({"reasons": "x" * (MAX_TEXT_LENGTH + 1)}, "reasons"),
        ({"dissent": "x" * (MAX_TEXT_LENGTH + 1)}, "dissent"),
    ],
)
def test_an_invalid_value_is_reported_on_its_field(changes: dict, field: str):
    assert list(find_errors(DECISION._replace(**changes), TODAY)) == [field]


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
def test_any_choice_of_roles_is_valid_with_or_without_a_review_date(changes: dict):
    assert find_errors(DECISION._replace(**changes), TODAY) == {}


def test_a_new_decision_on_the_same_roles_in_the_same_channel_supersedes_the_old_one():
    assert supersedes(DECISION._replace(id="D2", roles=("cro", "cmo")), DECISION)


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
def test_a_decision_does_not_supersede_unrelated_or_closed_decisions_or_itself(new: dict, old: dict):
    assert not supersedes(DECISION._replace(**new), DECISION._replace(**old))


@pytest.mark.parametrize(
    ("user", "channel", "kind", "member_of", "visible"),
    [
        ("U2", "C1", "member", (), True),
        ("U2", "C2", "member", ("C1",), True),
        ("U1", "C2", "guest", (), True),
        ("U2", "C2", "member", ("C3",), False),
        ("U2", "", "member", (), False),
        ("U2", "C1", "guest", ("C1",), False),
        ("U2", "C1", "external", (), False),
    ],
)
def test_a_decision_is_visible_to_its_author_and_to_members_in_its_channel(
    user: str, channel: str, kind: PersonKind, member_of: tuple[str, ...], visible: bool
):
    actor = make_actor(user, channel)._replace(kind=kind, member_of=frozenset(member_of))
    assert can_see_decision(DECISION, actor) is visible
