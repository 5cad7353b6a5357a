from datetime import date, timedelta

import pytest
from samples.hiring import ASSIGNEE, TODAY, checklist, with_items

from bot.hiring.models import Checklist, Item
from bot.hiring.progress import Progress, compute_progress, find_next_steps, find_overdue, group_by_phase, is_overdue


def numbers(items: tuple[Item, ...]) -> list[int]:
    return [item.number for item in items]


def test_progress_counts_done_items_and_ignores_skipped_ones():
    given = with_items(checklist(), item1={"state": "done"}, item5={"state": "skipped"})
    assert compute_progress(given.visible_items) == Progress(1, 4)
    assert compute_progress(given.visible_items).share == 0.25


def test_progress_without_items_is_complete():
    assert compute_progress(()).share == 1.0


def test_items_are_grouped_by_phase_in_order_without_empty_phases():
    given = checklist()
    phases = [(phase, name, numbers(items)) for phase, name, items in group_by_phase(given)]
    assert phases == [("brief", "Brief", [1]), ("find", "Find", [2, 3]), ("offer", "Offer", [4, 5])]
    assert [phase for phase, *_ in group_by_phase(Checklist(given.search, given.items[1:]))] == ["find", "offer"]


def test_a_phase_without_a_name_is_shown_by_its_id():
    given = checklist()
    with_unnamed_phase = Checklist(given.search, (Item(1, "", "surprise", "a"),))
    assert [(phase, name) for phase, name, _ in group_by_phase(with_unnamed_phase)] == [("surprise", "surprise")]


@pytest.mark.parametrize(
    ("due", "state", "overdue"),
    [
        (TODAY - timedelta(days=1), "open", True),
        (TODAY - timedelta(days=1), "blocked", True),
        (TODAY - timedelta(days=1), "done", False),
        (TODAY - timedelta(days=1), "skipped", False),
        (TODAY, "open", False),
        (None, "open", False),
    ],
)
def test_an_item_is_overdue_from_the_day_after_its_due_date(due: date | None, state: str, overdue: bool):
    item = with_items(checklist(), item1={"due": due, "state": state}).items[0]
    assert is_overdue(item, TODAY) is overdue


def test_overdue_items_are_sorted_by_due_date():
    given = checklist()
    assert numbers(find_overdue(given, date(2026, 12, 1))) == [5, 1, 2]
    assert find_overdue(given, date(2026, 10, 1)) == ()


def test_next_steps_are_the_items_that_can_start_now_sorted_by_due_date():
    assert numbers(find_next_steps(checklist())) == [5, 1, 3]


def test_a_done_prerequisite_makes_its_dependent_a_next_step():
    given = with_items(checklist(), item1={"state": "done"}, item5={"state": "done"})
    assert numbers(find_next_steps(given)) == [2, 3]


def test_next_steps_include_started_items_but_not_blocked_ones():
    given = with_items(checklist(), item5={"state": "blocked"}, item1={"state": "started"})
    assert numbers(find_next_steps(given)) == [1, 3]


def test_next_steps_respect_the_limit():
    assert numbers(find_next_steps(checklist(), limit=1)) == [5]


def test_next_steps_for_a_person_are_their_own_items():
    given = with_items(checklist(), item3={"assignee": ASSIGNEE}, item4={"assignee": ASSIGNEE})
    assert numbers(find_next_steps(given, person=ASSIGNEE)) == [3]
    assert find_next_steps(given, person="U0NOBODY") == ()
