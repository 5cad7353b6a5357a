from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from bot.storage.answered_messages import KEEP_FOR, SqlAnsweredMessageRepository
from bot.storage.engine import get_engine
from bot.storage.tables import answered_messages

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def answers(database_url: str) -> SqlAnsweredMessageRepository:
    return SqlAnsweredMessageRepository(database_url)


def rows(url: str) -> int | None:
    with get_engine(url).connect() as connection:
        return connection.scalar(select(func.count()).select_from(answered_messages))


def test_the_answer_to_a_message_is_found(answers: SqlAnsweredMessageRepository):
    answers.save_answer("T1", "C1", "100.1", "100.2", NOW)
    assert answers.find_answer("T1", "C1", "100.1", NOW) == "100.2"


def test_a_message_that_was_not_answered_has_no_answer(answers: SqlAnsweredMessageRepository):
    answers.save_answer("T1", "C1", "100.1", "100.2", NOW)
    assert answers.find_answer("T1", "C1", "100.2", NOW) is None


def test_a_command_is_found_without_a_timestamp(answers: SqlAnsweredMessageRepository):
    answers.save_answer("T1", "C1", "100.1", "", NOW)
    assert answers.find_answer("T1", "C1", "100.1", NOW) == ""


def test_the_latest_answer_replaces_the_one_before(answers: SqlAnsweredMessageRepository, database_url: str):
    answers.save_answer("T1", "C1", "100.1", "", NOW)
    answers.save_answer("T1", "C1", "100.1", "100.3", NOW)
    assert answers.find_answer("T1", "C1", "100.1", NOW) == "100.3"
    assert rows(database_url) == 1


@pytest.mark.parametrize(("team", "channel"), [("T2", "C1"), ("T1", "C2")])
def test_the_same_timestamp_elsewhere_is_another_message(
    answers: SqlAnsweredMessageRepository, team: str, channel: str
):
    answers.save_answer("T1", "C1", "100.1", "100.2", NOW)
    answers.save_answer(team, channel, "100.1", "100.9", NOW)
    assert answers.find_answer("T1", "C1", "100.1", NOW) == "100.2"
    assert answers.find_answer(team, channel, "100.1", NOW) == "100.9"


def test_an_answer_is_found_after_a_restart(answers: SqlAnsweredMessageRepository, database_url: str):
    answers.save_answer("T1", "C1", "100.1", "100.2", NOW)
    assert SqlAnsweredMessageRepository(database_url).find_answer("T1", "C1", "100.1", NOW) == "100.2"


def test_an_answer_is_forgotten_after_a_week(answers: SqlAnsweredMessageRepository):
    answers.save_answer("T1", "C1", "100.1", "100.2", NOW)
    assert answers.find_answer("T1", "C1", "100.1", NOW + KEEP_FOR) == "100.2"
    assert answers.find_answer("T1", "C1", "100.1", NOW + KEEP_FOR + timedelta(seconds=1)) is None


def test_forgotten_answers_are_deleted_at_the_next_hour(answers: SqlAnsweredMessageRepository, database_url: str):
    for number in range(3):
        answers.save_answer("T1", "C1", f"100.{number}", "200.1", NOW)
    answers.save_answer("T1", "C1", "300.1", "300.2", NOW + KEEP_FOR + timedelta(hours=1))
    assert rows(database_url) == 1
