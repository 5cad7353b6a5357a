from datetime import UTC, datetime, timedelta

import pytest

from bot.insights.feedback import Remark, Vote, VoteCount
from bot.storage.feedback import KEEP_FOR, SqlVoteRepository

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HELPFUL = Vote("role:cmo::", "U1", is_helpful=True)
OUTDATED = HELPFUL._replace(is_helpful=False, reason="outdated", remark="It's 2021.")


@pytest.fixture
def repository(database_url: str) -> SqlVoteRepository:
    return SqlVoteRepository(database_url)


def test_the_latest_vote_of_a_person_on_an_answer_counts(repository: SqlVoteRepository):
    for vote in (HELPFUL, OUTDATED, HELPFUL._replace(answer="role:cro::")):
        repository.save("T1", vote, NOW)
    assert repository.counts("T1", NOW) == (
        VoteCount("role:cmo::", is_helpful=False, reason="outdated", people=1),
        VoteCount("role:cro::", is_helpful=True, reason="", people=1),
    )
    assert repository.remarks("T1", NOW) == (Remark("role:cmo::", "It's 2021."),)


def test_votes_are_counted_within_a_workspace_or_over_all_of_them(repository: SqlVoteRepository):
    for team, user in (("T1", "U1"), ("T1", "U2"), ("T2", "U1")):
        repository.save(team, OUTDATED._replace(user=user), NOW)
    assert [each.people for each in repository.counts("T1", NOW)] == [2]
    assert [each.people for each in repository.counts("T2", NOW)] == [1]
    assert [each.people for each in repository.counts(None, NOW)] == [3]
    assert len(repository.remarks(None, NOW)) == 3


def test_votes_are_forgotten_after_half_a_year(repository: SqlVoteRepository, database_url: str):
    repository.save("T1", OUTDATED, NOW)
    later = NOW + KEEP_FOR + timedelta(seconds=1)
    assert (repository.counts("T1", later), repository.remarks("T1", later)) == ((), ())
    SqlVoteRepository(database_url).save("T1", HELPFUL._replace(user="U2"), later)
    assert repository.counts("T1", NOW) == (VoteCount("role:cmo::", is_helpful=True, reason="", people=1),)


def test_the_votes_on_a_revised_answer_can_be_deleted(repository: SqlVoteRepository):
    for team in ("T1", "T2"):
        repository.save(team, OUTDATED, NOW)
    assert repository.delete("role:cro::") == 0
    assert repository.delete("role:cmo::") == 2
    assert repository.counts(None, NOW) == ()
