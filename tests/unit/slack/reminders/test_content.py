from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, CHANNEL, OWNER, checklist, make_start_entry, with_items
from slack_sdk import WebClient

from bot.hiring.decisions import Decision, RecommendationSnapshot
from bot.hiring.models import Checklist
from bot.hiring.outbox import ONE_TIME_DAY, Delivery
from bot.hiring.people import Person, PersonRecord
from bot.knowledge.base import KnowledgeBase
from bot.slack.reminders.content import NoticeBuilder
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
def builder(database_url: str) -> NoticeBuilder:
    return NoticeBuilder(
        SqlReminderQueries(database_url), SqlOutbox(database_url), SqlDecisionRepository(database_url), no_knowledge
    )


def no_knowledge(*_: object) -> KnowledgeBase:
    raise AssertionError("nothing is to be said")


def store(database_url: str, given: Checklist) -> None:
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        uow.add_search(given, make_start_entry(given))


def in_utc(user: str) -> Person:
    return Person(user)


def with_assignee(**values: Any) -> Checklist:
    return with_items(checklist(**values), item5={"assignee": ASSIGNEE})


@pytest.mark.parametrize(
    "values",
    [{"state": "hired"}, {"weekly": False}, {"created_at": NOW - timedelta(hours=23)}, {"created_at": NOW}],
)
def test_a_search_that_is_closed_new_or_without_summaries_has_none(
    database_url: str, builder: NoticeBuilder, values: dict[str, Any]
):
    store(database_url, with_assignee(**values))
    assert builder.build_weekly_summary(WEEKLY, in_utc, NOW) is None


def test_a_deleted_search_has_no_notices(builder: NoticeBuilder):
    assert builder.build_weekly_summary(WEEKLY, in_utc, NOW) is None
    assert builder.build_departure(DEPARTED, in_utc, NOW) is None
    assert builder.build_review(Delivery("T1", "review", "D1", MONDAY), WebClient()) is None


def test_a_summary_goes_to_the_channel_with_the_owner_as_fallback(database_url: str, builder: NoticeBuilder):
    store(database_url, with_assignee())
    notice = builder.build_weekly_summary(WEEKLY, in_utc, NOW)
    assert notice
    assert (notice.to, notice.fallback_user, notice.is_direct) == (CHANNEL, OWNER, False)


@pytest.mark.parametrize(
    ("item", "values"), [({"assignee": OWNER}, {}), ({"state": "done"}, {}), ({}, {"state": "cancelled"})]
)
def test_a_departed_person_without_open_items_is_not_announced(
    database_url: str, builder: NoticeBuilder, item: dict[str, Any], values: dict[str, Any]
):
    given = with_assignee(**values)
    store(database_url, with_items(given, item5={"assignee": ASSIGNEE} | item))
    assert builder.build_departure(DEPARTED, in_utc, NOW) is None


@pytest.mark.parametrize(
    ("card", "gone", "place"),
    [
        ("1.5", False, (OWNER, None)),
        ("1.5", True, (CHANNEL, "1.5")),
        ("", True, (CHANNEL, None)),
        ("-", True, (CHANNEL, None)),
    ],
)
def test_a_departure_goes_to_the_owner_or_to_the_channel_if_the_owner_left(
    database_url: str, builder: NoticeBuilder, card: str, place: tuple[str, str | None], *, gone: bool
):
    store(database_url, with_assignee(card=card))
    SqlPersonRepository(database_url).put("T1", PersonRecord(Person(OWNER, deleted=gone), NOW), NOW)
    notice = builder.build_departure(DEPARTED, in_utc, NOW)
    assert notice
    assert (notice.to, notice.thread) == place


def test_the_items_of_a_person_who_has_left_are_due_by_the_date_where_the_owner_is(
    database_url: str, builder: NoticeBuilder
):
    evening = datetime(2026, 12, 1, 20, tzinfo=UTC)  # 9:00 on 2 December in Auckland
    store(database_url, with_items(with_assignee(), item5={"assignee": ASSIGNEE, "due": date(2026, 12, 2)}))
    for zone, due in (("Pacific/Auckland", "due today"), ("UTC", "due tomorrow")):
        notice = builder.build_departure(DEPARTED, partial(Person, zone=zone), evening)
        assert notice
        assert due in notice.message.text


def test_a_reviewed_decision_is_not_brought_up_again(database_url: str, builder: NoticeBuilder):
    advised = RecommendationSnapshot("role", ("cro",))
    made = Decision(
        "D1", "T1", CHANNEL, ("cmo", "cro"), (), advised, ("cro",), "", "", MONDAY, OWNER, NOW, closed_at=NOW
    )
    assert SqlDecisionRepository(database_url).add(made)
    assert builder.build_review(Delivery("T1", "review", "D1", MONDAY), WebClient()) is None
