from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.hiring.decisions import Advised, Decision
from bot.storage import migrate
from bot.storage.decisions import Decisions

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = AT.date()
MADE = Decision(
    id="D1",
    team="T1",
    channel="C1",
    roles=("cmo", "cro"),
    answers=(("growth", "revenue_and_retention"), ("size", "small_one")),
    advised=Advised("cro", ("cro",), (("cmo", 0), ("cro", 4))),
    choice=("cro",),
    reasons="Revenue first; naïve “quotes” & <signs>.",
    dissent="The board member would hire the CMO.",
    review_on=date(2027, 2, 20),
    by="U1",
    at=AT,
)


def made(key: str, days: int = 0, **changes: Any) -> Decision:
    """One recorded so many days later, on roles of its own unless told."""
    told = {"roles": ("cmo", key), "choice": (key,), **changes}
    return MADE._replace(id=key, at=AT + timedelta(days=days), **told)


@pytest.fixture
def kept(database_url: str) -> Decisions:
    migrate(database_url)
    return Decisions(database_url)


@pytest.mark.parametrize(
    "changes",
    [{}, {"choice": ()}, {"review_on": None}, {"search": "S1"}, {"closed_at": AT}, {"answers": ()}, {"reasons": ""}],
)
def test_a_decision_comes_back_as_it_was_recorded(kept: Decisions, changes: dict[str, Any]):
    decision = MADE._replace(**changes)
    assert kept.keep(decision)
    assert kept.decision("T1", "D1") == decision


def test_one_that_is_recorded_twice_stays_as_it_was_first(kept: Decisions):
    assert kept.keep(MADE)
    assert not kept.keep(MADE._replace(reasons="Another."))
    assert kept.decision("T1", "D1") == MADE


def test_the_newest_of_a_channel_come_first_with_the_number_of_all(kept: Decisions):
    for key, days in (("one", 0), ("two", 2), ("three", 1)):
        kept.keep(made(key, days))
    found, number = kept.in_channel("T1", "C1", 2)
    assert ([each.id for each in found], number) == (["two", "three"], 3)


def test_a_person_has_their_own_from_every_channel(kept: Decisions):
    kept.keep(made("mine"))
    kept.keep(made("elsewhere", 1, channel="C2"))
    kept.keep(made("theirs", by="U2"))
    found, number = kept.of_person("T1", "U1", 10)
    assert ([each.id for each in found], number) == (["elsewhere", "mine"], 2)


def test_nothing_is_seen_from_another_workspace_or_channel(kept: Decisions):
    kept.keep(MADE)
    assert kept.in_channel("T2", "C1", 10) == ((), 0)
    assert kept.in_channel("T1", "C2", 10) == ((), 0)
    assert kept.of_person("T2", "U1", 10) == ((), 0)
    assert kept.decision("T2", "D1") is None


def test_a_decision_is_reviewed_once(kept: Decisions):
    kept.keep(MADE)
    later = AT + timedelta(days=90)
    assert kept.review(MADE, later)
    assert not kept.review(MADE, later + timedelta(days=1))
    assert kept.decision("T1", "D1") == MADE._replace(closed_at=later)


@pytest.mark.parametrize("foreign", [{"team": "T2"}, {"channel": "C2"}])
def test_a_decision_is_not_reviewed_by_its_id_alone(kept: Decisions, foreign: dict[str, str]):
    kept.keep(MADE)
    assert not kept.review(MADE._replace(**foreign), AT)
    assert kept.decision("T1", "D1") == MADE


def test_a_new_decision_closes_earlier_ones_on_the_same_roles_there_and_no_others(kept: Decisions):
    others = (made("cto"), made("elsewhere", channel="C2", roles=("cmo", "cro"), choice=("cro",)))
    for each in (MADE, *others):
        kept.keep(each)
    new = made("new", 5, roles=("cro", "cmo"), choice=("cmo",))
    kept.keep(new)
    assert kept.decision("T1", "D1") == MADE._replace(closed_at=new.at)
    assert [kept.decision("T1", each.id) for each in (*others, new)] == [*others, new]


def test_the_newest_open_decision_for_a_role_is_the_one_that_a_search_follows(kept: Decisions):
    kept.keep(MADE)
    kept.keep(made("cto", 1, choice=("cro", "cto")))
    led = kept.followed("T1", "C1", "cro", "S1")
    assert led is not None
    assert (led.id, led.search) == ("cto", "S1")
    assert kept.decision("T1", "cto") == led
    again = kept.followed("T1", "C1", "cro", "S2")
    assert again is not None
    assert again.id == "D1"


@pytest.mark.parametrize("wanted", [("T2", "C1", "cro"), ("T1", "C2", "cro"), ("T1", "C1", "cmo")])
def test_a_search_that_nobody_decided_on_follows_nothing(kept: Decisions, wanted: tuple[str, str, str]):
    kept.keep(MADE)
    assert kept.followed(*wanted, "S1") is None
    assert kept.decision("T1", "D1") == MADE


def test_what_is_due_is_found_in_every_workspace_the_longest_overdue_first(kept: Decisions):
    kept.keep(made("today", review_on=TODAY))
    kept.keep(made("late", review_on=TODAY - timedelta(days=4), team="T2"))
    kept.keep(made("tomorrow", review_on=TODAY + timedelta(days=1)))
    kept.keep(made("never", review_on=None))
    kept.keep(made("reviewed", review_on=TODAY, closed_at=AT))
    assert [(each.team, each.id) for each in kept.due(TODAY)] == [("T2", "late"), ("T1", "today")]


def test_another_worker_on_the_same_database_knows_it_too(kept: Decisions, database_url: str):
    kept.keep(MADE)
    assert Decisions(database_url).decision("T1", "D1") == MADE
