"""Scorecards in the database: who can read one, and what happens if two are submitted at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from samples.hiring import CHANNEL, NOW, OWNER, checklist, make_actor, make_start_entry

from bot.hiring import service
from bot.hiring.finalists import Finalist
from bot.hiring.scorecards import Scorecard, Submission
from bot.hiring.scoring import submit_scorecard
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

PANEL = ("U1", "U2")
SCORING = checklist(criteria=("Forecast",), panel=PANEL, finalists=(Finalist("A"), Finalist("B")))


@pytest.fixture
def searches(database_url: str) -> SqlUnitOfWorkFactory:
    """A search of T1 with two interviewers and two finalists, and one like it of T2."""
    factory = SqlUnitOfWorkFactory(database_url)
    for team in ("T1", "T2"):
        given = SCORING._replace(search=SCORING.search._replace(team=team))
        with factory.begin(team) as uow:
            service.create_search(uow, given, make_start_entry(given))
    return factory


def submit(searches: SqlUnitOfWorkFactory, by: str, score: int, letter: str = "A", request: str = "") -> None:
    with searches.begin("T1") as uow:
        [found] = uow.open_searches_in(CHANNEL)
        card = Scorecard(letter, by, NOW, (("Forecast", score),), f"seen by {by}")
        submit_scorecard(uow, make_actor(by, request=request), uow.checklist(found), card)


def readable(searches: SqlUnitOfWorkFactory, reader: str, team: str = "T1") -> list[tuple[str, str]]:
    with searches.begin(team, writable=False) as uow:
        [found] = uow.open_searches_in(CHANNEL)
        return [(card.letter, card.by) for card in uow.scorecards(found, reader)]


def submissions(searches: SqlUnitOfWorkFactory, team: str = "T1") -> set[Submission]:
    with searches.begin(team, writable=False) as uow:
        [found] = uow.open_searches_in(CHANNEL)
        return set(uow.submissions(found))


def test_a_sealed_scorecard_is_read_by_the_interviewer_alone(searches: SqlUnitOfWorkFactory):
    submit(searches, "U1", 3)
    assert readable(searches, "U1") == [("A", "U1")]
    assert [readable(searches, reader) for reader in ("U2", OWNER, "")] == [[], [], []]
    assert submissions(searches) == {Submission("A", "U1")}


def test_the_last_scorecard_opens_those_of_the_finalist_and_no_others(searches: SqlUnitOfWorkFactory):
    submit(searches, "U1", 3, "B")
    submit(searches, "U1", 3)
    submit(searches, "U2", 1)
    assert set(readable(searches, OWNER)) == {("A", "U1"), ("A", "U2")}


def test_another_workspace_has_nothing_of_it(searches: SqlUnitOfWorkFactory):
    submit(searches, "U1", 3)
    assert readable(searches, "U1", "T2") == []
    assert submissions(searches, "T2") == set()


def test_a_second_scorecard_replaces_the_first(searches: SqlUnitOfWorkFactory):
    submit(searches, "U1", 3)
    submit(searches, "U1", 4)
    with searches.begin("T1", writable=False) as uow:
        [found] = uow.open_searches_in(CHANNEL)
        [card] = uow.scorecards(found, "U1")
    assert card.scores == (("Forecast", 4),)
    assert card.remark == "seen by U1"


def test_a_request_that_slack_repeats_is_carried_out_once(searches: SqlUnitOfWorkFactory):
    submit(searches, "U1", 3, request="R1")
    with pytest.raises(DuplicateRequestError):
        submit(searches, "U1", 3, request="R1")
    assert submissions(searches) == {Submission("A", "U1")}


def test_of_two_last_scorecards_at_once_one_opens_the_scores(searches: SqlUnitOfWorkFactory):
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda by: submit(searches, by, 2), PANEL))
    assert len(readable(searches, OWNER)) == len(PANEL)
    with searches.begin("T1", writable=False) as uow:
        [found] = uow.open_searches_in(CHANNEL)
        verbs = [change.verb for entry in uow.history(found) for change in entry.changes]
    assert verbs.count("open-scores") == 1
    assert found.finalists[0].is_open


def test_an_interviewer_finds_the_search_from_elsewhere(searches: SqlUnitOfWorkFactory):
    with searches.begin("T1", writable=False) as uow:
        assert [each.id for each in uow.open_searches_of("U1")] == [SCORING.search.id]
        assert uow.open_searches_of("U") == ()
