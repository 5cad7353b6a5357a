from collections.abc import Iterator
from datetime import date, timedelta
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
    TODAY,
    checklist,
    make_actor,
    make_rule_input,
    make_start_entry,
    with_items,
)
from samples.use_cases import SearchRef

from bot.hiring import service
from bot.hiring.access import Actor, AmbiguousSearch
from bot.hiring.models import SEARCH_NUMBER, Checklist
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import Refusal
from bot.hiring.search_rules import SearchUpdate
from bot.hiring.service import ChangeResult, NothingToUndo, SearchNotFoundError
from bot.hiring.unit_of_work import DuplicateRequestError
from bot.storage.unit_of_work import SqlSearchUnitOfWork, SqlUnitOfWorkFactory

BY_CHANNEL = SearchRef()
BY_ID = SearchRef(id="S1")
RENAME = SearchUpdate("rename", {"name": "Growth lead"})
TEMPLATE = ScheduleTemplate(
    TODAY, {"scorecard": -140, "sourcing": -120, "references": -60, "final": -40, "welcome": -10}
)
MOVE_FIRST_DAY = SearchUpdate("target", {"starts_on": date(2027, 4, 30), "targeted": True}, "late", TEMPLATE)
HIRE = SearchUpdate("close", {"state": "hired", "closed_at": NOW, "reason": "signed"}, "signed")


@pytest.fixture
def searches(sqlite_url: str) -> SqlUnitOfWorkFactory:
    """A database with the sample search, in which one item has an assignee."""
    factory = SqlUnitOfWorkFactory(sqlite_url)
    new_checklist = with_items(checklist(), item3={"assignee": ASSIGNEE})
    with factory.begin("T1") as uow:
        service.create_search(uow, new_checklist, make_start_entry(new_checklist))
    return factory


@pytest.fixture
def uow(searches: SqlUnitOfWorkFactory) -> Iterator[SqlSearchUnitOfWork]:
    """A unit of work in the workspace of the search."""
    with searches.begin("T1") as uow:
        yield uow


def step(verb: str, number: int, by: str = OTHER_USER, **values: Any) -> use_cases.Step:
    return verb, number, make_rule_input(by, **values)


def change_result(result: object) -> ChangeResult:
    assert isinstance(result, ChangeResult)
    return result


def apply(uow: SqlSearchUnitOfWork, actor: Actor, *steps: use_cases.Step) -> ChangeResult:
    return change_result(use_cases.apply_steps(uow, actor, BY_CHANNEL, steps))


def load_current(uow: SqlSearchUnitOfWork) -> Checklist:
    found = uow.search("S1")
    assert found
    return uow.checklist(found)


def refusals(result: ChangeResult) -> list[tuple[int, str]]:
    return [(refusal.number, refusal.reason) for refusal in result.refusals]


# Finding a search


def test_a_search_is_found_by_name_and_by_id_in_its_channel(uow: SqlSearchUnitOfWork):
    for ref in (BY_CHANNEL, SearchRef("cro"), SearchRef("revenue lead"), BY_ID):
        found = use_cases.find_checklist(uow, make_actor(), ref)
        assert isinstance(found, Checklist)
        assert found == load_current(uow)


@pytest.mark.parametrize("actor", [make_actor(OWNER, OTHER_CHANNEL), make_actor(ASSIGNEE, "D1"), make_actor(OWNER, "")])
def test_the_owner_and_assignees_find_a_search_from_another_channel(uow: SqlSearchUnitOfWork, actor: Actor):
    by_id, by_channel = (use_cases.find_checklist(uow, actor, ref) for ref in (BY_ID, BY_CHANNEL))
    assert by_id == by_channel == load_current(uow)


def test_other_users_do_not_find_a_search_from_another_channel_even_by_id(uow: SqlSearchUnitOfWork):
    assert use_cases.find_checklist(uow, make_actor(OTHER_USER, OTHER_CHANNEL), BY_CHANNEL) == AmbiguousSearch()
    for ref in (BY_ID, SearchRef(id="S9")):
        with pytest.raises(SearchNotFoundError, match="Type /hiring status in the search's own channel"):
            use_cases.find_checklist(uow, make_actor(OTHER_USER, OTHER_CHANNEL), ref)


def test_a_search_is_not_found_from_another_workspace(searches: SqlUnitOfWorkFactory):
    with searches.begin("T2") as uow:
        assert use_cases.find_checklist(uow, make_actor(OWNER), BY_CHANNEL) == AmbiguousSearch()
        with pytest.raises(SearchNotFoundError):
            use_cases.find_checklist(uow, make_actor(OWNER), BY_ID)


@pytest.mark.parametrize(
    "use_case",
    [
        lambda uow, actor, ref: use_cases.apply_steps(uow, actor, ref, [step("done", 1)]),
        lambda uow, actor, ref: use_cases.add_item(uow, actor, ref, "Ask the board", "find"),
        lambda uow, actor, ref: use_cases.change_search(uow, actor, ref, RENAME),
        use_cases.undo,
    ],
    ids=["apply_steps", "add_item", "change_search", "undo"],
)
def test_a_user_without_access_cannot_change_a_search(uow: SqlSearchUnitOfWork, use_case: Any):
    unauthorized, before = make_actor(OTHER_USER, OTHER_CHANNEL), load_current(uow)
    assert use_case(uow, unauthorized, BY_CHANNEL) == AmbiguousSearch()
    with pytest.raises(SearchNotFoundError):
        use_case(uow, unauthorized, BY_ID)
    assert load_current(uow) == before


# Applying steps


def test_a_step_is_stored_and_returned(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    actor = make_actor()
    result = apply(uow, actor, step("done", 1))
    assert result.before == before
    assert result.after == load_current(uow)
    assert result.after.items[0].state == "done"
    assert result.entry
    assert (result.entry.id, result.entry.by, result.entry.at) == (actor.request_id, OTHER_USER, NOW)
    assert result.changes == result.entry.changes
    assert result.refusals == ()


def test_each_step_builds_on_the_steps_before_it(uow: SqlSearchUnitOfWork):
    result = apply(uow, make_actor(), step("done", 1), step("done", 2), step("done", 3, text="called"), step("done", 4))
    assert [change.number for change in result.changes] == [1, 2, 3, 4]
    assert result.refusals == ()


def test_steps_that_are_not_allowed_are_refused_and_the_others_are_applied(uow: SqlSearchUnitOfWork):
    result = apply(
        uow, make_actor(), step("done", 4), step("done", 1), step("done", 9), step("done", 0), step("skip", 5)
    )
    assert [change.number for change in result.changes] == [1]
    assert refusals(result) == [(4, "needs_first"), (9, "no_such_item"), (0, "no_such_item"), (5, "needs_reason")]


def test_no_history_entry_is_stored_if_every_step_is_refused(uow: SqlSearchUnitOfWork):
    result = apply(uow, make_actor(), step("done", 4))
    assert result.entry is None
    assert result.changes == ()
    assert result.before == result.after == load_current(uow)
    assert [entry.id for entry in uow.history(load_current(uow).search)] == ["S1"]


def test_an_all_or_nothing_request_changes_nothing_if_a_step_is_refused(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    steps = [step("note", 1, text="text"), step("done", 4), step("unblock", 1)]
    result = change_result(use_cases.apply_steps(uow, make_actor(), BY_CHANNEL, steps, all_or_nothing=True))
    assert (result.entry, result.after, refusals(result)) == (None, before, [(4, "needs_first")])
    assert load_current(uow) == before


def test_an_item_that_is_already_done_does_not_block_the_other_steps(uow: SqlSearchUnitOfWork):
    result = change_result(
        use_cases.apply_steps(
            uow, make_actor(), BY_CHANNEL, [step("note", 1, text="text"), step("unblock", 1)], all_or_nothing=True
        )
    )
    assert len(result.changes) == 1


def test_an_item_named_twice_is_changed_once_and_then_already_done(uow: SqlSearchUnitOfWork):
    result = apply(uow, make_actor(), step("done", 1), step("done", 1))
    assert len(result.changes) == 1
    assert refusals(result) == [(1, "already")]


def test_a_channel_with_two_searches_requires_a_name(uow: SqlSearchUnitOfWork):
    new_checklist = checklist(id="S2", short="cro")
    second = service.create_search(uow, new_checklist, make_start_entry(new_checklist))
    assert second.search.short == "cro2"
    result = use_cases.apply_steps(uow, make_actor(), BY_CHANNEL, [step("done", 1)])
    assert isinstance(result, AmbiguousSearch)
    assert [search.short for search in result.candidates] == ["cro", "cro2"]
    named = change_result(use_cases.apply_steps(uow, make_actor(), SearchRef("cro2"), [step("done", 1)]))
    assert named.after.search.id == "S2"


# Repeated requests


def test_a_repeated_request_is_rejected_and_changes_nothing(searches: SqlUnitOfWorkFactory):
    actor = make_actor()
    with searches.begin("T1") as uow:
        apply(uow, actor, step("note", 1, text="first"))
    with searches.begin("T1") as uow:
        apply(uow, make_actor(OWNER), step("note", 1, text="second"))
        before = load_current(uow)
    with pytest.raises(DuplicateRequestError, match="already done"), searches.begin("T1") as uow:
        apply(uow, actor, step("note", 1, text="first"))
    with searches.begin("T1") as uow:
        assert load_current(uow) == before


@pytest.mark.parametrize(
    "use_case",
    [
        lambda uow, actor: use_cases.add_item(uow, actor, BY_CHANNEL, "Ask the board", "find"),
        lambda uow, actor: use_cases.apply_steps(
            uow, actor, BY_CHANNEL, [step("note", 2, text="text"), step("start-item", 1)]
        ),
        lambda uow, actor: use_cases.undo(uow, actor, BY_CHANNEL),
    ],
    ids=["add_item", "apply_steps", "undo"],
)
def test_a_repeated_request_to_any_use_case_changes_nothing(searches: SqlUnitOfWorkFactory, use_case: Any):
    for text in ("one", "two"):
        with searches.begin("T1") as uow:
            apply(uow, make_actor(), step("note", 1, text=text))
    actor = make_actor()
    with searches.begin("T1") as uow:
        use_case(uow, actor)
    with searches.begin("T1") as uow:
        apply(uow, make_actor(OWNER), step("reopen", 1), step("note", 2, text="other"))
        before, entries = load_current(uow), uow.history(load_current(uow).search)
    with pytest.raises(DuplicateRequestError), searches.begin("T1") as uow:
        use_case(uow, actor)
    with searches.begin("T1") as uow:
        assert load_current(uow) == before
        assert uow.history(before.search) == entries


def test_a_repeated_start_request_creates_one_search(searches: SqlUnitOfWorkFactory):
    new_checklist = checklist()
    with pytest.raises(DuplicateRequestError), searches.begin("T1") as uow:
        service.create_search(uow, new_checklist, make_start_entry(new_checklist))
    with searches.begin("T1") as uow:
        assert [search.id for search in uow.open_searches_in(CHANNEL)] == ["S1"]


# Adding items


def test_an_added_item_gets_the_next_number(uow: SqlSearchUnitOfWork):
    result = change_result(use_cases.add_item(uow, make_actor(), BY_CHANNEL, "Ask the board", "find"))
    assert result.after == load_current(uow)
    added = result.after.item(6)
    assert added
    assert (added.title, added.phase, added.key, added.state) == ("Ask the board", "find", "", "open")
    assert result.before.item(6) is None
    assert [(change.number, change.verb, change.why) for change in result.changes] == [(6, "add", "Ask the board")]


def test_the_number_of_a_removed_item_is_not_reused(uow: SqlSearchUnitOfWork):
    use_cases.add_item(uow, make_actor(), BY_CHANNEL, "Ask the board", "find")
    use_cases.undo(uow, make_actor(), BY_CHANNEL)
    result = change_result(use_cases.add_item(uow, make_actor(), BY_CHANNEL, "Ask the founder", "find"))
    assert [item.number for item in result.after.visible_items] == [1, 2, 3, 7, 4, 5]


# Changing a search


def test_a_change_to_a_search_is_stored_with_its_old_and_new_values(uow: SqlSearchUnitOfWork):
    result = change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, RENAME))
    assert result.after == load_current(uow)
    assert result.after.search.name == "Growth lead"
    assert [(change.number, change.verb, change.fields) for change in result.changes] == [
        (SEARCH_NUMBER, "rename", (("name", "Revenue lead", "Growth lead"),))
    ]


def test_a_search_that_already_has_the_values_is_refused_as_already_done(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, RENAME)
    result = change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, RENAME))
    assert (refusals(result), result.entry) == ([(SEARCH_NUMBER, "already")], None)


def test_a_closed_search_can_only_be_reopened(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(OWNER), BY_CHANNEL, HIRE)
    before = load_current(uow)
    assert before.search.state == "hired"
    assert use_cases.apply_steps(uow, make_actor(), BY_CHANNEL, [step("done", 1)]) == AmbiguousSearch()
    for result in (
        use_cases.apply_steps(uow, make_actor(), BY_ID, [step("done", 1)]),
        use_cases.add_item(uow, make_actor(), BY_ID, "Ask the board", "find"),
        use_cases.change_search(uow, make_actor(), BY_ID, RENAME),
    ):
        assert [reason for _, reason in refusals(change_result(result))] == ["search_closed"]
        assert change_result(result).entry is None
    assert load_current(uow) == before
    reopen = SearchUpdate("reopen-search", {"state": "open", "closed_at": None, "reason": ""})
    assert change_result(
        use_cases.change_search(uow, make_actor(), SearchRef(closed_only=True), reopen)
    ).after.search.is_open
    assert apply(uow, make_actor(), step("done", 1)).changes


# The first day


def test_a_new_first_day_moves_the_due_dates_in_the_same_history_entry(uow: SqlSearchUnitOfWork):
    result = change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY))
    assert result.after == load_current(uow)
    assert (result.after.search.starts_on, result.after.search.targeted) == (date(2027, 4, 30), True)
    assert [(change.number, change.verb, change.why) for change in result.changes] == [
        (SEARCH_NUMBER, "target", "late"),
        (1, "move", ""),
        (2, "move", ""),
        (5, "move", ""),
    ]
    assert result.after.items[0].due == date(2026, 12, 11)
    [entry, _] = uow.history(result.after.search)
    assert entry == result.entry
    assert result.rescheduled is not None
    assert result.rescheduled.pinned == ()


def test_a_due_date_set_by_hand_is_pinned_until_it_is_undone(uow: SqlSearchUnitOfWork):
    apply(uow, make_actor(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    result = change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY))
    assert result.after.items[1].due == date(2027, 1, 7)
    assert result.rescheduled is not None
    assert result.rescheduled.pinned == (2,)
    undo(uow, make_actor(OWNER))
    result = change_result(
        use_cases.change_search(
            uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY._replace(values={"starts_on": date(2027, 5, 31)})
        )
    )
    assert result.after.items[1].due == date(2027, 1, 29)  # a Friday; 120 days before the first day is a Sunday
    assert result.rescheduled is not None
    assert result.rescheduled.pinned == ()


def test_undo_restores_the_first_day_and_every_due_date_exactly(uow: SqlSearchUnitOfWork):
    apply(uow, make_actor(OWNER), step("snooze", 1, OWNER, day=date(2026, 11, 20)))
    before = load_current(uow)
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY)
    assert load_current(uow).items[0].snoozes == ()
    undo(uow, make_actor())
    assert load_current(uow) == before


def test_undo_is_refused_if_a_due_date_was_set_since_the_first_day_moved(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY)
    apply(uow, make_actor(OWNER), step("due", 2, OWNER, day=date(2027, 1, 7)))
    before = load_current(uow)
    assert isinstance(use_cases.undo(uow, make_actor(), BY_CHANNEL), NothingToUndo)
    assert load_current(uow) == before


def test_a_first_day_in_the_past_is_refused(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    result = change_result(
        use_cases.change_search(
            uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY._replace(values={"starts_on": date(2026, 11, 1)})
        )
    )
    assert (refusals(result), result.entry) == ([(SEARCH_NUMBER, "has_passed")], None)
    assert load_current(uow) == before
    assert change_result(
        use_cases.change_search(uow, make_actor(), BY_CHANNEL, MOVE_FIRST_DAY._replace(values={"starts_on": TODAY}))
    ).changes


def test_an_unchanged_first_day_is_already_set_even_if_it_is_in_the_past(uow: SqlSearchUnitOfWork):
    much_later = ScheduleTemplate(date(2027, 6, 1), {})
    same = SearchUpdate("target", {"starts_on": date(2027, 3, 31), "targeted": True}, "", much_later)
    assert refusals(change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, same))) == [
        (SEARCH_NUMBER, "already")
    ]


def test_setting_the_estimated_first_day_as_the_target_moves_no_due_dates(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, SearchUpdate("target", {"targeted": False}))
    same = MOVE_FIRST_DAY._replace(values={"starts_on": date(2027, 3, 31), "targeted": True})
    result = change_result(use_cases.change_search(uow, make_actor(), BY_CHANNEL, same))
    assert [change.fields for change in result.changes] == [(("targeted", False, True),)]
    assert result.rescheduled is None


# Undo


def undo(uow: SqlSearchUnitOfWork, actor: Actor, ref: SearchRef = BY_CHANNEL) -> ChangeResult:
    return change_result(use_cases.undo(uow, actor, ref))


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
def test_undo_reverts_every_change_of_one_entry_exactly(uow: SqlSearchUnitOfWork, steps: list[use_cases.Step]):
    before = load_current(uow)
    actor = make_actor(OWNER)
    done = apply(uow, actor, *steps)
    assert load_current(uow) == done.after != before
    undo_result = undo(uow, make_actor(OWNER))
    assert load_current(uow) == undo_result.after == before
    assert undo_result.entry
    assert undo_result.entry.undoes == actor.request_id
    assert {change.verb for change in undo_result.changes} == {"undo"}


def test_undo_clears_a_closing_time_with_microseconds(uow: SqlSearchUnitOfWork):
    actor = make_actor()._replace(at=NOW.replace(microsecond=789))
    use_cases.apply_steps(uow, actor, BY_CHANNEL, [("done", 1, make_rule_input()._replace(at=actor.at))])
    undo(uow, make_actor())
    assert load_current(uow).items[0].closed_at is None


def test_repeated_undo_reverts_one_entry_after_another(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    for text in ("first", "second", "third"):
        apply(uow, make_actor(), step("note", 1, text=text))
    notes = [undo(uow, make_actor()).after.items[0].note for _ in range(3)]
    assert notes == ["second", "first", ""]
    assert load_current(uow) == before
    assert use_cases.undo(uow, make_actor(), BY_CHANNEL) == NothingToUndo(before)


def test_undo_reverts_only_the_changes_of_the_actor(uow: SqlSearchUnitOfWork):
    apply(uow, make_actor(), step("note", 1, text="mine"))
    apply(uow, make_actor(OWNER), step("note", 2, text="theirs"))
    assert [item.note for item in undo(uow, make_actor()).after.items[:2]] == ["", "theirs"]


def test_undo_is_refused_if_another_user_changed_the_item_since(uow: SqlSearchUnitOfWork):
    actor = make_actor()
    apply(uow, actor, step("done", 1), step("note", 2, text="mine"))
    apply(uow, make_actor(OWNER), step("note", 2, text="theirs"))
    before = load_current(uow)
    result = use_cases.undo(uow, make_actor(), BY_CHANNEL)
    assert isinstance(result, NothingToUndo)
    assert result.entry
    assert result.entry.id == actor.request_id
    assert load_current(uow) == before


def test_undo_is_refused_if_another_user_set_the_same_value_again(uow: SqlSearchUnitOfWork):
    apply(uow, make_actor(), step("assign", 1, person=ASSIGNEE))
    apply(uow, make_actor(OWNER), step("assign", 1, person=OWNER))
    apply(uow, make_actor(OWNER), step("assign", 1, person=ASSIGNEE))
    assert isinstance(use_cases.undo(uow, make_actor(), BY_CHANNEL), NothingToUndo)
    assert load_current(uow).items[0].assignee == ASSIGNEE


def test_undo_works_again_after_another_user_undoes_their_change(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    apply(uow, make_actor(), step("assign", 1, person=ASSIGNEE))
    apply(uow, make_actor(OWNER), step("assign", 1, person=OWNER))
    undo(uow, make_actor(OWNER))
    undo(uow, make_actor())
    assert load_current(uow) == before


def test_undo_removes_an_added_item(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    use_cases.add_item(uow, make_actor(), BY_CHANNEL, "Ask the board", "find")
    after = undo(uow, make_actor()).after
    assert after == load_current(uow)
    assert after.visible_items == before.visible_items
    assert after.item(6) is None


def test_undo_does_not_remove_an_added_item_that_another_user_changed(uow: SqlSearchUnitOfWork):
    use_cases.add_item(uow, make_actor(), BY_CHANNEL, "Ask the board", "find")
    apply(uow, make_actor(OWNER), step("note", 6, OWNER, text="asked"))
    assert isinstance(use_cases.undo(uow, make_actor(), BY_CHANNEL), NothingToUndo)
    assert load_current(uow).item(6)


def test_undo_restores_the_previous_name(uow: SqlSearchUnitOfWork):
    before = load_current(uow)
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, RENAME)
    undo(uow, make_actor())
    assert load_current(uow) == before


def test_the_start_of_a_search_cannot_be_undone(uow: SqlSearchUnitOfWork):
    assert use_cases.undo(uow, make_actor(OWNER), BY_CHANNEL) == NothingToUndo(
        load_current(uow), make_start_entry(load_current(uow))
    )
    assert use_cases.undo(uow, make_actor(), BY_CHANNEL) == NothingToUndo(load_current(uow))


TRANSFER = SearchUpdate("owner", {"owner": ASSIGNEE})


def test_the_owner_can_transfer_a_search(uow: SqlSearchUnitOfWork):
    result = use_cases.change_search(uow, make_actor(OWNER), BY_CHANNEL, TRANSFER)
    assert isinstance(result, ChangeResult)
    assert load_current(uow).search.owner == ASSIGNEE


@pytest.mark.parametrize(
    "update",
    [TRANSFER, TRANSFER._replace(departed_owner=OTHER_USER), SearchUpdate("edit", {"owner": ASSIGNEE, "name": "X"})],
)
def test_other_users_cannot_transfer_a_search(uow: SqlSearchUnitOfWork, update: SearchUpdate):
    before = load_current(uow)
    result = use_cases.change_search(uow, make_actor(), BY_CHANNEL, update)
    assert isinstance(result, ChangeResult)
    assert result.refusals == (Refusal(SEARCH_NUMBER, "not_yours"),)
    assert load_current(uow) == before


def test_any_user_can_transfer_the_search_of_a_departed_owner(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(), BY_CHANNEL, TRANSFER._replace(departed_owner=OWNER))
    assert load_current(uow).search.owner == ASSIGNEE


def test_transferring_a_search_to_its_current_owner_is_already_done(uow: SqlSearchUnitOfWork):
    result = use_cases.change_search(uow, make_actor(), BY_CHANNEL, SearchUpdate("owner", {"owner": OWNER}))
    assert isinstance(result, ChangeResult)
    assert result.refusals == (Refusal(SEARCH_NUMBER, "already"),)


def test_a_search_requires_an_owner(uow: SqlSearchUnitOfWork):
    result = use_cases.change_search(uow, make_actor(OWNER), BY_CHANNEL, SearchUpdate("owner", {"owner": ""}))
    assert isinstance(result, ChangeResult)
    assert result.refusals == (Refusal(SEARCH_NUMBER, "needs_owner"),)


def test_only_the_closing_of_a_closed_search_can_be_undone(uow: SqlSearchUnitOfWork):
    apply(uow, make_actor(), step("done", 1))
    before = load_current(uow)
    use_cases.change_search(uow, make_actor(OWNER), BY_CHANNEL, HIRE)
    result = undo(uow, make_actor(), BY_ID)
    assert (refusals(result), result.entry) == ([(SEARCH_NUMBER, "search_closed")], None)
    undo(uow, make_actor(OWNER), BY_ID)
    assert load_current(uow) == before


def test_undo_in_a_channel_without_searches_finds_no_search(uow: SqlSearchUnitOfWork):
    assert use_cases.undo(uow, make_actor(OTHER_USER, OTHER_CHANNEL), BY_CHANNEL) == AmbiguousSearch()


# Short names


def test_the_short_name_of_a_closed_search_is_not_reused(uow: SqlSearchUnitOfWork):
    use_cases.change_search(uow, make_actor(OWNER), BY_CHANNEL, HIRE)
    new_checklist = checklist(id="S2")
    assert service.create_search(uow, new_checklist, make_start_entry(new_checklist)).search.short == "cro2"


def test_short_names_are_independent_between_channels(uow: SqlSearchUnitOfWork):
    new_checklist = checklist(id="S2", channel=OTHER_CHANNEL)
    assert service.create_search(uow, new_checklist, make_start_entry(new_checklist)).search.short == "cro"
