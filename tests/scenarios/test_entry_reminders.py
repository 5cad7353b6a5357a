"""Reminders to review entries: what is asked of Slack and of the database for them, and who gets none yet."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fakes.hiring import NOW
from fakes.library import FragileLibrary
from fakes.reviews import FOUNDER, Reviews, worker
from sqlalchemy import Connection, event
from sqlalchemy.exc import OperationalError

from bot.reminder_schedule import Task
from bot.storage.engine import get_engine
from bot.storage.entry_records import SqlEntryRecordRepository

MINUTE = timedelta(minutes=1)
NIGHT = NOW.replace(hour=2)


def many_owned(owned: FragileLibrary, count: int) -> FragileLibrary:
    """The knowledge with so many more overdue entries of the founder."""
    base = owned.base
    roles = {key: replace(base.roles[key], owner=FOUNDER.id, reviewed="2025-01") for key in list(base.roles)[-count:]}
    return FragileLibrary(replace(base, roles={**base.roles, **roles}, version=""))


def lookups(reviews: Reviews) -> int:
    """How often Slack was asked about a person."""
    return sum(call.method == "users.info" for call in reviews.office.slack.api.calls)


def run_each_minute(task: Task, first: datetime, minutes: int) -> None:
    for minute in range(minutes):
        task(first + minute * MINUTE, lambda: True)


@pytest.mark.parametrize(("code", "asked"), [("user_not_found", 2), ("missing_scope", 2), ("internal_error", 2)])
def test_slack_is_asked_about_an_owner_once_in_five_minutes_if_it_does_not_tell(
    reviews: Reviews, database_url: str, owned: FragileLibrary, code: str, asked: int
):
    task = worker(reviews.office, database_url, many_owned(owned, 5))
    for _ in range(50):
        reviews.office.slack.api.refuse_next("users.info", code)
    run_each_minute(task, NOW, 9)
    assert lookups(reviews) == asked
    reviews.office.slack.faults.clear()  # which Slack refused on purpose


def test_slack_is_not_asked_about_an_owner_at_night(reviews: Reviews):
    reviews.tick()
    before = lookups(reviews)
    run_each_minute(reviews.task, NIGHT + timedelta(days=30), 10)
    assert lookups(reviews) == before


def test_an_owner_of_whom_nothing_is_known_yet_gets_the_reminder_once_it_is(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    channel = reviews.office.slack.workspace.channel_named("#exec-search").id
    reviews.office.slack.workspace.change_user(FOUNDER.id, is_stranger=True)
    task = worker(reviews.office, database_url, owned, channel)
    reviews.office.slack.api.refuse_next("users.info", "internal_error")
    run_each_minute(task, NOW, 5)
    assert reviews.reminders(FOUNDER.id) == []
    reviews.office.hr_lead.sees_nothing("Is this still right?")
    run_each_minute(task, NOW + 5 * MINUTE, 1)
    assert reviews.reminders(FOUNDER.id) == []
    assert "isn't a member of this workspace" in reviews.office.hr_lead.sees("Is this still right?").text
    reviews.office.slack.faults.clear()  # one of which Slack refused on purpose


def test_a_run_without_anything_new_takes_as_many_statements_for_many_entries_as_for_one(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    counts = []
    for library in (owned, many_owned(owned, 8)):
        task = worker(reviews.office, database_url, library)
        for days in range(5):
            task(NOW + timedelta(days=days), lambda: True)
        counts.append(count_statements(database_url, task, NOW + timedelta(days=4, minutes=1)))
    assert counts[1] <= counts[0]


def count_statements(database_url: str, task: Task, now: datetime) -> int:
    statements: list[str] = []

    def listen(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    engine = get_engine(database_url)
    event.listen(engine, "before_cursor_execute", listen)
    try:
        task(now, lambda: True)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return len(statements)


def test_every_entry_is_reminded_of_in_turn_if_its_owner_has_more_than_fit_into_a_month(
    reviews: Reviews, database_url: str, owned: FragileLibrary
):
    library = many_owned(owned, 8)
    task = worker(reviews.office, database_url, library)
    for first in (NOW, NOW.replace(month=12, day=1)):  # two days in each month, so six of nine entries
        for days in range(2):
            task(first + timedelta(days=days), lambda: True)
    posted = reviews.reminders(FOUNDER.id)
    assert len(posted) == 12
    assert len({each.text for each in posted}) == 9


def test_a_report_that_can_not_be_made_is_sent_once_it_can_be(
    reviews: Reviews, database_url: str, owned: FragileLibrary, monkeypatch: pytest.MonkeyPatch
):
    reviews.office.slack.workspace.change_user(FOUNDER.id, deleted=True)
    channel = reviews.office.slack.workspace.channel_named("#exec-search").id
    task = worker(reviews.office, database_url, owned, channel)
    calls = []
    load = SqlEntryRecordRepository.load

    def fail_the_second_time(repository: SqlEntryRecordRepository, team: str) -> object:
        calls.append(team)
        if len(calls) == 2:  # the first call is made for the reminders
            raise OperationalError("select", {}, Exception("the connection is lost"))
        return load(repository, team)

    monkeypatch.setattr(SqlEntryRecordRepository, "load", fail_the_second_time)
    for minutes in (0, 1, 10):
        task(NOW + minutes * MINUTE, lambda: True)
    assert "owner who can't be reached" in reviews.office.hr_lead.sees("can't be reached", in_="#exec-search").text
