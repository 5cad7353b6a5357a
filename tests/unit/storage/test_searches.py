import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any

import pytest
from samples.hiring import (
    ASSIGNEE,
    CHANNEL,
    ELSEWHERE,
    NOW,
    OWNER,
    PHASES,
    SOMEBODY,
    asker,
    checklist,
    deed,
    opened,
    search,
    with_items,
)
from sqlalchemy.exc import SQLAlchemyError

from bot.hiring import service
from bot.hiring.history import apply_changes
from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.service import DuplicateRequestError
from bot.storage import migrate
from bot.storage.searches import SqlUnitOfWorkFactory

HERE = service.SearchRef()


@pytest.fixture
def kept(database_url: str) -> SqlUnitOfWorkFactory:
    """A database without searches."""
    migrate(database_url)
    return SqlUnitOfWorkFactory(database_url)


def begin(kept: SqlUnitOfWorkFactory, **values: Any) -> Checklist:
    given = checklist(**values)
    with kept.begin(given.search.team) as desk:
        return service.create_search(desk, given, opened(given))


def read(kept: SqlUnitOfWorkFactory, search_id: str = "S1", team: str = "T1") -> Checklist:
    """What this process makes of the search, which has to be what another one finds in the database."""
    found = []
    for searches in (kept, SqlUnitOfWorkFactory(kept._url)):
        with searches.begin(team, writable=False) as desk:
            search = desk.search(search_id)
            assert search
            found.append(desk.checklist(search))
    assert found[0] == found[1]
    return found[0]


def record(
    kept: SqlUnitOfWorkFactory, number: int, verb: str, /, by: str = SOMEBODY, act: str = "", **fields: Any
) -> HistoryEntry:
    """Set one field of an item, or of the search with number 0."""
    with kept.begin("T1") as desk:
        found = desk.search("S1")
        assert found
        now = desk.checklist(found)
        held = now.search if number == 0 else now.items[number - 1]
        changes = tuple((field, getattr(held, field), value) for field, value in fields.items())
        done = HistoryEntry(act or verb, by, NOW, (Change(number, verb, changes, "why"),))
        desk.record(found, done)
    return done


# Keeping


def test_a_search_comes_back_as_it_was_begun(kept: SqlUnitOfWorkFactory):
    given = checklist(enterprise="E1", weekly=False, card="1.2", name='Quotes " and ünïcode 日本')
    with kept.begin("T1") as desk:
        desk.add_search(given, opened(given))
    assert read(kept) == given


def test_a_search_without_items_is_kept_too(kept: SqlUnitOfWorkFactory):
    given = Checklist(search(phases=()), ())
    with kept.begin("T1") as desk:
        desk.add_search(given, opened(given))
    assert read(kept) == given


def test_a_search_that_nobody_began_is_not_there(kept: SqlUnitOfWorkFactory):
    with kept.begin("T1") as desk:
        assert desk.search("S1") is None
        assert desk.open_searches_in(CHANNEL) == desk.closed_searches_in(CHANNEL) == desk.open_searches_of(OWNER) == ()


def test_what_fails_leaves_nothing_behind(kept: SqlUnitOfWorkFactory):
    given = checklist()
    with pytest.raises(ZeroDivisionError), kept.begin("T1") as desk:
        1 / len(desk.open_searches_in(service.create_search(desk, given, opened(given)).search.id))
    with kept.begin("T1") as desk:
        assert desk.search("S1") is None


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "done", "closed_by": SOMEBODY, "closed_at": NOW},
        {"state": "skipped", "reason": "promoted from within"},
        {"assignee": ASSIGNEE},
        {"due": date(2027, 1, 4), "snoozed": date(2027, 1, 5)},
        {"due": None},
        {"note": "line one\nline two", "evidence": "https://example.com"},
        {"gone": True},
    ],
)
def test_every_field_of_an_item_is_kept_and_only_there(kept: SqlUnitOfWorkFactory, fields: dict[str, Any]):
    before = begin(kept)
    act = record(kept, 2, "change", **fields)
    assert read(kept) == apply_changes(before, act.changes)


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
def test_every_field_of_a_search_is_kept_and_only_there(kept: SqlUnitOfWorkFactory, fields: dict[str, Any]):
    before = begin(kept)
    begin(kept, id="S2")
    act = record(kept, 0, "change", **fields)
    assert read(kept) == apply_changes(before, act.changes)
    assert read(kept, "S2").search.name == "Revenue lead 2"


def test_an_added_item_is_kept_behind_the_others(kept: SqlUnitOfWorkFactory):
    before = begin(kept)
    new = Item(6, "", "find", "Ask the board")
    with kept.begin("T1") as desk:
        desk.add_item(before.search, new)
    assert read(kept).items == (*before.items, new)


def test_the_card_of_a_search_is_moved_by_one_who_knows_where_it_was(kept: SqlUnitOfWorkFactory):
    before = begin(kept)
    with kept.begin("T1") as desk:
        assert desk.compare_and_set_card(before.search, "", "1.2")
        assert not desk.compare_and_set_card(before.search, "", "3.4")
        assert not desk.compare_and_set_card(search(id="S9"), "", "3.4")
    assert read(kept).search == before.search._replace(card="1.2")
    with kept.begin("T1") as desk:
        assert desk.compare_and_set_card(before.search, "1.2", "3.4")
    assert read(kept).search.card == "3.4"


def test_what_one_process_remembers_is_what_another_has_changed(kept: SqlUnitOfWorkFactory):
    begin(kept)
    read(kept)
    other = SqlUnitOfWorkFactory(kept._url)
    for number, searches in enumerate((other, kept, other, other, kept), 1):
        with searches.begin("T1") as desk:
            came = service.apply_steps(desk, asker(), HERE, [("note", number, deed(text="text")), ("done", 1, deed())])
            assert isinstance(came, service.ChangeResult)
            assert len(came.changes) == (2 if number == 1 else 1)
        assert read(kept).items == read(other).items == came.after.items


def test_what_was_taken_back_with_its_transaction_is_not_remembered(kept: SqlUnitOfWorkFactory):
    before = begin(kept)
    with pytest.raises(ZeroDivisionError), kept.begin("T1") as desk:
        1 / len(desk.open_searches_in(str(service.apply_steps(desk, asker(), HERE, [("done", 1, deed())]))))
    assert read(kept) == before


def test_a_time_is_remembered_as_it_is_kept(kept: SqlUnitOfWorkFactory):
    begin(kept)
    read(kept)
    with kept.begin("T1") as desk:
        service.apply_steps(desk, asker(), HERE, [("done", 1, deed()._replace(at=NOW.replace(microsecond=789)))])
    assert read(kept).items[0].closed_at == NOW


# Looking up


def test_the_searches_of_a_channel_come_the_oldest_first_and_only_the_open_ones(kept: SqlUnitOfWorkFactory):
    begin(kept, id="S2", created_at=NOW.replace(hour=8))
    begin(kept, id="S1")
    begin(kept, id="S3", channel=ELSEWHERE)
    record(kept, 0, "close", state="cancelled")
    for writable in (True, False):
        with kept.begin("T1", writable=writable) as desk:
            assert [each.id for each in desk.open_searches_in(CHANNEL)] == ["S2"]
            assert [each.id for each in desk.closed_searches_in(CHANNEL)] == ["S1"]
            assert [each.id for each in desk.open_searches_in(ELSEWHERE)] == ["S3"]


def test_a_person_has_the_searches_that_they_own_or_have_an_item_of(kept: SqlUnitOfWorkFactory):
    begin(kept, id="S1", owner="U1")
    begin(kept, id="S2", owner="U2", channel=ELSEWHERE)
    record(kept, 3, "assign", assignee="U3")
    with kept.begin("T1") as desk:
        assert [each.id for each in desk.open_searches_of("U1")] == ["S1"]
        assert [each.id for each in desk.open_searches_of("U2")] == ["S2"]
        assert [each.id for each in desk.open_searches_of("U3")] == ["S1"]
        assert desk.open_searches_of("U4") == ()
        assert desk.open_searches_of("") == ()


def test_an_item_that_was_taken_away_makes_nobody_a_part_of_its_search(kept: SqlUnitOfWorkFactory):
    given = with_items(checklist(), item5={"assignee": ASSIGNEE, "gone": True})
    with kept.begin("T1") as desk:
        service.create_search(desk, given, opened(given))
        assert desk.open_searches_of(ASSIGNEE) == ()


def test_searches_that_are_over_are_nobodys(kept: SqlUnitOfWorkFactory):
    begin(kept)
    record(kept, 0, "close", state="hired")
    with kept.begin("T1") as desk:
        assert desk.open_searches_of(OWNER) == ()


def test_short_names_are_those_of_the_channel_whatever_became_of_their_searches(kept: SqlUnitOfWorkFactory):
    begin(kept)
    record(kept, 0, "close", state="hired")
    begin(kept, id="S2", short="cmo")
    begin(kept, id="S3", short="cfo", channel=ELSEWHERE)
    with kept.begin("T1") as desk:
        assert sorted(desk.short_names_in(CHANNEL)) == ["cmo", "cro"]


def test_nothing_is_seen_or_changed_from_another_workspace(kept: SqlUnitOfWorkFactory):
    begin(kept)
    begin(kept, team="T2", name="Theirs")
    with kept.begin("T2") as desk:
        assert [each.name for each in desk.open_searches_in(CHANNEL)] == ["Theirs"]
        assert [each.name for each in desk.open_searches_of(OWNER)] == ["Theirs"]
        theirs = desk.checklist(desk.open_searches_in(CHANNEL)[0])
        desk.record(theirs.search, HistoryEntry("A1", OWNER, NOW, (Change(1, "note", (("note", "", "theirs"),)),)))
    assert read(kept).items[0].note == ""
    assert read(kept, team="T2").items[0].note == "theirs"
    with kept.begin("T1") as desk:
        assert [act.id for act in desk.history(search())] == ["S1"]
        assert desk.last_entry_by(search(), OWNER) == opened(checklist())
    with kept.begin("T3") as desk:
        assert desk.search("S1") is None
        assert desk.short_names_in(CHANNEL) == ()


# History


def test_the_history_comes_the_newest_first_with_everything_that_was_said(kept: SqlUnitOfWorkFactory):
    begin(kept)
    noted = record(kept, 1, "note", note="text")
    due = record(kept, 2, "due", due=date(2027, 1, 4), snoozed=date(2027, 1, 5))
    closed = record(kept, 0, "close", state="hired", closed_at=NOW)
    with kept.begin("T1", writable=False) as desk:
        assert desk.history(search()) == (closed, due, noted, opened(checklist()))
        assert desk.history(search(), 2) == (due,)
        assert desk.history(search(), 0) == (closed, opened(checklist()))
        assert desk.history(search(), 5) == ()
        assert desk.history(search(), limit=2) == (closed, due)


def test_the_changes_of_an_act_stay_together_and_in_their_order(kept: SqlUnitOfWorkFactory):
    begin(kept)
    with kept.begin("T1") as desk:
        steps = [("note", number, deed(text=f"note {number}")) for number in (3, 1, 2)]
        came = service.apply_steps(desk, asker(), HERE, steps)
        assert isinstance(came, service.ChangeResult)
        assert desk.history(search())[0] == came.entry
        assert [change.number for change in desk.history(search())[0].changes] == [3, 1, 2]


def test_the_last_act_of_a_person_is_theirs_and_was_not_taken_back(kept: SqlUnitOfWorkFactory):
    begin(kept)
    first, second = (record(kept, 1, name, note=name) for name in ("first", "second"))
    record(kept, 2, "other", by=OWNER, note="other")
    with kept.begin("T1") as desk:
        assert desk.last_entry_by(search(), SOMEBODY) == second
        service.undo(desk, asker(), HERE)
        assert desk.last_entry_by(search(), SOMEBODY) == first
        service.undo(desk, asker(), HERE)
        assert desk.last_entry_by(search(), SOMEBODY) is None


def test_what_was_done_since_an_act_is_told_the_newest_first(kept: SqlUnitOfWorkFactory):
    begin(kept)
    acts = [record(kept, number, f"A{number}", note="text") for number in (1, 2, 3)]
    with kept.begin("T1") as desk:
        assert desk.entries_after(search(), acts[0]) == (acts[2], acts[1])
        assert desk.entries_after(search(), acts[2]) == ()


# The same request again


def test_an_act_is_recorded_once(kept: SqlUnitOfWorkFactory):
    before = begin(kept)
    act = record(kept, 1, "note", note="text")
    with pytest.raises(DuplicateRequestError):
        record(kept, 2, "another", act=act.id, note="other")
    assert read(kept) == apply_changes(before, act.changes)


def test_another_workspace_may_have_an_act_of_the_same_id(kept: SqlUnitOfWorkFactory):
    begin(kept)
    begin(kept, team="T2")
    assert read(kept, team="T2").search.team == "T2"


def test_what_a_database_refuses_for_another_reason_is_no_repeated_request(kept: SqlUnitOfWorkFactory):
    with pytest.raises(SQLAlchemyError), kept.begin("T1") as desk:
        desk.record(search(id="S9"), HistoryEntry("A1", OWNER, NOW, (Change(0, "note", ()),)))


# At once


def together(*calls: Any) -> list[Any]:
    """What came of each call, all made at the same moment."""
    ready = threading.Barrier(len(calls))

    def run(call: Any) -> Any:
        ready.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_searches_that_are_begun_at_once_in_a_channel_get_different_short_names(kept: SqlUnitOfWorkFactory):
    begun = together(*[lambda name=name: begin(kept, id=name) for name in ("S1", "S2", "S3", "S4")])
    assert sorted(each.search.short for each in begun) == ["cro", "cro2", "cro3", "cro4"]


def test_whoever_changes_a_search_sees_what_was_changed_just_before(kept: SqlUnitOfWorkFactory):
    begin(kept)

    def tick(user: str) -> service.ChangeResult | service.AmbiguousSearch:
        with kept.begin("T1") as desk:
            return service.apply_steps(desk, asker(user), HERE, [("done", 1, deed(user))])

    came = together(*[lambda user=user: tick(user) for user in ("U1", "U2", "U3", "U4")])
    assert sorted(len(each.changes) for each in came) == [0, 0, 0, 1]
    assert {refusal.reason for each in came for refusal in each.refusals} == {"already"}
    [first] = [each.changes[0] for each in came if each.changes]
    assert read(kept).items[0].closed_by == {name: after for name, _, after in first.fields}["closed_by"]


def test_two_who_name_each_others_searches_do_not_wait_for_each_other(kept: SqlUnitOfWorkFactory):
    begin(kept, id="S1", short="cro", owner="U1")
    begin(kept, id="S2", short="cmo", owner="U1", channel=ELSEWHERE)

    def note(channel: str, ref: str) -> bool:
        for _ in range(20):
            with kept.begin("T1") as desk:
                who = asker("U1", channel)
                came = service.apply_steps(desk, who, service.SearchRef(ref), [("note", 1, deed(text=who.request_id))])
                assert isinstance(came, service.ChangeResult)
                assert came.changes
        return True

    assert together(lambda: note(CHANNEL, "cmo"), lambda: note(ELSEWHERE, "cro")) == [True, True]


def test_whoever_reads_waits_for_nobody(kept: SqlUnitOfWorkFactory):
    before = begin(kept)
    with kept.begin("T1") as desk:
        service.apply_steps(desk, asker(), HERE, [("done", 1, deed())])
        assert read(kept) == before
    assert read(kept).items[0].state == "done"


def test_phases_keep_their_order(kept: SqlUnitOfWorkFactory):
    begin(kept)
    assert read(kept).search.phases == PHASES
