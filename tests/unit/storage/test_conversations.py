from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.storage.conversations import SqlConversationRepository
from bot.storage.engine import get_engine
from bot.storage.tables import conversations
from bot.understanding.intents import Intent

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
KPIS = Intent("compare", ("cmo", "cro"), "metrics")
PRICING = Intent("who_owns", (), None, "pricing")
HERE = ("T1", "C1", "100.1")


@pytest.fixture
def repository(database_url: str) -> SqlConversationRepository:
    return SqlConversationRepository(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(conversations))


def test_the_last_question_comes_back_as_it_was_saved(repository: SqlConversationRepository):
    for asked in (KPIS, PRICING):
        repository.save_intent(*HERE, asked, NOW)
        assert repository.last_intent(*HERE, NOW) == asked


def test_a_conversation_has_one_last_question(repository: SqlConversationRepository, database_url: str):
    repository.save_intent(*HERE, PRICING, NOW)
    repository.save_intent(*HERE, KPIS, NOW)
    assert rows(database_url) == 1


@pytest.mark.parametrize(
    "there", [("T2", "C1", "100.1"), ("T1", "C2", "100.1"), ("T1", "C1", "100.2"), ("T1", "C1", "")]
)
def test_another_workspace_channel_or_thread_has_no_last_question(
    repository: SqlConversationRepository, there: tuple[str, str, str]
):
    repository.save_intent(*HERE, KPIS, NOW)
    assert repository.last_intent(*there, NOW) is None


def test_another_process_on_the_same_database_has_the_question_too(
    repository: SqlConversationRepository, database_url: str
):
    repository.save_intent(*HERE, KPIS, NOW)
    assert SqlConversationRepository(database_url).last_intent(*HERE, NOW) == KPIS


@pytest.mark.parametrize("line", ["gossip:cmo::", "compare:cmo", "", "x"])
def test_a_stored_question_that_this_version_cannot_read_counts_as_none(
    repository: SqlConversationRepository, database_url: str, line: str
):
    repository.save_intent(*HERE, KPIS, NOW)
    with get_engine(database_url).begin() as connection:
        connection.execute(update(conversations).values(intent=line))
    assert repository.last_intent(*HERE, NOW) is None


@pytest.mark.parametrize(("days", "found"), [(29, KPIS), (31, None)])
def test_a_question_is_kept_for_thirty_days(repository: SqlConversationRepository, days: int, found: Intent | None):
    repository.save_intent(*HERE, KPIS, NOW)
    assert repository.last_intent(*HERE, NOW + timedelta(days=days)) == found


def test_old_questions_are_deleted_when_a_new_one_is_saved(repository: SqlConversationRepository, database_url: str):
    repository.save_intent(*HERE, KPIS, NOW)
    repository.save_intent("T1", "C2", "", KPIS, NOW + timedelta(days=29))
    assert rows(database_url) == 2
    repository.save_intent("T1", "C3", "", KPIS, NOW + timedelta(days=31))
    assert rows(database_url) == 2
    assert repository.last_intent("T1", "C2", "", NOW + timedelta(days=31)) == KPIS


@pytest.mark.parametrize(
    "use",
    [
        lambda repository, now: repository.last_intent(*HERE, now),
        lambda repository, now: repository.save_intent(*HERE, KPIS, now),
    ],
)
def test_a_database_without_the_table_is_an_error(
    empty_database_url: str, use: Callable[[SqlConversationRepository, datetime], object]
):
    with pytest.raises(Exception, match="conversations"):
        use(SqlConversationRepository(empty_database_url), NOW)
