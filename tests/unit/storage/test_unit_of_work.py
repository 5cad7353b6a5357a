import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from samples import use_cases
from samples.hiring import (
    ASSIGNEE,
    CHANNEL,
    NOW,
    OTHER_CHANNEL,
    OTHER_USER,
    OWNER,
    PHASES,
    checklist,
    make_actor,
    make_rule_input,
    make_start_entry,
    search,
    with_items,
)
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.hiring import service
from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage.engine import get_engine
from bot.storage.tables import history
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

HERE = use_cases.SearchRef()


@pytest.fixture
def units(database_url: str) -> SqlUnitOfWorkFactory:
    """Units of work on a database without searches."""
    return SqlUnitOfWorkFactory(database_url)


def start(units: SqlUnitOfWorkFactory, **values: Any) -> Checklist:
    given = checklist(**values)
    with units.begin(given.search.team) as uow:
        return service.create_search(uow, given, make_start_entry(given))


def read(units: SqlUnitOfWorkFactory, search_id: str = "S1", team: str = "T1") -> Checklist:
    """The search as this process sees it, which has to be how another process sees it, without this one's cache."""
    found = []
    for each in (units, SqlUnitOfWorkFactory(units._url)):
        with each.begin(team, writable=False) as uow:
            search = uow.search(search_id)
            assert search
            found.append(uow.checklist(search))
    assert found[0] == found[1]
    return found[0]


def record(
    units: SqlUnitOfWorkFactory, number: int, verb: str, /, by: str = OTHER_USER, entry: str = "", **fields: Any
) -> HistoryEntry:
    """Set fields of an item, or of the search with number 0."""
    with units.begin("T1") as uow:
        found = uow.search("S1")
        assert found
        now = uow.checklist(found)
        held = now.search if number == 0 else now.items[number - 1]
        changes = tuple((field, getattr(held, field), value) for field, value in fields.items())
        done = HistoryEntry(entry or verb, by, NOW, (Change(number, verb, changes, "why"),))
        uow.record(found, done)
    return done


# Adding and changing


def test_a_search_comes_back_as_it_was_added(units: SqlUnitOfWorkFactory):
    given = checklist(enterprise="E1", weekly=False, card="1.2", name='Quotes " and ünïcode 日本')
    with units.begin("T1") as uow:
        uow.add_search(given, make_start_entry(given))
    assert read(units) == given


def test_a_search_without_items_comes_back_too(units: SqlUnitOfWorkFactory):
    given = Checklist(search(phases=()), ())
    with units.begin("T1") as uow:
        uow.add_search(given, make_start_entry(given))
    assert read(units) == given


def test_an_empty_database_has_no_searches(units: SqlUnitOfWorkFactory):
    with units.begin("T1") as uow:
        assert uow.search("S1") is None
        assert uow.open_searches_in(CHANNEL) == uow.closed_searches_in(CHANNEL) == uow.open_searches_of(OWNER) == ()


def test_an_exception_rolls_everything_back(units: SqlUnitOfWorkFactory):
    given = checklist()
    with pytest.raises(ZeroDivisionError), units.begin("T1") as uow:
        1 / len(uow.open_searches_in(service.create_search(uow, given, make_start_entry(given)).search.id))
    with units.begin("T1") as uow:
        assert uow.search("S1") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "done", "closed_by": OTHER_USER, "closed_at": NOW},
        {"state": "skipped", "reason": "promoted from within"},
        {"assignee": ASSIGNEE},
        {"due": date(2027, 1, 4), "snoozes": ((OWNER, "2027-01-05"), (ASSIGNEE, "2027-01-06"))},
        {"due": None},
        {"note": "line one\nline two", "evidence": "https://example.com"},
        {"gone": True},
    ],
)
def test_a_change_updates_its_fields_of_the_item_and_nothing_else(units: SqlUnitOfWorkFactory, fields: dict[str, Any]):
    before = start(units)
    entry = record(units, 2, "change", **fields)
    assert read(units) == before.with_changes(entry.changes)


@pytest.mark.parametrize(
    "fields",
    [
        {"name": "Growth lead"},
        {"owner": ASSIGNEE},
        {"state": "hired", "reason": "signed", "closed_at": NOW},
        {"starts_on": date(2027, 5, 1), "targeted": False},
        {"weekly": False},
    ],
)
def test_a_change_updates_its_fields_of_the_search_and_nothing_else(
    units: SqlUnitOfWorkFactory, fields: dict[str, Any]
):
    before = start(units)
    start(units, id="S2")
    entry = record(units, 0, "change", **fields)
    assert read(units) == before.with_changes(entry.changes)
    assert read(units, "S2").search.name == "Revenue lead 2"


def test_an_added_item_comes_after_the_others(units: SqlUnitOfWorkFactory):
    before = start(units)
    new = Item(6, "", "find", "Ask the board")
    with units.begin("T1") as uow:
        uow.add_item(before.search, new)
    assert read(units).items == (*before.items, new)


def test_the_card_is_set_only_by_a_caller_that_knows_where_it_was(units: SqlUnitOfWorkFactory):
    before = start(units)
    with units.begin("T1") as uow:
        assert uow.compare_and_set_card(before.search, "", "1.2")
        assert not uow.compare_and_set_card(before.search, "", "3.4")
        assert not uow.compare_and_set_card(search(id="S9"), "", "3.4")
    assert read(units).search == before.search._replace(card="1.2")
    with units.begin("T1") as uow:
        assert uow.compare_and_set_card(before.search, "1.2", "3.4")
    assert read(units).search.card == "3.4"


def test_a_process_sees_what_another_one_changed_after_it_cached_the_items(units: SqlUnitOfWorkFactory):
    start(units)
    read(units)
    other = SqlUnitOfWorkFactory(units._url)
    for number, searches in enumerate((other, units, other, other, units), 1):
        with searches.begin("T1") as uow:
            result = use_cases.apply_steps(
                uow,
                make_actor(),
                HERE,
                [("note", number, make_rule_input(text="text")), ("done", 1, make_rule_input())],
            )
            assert isinstance(result, service.ChangeResult)
            assert len(result.changes) == (2 if number == 1 else 1)
        assert read(units).items == read(other).items == result.after.items


def change(units: SqlUnitOfWorkFactory, verb: str, number: int, text: str = "") -> service.ChangeResult:
    with units.begin("T1") as uow:
        result = use_cases.apply_steps(uow, make_actor(), HERE, [(verb, number, make_rule_input(text=text))])
    assert isinstance(result, service.ChangeResult)
    return result


def test_a_refused_step_changes_nothing(units: SqlUnitOfWorkFactory):
    before = start(units)
    result = change(units, "done", 2)
    assert [refusal.reason for refusal in result.refusals] == ["needs_first"]
    assert read(units) == before


def test_a_change_that_was_rolled_back_is_not_cached_and_leaves_no_gap_in_the_versions(units: SqlUnitOfWorkFactory):
    before = start(units)
    with pytest.raises(ZeroDivisionError), units.begin("T1") as uow:
        1 / len(
            uow.open_searches_in(str(use_cases.apply_steps(uow, make_actor(), HERE, [("done", 1, make_rule_input())])))
        )
    assert read(units) == before
    change(units, "done", 1)
    with get_engine(units._url).connect() as connection:
        assert connection.scalars(select(history.c.version).order_by(history.c.id)).all() == [1, 2]


def test_an_added_item_is_seen_although_the_items_were_cached(units: SqlUnitOfWorkFactory):
    start(units)
    before = read(units)
    with units.begin("T1") as uow:
        result = use_cases.add_item(uow, make_actor(), HERE, "Ask the board", "find")
    assert isinstance(result, service.ChangeResult)
    assert read(units).items == (*before.items, Item(6, "", "find", "Ask the board")) == result.after.items


def test_a_search_that_another_process_started_is_seen(units: SqlUnitOfWorkFactory):
    start(units)
    change(units, "done", 1)
    start(SqlUnitOfWorkFactory(units._url), id="S2")
    with units.begin("T1") as uow:
        result = use_cases.apply_steps(uow, make_actor(), HERE, [("done", 5, make_rule_input())])
    assert isinstance(result, service.AmbiguousSearch)
    assert [each.id for each in result.candidates] == ["S1", "S2"]


def test_a_time_is_cached_as_it_is_stored(units: SqlUnitOfWorkFactory):
    start(units)
    read(units)
    with units.begin("T1") as uow:
        use_cases.apply_steps(
            uow, make_actor(), HERE, [("done", 1, make_rule_input()._replace(at=NOW.replace(microsecond=789)))]
        )
    assert read(units).items[0].closed_at == NOW


# Looking up


def test_the_searches_of_a_channel_are_listed_oldest_first_and_by_state(units: SqlUnitOfWorkFactory):
    start(units, id="S2", created_at=NOW.replace(hour=8))
    start(units, id="S1")
    start(units, id="S3", channel=OTHER_CHANNEL)
    record(units, 0, "close", state="cancelled")
    for writable in (True, False):
        with units.begin("T1", writable=writable) as uow:
            assert [each.id for each in uow.open_searches_in(CHANNEL)] == ["S2"]
            assert [each.id for each in uow.closed_searches_in(CHANNEL)] == ["S1"]
            assert [each.id for each in uow.open_searches_in(OTHER_CHANNEL)] == ["S3"]


def test_a_person_has_the_searches_that_they_own_or_have_an_item_of(units: SqlUnitOfWorkFactory):
    start(units, id="S1", owner="U1")
    start(units, id="S2", owner="U2", channel=OTHER_CHANNEL)
    record(units, 3, "assign", assignee="U3")
    with units.begin("T1") as uow:
        assert [each.id for each in uow.open_searches_of("U1")] == ["S1"]
        assert [each.id for each in uow.open_searches_of("U2")] == ["S2"]
        assert [each.id for each in uow.open_searches_of("U3")] == ["S1"]
        assert uow.open_searches_of("U4") == ()
        assert uow.open_searches_of("") == ()


def test_an_item_whose_adding_was_undone_gives_its_assignee_no_part_in_the_search(units: SqlUnitOfWorkFactory):
    given = with_items(checklist(), item5={"assignee": ASSIGNEE, "gone": True})
    with units.begin("T1") as uow:
        service.create_search(uow, given, make_start_entry(given))
        assert uow.open_searches_of(ASSIGNEE) == ()


def test_a_closed_search_is_not_among_the_open_searches_of_its_owner(units: SqlUnitOfWorkFactory):
    start(units)
    record(units, 0, "close", state="hired")
    with units.begin("T1") as uow:
        assert uow.open_searches_of(OWNER) == ()


def test_the_short_names_of_a_channel_include_those_of_closed_searches(units: SqlUnitOfWorkFactory):
    start(units)
    record(units, 0, "close", state="hired")
    start(units, id="S2", short="cmo")
    start(units, id="S3", short="cfo", channel=OTHER_CHANNEL)
    with units.begin("T1") as uow:
        assert sorted(uow.short_names_in(CHANNEL)) == ["cmo", "cro"]


def test_nothing_is_seen_or_changed_from_another_workspace(units: SqlUnitOfWorkFactory):
    start(units)
    start(units, team="T2", name="Theirs")
    with units.begin("T2") as uow:
        assert [each.name for each in uow.open_searches_in(CHANNEL)] == ["Theirs"]
        assert [each.name for each in uow.open_searches_of(OWNER)] == ["Theirs"]
        theirs = uow.checklist(uow.open_searches_in(CHANNEL)[0])
        uow.record(theirs.search, HistoryEntry("A1", OWNER, NOW, (Change(1, "note", (("note", "", "theirs"),)),)))
    assert read(units).items[0].note == ""
    assert read(units, team="T2").items[0].note == "theirs"
    with units.begin("T1") as uow:
        assert [entry.id for entry in uow.history(search())] == ["S1"]
        assert uow.last_entry_by(search(), OWNER) == make_start_entry(checklist())
    with units.begin("T3") as uow:
        assert uow.search("S1") is None
        assert uow.short_names_in(CHANNEL) == ()


# History


def test_the_history_has_every_entry_in_full_the_newest_first(units: SqlUnitOfWorkFactory):
    start(units)
    noted = record(units, 1, "note", note="text")
    due = record(units, 2, "due", due=date(2027, 1, 4), snoozes=((OWNER, "2027-01-05"),))
    closed = record(units, 0, "close", state="hired", closed_at=NOW)
    with units.begin("T1", writable=False) as uow:
        assert uow.history(search()) == (closed, due, noted, make_start_entry(checklist()))
        assert uow.history(search(), 2) == (due,)
        assert uow.history(search(), 0) == (closed, make_start_entry(checklist()))
        assert uow.history(search(), 5) == ()
        assert uow.history(search(), limit=2) == (closed, due)


def test_the_changes_of_an_entry_stay_together_and_in_their_order(units: SqlUnitOfWorkFactory):
    start(units)
    with units.begin("T1") as uow:
        steps = [("note", number, make_rule_input(text=f"note {number}")) for number in (3, 1, 2)]
        result = use_cases.apply_steps(uow, make_actor(), HERE, steps)
        assert isinstance(result, service.ChangeResult)
        assert uow.history(search())[0] == result.entry
        assert [change.number for change in uow.history(search())[0].changes] == [3, 1, 2]


def test_the_last_entry_of_a_person_is_the_last_one_that_was_not_undone(units: SqlUnitOfWorkFactory):
    start(units)
    first, second = (record(units, 1, name, note=name) for name in ("first", "second"))
    record(units, 2, "other", by=OWNER, note="other")
    with units.begin("T1") as uow:
        assert uow.last_entry_by(search(), OTHER_USER) == second
        use_cases.undo(uow, make_actor(), HERE)
        assert uow.last_entry_by(search(), OTHER_USER) == first
        use_cases.undo(uow, make_actor(), HERE)
        assert uow.last_entry_by(search(), OTHER_USER) is None


def test_the_entries_after_another_come_the_newest_first(units: SqlUnitOfWorkFactory):
    start(units)
    entries = [record(units, number, f"A{number}", note="text") for number in (1, 2, 3)]
    with units.begin("T1") as uow:
        assert uow.entries_after(search(), entries[0]) == (entries[2], entries[1])
        assert uow.entries_after(search(), entries[2]) == ()


# The same request again


def test_an_entry_is_recorded_once(units: SqlUnitOfWorkFactory):
    before = start(units)
    entry = record(units, 1, "note", note="text")
    with pytest.raises(DuplicateRequestError):
        record(units, 2, "another", entry=entry.id, note="other")
    assert read(units) == before.with_changes(entry.changes)


def test_another_workspace_may_have_an_entry_with_the_same_id(units: SqlUnitOfWorkFactory):
    start(units)
    start(units, team="T2")
    assert read(units, team="T2").search.team == "T2"


def test_another_integrity_error_is_not_a_duplicate_request(units: SqlUnitOfWorkFactory):
    with pytest.raises(SQLAlchemyError), units.begin("T1") as uow:
        uow.record(search(id="S9"), HistoryEntry("A1", OWNER, NOW, (Change(0, "note", ()),)))


# At the same time


def together(*calls: Any) -> list[Any]:
    """The results of these calls, all made at the same moment."""
    ready = threading.Barrier(len(calls))

    def run(call: Any) -> Any:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_searches_that_start_in_a_channel_at_the_same_time_get_different_short_names(units: SqlUnitOfWorkFactory):
    started = together(*[lambda name=name: start(units, id=name) for name in ("S1", "S2", "S3", "S4")])
    assert sorted(each.search.short for each in started) == ["cro", "cro2", "cro3", "cro4"]


def test_of_four_people_who_close_an_item_at_the_same_time_one_does_and_the_others_are_refused(
    units: SqlUnitOfWorkFactory,
):
    start(units)

    def tick(user: str) -> service.ChangeResult | service.AmbiguousSearch:
        with units.begin("T1") as uow:
            return use_cases.apply_steps(uow, make_actor(user), HERE, [("done", 1, make_rule_input(user))])

    results = together(*[lambda user=user: tick(user) for user in ("U1", "U2", "U3", "U4")])
    assert sorted(len(each.changes) for each in results) == [0, 0, 0, 1]
    assert {refusal.reason for each in results for refusal in each.refusals} == {"already"}
    [first] = [each.changes[0] for each in results if each.changes]
    assert read(units).items[0].closed_by == {name: after for name, _, after in first.fields}["closed_by"]


def test_a_change_waits_until_the_one_before_is_committed_and_is_decided_on_its_result(units: SqlUnitOfWorkFactory):
    start(units)
    with ThreadPoolExecutor() as pool:
        with units.begin("T1") as uow:
            use_cases.apply_steps(uow, make_actor(), HERE, [("done", 1, make_rule_input())])
            second = pool.submit(change, units, "done", 1)
            with pytest.raises(TimeoutError):
                second.result(0.2)
        assert [refusal.reason for refusal in second.result().refusals] == ["already"]


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_search_that_was_closed_after_it_was_looked_up_elsewhere_is_not_changed(units: SqlUnitOfWorkFactory):
    before = start(units)
    with units.begin("T1") as uow:
        assert uow.open_searches_in(OTHER_CHANNEL) == ()
        assert uow.open_searches_of(OWNER) == (before.search,)
        record(units, 0, "close", state="hired")
        assert uow.checklist(before.search).search.state == "hired"


def test_no_change_is_lost_if_threads_change_one_item_at_the_same_time(units: SqlUnitOfWorkFactory):
    start(units)
    texts = [f"note {number:02}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda text: change(units, "note", 5, text), texts))
    assert all(result.changes for result in results)
    with units.begin("T1", writable=False) as uow:
        entries = uow.history(search(), 5)
    assert sorted(entry.changes[0].fields[0][2] for entry in entries) == texts
    befores = [entry.changes[0].fields[0][1] for entry in entries]
    assert befores == [entry.changes[0].fields[0][2] for entry in entries[1:]] + [""]


def test_two_people_who_change_the_search_in_the_channel_of_the_other_do_not_deadlock(units: SqlUnitOfWorkFactory):
    start(units, id="S1", short="cro", owner="U1")
    start(units, id="S2", short="cmo", owner="U1", channel=OTHER_CHANNEL)

    both = frozenset((CHANNEL, OTHER_CHANNEL))

    def note(channel: str, ref: str) -> bool:
        for _ in range(20):
            with units.begin("T1") as uow:
                who = make_actor("U1", channel)._replace(member_of=both, checked=both)
                result = use_cases.apply_steps(
                    uow, who, use_cases.SearchRef(ref), [("note", 1, make_rule_input(text=who.request_id))]
                )
                assert isinstance(result, service.ChangeResult)
                assert result.changes
        return True

    assert together(lambda: note(CHANNEL, "cmo"), lambda: note(OTHER_CHANNEL, "cro")) == [True, True]


def test_a_reader_does_not_wait_for_a_writer(units: SqlUnitOfWorkFactory):
    before = start(units)
    with units.begin("T1") as uow:
        use_cases.apply_steps(uow, make_actor(), HERE, [("done", 1, make_rule_input())])
        assert read(units) == before
    assert read(units).items[0].state == "done"


def test_phases_keep_their_order(units: SqlUnitOfWorkFactory):
    start(units)
    assert read(units).search.phases == PHASES
