from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, NOW, OWNER, SOMEBODY, asker, checklist, deed, opened, with_items
from sqlalchemy import event

from bot.hiring.models import Checklist
from bot.hiring.outbox import Delivery, SummaryCandidate
from bot.hiring.people import RETRY_AFTER, Person, PersonRecord
from bot.hiring.service import SearchRef, SearchUpdate, apply_steps, change_search
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.outbox import SqlOutbox
from bot.storage.people import SqlPersonRepository
from bot.storage.reminder_queries import MAX_SEARCHES_PER_PERSON, SqlReminderQueries
from bot.storage.searches import SqlUnitOfWorkFactory

DAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
PARIS = "Europe/Paris"


@pytest.fixture
def url(database_url: str) -> str:
    """A database with our tables."""
    migrate(database_url)
    return database_url


@pytest.fixture
def agenda(url: str) -> SqlReminderQueries:
    return SqlReminderQueries(url)


@pytest.fixture
def keep(url: str) -> Callable[..., Checklist]:
    """Keep a search; by default only item 5 has a day or anybody."""

    def kept(search: str = "S1", item: dict[str, Any] | None = None, **values: Any) -> Checklist:
        never = {f"item{number}": {"due": None} for number in (1, 2, 3, 4)}
        mine = {"assignee": ASSIGNEE, "due": DAY} | (item or {})
        given = with_items(checklist(id=search, **values), **never, item5=mine)
        with SqlUnitOfWorkFactory(url).begin(given.search.team) as desk:
            desk.add_search(given, opened(given))
        return given

    return kept


@pytest.fixture
def settle_in(url: str) -> Callable[..., None]:
    """Let it be known of people where they are."""

    def known(*users: str, zone: str = PARIS, team: str = "T1", deleted: bool = False) -> None:
        for user in users:
            SqlPersonRepository(url).put(team, PersonRecord(Person(user, zone, deleted), NOW), NOW)

    return known


# Newcomers


def test_owners_and_holders_of_open_items_are_newcomers_until_it_is_known_where_they_are(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], settle_in: Callable[..., None]
):
    keep()
    keep(search="S2", team="T2")
    assert set(agenda.find_unknown_people(NOW)) == {("T1", OWNER), ("T1", ASSIGNEE), ("T2", OWNER), ("T2", ASSIGNEE)}
    settle_in(OWNER, ASSIGNEE)
    assert set(agenda.find_unknown_people(NOW)) == {("T2", OWNER), ("T2", ASSIGNEE)}


@pytest.mark.parametrize("item", [{"state": "done"}, {"state": "skipped"}, {"gone": True}, {"assignee": ""}])
def test_who_has_nothing_to_do_is_no_newcomer(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], item: dict[str, Any]
):
    keep(item=item)
    assert agenda.find_unknown_people(NOW) == (("T1", OWNER),)


def test_nobody_is_a_newcomer_in_a_closed_search(agenda: SqlReminderQueries, keep: Callable[..., Checklist]):
    keep(state="hired")
    assert agenda.find_unknown_people(NOW) == ()


def test_whoever_slack_said_nothing_of_is_asked_about_again_after_some_minutes(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], settle_in: Callable[..., None]
):
    keep(item={"assignee": ""})
    settle_in(OWNER, zone="")
    assert agenda.find_unknown_people(NOW + RETRY_AFTER - timedelta(seconds=1)) == ()
    assert agenda.find_unknown_people(NOW + RETRY_AFTER) == (("T1", OWNER),)


def test_a_newcomer_is_one_since_they_were_first_given_something(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], url: str
):
    given = keep(item={"assignee": ""})
    later = asker(minutes=90)
    with SqlUnitOfWorkFactory(url).begin("T1") as desk:
        apply_steps(
            desk, later, SearchRef(id=given.search.id), [("assign", 5, deed(person=ASSIGNEE)._replace(at=later.at))]
        )
    for user in (OWNER, ASSIGNEE, SOMEBODY):
        agenda.record_first_seen("T1", user, NOW + timedelta(days=1))
        SqlPersonRepository(url).put("T1", PersonRecord(Person(user, PARIS), NOW), NOW + timedelta(days=2))
    since = {each.user: each.known_since for each in agenda.find_digest_candidates(DAY, [PARIS])}
    assert since == {OWNER: NOW, ASSIGNEE: later.at, SOMEBODY: NOW + timedelta(days=1)}


# Who waits for a digest or summary


def test_those_wait_whose_day_nobody_has_looked_at(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], settle_in: Callable[..., None], url: str
):
    keep()
    settle_in(OWNER, ASSIGNEE, SOMEBODY)
    settle_in("U0TOKYO", zone="Asia/Tokyo")
    assert {each.user: each.has_open_work for each in agenda.find_digest_candidates(DAY, [PARIS])} == {
        OWNER: True,
        ASSIGNEE: True,
        SOMEBODY: False,
    }
    SqlOutbox(url).claim(Delivery("T1", "digest", ASSIGNEE, DAY), NOW)
    assert {each.user for each in agenda.find_digest_candidates(DAY, [PARIS])} == {OWNER, SOMEBODY}
    assert {each.user for each in agenda.find_digest_candidates(TOMORROW, [PARIS])} == {OWNER, ASSIGNEE, SOMEBODY}
    assert agenda.find_digest_candidates(DAY, []) == ()
    assert set(agenda.list_time_zones()) == {PARIS, "Asia/Tokyo"}


@pytest.mark.parametrize("values", [{"item": {"state": "done"}}, {"state": "cancelled"}, {"team": "T2"}])
def test_a_person_is_not_busy_without_an_open_item_in_an_open_search_of_their_workspace(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], settle_in: Callable[..., None], values: dict[str, Any]
):
    keep(**values)
    settle_in(ASSIGNEE)
    assert [each.has_open_work for each in agenda.find_digest_candidates(DAY, [PARIS])] == [False]


def test_a_search_waits_for_its_summary_where_its_owner_is(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist], settle_in: Callable[..., None], url: str
):
    keep()
    keep(search="S2", weekly=False)
    keep(search="S3", state="hired")
    settle_in(OWNER)
    assert agenda.find_summary_candidates(DAY, [PARIS]) == (SummaryCandidate("T1", "S1", PARIS),)
    assert agenda.find_summary_candidates(DAY, ["Asia/Tokyo"]) == agenda.find_summary_candidates(DAY, []) == ()
    SqlOutbox(url).claim(Delivery("T1", "weekly", "S1", DAY), NOW)
    assert agenda.find_summary_candidates(DAY, [PARIS]) == ()


# What they are told of


@pytest.fixture
def somebody_left(settle_in: Callable[..., None]) -> None:
    settle_in("U0LEFT", deleted=True)


@pytest.mark.usefixtures("somebody_left")
@pytest.mark.parametrize(
    ("user", "item", "found"),
    [
        (ASSIGNEE, {}, True),
        (ASSIGNEE, {"due": YESTERDAY}, True),
        (ASSIGNEE, {"due": TOMORROW}, True),
        (ASSIGNEE, {"due": DAY + timedelta(days=2)}, False),
        (ASSIGNEE, {"due": None}, False),
        (ASSIGNEE, {"due": None, "needs": ("scorecard",)}, True),
        (ASSIGNEE, {"snoozed": TOMORROW}, False),
        (ASSIGNEE, {"snoozed": DAY}, True),
        (ASSIGNEE, {"state": "blocked"}, True),
        (ASSIGNEE, {"state": "done"}, False),
        (OWNER, {"assignee": "", "due": YESTERDAY}, True),
        (OWNER, {"assignee": ""}, False),
        (OWNER, {"due": YESTERDAY}, False),
        (OWNER, {"assignee": "U0LEFT", "due": YESTERDAY}, True),
        (SOMEBODY, {"assignee": "", "due": YESTERDAY}, False),
    ],
)
def test_a_search_is_looked_into_where_something_in_it_may_be_of_interest(
    agenda: SqlReminderQueries,
    keep: Callable[..., Checklist],
    user: str,
    item: dict[str, Any],
    *,
    found: bool,
):
    given = keep(item=item)
    assert agenda.load_digest_checklists("T1", user, DAY, TOMORROW) == ((given,) if found else (), 0)


def test_searches_that_are_closed_or_of_others_are_not_looked_into(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist]
):
    keep(state="hired")
    keep(search="S2", team="T2")
    assert agenda.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW) == ((), 0)


def test_of_very_many_searches_the_most_urgent_are_looked_into(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist]
):
    for number in range(MAX_SEARCHES_PER_PERSON + 3):
        keep(search=f"S{number}", item={"due": DAY - timedelta(days=number)}, short=f"cro{number}")
    checklists, more = agenda.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW)
    assert [each.search.id for each in checklists] == [
        f"S{number}" for number in range(MAX_SEARCHES_PER_PERSON + 2, 2, -1)
    ]
    assert more == 3


def test_those_with_a_day_come_before_those_that_only_wait(agenda: SqlReminderQueries, keep: Callable[..., Checklist]):
    keep(search="S1", item={"due": None, "needs": ("scorecard",)})
    keep(search="S2")
    assert [each.search.id for each in agenda.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW)[0]] == ["S2", "S1"]


def test_it_is_known_in_which_searches_somebody_has_a_part(agenda: SqlReminderQueries, keep: Callable[..., Checklist]):
    keep(search="S1")
    keep(search="S2", item={"state": "done"})
    keep(search="S3", owner=ASSIGNEE, item={"assignee": ""})
    keep(search="S4", state="cancelled")
    assert {each.search.id for each in agenda.load_checklists_of("T1", ASSIGNEE)} == {"S1", "S3"}
    assert agenda.load_checklists_of("T2", ASSIGNEE) == ()


def test_a_checklist_is_read_as_it_is_now(agenda: SqlReminderQueries, keep: Callable[..., Checklist], url: str):
    given = keep()
    assert agenda.checklist("T1", "S1") == given
    with SqlUnitOfWorkFactory(url).begin("T1") as desk:
        change_search(desk, asker(), SearchRef(id="S1"), SearchUpdate("close", {"state": "hired"}))
    found = agenda.checklist("T1", "S1")
    assert found
    assert not found.search.is_open
    assert agenda.checklist("T2", "S1") is None


def test_the_organisation_of_a_workspace_is_that_of_its_searches(
    agenda: SqlReminderQueries, keep: Callable[..., Checklist]
):
    keep(enterprise="E1")
    assert (agenda.enterprise("T1"), agenda.enterprise("T2")) == ("E1", "")


def test_it_is_told_who_of_many_has_left(agenda: SqlReminderQueries, settle_in: Callable[..., None]):
    settle_in("U1", "U2", deleted=True)
    settle_in("U3")
    settle_in("U4", team="T2", deleted=True)
    assert agenda.find_departed("T1", frozenset({"U1", "U3", "U4", "U5"})) == {"U1"}


# With many rows


SEARCHES_KEPT, PEOPLE = 300, 100


def test_what_is_asked_every_minute_and_for_each_person_goes_by_the_indexes(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    fill(url)
    agenda = SqlReminderQueries(url)
    asked: dict[str, Callable[[], object]] = {
        "newcomers": lambda: agenda.find_unknown_people(NOW),
        "waiting": lambda: agenda.find_digest_candidates(DAY, [PARIS]),
        "summaries": lambda: agenda.find_summary_candidates(DAY, [PARIS]),
        "of_day": lambda: agenda.load_digest_checklists("T1", "U7", DAY, TOMORROW),
        "with_part_of": lambda: agenda.load_checklists_of("T1", "U7"),
        "meet": lambda: agenda.record_first_seen("T1", "U7", NOW),
        "stuck": lambda: SqlOutbox(url).find_stale_claims(NOW),
        "last": lambda: SqlOutbox(url).last_claimed_at(Delivery("T1", "digest", "U7", DAY)),
    }
    for name, ask in asked.items():
        found = plans(url, ask)
        assert found, name
        walked = {line for line in found if line.startswith("SCAN ")}
        assert walked <= {"SCAN people", "SCAN assignees", "SCAN anon_1"}, name


def fill(url: str) -> None:
    """Three thousand items."""
    with SqlUnitOfWorkFactory(url).begin("T1") as desk:
        for number in range(SEARCHES_KEPT):
            given = checklist(id=f"S{number}", short=f"s{number}", owner=f"U{number % PEOPLE}")
            mine = [item._replace(assignee=f"U{number % PEOPLE}") for item in given.items]
            more = [item._replace(number=item.number + 5, key="") for item in mine]
            desk.add_search(Checklist(given.search, (*mine, *more)), opened(given))


def plans(url: str, ask: Callable[[], object]) -> list[str]:
    """How SQLite goes about everything that is asked."""
    asked: list[tuple[str, Any]] = []

    def listen(*given: Any) -> None:
        asked.append((given[2], given[3]))

    event.listen(get_engine(url), "before_cursor_execute", listen)
    ask()
    event.remove(get_engine(url), "before_cursor_execute", listen)
    with get_engine(url).connect() as connection:
        reads = [(each, values) for each, values in asked if each.lstrip().startswith(("SELECT", "WITH"))]
        rows = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {each}", values).all() for each, values in reads]
    return [row[-1] for found in rows for row in found]
