"""The desk for one change of one item: on PostgreSQL nobody is held there, on SQLite it is the usual one."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hiring_samples import CHANNEL, ELSEWHERE, NOW, SOMEBODY, asker, checklist, deed, opened

from bot.hiring import service
from bot.hiring.models import Act, Change, Checklist
from bot.hiring.service import ChangedMeanwhileError, RepeatedRequestError
from bot.storage import migrate
from bot.storage.searches import Searches

HERE = service.Target()
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOTED = Change(5, "note", (("note", "", "text"),))


@pytest.fixture
def kept(database_url: str) -> Searches:
    """A database with one search."""
    migrate(database_url)
    kept, given = Searches(database_url), checklist()
    with kept.desk("T1") as desk:
        service.begin(desk, given, opened(given))
    return kept


def read(kept: Searches) -> Checklist:
    """What this process makes of the search, which has to be what another one finds in the database."""
    found = []
    for searches in (kept, Searches(kept._url)):
        with searches.desk("T1", to_change=False) as desk:
            found.append(desk.checklist(desk.searches_in(CHANNEL)[0]))
    assert found[0] == found[1]
    return found[0]


def done(kept: Searches, number: int) -> service.Worked | service.Unclear:
    return step(kept, "done", number)


def step(kept: Searches, verb: str, number: int, text: str = "") -> service.Worked | service.Unclear:
    with kept.quick_desk("T1", CHANNEL) as desk:
        return service.work(desk, asker(), HERE, [(verb, number, deed(text=text))])


def test_what_is_done_at_a_quick_desk_is_done(kept: Searches):
    came = done(kept, 1)
    assert isinstance(came, service.Worked)
    assert read(kept) == came.after
    with kept.desk("T1") as desk:
        assert desk.history(came.after.search)[0] == came.act


def test_one_after_the_other_finds_what_was_done_before(kept: Searches):
    for number in (1, 5, 2):
        came = done(kept, number)
        assert isinstance(came, service.Worked)
        assert came.changed
    assert [item.state for item in read(kept).items] == ["done", "done", "open", "open", "done"]


def test_what_is_refused_leaves_nothing_behind(kept: Searches):
    before = read(kept)
    came = done(kept, 2)
    assert isinstance(came, service.Worked)
    assert [refusal.reason for refusal in came.refusals] == ["needs_first"]
    assert read(kept) == before


def test_a_request_that_is_sent_twice_is_known(kept: Searches):
    act = Act("A1", SOMEBODY, NOW, (NOTED,))
    for again in (False, True):
        with kept.quick_desk("T1", CHANNEL) as desk:
            [search] = desk.searches_in(CHANNEL)
            desk.checklist(search)
            if again:
                with pytest.raises(RepeatedRequestError):
                    desk.record(search, act)
            else:
                desk.record(search, act)


@on_postgresql
def test_of_two_who_looked_at_the_same_moment_the_later_one_has_to_look_again(kept: Searches):
    with kept.quick_desk("T1", ELSEWHERE) as slow:
        [search] = slow.searches_in(CHANNEL)
        slow.checklist(search)
        done(kept, 1)
        with pytest.raises(ChangedMeanwhileError):
            slow.record(search, Act("A1", SOMEBODY, NOW, (NOTED,)))
    after = read(kept)
    assert (after.items[0].state, after.items[4].note) == ("done", "")


@on_postgresql
@pytest.mark.parametrize(
    "changes", [(NOTED, NOTED._replace(number=4)), (Change(0, "rename", (("name", "Revenue lead", "Growth"),)),)]
)
def test_more_than_one_change_or_one_of_the_search_needs_the_usual_desk(kept: Searches, changes: tuple[Change, ...]):
    before = read(kept)
    with kept.quick_desk("T1", CHANNEL) as desk, pytest.raises(ChangedMeanwhileError):
        desk.record(before.search, Act("A1", SOMEBODY, NOW, changes))
    assert read(kept) == before


@on_postgresql
def test_whoever_is_quick_waits_for_whoever_holds_the_search(kept: Searches):
    looked, held = threading.Event(), threading.Event()

    def quick() -> None:
        with kept.quick_desk("T1", ELSEWHERE) as desk:
            [search] = desk.searches_in(CHANNEL)
            desk.checklist(search)
            looked.set()
            held.wait()
            desk.record(search, Act("A1", SOMEBODY, NOW, (NOTED,)))

    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(quick)
        looked.wait()
        with kept.desk("T1") as desk:
            service.work(desk, asker(), HERE, [("done", 1, deed())])
            held.set()
        with pytest.raises(ChangedMeanwhileError):
            waiting.result()
    assert read(kept).items[4].note == ""


def test_within_a_process_those_who_act_in_one_channel_take_turns(kept: Searches):
    texts = [f"note {number}" for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(lambda text: step(kept, "note", 5, text), texts))
    assert all(isinstance(each, service.Worked) and each.changed for each in came)
    with kept.desk("T1") as desk:
        acts = desk.history(read(kept).search)
    assert sorted(change.fields[0][2] for act in acts for change in act.changes if change.verb == "note") == sorted(
        texts
    )


@on_postgresql
def test_whoever_waited_too_long_for_a_turn_looks_all_the_same(kept: Searches, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("bot.storage.searches.PATIENCE", 0.01)
    with kept.quick_desk("T1", CHANNEL):
        came = done(kept, 1)
    assert isinstance(came, service.Worked)
    assert came.changed
