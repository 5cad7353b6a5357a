from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.storage import migrate
from bot.storage.decisions import SqlDecisionRepository

AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TODAY = AT.date()
MADE = Decision(
    id="D1",
    team="T1",
    channel="C1",
    roles=("cmo", "cro"),
    answers=(("growth", "revenue_and_retention"), ("size", "small_one")),
    recommendation=RecommendationSnapshot("cro", ("cro",), (("cmo", 0), ("cro", 4))),
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
def kept(database_url: str) -> SqlDecisionRepository:
    migrate(database_url)
    return SqlDecisionRepository(database_url)


@pytest.mark.parametrize(
    "changes",
    [{}, {"choice": ()}, {"review_on": None}, {"search": "S1"}, {"closed_at": AT}, {"answers": ()}, {"reasons": ""}],
)
def test_a_decision_comes_back_as_it_was_recorded(kept: SqlDecisionRepository, changes: dict[str, Any]):
    decision = MADE._replace(**changes)
    assert kept.add(decision)
    assert kept.decision("T1", "D1") == decision


def test_one_that_is_recorded_twice_stays_as_it_was_first(kept: SqlDecisionRepository):
    assert kept.add(MADE)
    assert not kept.add(MADE._replace(reasons="Another."))
    assert kept.decision("T1", "D1") == MADE


def test_the_newest_of_a_channel_come_first_with_the_number_of_all(kept: SqlDecisionRepository):
    for key, days in (("one", 0), ("two", 2), ("three", 1)):
        kept.add(made(key, days))
    found, number = kept.list_in_channel("T1", "C1", 2)
    assert ([each.id for each in found], number) == (["two", "three"], 3)


def test_a_person_has_their_own_from_every_channel(kept: SqlDecisionRepository):
    kept.add(made("mine"))
    kept.add(made("elsewhere", 1, channel="C2"))
    kept.add(made("theirs", by="U2"))
    found, number = kept.list_by_person("T1", "U1", 10)
    assert ([each.id for each in found], number) == (["elsewhere", "mine"], 2)


def test_nothing_is_seen_from_another_workspace_or_channel(kept: SqlDecisionRepository):
    kept.add(MADE)
    assert kept.list_in_channel("T2", "C1", 10) == ((), 0)
    assert kept.list_in_channel("T1", "C2", 10) == ((), 0)
    assert kept.list_by_person("T2", "U1", 10) == ((), 0)
    assert kept.decision("T2", "D1") is None


def test_a_decision_is_reviewed_once(kept: SqlDecisionRepository):
    kept.add(MADE)
    later = AT + timedelta(days=90)
    assert kept.mark_reviewed(MADE, later)
    assert not kept.mark_reviewed(MADE, later + timedelta(days=1))
    assert kept.decision("T1", "D1") == MADE._replace(closed_at=later)


@pytest.mark.parametrize("foreign", [{"team": "T2"}, {"channel": "C2"}])
def test_a_decision_is_not_reviewed_by_its_id_alone(kept: SqlDecisionRepository, foreign: dict[str, str]):
    kept.add(MADE)
    assert not kept.mark_reviewed(MADE._replace(**foreign), AT)
    assert kept.decision("T1", "D1") == MADE


def test_a_new_decision_closes_earlier_ones_on_the_same_roles_there_and_no_others(kept: SqlDecisionRepository):
    others = (made("cto"), made("elsewhere", channel="C2", roles=("cmo", "cro"), choice=("cro",)))
    for each in (MADE, *others):
        kept.add(each)
    new = made("new", 5, roles=("cro", "cmo"), choice=("cmo",))
    kept.add(new)
    assert kept.decision("T1", "D1") == MADE._replace(closed_at=new.at)
    assert [kept.decision("T1", each.id) for each in (*others, new)] == [*others, new]


def test_the_newest_open_decision_for_a_role_is_the_one_that_a_search_follows(kept: SqlDecisionRepository):
    kept.add(MADE)
    kept.add(made("cto", 1, choice=("cro", "cto")))
    led = kept.link_search("T1", "C1", "cro", "S1")
    assert led is not None
    assert (led.id, led.search) == ("cto", "S1")
    assert kept.decision("T1", "cto") == led
    again = kept.link_search("T1", "C1", "cro", "S2")
    assert again is not None
    assert again.id == "D1"


@pytest.mark.parametrize("wanted", [("T2", "C1", "cro"), ("T1", "C2", "cro"), ("T1", "C1", "cmo")])
def test_a_search_that_nobody_decided_on_follows_nothing(kept: SqlDecisionRepository, wanted: tuple[str, str, str]):
    kept.add(MADE)
    assert kept.link_search(*wanted, "S1") is None
    assert kept.decision("T1", "D1") == MADE


def test_what_is_due_is_found_in_every_workspace_the_longest_overdue_first(kept: SqlDecisionRepository):
    kept.add(made("today", review_on=TODAY))
    kept.add(made("late", review_on=TODAY - timedelta(days=4), team="T2"))
    kept.add(made("tomorrow", review_on=TODAY + timedelta(days=1)))
    kept.add(made("never", review_on=None))
    kept.add(made("reviewed", review_on=TODAY, closed_at=AT))
    assert [(each.team, each.id) for each in kept.find_due_reviews(TODAY)] == [("T2", "late"), ("T1", "today")]


def test_another_worker_on_the_same_database_knows_it_too(kept: SqlDecisionRepository, database_url: str):
    kept.add(MADE)
    assert SqlDecisionRepository(database_url).decision("T1", "D1") == MADE
