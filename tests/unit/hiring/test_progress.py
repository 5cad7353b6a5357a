from datetime import date, timedelta

import pytest
from samples.hiring import ASSIGNEE, TODAY, checklist, with_items

from bot.hiring.models import Checklist, Item
from bot.hiring.progress import Progress, compute_progress, find_next_steps, find_overdue, group_by_phase, is_overdue


def numbers(items: tuple[Item, ...]) -> list[int]:
    return [item.number for item in items]


def test_progress_counts_what_is_done_of_what_applies():
    given = with_items(checklist(), item1={"state": "done"}, item5={"state": "skipped"})
    assert compute_progress(given.visible_items) == Progress(1, 4)
    assert compute_progress(given.visible_items).share == 0.25


def test_where_nothing_applies_everything_is_done():
    assert compute_progress(()).share == 1.0


def test_phases_come_in_their_order_with_their_items_and_without_empty_ones():
    given = checklist()
    phases = [(phase, name, numbers(items)) for phase, name, items in group_by_phase(given)]
    assert phases == [("brief", "Brief", [1]), ("find", "Find", [2, 3]), ("offer", "Offer", [4, 5])]
    assert [phase for phase, *_ in group_by_phase(Checklist(given.search, given.items[1:]))] == ["find", "offer"]


def test_a_phase_without_a_name_is_called_by_its_id():
    given = checklist()
    stray = Checklist(given.search, (Item(1, "", "surprise", "a"),))
    assert [(phase, name) for phase, name, _ in group_by_phase(stray)] == [("surprise", "surprise")]


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        (TODAY - timedelta(days=1), "open", True),
        (TODAY - timedelta(days=1), "blocked", True),
        (TODAY - timedelta(days=1), "done", False),
        (TODAY - timedelta(days=1), "skipped", False),
        (TODAY, "open", False),
        (None, "open", False),
    ],
)
def test_an_item_is_late_from_the_day_after_it_was_due(due: date | None, state: str, late: bool):
    item = with_items(checklist(), item1={"due": due, "state": state}).items[0]
    assert is_overdue(item, TODAY) is late


def test_the_latest_comes_first_among_what_is_late():
    given = checklist()
    assert numbers(find_overdue(given, date(2026, 12, 1))) == [5, 1, 2]
    assert find_overdue(given, date(2026, 10, 1)) == ()


def test_next_is_what_can_be_worked_on_now_the_earliest_first():
    assert numbers(find_next_steps(checklist())) == [5, 1, 3]


def test_what_was_waited_for_makes_room_for_what_waited():
    given = with_items(checklist(), item1={"state": "done"}, item5={"state": "done"})
    assert numbers(find_next_steps(given)) == [2, 3]


def test_what_is_blocked_is_not_next_and_what_is_started_is():
    given = with_items(checklist(), item5={"state": "blocked"}, item1={"state": "started"})
    assert numbers(find_next_steps(given)) == [1, 3]


def test_no_more_is_next_than_was_asked_for():
    assert numbers(find_next_steps(checklist(), limit=1)) == [5]


def test_what_is_next_for_a_person_is_theirs():
    given = with_items(checklist(), item3={"assignee": ASSIGNEE}, item4={"assignee": ASSIGNEE})
    assert numbers(find_next_steps(given, person=ASSIGNEE)) == [3]
    assert find_next_steps(given, person="U0NOBODY") == ()
