from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from bot.storage import migrate
from bot.storage.conversations import SqlConversationRepository
from bot.storage.engine import get_engine
from bot.storage.tables import conversations
from bot.understanding.intents import Intent

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
KPIS = Intent("compare", ("cmo", "cro"), "metrics")
PRICING = Intent("who_owns", (), None, "pricing")
HERE = ("T1", "C1", "100.1")


@pytest.fixture
def kept(database_url: str) -> SqlConversationRepository:
    migrate(database_url)
    return SqlConversationRepository(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(conversations))


def test_the_last_question_comes_back_as_it_was(kept: SqlConversationRepository):
    for asked in (KPIS, PRICING):
        kept.save_intent(*HERE, asked, NOW)
        assert kept.last_intent(*HERE, NOW) == asked


def test_a_conversation_has_one_last_question(kept: SqlConversationRepository, database_url: str):
    kept.save_intent(*HERE, PRICING, NOW)
    kept.save_intent(*HERE, KPIS, NOW)
    assert rows(database_url) == 1


@pytest.mark.parametrize(
    "there", [("T2", "C1", "100.1"), ("T1", "C2", "100.1"), ("T1", "C1", "100.2"), ("T1", "C1", "")]
)
def test_nothing_is_known_in_another_workspace_channel_or_thread(
    kept: SqlConversationRepository, there: tuple[str, str, str]
):
    kept.save_intent(*HERE, KPIS, NOW)
    assert kept.last_intent(*there, NOW) is None


def test_another_worker_on_the_same_database_knows_it_too(kept: SqlConversationRepository, database_url: str):
    kept.save_intent(*HERE, KPIS, NOW)
    assert SqlConversationRepository(database_url).last_intent(*HERE, NOW) == KPIS


@pytest.mark.parametrize("line", ["gossip:cmo::", "compare:cmo", "", "x"])
def test_a_question_that_cannot_be_read_any_more_counts_as_none(
    kept: SqlConversationRepository, database_url: str, line: str
):
    kept.save_intent(*HERE, KPIS, NOW)
    with get_engine(database_url).begin() as connection:
        connection.execute(update(conversations).values(intent=line))
    assert kept.last_intent(*HERE, NOW) is None


@pytest.mark.parametrize(("days", "known"), [(29, KPIS), (31, None)])
def test_a_question_is_known_for_thirty_days(kept: SqlConversationRepository, days: int, known: Intent | None):
    kept.save_intent(*HERE, KPIS, NOW)
    assert kept.last_intent(*HERE, NOW + timedelta(days=days)) == known


def test_old_questions_are_deleted_when_a_new_one_is_kept(kept: SqlConversationRepository, database_url: str):
    kept.save_intent(*HERE, KPIS, NOW)
    kept.save_intent("T1", "C2", "", KPIS, NOW + timedelta(days=29))
    assert rows(database_url) == 2
    kept.save_intent("T1", "C3", "", KPIS, NOW + timedelta(days=31))
    assert rows(database_url) == 2
    assert kept.last_intent("T1", "C2", "", NOW + timedelta(days=31)) == KPIS


@pytest.mark.parametrize(
    "use", [lambda all_, now: all_.last_intent(*HERE, now), lambda all_, now: all_.save_intent(*HERE, KPIS, now)]
)
def test_a_database_without_the_table_is_an_error(
    empty_database_url: str, use: Callable[[SqlConversationRepository, datetime], object]
):
    with pytest.raises(Exception, match="conversations"):
        use(SqlConversationRepository(empty_database_url), NOW)
