from datetime import timedelta
from typing import Any

import pytest
from samples.decisions import AT, DECISION

from bot.hiring.decisions import Decision
from bot.storage.decisions import SqlDecisionRepository

TODAY = AT.date()
MADE = DECISION._replace(
    answers=(("growth", "revenue_and_retention"), ("size", "small_one")),
    reasons="Revenue first; naïve “quotes” & <signs>.",
    dissent="The board member would hire the CMO.",
)


def made(key: str, days: int = 0, **changes: Any) -> Decision:
    """A decision recorded this many days later, by default on roles of its own."""
    usual = {"roles": ("cmo", key), "choice": (key,)}
    return MADE._replace(id=key, at=AT + timedelta(days=days), **(usual | changes))


@pytest.fixture
def repository(database_url: str) -> SqlDecisionRepository:
    return SqlDecisionRepository(database_url)


@pytest.mark.parametrize(
    "changes",
    [{}, {"choice": ()}, {"review_on": None}, {"search": "S1"}, {"closed_at": AT}, {"answers": ()}, {"reasons": ""}],
)
def test_a_decision_comes_back_as_it_was_recorded(repository: SqlDecisionRepository, changes: dict[str, Any]):
    decision = MADE._replace(**changes)
    assert repository.add(decision)
    assert repository.decision("T1", "D1") == decision


def test_recording_a_decision_again_changes_nothing(repository: SqlDecisionRepository):
    assert repository.add(MADE)
    assert not repository.add(MADE._replace(reasons="Another."))
    assert repository.decision("T1", "D1") == MADE


def test_the_decisions_of_a_channel_are_listed_newest_first_with_their_total(repository: SqlDecisionRepository):
    for key, days in (("one", 0), ("two", 2), ("three", 1)):
        repository.add(made(key, days))
    found, number = repository.list_in_channel("T1", "C1", 2)
    assert ([each.id for each in found], number) == (["two", "three"], 3)


def test_the_decisions_of_a_person_are_listed_from_every_channel(repository: SqlDecisionRepository):
    repository.add(made("mine"))
    repository.add(made("elsewhere", 1, channel="C2"))
    repository.add(made("theirs", by="U2"))
    found, number = repository.list_by_person("T1", "U1", 10)
    assert ([each.id for each in found], number) == (["elsewhere", "mine"], 2)


def test_another_workspace_or_channel_does_not_see_a_decision(repository: SqlDecisionRepository):
    repository.add(MADE)
    assert repository.list_in_channel("T2", "C1", 10) == ((), 0)
    assert repository.list_in_channel("T1", "C2", 10) == ((), 0)
    assert repository.list_by_person("T2", "U1", 10) == ((), 0)
    assert repository.decision("T2", "D1") is None


def test_a_decision_is_reviewed_once(repository: SqlDecisionRepository):
    repository.add(MADE)
    later = AT + timedelta(days=90)
    assert repository.mark_reviewed(MADE, later)
    assert not repository.mark_reviewed(MADE, later + timedelta(days=1))
    assert repository.decision("T1", "D1") == MADE._replace(closed_at=later)


@pytest.mark.parametrize("foreign", [{"team": "T2"}, {"channel": "C2"}])
def test_a_decision_of_another_workspace_or_channel_cannot_be_marked_as_reviewed(
    repository: SqlDecisionRepository, foreign: dict[str, str]
):
    repository.add(MADE)
    assert not repository.mark_reviewed(MADE._replace(**foreign), AT)
    assert repository.decision("T1", "D1") == MADE


def test_a_new_decision_closes_earlier_ones_on_the_same_roles_in_its_channel_and_no_others(
    repository: SqlDecisionRepository,
):
    others = (made("cto"), made("elsewhere", channel="C2", roles=("cmo", "cro"), choice=("cro",)))
    for each in (MADE, *others):
        repository.add(each)
    new = made("new", 5, roles=("cro", "cmo"), choice=("cmo",))
    repository.add(new)
    assert repository.decision("T1", "D1") == MADE._replace(closed_at=new.at)
    assert [repository.decision("T1", each.id) for each in (*others, new)] == [*others, new]


def test_a_search_is_linked_to_the_newest_open_decision_for_its_role(repository: SqlDecisionRepository):
    repository.add(MADE)
    repository.add(made("cto", 1, choice=("cro", "cto")))
    found = repository.find_waiting("T1", "C1", "cro")
    assert found is not None
    assert repository.link_search(found, "S1")
    assert not repository.link_search(found, "S2")
    assert repository.decision("T1", "cto") == found._replace(search="S1")
    assert repository.find_waiting("T1", "C1", "cro") == MADE


@pytest.mark.parametrize("wanted", [("T2", "C1", "cro"), ("T1", "C2", "cro"), ("T1", "C1", "cmo")])
def test_a_search_without_a_decision_for_its_role_is_not_linked(
    repository: SqlDecisionRepository, wanted: tuple[str, str, str]
):
    repository.add(MADE)
    assert repository.find_waiting(*wanted) is None


def test_due_reviews_are_found_in_every_workspace_the_longest_overdue_first(repository: SqlDecisionRepository):
    repository.add(made("today", review_on=TODAY))
    repository.add(made("late", review_on=TODAY - timedelta(days=4), team="T2"))
    repository.add(made("tomorrow", review_on=TODAY + timedelta(days=1)))
    repository.add(made("never", review_on=None))
    repository.add(made("reviewed", review_on=TODAY, closed_at=AT))
    assert [(each.team, each.id) for each in repository.find_due_reviews(TODAY)] == [("T2", "late"), ("T1", "today")]


def test_another_process_on_the_same_database_has_the_decision_too(
    repository: SqlDecisionRepository, database_url: str
):
    repository.add(MADE)
    assert SqlDecisionRepository(database_url).decision("T1", "D1") == MADE
