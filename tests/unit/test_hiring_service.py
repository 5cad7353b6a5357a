from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hiring_samples import (
    ASSIGNEE,
    CHANNEL,
    ELSEWHERE,
    NOW,
    OWNER,
    SOMEBODY,
    TODAY,
    asker,
    checklist,
    deed,
    opened,
    with_items,
)

from bot.hiring import service
from bot.hiring.access import Unclear
from bot.hiring.history import SEARCH
from bot.hiring.models import Checklist
from bot.hiring.moving import Course
from bot.hiring.rules import Refusal
from bot.hiring.service import (
    NothingToUndo,
    RepeatedRequestError,
    SearchNotYoursError,
    Target,
    Turn,
    Worked,
)
from bot.storage import migrate
from bot.storage.desk import Desk
from bot.storage.searches import Searches

HERE = Target()
BY_ID = Target(id="S1")
RENAME = Turn("rename", {"name": "Growth lead"})
COURSE = Course(TODAY, {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10})
LATER = Turn("target", {"starts_on": date(2027, 4, 30), "targeted": True}, "late", COURSE)
HIRE = Turn("close", {"state": "hired", "closed_at": NOW, "reason": "signed"}, "signed")


@pytest.fixture
def searches(tmp_path: Path) -> Searches:
    """A database with the sample search, of which one item has been given to somebody."""
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    kept = Searches(url)
    given = with_items(checklist(), item3={"assignee": ASSIGNEE})
    with kept.desk("T1") as desk:
        service.begin(desk, given, opened(given))
    return kept


@pytest.fixture
def desk(searches: Searches) -> Iterator[Desk]:
    """A desk of the search's workspace."""
    with searches.desk("T1") as desk:
        yield desk


def step(verb: str, number: int, by: str = SOMEBODY, **values: Any) -> service.Step:
    return verb, number, deed(by, **values)


def worked(came: object) -> Worked:
    assert isinstance(came, Worked)
    return came


def do(desk: Desk, who: service.Asker, *steps: service.Step) -> Worked:
    return worked(service.work(desk, who, HERE, steps))


def now(desk: Desk) -> Checklist:
    found = desk.search("S1")
    assert found
    return desk.checklist(found)


def refusals(came: Worked) -> list[tuple[int, str]]:
    return [(refusal.number, refusal.reason) for refusal in came.refusals]


# Finding


def test_a_search_is_found_from_its_channel_and_by_its_id_from_there(desk: Desk):
    for target in (HERE, Target("cro"), Target("revenue lead"), BY_ID):
        found = service.find(desk, asker(), target)
        assert isinstance(found, Checklist)
        assert found == now(desk)


@pytest.mark.parametrize("who", [asker(OWNER, ELSEWHERE), asker(ASSIGNEE, "D1"), asker(OWNER, "")])
def test_owners_and_assignees_find_it_from_elsewhere(desk: Desk, who: service.Asker):
    assert service.find(desk, who, BY_ID) == service.find(desk, who, HERE) == now(desk)


def test_others_do_not_find_it_from_elsewhere_whatever_a_button_carries(desk: Desk):
    assert service.find(desk, asker(SOMEBODY, ELSEWHERE), HERE) == Unclear()
    for target in (BY_ID, Target(id="S9")):
        with pytest.raises(SearchNotYoursError, match="type /hiring status there"):
            service.find(desk, asker(SOMEBODY, ELSEWHERE), target)


def test_another_workspace_never_finds_it(searches: Searches):
    with searches.desk("T2") as desk:
        assert service.find(desk, asker(OWNER), HERE) == Unclear()
        with pytest.raises(SearchNotYoursError):
            service.find(desk, asker(OWNER), BY_ID)


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, who, target: service.work(desk, who, target, [step("done", 1)]),
        lambda desk, who, target: service.add_item(desk, who, target, "Ask the board", "find"),
        lambda desk, who, target: service.change_search(desk, who, target, RENAME),
        service.undo,
    ],
    ids=["work", "add", "change", "undo"],
)
def test_whoever_may_not_see_a_search_changes_nothing_in_it(desk: Desk, act: Any):
    stranger, before = asker(SOMEBODY, ELSEWHERE), now(desk)
    assert act(desk, stranger, HERE) == Unclear()
    with pytest.raises(SearchNotYoursError):
        act(desk, stranger, BY_ID)
    assert now(desk) == before


# Working


def test_a_step_is_kept_and_told(desk: Desk):
    before = now(desk)
    who = asker()
    came = do(desk, who, step("done", 1))
    assert came.before == before
    assert came.after == now(desk)
    assert came.after.items[0].state == "done"
    assert came.act
    assert (came.act.id, came.act.by, came.act.at) == (who.request, SOMEBODY, NOW)
    assert came.changed == came.act.changes
    assert came.refusals == ()


def test_each_step_sees_what_those_before_it_did(desk: Desk):
    came = do(desk, asker(), step("done", 1), step("done", 2), step("done", 3, text="called"), step("done", 4))
    assert [change.number for change in came.changed] == [1, 2, 3, 4]
    assert came.refusals == ()


def test_what_cannot_be_done_is_refused_and_the_rest_is_done(desk: Desk):
    came = do(desk, asker(), step("done", 4), step("done", 1), step("done", 9), step("done", 0), step("skip", 5))
    assert [change.number for change in came.changed] == [1]
    assert refusals(came) == [(4, "needs_first"), (9, "no_such_item"), (0, "no_such_item"), (5, "needs_reason")]


def test_where_everything_is_refused_nothing_is_recorded(desk: Desk):
    came = do(desk, asker(), step("done", 4))
    assert came.act is None
    assert came.changed == ()
    assert came.before == came.after == now(desk)
    assert [act.id for act in desk.history(now(desk).search)] == ["S1"]


def test_what_is_to_be_done_as_a_whole_is_not_done_in_part(desk: Desk):
    before = now(desk)
    steps = [step("note", 1, text="text"), step("done", 4), step("unblock", 1)]
    came = worked(service.work(desk, asker(), HERE, steps, whole=True))
    assert (came.act, came.after, refusals(came)) == (None, before, [(4, "needs_first")])
    assert now(desk) == before


def test_what_is_so_already_does_not_keep_the_rest_of_a_whole_from_being_done(desk: Desk):
    came = worked(service.work(desk, asker(), HERE, [step("note", 1, text="text"), step("unblock", 1)], whole=True))
    assert len(came.changed) == 1


def test_the_same_item_named_twice_is_one_change_and_one_already(desk: Desk):
    came = do(desk, asker(), step("done", 1), step("done", 1))
    assert len(came.changed) == 1
    assert refusals(came) == [(1, "already")]


def test_one_of_two_searches_has_to_be_named(desk: Desk):
    given = checklist(id="S2", short="cro")
    second = service.begin(desk, given, opened(given))
    assert second.search.short == "cro2"
    unclear = service.work(desk, asker(), HERE, [step("done", 1)])
    assert isinstance(unclear, Unclear)
    assert [search.short for search in unclear.candidates] == ["cro", "cro2"]
    assert worked(service.work(desk, asker(), Target("cro2"), [step("done", 1)])).after.search.id == "S2"


# The same request again


def test_a_request_that_comes_again_is_known_and_changes_nothing_twice(searches: Searches):
    who = asker()
    with searches.desk("T1") as desk:
        do(desk, who, step("note", 1, text="first"))
    with searches.desk("T1") as desk:
        do(desk, asker(OWNER), step("note", 1, text="second"))
        before = now(desk)
    with pytest.raises(RepeatedRequestError, match="done already"), searches.desk("T1") as desk:
        do(desk, who, step("note", 1, text="first"))
    with searches.desk("T1") as desk:
        assert now(desk) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda desk, who: service.add_item(desk, who, HERE, "Ask the board", "find"),
        lambda desk, who: service.work(desk, who, HERE, [step("note", 2, text="text"), step("start-item", 1)]),
        lambda desk, who: service.undo(desk, who, HERE),
    ],
    ids=["add", "work", "undo"],
)
def test_whatever_comes_again_leaves_everything_as_it_is(searches: Searches, act: Any):
    for text in ("one", "two"):
        with searches.desk("T1") as desk:
            do(desk, asker(), step("note", 1, text=text))
    who = asker()
    with searches.desk("T1") as desk:
        act(desk, who)
    with searches.desk("T1") as desk:
        do(desk, asker(OWNER), step("reopen", 1), step("note", 2, text="other"))
        before, acts = now(desk), desk.history(now(desk).search)
    with pytest.raises(RepeatedRequestError), searches.desk("T1") as desk:
        act(desk, who)
    with searches.desk("T1") as desk:
        assert now(desk) == before
        assert desk.history(before.search) == acts


def test_a_search_that_is_begun_again_by_the_same_request_is_there_once(searches: Searches):
    given = checklist()
    with pytest.raises(RepeatedRequestError), searches.desk("T1") as desk:
        service.begin(desk, given, opened(given))
    with searches.desk("T1") as desk:
        assert [search.id for search in desk.searches_in(CHANNEL)] == ["S1"]


# Adding


def test_an_added_item_is_numbered_behind_all_others(desk: Desk):
    came = worked(service.add_item(desk, asker(), HERE, "Ask the board", "find"))
    assert came.after == now(desk)
    added = came.after.item(6)
    assert added
    assert (added.title, added.phase, added.key, added.state) == ("Ask the board", "find", "", "open")
    assert came.before.item(6) is None
    assert [(change.number, change.verb, change.why) for change in came.changed] == [(6, "add", "Ask the board")]


def test_the_number_of_an_item_that_was_taken_away_is_not_given_again(desk: Desk):
    service.add_item(desk, asker(), HERE, "Ask the board", "find")
    service.undo(desk, asker(), HERE)
    came = worked(service.add_item(desk, asker(), HERE, "Ask the founder", "find"))
    assert [item.number for item in came.after.listed] == [1, 2, 3, 7, 4, 5]


# The search itself


def test_a_search_gets_new_values_and_the_history_says_which(desk: Desk):
    came = worked(service.change_search(desk, asker(), HERE, RENAME))
    assert came.after == now(desk)
    assert came.after.search.name == "Growth lead"
    assert [(change.number, change.verb, change.fields) for change in came.changed] == [
        (SEARCH, "rename", (("name", "Revenue lead", "Growth lead"),))
    ]


def test_a_search_that_is_so_already_stays_as_it_is(desk: Desk):
    service.change_search(desk, asker(), HERE, RENAME)
    again = worked(service.change_search(desk, asker(), HERE, RENAME))
    assert (refusals(again), again.act) == ([(SEARCH, "already")], None)


def test_a_search_that_is_over_takes_nothing_but_being_opened_again(desk: Desk):
    service.change_search(desk, asker(OWNER), HERE, HIRE)
    before = now(desk)
    assert before.search.state == "hired"
    assert service.work(desk, asker(), HERE, [step("done", 1)]) == Unclear()
    for came in (
        service.work(desk, asker(), BY_ID, [step("done", 1)]),
        service.add_item(desk, asker(), BY_ID, "Ask the board", "find"),
        service.change_search(desk, asker(), BY_ID, RENAME),
    ):
        assert [reason for _, reason in refusals(worked(came))] == ["search_closed"]
        assert worked(came).act is None
    assert now(desk) == before
    opened_again = Turn("reopen-search", {"state": "open", "closed_at": None, "reason": ""})
    assert worked(service.change_search(desk, asker(), Target(over=True), opened_again)).after.search.is_open
    assert do(desk, asker(), step("done", 1)).changed


# The first day


def test_with_the_first_day_the_days_of_items_move_in_one_act(desk: Desk):
    came = worked(service.change_search(desk, asker(), HERE, LATER))
    assert came.after == now(desk)
    assert (came.after.search.starts_on, came.after.search.targeted) == (date(2027, 4, 30), True)
    assert [(change.number, change.verb, change.why) for change in came.changed] == [
        (SEARCH, "target", "late"),
        (1, "move", ""),
        (2, "move", ""),
        (5, "move", ""),
    ]
    assert came.after.items[0].due == date(2026, 12, 11)
    [act, _] = desk.history(came.after.search)
    assert act == came.act
    assert came.moved is not None
    assert came.moved.kept == ()


def test_a_day_that_somebody_set_stays_until_that_is_taken_back(desk: Desk):
    do(desk, asker(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    came = worked(service.change_search(desk, asker(), HERE, LATER))
    assert came.after.items[1].due == date(2027, 1, 7)
    assert came.moved is not None
    assert came.moved.kept == (2,)
    undone(desk, asker(OWNER))
    again = worked(service.change_search(desk, asker(), HERE, LATER._replace(values={"starts_on": date(2027, 5, 31)})))
    assert again.after.items[1].due == date(2027, 1, 29)  # the Friday before; 120 days ahead is a Sunday
    assert again.moved is not None
    assert again.moved.kept == ()


def test_undo_puts_the_first_day_and_all_days_back_exactly(desk: Desk):
    do(desk, asker(OWNER), step("snooze", 1, OWNER, day=date(2026, 11, 20)))
    before = now(desk)
    service.change_search(desk, asker(), HERE, LATER)
    assert now(desk).items[0].snoozed is None
    undone(desk, asker())
    assert now(desk) == before


def test_where_a_day_was_set_since_nothing_of_it_is_taken_back(desk: Desk):
    service.change_search(desk, asker(), HERE, LATER)
    do(desk, asker(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    before = now(desk)
    assert isinstance(service.undo(desk, asker(), HERE), NothingToUndo)
    assert now(desk) == before


def test_a_first_day_that_has_passed_is_refused(desk: Desk):
    before = now(desk)
    came = worked(service.change_search(desk, asker(), HERE, LATER._replace(values={"starts_on": date(2026, 11, 1)})))
    assert (refusals(came), came.act) == ([(SEARCH, "has_passed")], None)
    assert now(desk) == before
    assert worked(service.change_search(desk, asker(), HERE, LATER._replace(values={"starts_on": TODAY}))).changed


def test_the_same_first_day_again_is_so_already_however_late_it_is(desk: Desk):
    much_later = Course(date(2027, 6, 1), {})
    same = Turn("target", {"starts_on": date(2027, 3, 31), "targeted": True}, "", much_later)
    assert refusals(worked(service.change_search(desk, asker(), HERE, same))) == [(SEARCH, "already")]


def test_a_day_that_was_only_led_to_is_aimed_at_without_moving_anything(desk: Desk):
    service.change_search(desk, asker(), HERE, Turn("target", {"targeted": False}))
    same = LATER._replace(values={"starts_on": date(2027, 3, 31), "targeted": True})
    came = worked(service.change_search(desk, asker(), HERE, same))
    assert [change.fields for change in came.changed] == [(("targeted", False, True),)]
    assert came.moved is None


# Undo


def undone(desk: Desk, who: service.Asker, target: Target = HERE) -> Worked:
    return worked(service.undo(desk, who, target))


@pytest.mark.parametrize(
    "steps",
    [
        [step("done", 1)],
        [step("done", 3, text="called all three")],
        [step("override", 4, OWNER, text="held last week")],
        [step("skip", 4, text="promoted from within")],
        [step("block", 2, text="no budget"), step("assign", 2, person=ASSIGNEE)],
        [step("due", 1, day=NOW.date() + timedelta(days=90)), step("snooze", 1, day=NOW.date())],
        [step("done", 1), step("done", 2), step("note", 1, text="text"), step("reopen", 1)],
    ],
)
def test_undo_takes_back_everything_that_one_act_did_exactly(desk: Desk, steps: list[service.Step]):
    before = now(desk)
    who = asker(OWNER)
    done = do(desk, who, *steps)
    assert now(desk) == done.after != before
    back = undone(desk, asker(OWNER))
    assert now(desk) == back.after == before
    assert back.act
    assert back.act.undoes == who.request
    assert {change.verb for change in back.changed} == {"undo"}


def test_undo_is_exact_to_the_second_in_which_something_was_closed(desk: Desk):
    who = asker()._replace(at=NOW.replace(microsecond=789))
    service.work(desk, who, HERE, [("done", 1, deed()._replace(at=who.at))])
    undone(desk, asker())
    assert now(desk).items[0].closed_at is None


def test_undo_takes_back_one_act_after_the_other(desk: Desk):
    before = now(desk)
    for text in ("first", "second", "third"):
        do(desk, asker(), step("note", 1, text=text))
    notes = [undone(desk, asker()).after.items[0].note for _ in range(3)]
    assert notes == ["second", "first", ""]
    assert now(desk) == before
    assert service.undo(desk, asker(), HERE) == NothingToUndo(before)


def test_undo_takes_back_ones_own_act_and_leaves_those_of_others(desk: Desk):
    do(desk, asker(), step("note", 1, text="mine"))
    do(desk, asker(OWNER), step("note", 2, text="theirs"))
    assert [item.note for item in undone(desk, asker()).after.items[:2]] == ["", "theirs"]


def test_undo_is_refused_where_somebody_changed_it_since(desk: Desk):
    who = asker()
    do(desk, who, step("done", 1), step("note", 2, text="mine"))
    do(desk, asker(OWNER), step("note", 2, text="theirs"))
    before = now(desk)
    came = service.undo(desk, asker(), HERE)
    assert isinstance(came, NothingToUndo)
    assert came.act
    assert came.act.id == who.request
    assert now(desk) == before


def test_undo_is_refused_where_somebody_has_set_the_same_once_more(desk: Desk):
    do(desk, asker(), step("assign", 1, person=ASSIGNEE))
    do(desk, asker(OWNER), step("assign", 1, person=OWNER))
    do(desk, asker(OWNER), step("assign", 1, person=ASSIGNEE))
    assert isinstance(service.undo(desk, asker(), HERE), NothingToUndo)
    assert now(desk).items[0].assignee == ASSIGNEE


def test_undo_works_again_once_the_others_took_theirs_back(desk: Desk):
    before = now(desk)
    do(desk, asker(), step("assign", 1, person=ASSIGNEE))
    do(desk, asker(OWNER), step("assign", 1, person=OWNER))
    undone(desk, asker(OWNER))
    undone(desk, asker())
    assert now(desk) == before


def test_undo_takes_an_added_item_away(desk: Desk):
    before = now(desk)
    service.add_item(desk, asker(), HERE, "Ask the board", "find")
    after = undone(desk, asker()).after
    assert after == now(desk)
    assert after.listed == before.listed
    assert after.item(6) is None


def test_undo_does_not_take_away_an_item_that_somebody_has_worked_on(desk: Desk):
    service.add_item(desk, asker(), HERE, "Ask the board", "find")
    do(desk, asker(OWNER), step("note", 6, OWNER, text="asked"))
    assert isinstance(service.undo(desk, asker(), HERE), NothingToUndo)
    assert now(desk).item(6)


def test_undo_takes_a_new_name_back(desk: Desk):
    before = now(desk)
    service.change_search(desk, asker(), HERE, RENAME)
    undone(desk, asker())
    assert now(desk) == before


def test_the_start_of_a_search_is_not_taken_back(desk: Desk):
    assert service.undo(desk, asker(OWNER), HERE) == NothingToUndo(now(desk), opened(now(desk)))
    assert service.undo(desk, asker(), HERE) == NothingToUndo(now(desk))


HAND_ON = Turn("owner", {"owner": ASSIGNEE})


def test_its_owner_hands_a_search_on(desk: Desk):
    came = service.change_search(desk, asker(OWNER), HERE, HAND_ON)
    assert isinstance(came, Worked)
    assert now(desk).search.owner == ASSIGNEE


@pytest.mark.parametrize(
    "turn", [HAND_ON, HAND_ON._replace(left=SOMEBODY), Turn("edit", {"owner": ASSIGNEE, "name": "X"})]
)
def test_nobody_else_does(desk: Desk, turn: Turn):
    before = now(desk)
    came = service.change_search(desk, asker(), HERE, turn)
    assert isinstance(came, Worked)
    assert came.refusals == (Refusal(SEARCH, "not_yours"),)
    assert now(desk) == before


def test_once_the_owner_is_known_to_have_left_anybody_does(desk: Desk):
    service.change_search(desk, asker(), HERE, HAND_ON._replace(left=OWNER))
    assert now(desk).search.owner == ASSIGNEE


def test_that_it_is_the_owners_already_is_no_matter_of_leave(desk: Desk):
    came = service.change_search(desk, asker(), HERE, Turn("owner", {"owner": OWNER}))
    assert isinstance(came, Worked)
    assert came.refusals == (Refusal(SEARCH, "already"),)


def test_a_search_is_always_somebodys(desk: Desk):
    came = service.change_search(desk, asker(OWNER), HERE, Turn("owner", {"owner": ""}))
    assert isinstance(came, Worked)
    assert came.refusals == (Refusal(SEARCH, "needs_owner"),)


def test_of_a_search_that_is_over_only_its_closing_is_taken_back(desk: Desk):
    do(desk, asker(), step("done", 1))
    before = now(desk)
    service.change_search(desk, asker(OWNER), HERE, HIRE)
    refused = undone(desk, asker(), BY_ID)
    assert (refusals(refused), refused.act) == ([(SEARCH, "search_closed")], None)
    undone(desk, asker(OWNER), BY_ID)
    assert now(desk) == before


def test_undo_in_a_channel_without_searches_says_so(desk: Desk):
    assert service.undo(desk, asker(SOMEBODY, ELSEWHERE), HERE) == Unclear()


# Names


def test_the_short_name_of_a_search_that_is_over_stays_taken(desk: Desk):
    service.change_search(desk, asker(OWNER), HERE, HIRE)
    given = checklist(id="S2")
    assert service.begin(desk, given, opened(given)).search.short == "cro2"


def test_another_channel_has_short_names_of_its_own(desk: Desk):
    given = checklist(id="S2", channel=ELSEWHERE)
    assert service.begin(desk, given, opened(given)).search.short == "cro"
