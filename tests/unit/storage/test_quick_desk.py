"""The desk for one change of one item, which goes by what was seen before where it can."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from samples.hiring import CHANNEL, ELSEWHERE, NOW, OWNER, SOMEBODY, asker, checklist, deed, opened

from bot.hiring import service
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.service import ConcurrentChangeError, DuplicateRequestError
from bot.storage import migrate
from bot.storage.engine import get_engine
from bot.storage.quick_desk import Sights
from bot.storage.searches import SqlUnitOfWorkFactory

HERE = service.SearchRef()
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOTED = Change(5, "note", (("note", "", "text"),))


@pytest.fixture
def kept(database_url: str) -> SqlUnitOfWorkFactory:
    """A database with one search."""
    migrate(database_url)
    kept, given = SqlUnitOfWorkFactory(database_url), checklist()
    with kept.begin("T1") as desk:
        service.create_search(desk, given, opened(given))
    return kept


def read(kept: SqlUnitOfWorkFactory) -> Checklist:
    """What this process makes of the search, which has to be what another one finds in the database."""
    found = []
    for searches in (kept, SqlUnitOfWorkFactory(kept._url)):
        with searches.begin("T1", writable=False) as desk:
            found.append(desk.checklist(desk.open_searches_in(CHANNEL)[0]))
    assert found[0] == found[1]
    return found[0]


def done(kept: SqlUnitOfWorkFactory, number: int) -> service.ChangeResult | service.AmbiguousSearch:
    return step(kept, "done", number)


def step(
    kept: SqlUnitOfWorkFactory, verb: str, number: int, text: str = ""
) -> service.ChangeResult | service.AmbiguousSearch:
    with kept.quick_desk("T1", CHANNEL) as desk:
        return service.apply_steps(desk, asker(), HERE, [(verb, number, deed(text=text))])


def test_what_is_done_at_a_quick_desk_is_done(kept: SqlUnitOfWorkFactory):
    came = done(kept, 1)
    assert isinstance(came, service.ChangeResult)
    assert read(kept) == came.after
    with kept.begin("T1") as desk:
        assert desk.history(came.after.search)[0] == came.entry


def test_one_after_the_other_finds_what_was_done_before(kept: SqlUnitOfWorkFactory):
    for number in (1, 5, 2):
        came = done(kept, number)
        assert isinstance(came, service.ChangeResult)
        assert came.changes
    assert [item.state for item in read(kept).items] == ["done", "done", "open", "open", "done"]


def test_what_is_refused_leaves_nothing_behind(kept: SqlUnitOfWorkFactory):
    before = read(kept)
    came = done(kept, 2)
    assert isinstance(came, service.ChangeResult)
    assert [refusal.reason for refusal in came.refusals] == ["needs_first"]
    assert read(kept) == before


def noted(kept: SqlUnitOfWorkFactory, act: str) -> None:
    with kept.quick_desk("T1", CHANNEL) as desk:
        [search] = desk.open_searches_in(CHANNEL)
        desk.checklist(search)
        desk.record(search, HistoryEntry(act, SOMEBODY, NOW, (NOTED,)))


def test_a_request_that_is_sent_twice_is_known(kept: SqlUnitOfWorkFactory):
    noted(kept, "A1")
    with pytest.raises(DuplicateRequestError):
        noted(kept, "A1")


@on_postgresql
def test_of_two_who_looked_at_the_same_moment_the_later_one_has_to_look_again(kept: SqlUnitOfWorkFactory):
    with kept.quick_desk("T1", ELSEWHERE) as slow:
        [search] = slow.open_searches_in(CHANNEL)
        slow.checklist(search)
        done(kept, 1)
        with pytest.raises(ConcurrentChangeError):
            slow.record(search, HistoryEntry("A1", SOMEBODY, NOW, (NOTED,)))
    after = read(kept)
    assert (after.items[0].state, after.items[4].note) == ("done", "")


@pytest.mark.parametrize(
    "changes", [(NOTED, NOTED._replace(number=4)), (Change(0, "rename", (("name", "Revenue lead", "Growth"),)),)]
)
def test_more_than_one_change_or_one_of_the_search_needs_the_usual_desk(
    kept: SqlUnitOfWorkFactory, changes: tuple[Change, ...]
):
    before = read(kept)
    with kept.quick_desk("T1", CHANNEL) as desk, pytest.raises(ConcurrentChangeError):
        desk.record(before.search, HistoryEntry("A1", SOMEBODY, NOW, changes))
    assert read(kept) == before


@on_postgresql
def test_whoever_is_quick_waits_for_whoever_holds_the_search(kept: SqlUnitOfWorkFactory):
    looked, held = threading.Event(), threading.Event()

    def quick() -> None:
        with kept.quick_desk("T1", ELSEWHERE) as desk:
            [search] = desk.open_searches_in(CHANNEL)
            desk.checklist(search)
            looked.set()
            held.wait()
            desk.record(search, HistoryEntry("A1", SOMEBODY, NOW, (NOTED,)))

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(quick)
        looked.wait()
        with kept.begin("T1") as desk:
            service.apply_steps(desk, asker(), HERE, [("done", 1, deed())])
            held.set()
        with pytest.raises(ConcurrentChangeError):
            waiting.result()
    assert read(kept).items[4].note == ""


def test_within_a_process_those_who_act_in_one_channel_take_turns(kept: SqlUnitOfWorkFactory):
    texts = [f"note {number}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda text: step(kept, "note", 5, text), texts))
    assert all(isinstance(each, service.ChangeResult) and each.changes for each in came)
    with kept.begin("T1") as desk:
        acts = desk.history(read(kept).search)
    assert sorted(change.fields[0][2] for act in acts for change in act.changes if change.verb == "note") == sorted(
        texts
    )


@on_postgresql
def test_whoever_waited_too_long_for_a_turn_looks_all_the_same(
    kept: SqlUnitOfWorkFactory, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("bot.storage.searches.PATIENCE", 0.01)
    with kept.quick_desk("T1", CHANNEL):
        came = done(kept, 1)
    assert isinstance(came, service.ChangeResult)
    assert came.changes


# Going by what was seen before


def looks(kept: SqlUnitOfWorkFactory, number: int) -> int:
    """How many quick desks it takes to close an item."""
    for count in (1, 2):
        with suppress(ConcurrentChangeError):
            came = done(kept, number)
            assert isinstance(came, service.ChangeResult)
            assert came.changes
            return count
    raise AssertionError("in vain")


def test_what_another_process_changed_is_seen_at_the_second_look(kept: SqlUnitOfWorkFactory):
    assert looks(kept, 1) == 1
    other = SqlUnitOfWorkFactory(kept._url)
    noted(other, "A1")
    assert looks(kept, 5) == 2
    assert read(kept).items[4].note == "text"


def test_a_search_that_was_begun_or_closed_elsewhere_is_seen_at_the_second_look(kept: SqlUnitOfWorkFactory):
    assert looks(kept, 1) == 1
    second = checklist(id="S2")
    with SqlUnitOfWorkFactory(kept._url).begin("T1") as desk:
        service.create_search(desk, second, opened(second))
    for _ in range(2):
        with suppress(ConcurrentChangeError):
            came = done(kept, 5)
    assert isinstance(came, service.AmbiguousSearch)
    with SqlUnitOfWorkFactory(kept._url).begin("T1") as desk:
        service.change_search(
            desk, asker(OWNER), service.SearchRef(id="S2"), service.SearchUpdate("close", {"state": "hired"})
        )
    assert looks(kept, 5) <= 2


def test_nothing_is_refused_by_what_was_seen_before(kept: SqlUnitOfWorkFactory):
    assert looks(kept, 1) == 1
    with pytest.raises(ConcurrentChangeError):
        done(kept, 1)
    came = done(kept, 1)
    assert isinstance(came, service.ChangeResult)
    assert [refusal.reason for refusal in came.refusals] == ["already"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_never_came_to_the_disk_was_not_seen(kept: SqlUnitOfWorkFactory):
    assert looks(kept, 1) == 1
    with pytest.raises(ZeroDivisionError), kept.quick_desk("T1", CHANNEL) as desk:
        1 / len(desk.open_searches_in(str(service.apply_steps(desk, asker(), HERE, [("done", 5, deed())]))))
    assert looks(kept, 5) == 1
    with SqlUnitOfWorkFactory(kept._url).begin("T1") as desk:
        [search] = desk.open_searches_in(CHANNEL)
        assert [change.number for act in desk.history(search) for change in act.changes if change.number] == [5, 1]
    with get_engine(kept._url).connect() as connection:
        versions = connection.exec_driver_sql("SELECT version FROM history ORDER BY id").scalars().all()
    assert versions == [1, 2, 3]


@on_postgresql
@pytest.mark.parametrize("way", ["id", "person"])
def test_a_search_that_is_closed_while_somebody_looks_elsewhere_is_not_written_to(kept: SqlUnitOfWorkFactory, way: str):
    with kept.quick_desk("T1", ELSEWHERE) as slow:
        found = slow.search("S1") if way == "id" else slow.open_searches_of(OWNER)[0]
        assert found
        seen = slow.checklist(found) if way == "person" else None
        with kept.begin("T1") as desk:
            service.change_search(desk, asker(OWNER), HERE, service.SearchUpdate("close", {"state": "hired"}))
        with pytest.raises(ConcurrentChangeError):
            slow.record(seen.search if seen else found, HistoryEntry("A1", SOMEBODY, NOW, (NOTED,)))
    with kept.begin("T1") as desk:
        closed = desk.search("S1")
        assert closed
        assert (closed.state, desk.checklist(closed).items[4].note) == ("hired", "")


def test_of_many_channels_the_one_that_nobody_looked_at_the_longest_is_forgotten():
    sights, sight = Sights(most=2), ((checklist().search, 1),)
    for channel in ("C1", "C2", "C1", "C3"):
        sights.keep("T1", channel, sight)
    assert [sights.of("T1", channel) for channel in ("C1", "C2", "C3")] == [sight, (), sight]
    assert sights.of("T2", "C1") == ()
