from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, CHANNEL, OWNER, checklist, opened, with_items

from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.hiring.models import Checklist
from bot.hiring.outbox import ONE_TIME_DAY, Delivery
from bot.hiring.people import Person, PersonRecord
from bot.knowledge.base import KnowledgeBase
from bot.slack.reminders.content import NoticeBuilder
from bot.storage import migrate
from bot.storage.decisions import SqlDecisionRepository
from bot.storage.outbox import SqlOutbox
from bot.storage.people import SqlPersonRepository
from bot.storage.reminder_queries import SqlReminderQueries
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

MONDAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 9, tzinfo=UTC)
WEEKLY = Delivery("T1", "weekly", "S1", MONDAY)
DEPARTED = Delivery("T1", "departed", f"{ASSIGNEE}:S1", ONE_TIME_DAY)


@pytest.fixture
def url(database_url: str) -> str:
    migrate(database_url)
    return database_url


@pytest.fixture
def letters(url: str) -> NoticeBuilder:
    return NoticeBuilder(SqlReminderQueries(url), SqlOutbox(url), SqlDecisionRepository(url), no_knowledge)


def no_knowledge() -> KnowledgeBase:
    raise AssertionError("nothing is to be said")


def keep(url: str, given: Checklist) -> None:
    with SqlUnitOfWorkFactory(url).begin("T1") as desk:
        desk.add_search(given, opened(given))


def in_utc(user: str) -> Person:
    return Person(user)


def held(**values: Any) -> Checklist:
    return with_items(checklist(**values), item5={"assignee": ASSIGNEE})


@pytest.mark.parametrize(
    "values",
    [{"state": "hired"}, {"weekly": False}, {"created_at": NOW - timedelta(hours=23)}, {"created_at": NOW}],
)
def test_a_search_that_is_over_or_new_or_told_to_be_silent_has_no_summary(
    url: str, letters: NoticeBuilder, values: dict[str, Any]
):
    keep(url, held(**values))
    assert letters.build_weekly_summary(WEEKLY, in_utc) is None


def test_a_search_that_is_gone_has_nothing_to_say(letters: NoticeBuilder):
    assert letters.build_weekly_summary(WEEKLY, in_utc) is None
    assert letters.build_departure(DEPARTED, NOW) is None
    assert letters.build_review(Delivery("T1", "review", "D1", MONDAY)) is None


def test_a_summary_goes_to_the_channel_or_else_to_the_owner(url: str, letters: NoticeBuilder):
    keep(url, held())
    letter = letters.build_weekly_summary(WEEKLY, in_utc)
    assert letter
    assert (letter.to, letter.fallback_user, letter.is_direct) == (CHANNEL, OWNER, False)


@pytest.mark.parametrize(
    ("item", "values"), [({"assignee": OWNER}, {}), ({"state": "done"}, {}), ({}, {"state": "cancelled"})]
)
def test_whoever_left_nothing_behind_is_not_spoken_of(
    url: str, letters: NoticeBuilder, item: dict[str, Any], values: dict[str, Any]
):
    given = held(**values)
    keep(url, with_items(given, item5={"assignee": ASSIGNEE} | item))
    assert letters.build_departure(DEPARTED, NOW) is None


@pytest.mark.parametrize(
    ("card", "gone", "place"),
    [
        ("1.5", False, (OWNER, None)),
        ("1.5", True, (CHANNEL, "1.5")),
        ("", True, (CHANNEL, None)),
        ("-", True, (CHANNEL, None)),
    ],
)
def test_the_owner_hears_of_who_left_and_the_channel_where_the_owner_left_too(
    url: str, letters: NoticeBuilder, card: str, place: tuple[str, str | None], *, gone: bool
):
    keep(url, held(card=card))
    SqlPersonRepository(url).put("T1", PersonRecord(Person(OWNER, deleted=gone), NOW), NOW)
    letter = letters.build_departure(DEPARTED, NOW)
    assert letter
    assert (letter.to, letter.thread) == place


def test_a_decision_that_was_reviewed_is_not_brought_up(url: str, letters: NoticeBuilder):
    advised = RecommendationSnapshot("role", ("cro",))
    made = Decision(
        "D1", "T1", CHANNEL, ("cmo", "cro"), (), advised, ("cro",), "", "", MONDAY, OWNER, NOW, closed_at=NOW
    )
    assert SqlDecisionRepository(url).add(made)
    assert letters.build_review(Delivery("T1", "review", "D1", MONDAY)) is None
