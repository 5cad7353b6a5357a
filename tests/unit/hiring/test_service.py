from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from samples import use_cases
from samples.hiring import (
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
from samples.use_cases import SearchRef

from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import SEARCH_NUMBER, Checklist
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import Refusal, SearchUpdate
from bot.hiring.service import ChangeResult, NothingToUndo, SearchNotFoundError
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage import migrate
from bot.storage.unit_of_work import SqlSearchUnitOfWork, SqlUnitOfWorkFactory

HERE = SearchRef()
BY_ID = SearchRef(id="S1")
RENAME = SearchUpdate("rename", {"name": "Growth lead"})
COURSE = ScheduleTemplate(TODAY, {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10})
LATER = SearchUpdate("target", {"starts_on": date(2027, 4, 30), "targeted": True}, "late", COURSE)
HIRE = SearchUpdate("close", {"state": "hired", "closed_at": NOW, "reason": "signed"}, "signed")


@pytest.fixture
def searches(tmp_path: Path) -> SqlUnitOfWorkFactory:
    """A database with the sample search, of which one item has been given to somebody."""
    url = f"sqlite:///{tmp_path / 'rolecall.sqlite3'}"
    migrate(url)
    kept = SqlUnitOfWorkFactory(url)
    given = with_items(checklist(), item3={"assignee": ASSIGNEE})
    with kept.begin("T1") as uow:
        service.create_search(uow, given, opened(given))
    return kept


@pytest.fixture
def uow(searches: SqlUnitOfWorkFactory) -> Iterator[SqlSearchUnitOfWork]:
    """A unit of work in the workspace of the search."""
    with searches.begin("T1") as uow:
        yield uow


def step(verb: str, number: int, by: str = SOMEBODY, **values: Any) -> use_cases.Step:
    return verb, number, deed(by, **values)


def worked(came: object) -> ChangeResult:
    assert isinstance(came, ChangeResult)
    return came


def do(uow: SqlSearchUnitOfWork, who: Actor, *steps: use_cases.Step) -> ChangeResult:
    return worked(use_cases.apply_steps(uow, who, HERE, steps))


def now(uow: SqlSearchUnitOfWork) -> Checklist:
    found = uow.search("S1")
    assert found
    return uow.checklist(found)


def refusals(came: ChangeResult) -> list[tuple[int, str]]:
    return [(refusal.number, refusal.reason) for refusal in came.refusals]


# Finding


def test_a_search_is_found_from_its_channel_and_by_its_id_from_there(uow: SqlSearchUnitOfWork):
    for target in (HERE, SearchRef("cro"), SearchRef("revenue lead"), BY_ID):
        found = use_cases.find_checklist(uow, asker(), target)
        assert isinstance(found, Checklist)
        assert found == now(uow)


@pytest.mark.parametrize("who", [asker(OWNER, ELSEWHERE), asker(ASSIGNEE, "D1"), asker(OWNER, "")])
def test_owners_and_assignees_find_it_from_elsewhere(uow: SqlSearchUnitOfWork, who: Actor):
    assert use_cases.find_checklist(uow, who, BY_ID) == use_cases.find_checklist(uow, who, HERE) == now(uow)


def test_others_do_not_find_it_from_elsewhere_whatever_a_button_carries(uow: SqlSearchUnitOfWork):
    assert use_cases.find_checklist(uow, asker(SOMEBODY, ELSEWHERE), HERE) == AmbiguousSearch()
    for target in (BY_ID, SearchRef(id="S9")):
        with pytest.raises(SearchNotFoundError, match="type /hiring status there"):
            use_cases.find_checklist(uow, asker(SOMEBODY, ELSEWHERE), target)


def test_another_workspace_never_finds_it(searches: SqlUnitOfWorkFactory):
    with searches.begin("T2") as uow:
        assert use_cases.find_checklist(uow, asker(OWNER), HERE) == AmbiguousSearch()
        with pytest.raises(SearchNotFoundError):
            use_cases.find_checklist(uow, asker(OWNER), BY_ID)


@pytest.mark.parametrize(
    "act",
    [
        lambda uow, who, target: use_cases.apply_steps(uow, who, target, [step("done", 1)]),
        lambda uow, who, target: use_cases.add_item(uow, who, target, "Ask the board", "find"),
        lambda uow, who, target: use_cases.change_search(uow, who, target, RENAME),
        use_cases.undo,
    ],
    ids=["work", "add", "change", "undo"],
)
def test_whoever_may_not_see_a_search_changes_nothing_in_it(uow: SqlSearchUnitOfWork, act: Any):
    stranger, before = asker(SOMEBODY, ELSEWHERE), now(uow)
    assert act(uow, stranger, HERE) == AmbiguousSearch()
    with pytest.raises(SearchNotFoundError):
        act(uow, stranger, BY_ID)
    assert now(uow) == before


# Working


def test_a_step_is_kept_and_told(uow: SqlSearchUnitOfWork):
    before = now(uow)
    who = asker()
    came = do(uow, who, step("done", 1))
    assert came.before == before
    assert came.after == now(uow)
    assert came.after.items[0].state == "done"
    assert came.entry
    assert (came.entry.id, came.entry.by, came.entry.at) == (who.request_id, SOMEBODY, NOW)
    assert came.changes == came.entry.changes
    assert came.refusals == ()


def test_each_step_sees_what_those_before_it_did(uow: SqlSearchUnitOfWork):
    came = do(uow, asker(), step("done", 1), step("done", 2), step("done", 3, text="called"), step("done", 4))
    assert [change.number for change in came.changes] == [1, 2, 3, 4]
    assert came.refusals == ()


def test_what_cannot_be_done_is_refused_and_the_rest_is_done(uow: SqlSearchUnitOfWork):
    came = do(uow, asker(), step("done", 4), step("done", 1), step("done", 9), step("done", 0), step("skip", 5))
    assert [change.number for change in came.changes] == [1]
    assert refusals(came) == [(4, "needs_first"), (9, "no_such_item"), (0, "no_such_item"), (5, "needs_reason")]


def test_where_everything_is_refused_nothing_is_recorded(uow: SqlSearchUnitOfWork):
    came = do(uow, asker(), step("done", 4))
    assert came.entry is None
    assert came.changes == ()
    assert came.before == came.after == now(uow)
    assert [act.id for act in uow.history(now(uow).search)] == ["S1"]


def test_what_is_to_be_done_as_a_whole_is_not_done_in_part(uow: SqlSearchUnitOfWork):
    before = now(uow)
    steps = [step("note", 1, text="text"), step("done", 4), step("unblock", 1)]
    came = worked(use_cases.apply_steps(uow, asker(), HERE, steps, all_or_nothing=True))
    assert (came.entry, came.after, refusals(came)) == (None, before, [(4, "needs_first")])
    assert now(uow) == before


def test_what_is_so_already_does_not_keep_the_rest_of_a_whole_from_being_done(uow: SqlSearchUnitOfWork):
    came = worked(
        use_cases.apply_steps(
            uow, asker(), HERE, [step("note", 1, text="text"), step("unblock", 1)], all_or_nothing=True
        )
    )
    assert len(came.changes) == 1


def test_the_same_item_named_twice_is_one_change_and_one_already(uow: SqlSearchUnitOfWork):
    came = do(uow, asker(), step("done", 1), step("done", 1))
    assert len(came.changes) == 1
    assert refusals(came) == [(1, "already")]


def test_one_of_two_searches_has_to_be_named(uow: SqlSearchUnitOfWork):
    given = checklist(id="S2", short="cro")
    second = service.create_search(uow, given, opened(given))
    assert second.search.short == "cro2"
    unclear = use_cases.apply_steps(uow, asker(), HERE, [step("done", 1)])
    assert isinstance(unclear, AmbiguousSearch)
    assert [search.short for search in unclear.candidates] == ["cro", "cro2"]
    assert worked(use_cases.apply_steps(uow, asker(), SearchRef("cro2"), [step("done", 1)])).after.search.id == "S2"


# The same request again


def test_a_request_that_comes_again_is_known_and_changes_nothing_twice(searches: SqlUnitOfWorkFactory):
    who = asker()
    with searches.begin("T1") as uow:
        do(uow, who, step("note", 1, text="first"))
    with searches.begin("T1") as uow:
        do(uow, asker(OWNER), step("note", 1, text="second"))
        before = now(uow)
    with pytest.raises(DuplicateRequestError, match="done already"), searches.begin("T1") as uow:
        do(uow, who, step("note", 1, text="first"))
    with searches.begin("T1") as uow:
        assert now(uow) == before


@pytest.mark.parametrize(
    "act",
    [
        lambda uow, who: use_cases.add_item(uow, who, HERE, "Ask the board", "find"),
        lambda uow, who: use_cases.apply_steps(uow, who, HERE, [step("note", 2, text="text"), step("start-item", 1)]),
        lambda uow, who: use_cases.undo(uow, who, HERE),
    ],
    ids=["add", "work", "undo"],
)
def test_whatever_comes_again_leaves_everything_as_it_is(searches: SqlUnitOfWorkFactory, act: Any):
    for text in ("one", "two"):
        with searches.begin("T1") as uow:
            do(uow, asker(), step("note", 1, text=text))
    who = asker()
    with searches.begin("T1") as uow:
        act(uow, who)
    with searches.begin("T1") as uow:
        do(uow, asker(OWNER), step("reopen", 1), step("note", 2, text="other"))
        before, acts = now(uow), uow.history(now(uow).search)
    with pytest.raises(DuplicateRequestError), searches.begin("T1") as uow:
        act(uow, who)
    with searches.begin("T1") as uow:
        assert now(uow) == before
        assert uow.history(before.search) == acts


def test_a_search_that_is_begun_again_by_the_same_request_is_there_once(searches: SqlUnitOfWorkFactory):
    given = checklist()
    with pytest.raises(DuplicateRequestError), searches.begin("T1") as uow:
        service.create_search(uow, given, opened(given))
    with searches.begin("T1") as uow:
        assert [search.id for search in uow.open_searches_in(CHANNEL)] == ["S1"]


# Adding


def test_an_added_item_is_numbered_behind_all_others(uow: SqlSearchUnitOfWork):
    came = worked(use_cases.add_item(uow, asker(), HERE, "Ask the board", "find"))
    assert came.after == now(uow)
    added = came.after.item(6)
    assert added
    assert (added.title, added.phase, added.key, added.state) == ("Ask the board", "find", "", "open")
    assert came.before.item(6) is None
    assert [(change.number, change.verb, change.why) for change in came.changes] == [(6, "add", "Ask the board")]


def test_the_number_of_an_item_that_was_taken_away_is_not_given_again(uow: SqlSearchUnitOfWork):
    use_cases.add_item(uow, asker(), HERE, "Ask the board", "find")
    use_cases.undo(uow, asker(), HERE)
    came = worked(use_cases.add_item(uow, asker(), HERE, "Ask the founder", "find"))
    assert [item.number for item in came.after.visible_items] == [1, 2, 3, 7, 4, 5]


# The search itself


def test_a_search_gets_new_values_and_the_history_says_which(uow: SqlSearchUnitOfWork):
    came = worked(use_cases.change_search(uow, asker(), HERE, RENAME))
    assert came.after == now(uow)
    assert came.after.search.name == "Growth lead"
    assert [(change.number, change.verb, change.fields) for change in came.changes] == [
        (SEARCH_NUMBER, "rename", (("name", "Revenue lead", "Growth lead"),))
    ]


def test_a_search_that_is_so_already_stays_as_it_is(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(), HERE, RENAME)
    again = worked(use_cases.change_search(uow, asker(), HERE, RENAME))
    assert (refusals(again), again.entry) == ([(SEARCH_NUMBER, "already")], None)


def test_a_search_that_is_over_takes_nothing_but_being_opened_again(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(OWNER), HERE, HIRE)
    before = now(uow)
    assert before.search.state == "hired"
    assert use_cases.apply_steps(uow, asker(), HERE, [step("done", 1)]) == AmbiguousSearch()
    for came in (
        use_cases.apply_steps(uow, asker(), BY_ID, [step("done", 1)]),
        use_cases.add_item(uow, asker(), BY_ID, "Ask the board", "find"),
        use_cases.change_search(uow, asker(), BY_ID, RENAME),
    ):
        assert [reason for _, reason in refusals(worked(came))] == ["search_closed"]
        assert worked(came).entry is None
    assert now(uow) == before
    opened_again = SearchUpdate("reopen-search", {"state": "open", "closed_at": None, "reason": ""})
    assert worked(use_cases.change_search(uow, asker(), SearchRef(closed_only=True), opened_again)).after.search.is_open
    assert do(uow, asker(), step("done", 1)).changes


# The first day


def test_with_the_first_day_the_days_of_items_move_in_one_act(uow: SqlSearchUnitOfWork):
    came = worked(use_cases.change_search(uow, asker(), HERE, LATER))
    assert came.after == now(uow)
    assert (came.after.search.starts_on, came.after.search.targeted) == (date(2027, 4, 30), True)
    assert [(change.number, change.verb, change.why) for change in came.changes] == [
        (SEARCH_NUMBER, "target", "late"),
        (1, "move", ""),
        (2, "move", ""),
        (5, "move", ""),
    ]
    assert came.after.items[0].due == date(2026, 12, 11)
    [act, _] = uow.history(came.after.search)
    assert act == came.entry
    assert came.rescheduled is not None
    assert came.rescheduled.pinned == ()


def test_a_day_that_somebody_set_stays_until_that_is_taken_back(uow: SqlSearchUnitOfWork):
    do(uow, asker(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    came = worked(use_cases.change_search(uow, asker(), HERE, LATER))
    assert came.after.items[1].due == date(2027, 1, 7)
    assert came.rescheduled is not None
    assert came.rescheduled.pinned == (2,)
    undone(uow, asker(OWNER))
    again = worked(use_cases.change_search(uow, asker(), HERE, LATER._replace(values={"starts_on": date(2027, 5, 31)})))
    assert again.after.items[1].due == date(2027, 1, 29)  # the Friday before; 120 days ahead is a Sunday
    assert again.rescheduled is not None
    assert again.rescheduled.pinned == ()


def test_undo_puts_the_first_day_and_all_days_back_exactly(uow: SqlSearchUnitOfWork):
    do(uow, asker(OWNER), step("snooze", 1, OWNER, day=date(2026, 11, 20)))
    before = now(uow)
    use_cases.change_search(uow, asker(), HERE, LATER)
    assert now(uow).items[0].snoozed is None
    undone(uow, asker())
    assert now(uow) == before


def test_where_a_day_was_set_since_nothing_of_it_is_taken_back(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(), HERE, LATER)
    do(uow, asker(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    before = now(uow)
    assert isinstance(use_cases.undo(uow, asker(), HERE), NothingToUndo)
    assert now(uow) == before


def test_a_first_day_that_has_passed_is_refused(uow: SqlSearchUnitOfWork):
    before = now(uow)
    came = worked(use_cases.change_search(uow, asker(), HERE, LATER._replace(values={"starts_on": date(2026, 11, 1)})))
    assert (refusals(came), came.entry) == ([(SEARCH_NUMBER, "has_passed")], None)
    assert now(uow) == before
    assert worked(use_cases.change_search(uow, asker(), HERE, LATER._replace(values={"starts_on": TODAY}))).changes


def test_the_same_first_day_again_is_so_already_however_late_it_is(uow: SqlSearchUnitOfWork):
    much_later = ScheduleTemplate(date(2027, 6, 1), {})
    same = SearchUpdate("target", {"starts_on": date(2027, 3, 31), "targeted": True}, "", much_later)
    assert refusals(worked(use_cases.change_search(uow, asker(), HERE, same))) == [(SEARCH_NUMBER, "already")]


def test_a_day_that_was_only_led_to_is_aimed_at_without_moving_anything(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(), HERE, SearchUpdate("target", {"targeted": False}))
    same = LATER._replace(values={"starts_on": date(2027, 3, 31), "targeted": True})
    came = worked(use_cases.change_search(uow, asker(), HERE, same))
    assert [change.fields for change in came.changes] == [(("targeted", False, True),)]
    assert came.rescheduled is None


# Undo


def undone(uow: SqlSearchUnitOfWork, who: Actor, target: SearchRef = HERE) -> ChangeResult:
    return worked(use_cases.undo(uow, who, target))


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
def test_undo_takes_back_everything_that_one_act_did_exactly(uow: SqlSearchUnitOfWork, steps: list[use_cases.Step]):
    before = now(uow)
    who = asker(OWNER)
    done = do(uow, who, *steps)
    assert now(uow) == done.after != before
    back = undone(uow, asker(OWNER))
    assert now(uow) == back.after == before
    assert back.entry
    assert back.entry.undoes == who.request_id
    assert {change.verb for change in back.changes} == {"undo"}


def test_undo_is_exact_to_the_second_in_which_something_was_closed(uow: SqlSearchUnitOfWork):
    who = asker()._replace(at=NOW.replace(microsecond=789))
    use_cases.apply_steps(uow, who, HERE, [("done", 1, deed()._replace(at=who.at))])
    undone(uow, asker())
    assert now(uow).items[0].closed_at is None


def test_undo_takes_back_one_act_after_the_other(uow: SqlSearchUnitOfWork):
    before = now(uow)
    for text in ("first", "second", "third"):
        do(uow, asker(), step("note", 1, text=text))
    notes = [undone(uow, asker()).after.items[0].note for _ in range(3)]
    assert notes == ["second", "first", ""]
    assert now(uow) == before
    assert use_cases.undo(uow, asker(), HERE) == NothingToUndo(before)


def test_undo_takes_back_ones_own_act_and_leaves_those_of_others(uow: SqlSearchUnitOfWork):
    do(uow, asker(), step("note", 1, text="mine"))
    do(uow, asker(OWNER), step("note", 2, text="theirs"))
    assert [item.note for item in undone(uow, asker()).after.items[:2]] == ["", "theirs"]


def test_undo_is_refused_where_somebody_changed_it_since(uow: SqlSearchUnitOfWork):
    who = asker()
    do(uow, who, step("done", 1), step("note", 2, text="mine"))
    do(uow, asker(OWNER), step("note", 2, text="theirs"))
    before = now(uow)
    came = use_cases.undo(uow, asker(), HERE)
    assert isinstance(came, NothingToUndo)
    assert came.entry
    assert came.entry.id == who.request_id
    assert now(uow) == before


def test_undo_is_refused_where_somebody_has_set_the_same_once_more(uow: SqlSearchUnitOfWork):
    do(uow, asker(), step("assign", 1, person=ASSIGNEE))
    do(uow, asker(OWNER), step("assign", 1, person=OWNER))
    do(uow, asker(OWNER), step("assign", 1, person=ASSIGNEE))
    assert isinstance(use_cases.undo(uow, asker(), HERE), NothingToUndo)
    assert now(uow).items[0].assignee == ASSIGNEE


def test_undo_works_again_once_the_others_took_theirs_back(uow: SqlSearchUnitOfWork):
    before = now(uow)
    do(uow, asker(), step("assign", 1, person=ASSIGNEE))
    do(uow, asker(OWNER), step("assign", 1, person=OWNER))
    undone(uow, asker(OWNER))
    undone(uow, asker())
    assert now(uow) == before


def test_undo_takes_an_added_item_away(uow: SqlSearchUnitOfWork):
    before = now(uow)
    use_cases.add_item(uow, asker(), HERE, "Ask the board", "find")
    after = undone(uow, asker()).after
    assert after == now(uow)
    assert after.visible_items == before.visible_items
    assert after.item(6) is None


def test_undo_does_not_take_away_an_item_that_somebody_has_worked_on(uow: SqlSearchUnitOfWork):
    use_cases.add_item(uow, asker(), HERE, "Ask the board", "find")
    do(uow, asker(OWNER), step("note", 6, OWNER, text="asked"))
    assert isinstance(use_cases.undo(uow, asker(), HERE), NothingToUndo)
    assert now(uow).item(6)


def test_undo_takes_a_new_name_back(uow: SqlSearchUnitOfWork):
    before = now(uow)
    use_cases.change_search(uow, asker(), HERE, RENAME)
    undone(uow, asker())
    assert now(uow) == before


def test_the_start_of_a_search_is_not_taken_back(uow: SqlSearchUnitOfWork):
    assert use_cases.undo(uow, asker(OWNER), HERE) == NothingToUndo(now(uow), opened(now(uow)))
    assert use_cases.undo(uow, asker(), HERE) == NothingToUndo(now(uow))


HAND_ON = SearchUpdate("owner", {"owner": ASSIGNEE})


def test_its_owner_hands_a_search_on(uow: SqlSearchUnitOfWork):
    came = use_cases.change_search(uow, asker(OWNER), HERE, HAND_ON)
    assert isinstance(came, ChangeResult)
    assert now(uow).search.owner == ASSIGNEE


@pytest.mark.parametrize(
    "turn", [HAND_ON, HAND_ON._replace(departed_owner=SOMEBODY), SearchUpdate("edit", {"owner": ASSIGNEE, "name": "X"})]
)
def test_nobody_else_does(uow: SqlSearchUnitOfWork, turn: SearchUpdate):
    before = now(uow)
    came = use_cases.change_search(uow, asker(), HERE, turn)
    assert isinstance(came, ChangeResult)
    assert came.refusals == (Refusal(SEARCH_NUMBER, "not_yours"),)
    assert now(uow) == before


def test_once_the_owner_is_known_to_have_left_anybody_does(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(), HERE, HAND_ON._replace(departed_owner=OWNER))
    assert now(uow).search.owner == ASSIGNEE


def test_that_it_is_the_owners_already_is_no_matter_of_leave(uow: SqlSearchUnitOfWork):
    came = use_cases.change_search(uow, asker(), HERE, SearchUpdate("owner", {"owner": OWNER}))
    assert isinstance(came, ChangeResult)
    assert came.refusals == (Refusal(SEARCH_NUMBER, "already"),)


def test_a_search_is_always_somebodys(uow: SqlSearchUnitOfWork):
    came = use_cases.change_search(uow, asker(OWNER), HERE, SearchUpdate("owner", {"owner": ""}))
    assert isinstance(came, ChangeResult)
    assert came.refusals == (Refusal(SEARCH_NUMBER, "needs_owner"),)


def test_of_a_search_that_is_over_only_its_closing_is_taken_back(uow: SqlSearchUnitOfWork):
    do(uow, asker(), step("done", 1))
    before = now(uow)
    use_cases.change_search(uow, asker(OWNER), HERE, HIRE)
    refused = undone(uow, asker(), BY_ID)
    assert (refusals(refused), refused.entry) == ([(SEARCH_NUMBER, "search_closed")], None)
    undone(uow, asker(OWNER), BY_ID)
    assert now(uow) == before


def test_undo_in_a_channel_without_searches_says_so(uow: SqlSearchUnitOfWork):
    assert use_cases.undo(uow, asker(SOMEBODY, ELSEWHERE), HERE) == AmbiguousSearch()


# Names


def test_the_short_name_of_a_search_that_is_over_stays_taken(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, asker(OWNER), HERE, HIRE)
    given = checklist(id="S2")
    assert service.create_search(uow, given, opened(given)).search.short == "cro2"


def test_another_channel_has_short_names_of_its_own(uow: SqlSearchUnitOfWork):
    given = checklist(id="S2", channel=ELSEWHERE)
    assert service.create_search(uow, given, opened(given)).search.short == "cro"
