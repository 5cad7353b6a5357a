from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples.hiring import (
    ASSIGNEE,
    NOW,
    OTHER_USER,
    OWNER,
    checklist,
    make_actor,
    make_rule_input,
    make_start_entry,
    with_items,
)
from samples.use_cases import SearchRef, apply_steps, change_search
from sqlalchemy import event

from bot.hiring.models import Checklist
from bot.hiring.outbox import Delivery
from bot.hiring.people import RETRY_AFTER, Person, PersonRecord
from bot.hiring.reminder_queries import SummaryCandidate
from bot.hiring.search_rules import SearchUpdate
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.outbox import SqlOutbox
from bot.storage.people import SqlPersonRepository
from bot.storage.reminder_queries import MAX_SEARCHES_PER_PERSON, SqlReminderQueries
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

DAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
PARIS = "Europe/Paris"


@pytest.fixture
def url(database_url: str) -> str:
    """A database at the newest schema."""
    return database_url


@pytest.fixture
def queries(url: str) -> SqlReminderQueries:
    return SqlReminderQueries(url)


@pytest.fixture
def add(url: str) -> Callable[..., Checklist]:
    """Adds a search. By default only item 5 is assigned and has a due date."""

    def add_search(search: str = "S1", item: dict[str, Any] | None = None, **values: Any) -> Checklist:
        never = {f"item{number}": {"due": None} for number in (1, 2, 3, 4)}
        mine = {"assignee": ASSIGNEE, "due": DAY} | (item or {})
        given = with_items(checklist(id=search, **values), **never, item5=mine)
        with SqlUnitOfWorkFactory(url).begin(given.search.team) as uow:
            uow.add_search(given, make_start_entry(given))
        return given

    return add_search


@pytest.fixture
def store_people(url: str) -> Callable[..., None]:
    """Stores the time zones of people."""

    def store(*users: str, zone: str = PARIS, team: str = "T1", deleted: bool = False) -> None:
        for user in users:
            SqlPersonRepository(url).put(team, PersonRecord(Person(user, zone, deleted), NOW), NOW)

    return store


# People whose time zone is unknown


def test_owners_and_assignees_of_open_items_are_unknown_until_their_time_zone_is_stored(
    queries: SqlReminderQueries, add: Callable[..., Checklist], store_people: Callable[..., None]
):
    add()
    add(search="S2", team="T2")
    assert set(queries.find_unknown_people(NOW)) == {("T1", OWNER), ("T1", ASSIGNEE), ("T2", OWNER), ("T2", ASSIGNEE)}
    store_people(OWNER, ASSIGNEE)
    assert set(queries.find_unknown_people(NOW)) == {("T2", OWNER), ("T2", ASSIGNEE)}


@pytest.mark.parametrize("item", [{"state": "done"}, {"state": "skipped"}, {"gone": True}, {"assignee": ""}])
def test_a_person_without_open_items_is_not_looked_up(
    queries: SqlReminderQueries, add: Callable[..., Checklist], item: dict[str, Any]
):
    add(item=item)
    assert queries.find_unknown_people(NOW) == (("T1", OWNER),)


def test_people_in_a_closed_search_are_not_looked_up(queries: SqlReminderQueries, add: Callable[..., Checklist]):
    add(state="hired")
    assert queries.find_unknown_people(NOW) == ()


def test_a_person_whose_time_zone_slack_did_not_tell_is_looked_up_again_after_some_minutes(
    queries: SqlReminderQueries, add: Callable[..., Checklist], store_people: Callable[..., None]
):
    add(item={"assignee": ""})
    store_people(OWNER, zone="")
    assert queries.find_unknown_people(NOW + RETRY_AFTER - timedelta(seconds=1)) == ()
    assert queries.find_unknown_people(NOW + RETRY_AFTER) == (("T1", OWNER),)


def test_a_person_is_known_since_they_first_got_a_part_in_a_search(
    queries: SqlReminderQueries, add: Callable[..., Checklist], url: str
):
    given = add(item={"assignee": ""})
    later = make_actor(minutes=90)
    with SqlUnitOfWorkFactory(url).begin("T1") as uow:
        apply_steps(
            uow,
            later,
            SearchRef(id=given.search.id),
            [("assign", 5, make_rule_input(person=ASSIGNEE)._replace(at=later.at))],
        )
    for user in (OWNER, ASSIGNEE, OTHER_USER):
        queries.record_first_seen("T1", user, NOW + timedelta(days=1))
        SqlPersonRepository(url).put("T1", PersonRecord(Person(user, PARIS), NOW), NOW + timedelta(days=2))
    since = {each.user: each.known_since for each in queries.find_digest_candidates(DAY, [PARIS])}
    assert since == {OWNER: NOW, ASSIGNEE: later.at, OTHER_USER: NOW + timedelta(days=1)}


# Candidates for a digest or summary


def test_people_are_candidates_until_their_digest_of_the_day_is_claimed(
    queries: SqlReminderQueries, add: Callable[..., Checklist], store_people: Callable[..., None], url: str
):
    add()
    store_people(OWNER, ASSIGNEE, OTHER_USER)
    store_people("U0TOKYO", zone="Asia/Tokyo")
    assert {each.user: each.has_open_work for each in queries.find_digest_candidates(DAY, [PARIS])} == {
        OWNER: True,
        ASSIGNEE: True,
        OTHER_USER: False,
    }
    SqlOutbox(url).claim(Delivery("T1", "digest", ASSIGNEE, DAY), NOW)
    assert {each.user for each in queries.find_digest_candidates(DAY, [PARIS])} == {OWNER, OTHER_USER}
    assert {each.user for each in queries.find_digest_candidates(TOMORROW, [PARIS])} == {OWNER, ASSIGNEE, OTHER_USER}
    assert queries.find_digest_candidates(DAY, []) == ()
    assert set(queries.list_time_zones()) == {PARIS, "Asia/Tokyo"}


@pytest.mark.parametrize("values", [{"item": {"state": "done"}}, {"state": "cancelled"}, {"team": "T2"}])
def test_a_person_has_open_work_only_with_an_open_item_in_an_open_search_of_their_workspace(
    queries: SqlReminderQueries,
    add: Callable[..., Checklist],
    store_people: Callable[..., None],
    values: dict[str, Any],
):
    add(**values)
    store_people(ASSIGNEE)
    assert [each.has_open_work for each in queries.find_digest_candidates(DAY, [PARIS])] == [False]


def test_an_open_search_is_a_candidate_in_the_time_zone_of_its_owner_until_its_summary_is_claimed(
    queries: SqlReminderQueries, add: Callable[..., Checklist], store_people: Callable[..., None], url: str
):
    add()
    add(search="S2", weekly=False)
    add(search="S3", state="hired")
    store_people(OWNER)
    assert queries.find_summary_candidates(DAY, [PARIS]) == (SummaryCandidate("T1", "S1", PARIS),)
    assert queries.find_summary_candidates(DAY, ["Asia/Tokyo"]) == queries.find_summary_candidates(DAY, []) == ()
    SqlOutbox(url).claim(Delivery("T1", "weekly", "S1", DAY), NOW)
    assert queries.find_summary_candidates(DAY, [PARIS]) == ()


# Searches for a digest


@pytest.fixture
def a_person_who_left(store_people: Callable[..., None]) -> None:
    store_people("U0LEFT", deleted=True)


@pytest.mark.usefixtures("a_person_who_left")
@pytest.mark.parametrize(
    ("user", "item", "found"),
    [
        (ASSIGNEE, {}, True),
        (ASSIGNEE, {"due": YESTERDAY}, True),
        (ASSIGNEE, {"due": TOMORROW}, True),
        (ASSIGNEE, {"due": DAY + timedelta(days=2)}, False),
        (ASSIGNEE, {"due": None}, False),
        (ASSIGNEE, {"due": None, "needs": ("scorecard",)}, True),
        (OTHER_USER, {"snoozes": ((OTHER_USER, DAY.isoformat()),)}, True),
        (OTHER_USER, {"snoozes": ((ASSIGNEE, DAY.isoformat()),)}, False),
        (ASSIGNEE, {"state": "blocked"}, True),
        (ASSIGNEE, {"state": "done"}, False),
        (OWNER, {"assignee": "", "due": YESTERDAY}, True),
        (OWNER, {"assignee": ""}, False),
        (OWNER, {"due": YESTERDAY}, False),
        (OWNER, {"due": DAY - timedelta(days=7)}, True),
        (OWNER, {"assignee": "U0LEFT", "due": YESTERDAY}, True),
        (OTHER_USER, {"assignee": "", "due": YESTERDAY}, False),
    ],
)
def test_a_search_is_loaded_if_it_may_have_something_for_the_digest(
    queries: SqlReminderQueries,
    add: Callable[..., Checklist],
    user: str,
    item: dict[str, Any],
    *,
    found: bool,
):
    given = add(item=item)
    assert queries.load_digest_checklists("T1", user, DAY, TOMORROW) == ((given,) if found else (), 0)


def test_closed_searches_and_those_of_other_workspaces_are_not_loaded(
    queries: SqlReminderQueries, add: Callable[..., Checklist]
):
    add(state="hired")
    add(search="S2", team="T2")
    assert queries.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW) == ((), 0)


def test_of_very_many_searches_the_most_urgent_are_loaded(queries: SqlReminderQueries, add: Callable[..., Checklist]):
    for number in range(MAX_SEARCHES_PER_PERSON + 3):
        add(search=f"S{number}", item={"due": DAY - timedelta(days=number)}, short=f"cro{number}")
    checklists, more = queries.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW)
    assert [each.search.id for each in checklists] == [
        f"S{number}" for number in range(MAX_SEARCHES_PER_PERSON + 2, 2, -1)
    ]
    assert more == 3


def test_searches_with_a_due_date_come_before_those_without(queries: SqlReminderQueries, add: Callable[..., Checklist]):
    add(search="S1", item={"due": None, "needs": ("scorecard",)})
    add(search="S2")
    assert [each.search.id for each in queries.load_digest_checklists("T1", ASSIGNEE, DAY, TOMORROW)[0]] == ["S2", "S1"]


def test_the_searches_of_a_person_are_those_they_own_or_have_open_items_in(
    queries: SqlReminderQueries, add: Callable[..., Checklist]
):
    add(search="S1")
    add(search="S2", item={"state": "done"})
    add(search="S3", owner=ASSIGNEE, item={"assignee": ""})
    add(search="S4", state="cancelled")
    assert {each.search.id for each in queries.load_checklists_of("T1", ASSIGNEE)} == {"S1", "S3"}
    assert queries.load_checklists_of("T2", ASSIGNEE) == ()


def test_a_checklist_is_loaded_as_it_is_now(queries: SqlReminderQueries, add: Callable[..., Checklist], url: str):
    given = add()
    assert queries.checklist("T1", "S1") == given
    with SqlUnitOfWorkFactory(url).begin("T1") as uow:
        change_search(uow, make_actor(), SearchRef(id="S1"), SearchUpdate("close", {"state": "hired"}, "signed"))
    found = queries.checklist("T1", "S1")
    assert found
    assert not found.search.is_open
    assert queries.checklist("T2", "S1") is None


def test_the_organisation_of_a_workspace_is_that_of_its_searches(
    queries: SqlReminderQueries, add: Callable[..., Checklist]
):
    add(enterprise="E1")
    assert (queries.enterprise("T1"), queries.enterprise("T2")) == ("E1", "")


def test_the_people_who_left_are_found_among_many(queries: SqlReminderQueries, store_people: Callable[..., None]):
    store_people("U1", "U2", deleted=True)
    store_people("U3")
    store_people("U4", team="T2", deleted=True)
    assert queries.find_departed("T1", frozenset({"U1", "U3", "U4", "U5"})) == {"U1"}


# With many rows


SEARCHES_KEPT, PEOPLE = 300, 100


def test_the_queries_use_indexes_instead_of_scanning_the_large_tables(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    fill(url)
    queries = SqlReminderQueries(url)
    asked: dict[str, Callable[[], object]] = {
        "newcomers": lambda: queries.find_unknown_people(NOW),
        "waiting": lambda: queries.find_digest_candidates(DAY, [PARIS]),
        "summaries": lambda: queries.find_summary_candidates(DAY, [PARIS]),
        "of_day": lambda: queries.load_digest_checklists("T1", "U7", DAY, TOMORROW),
        "with_part_of": lambda: queries.load_checklists_of("T1", "U7"),
        "meet": lambda: queries.record_first_seen("T1", "U7", NOW),
        "stuck": lambda: SqlOutbox(url).find_stale_claims(NOW),
        "claims": lambda: SqlOutbox(url).list_claims("T1", "entry"),
        "last": lambda: SqlOutbox(url).last_claimed_at(Delivery("T1", "digest", "U7", DAY)),
    }
    for name, ask in asked.items():
        found = plans(url, ask)
        assert found, name
        scanned = {line for line in found if line.startswith("SCAN ")}
        assert scanned <= {"SCAN people", "SCAN assignees", "SCAN anon_1"}, name


def fill(url: str) -> None:
    """Three thousand items."""
    with SqlUnitOfWorkFactory(url).begin("T1") as uow:
        for number in range(SEARCHES_KEPT):
            given = checklist(id=f"S{number}", short=f"s{number}", owner=f"U{number % PEOPLE}")
            mine = [item._replace(assignee=f"U{number % PEOPLE}") for item in given.items]
            more = [item._replace(number=item.number + 5, key="") for item in mine]
            uow.add_search(Checklist(given.search, (*mine, *more)), make_start_entry(given))


def plans(url: str, ask: Callable[[], object]) -> list[str]:
    """The steps of SQLite's query plans for the queries of this call."""
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
