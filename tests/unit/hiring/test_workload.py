from datetime import timedelta

from samples.hiring import ASSIGNEE, OTHER_USER, OWNER, PHASES, TODAY, search

from bot.hiring.models import Checklist, Item
from bot.hiring.workload import find_workload


def item(number: int, assignee: str = "", days: int = 1, **values: object) -> Item:
    due = TODAY + timedelta(days=days)
    return Item(number, f"key{number}", PHASES[0][0], f"Item {number}", due=due, assignee=assignee)._replace(**values)


def numbers(checklists: list[Checklist], user: str) -> list[int]:
    return [each.item.number for each in find_workload(checklists, user, TODAY).items]


ITEMS = (
    item(1, days=2),
    item(2, OWNER, days=3),
    item(3, ASSIGNEE, days=-1),
    item(4, OWNER, days=-2),
    item(5, days=-3),
    item(6, OWNER, needs=("key1",)),
    item(7, OWNER, state="blocked"),
    item(8, OWNER, snoozes=((OWNER, (TODAY + timedelta(days=1)).isoformat()),)),
    item(9, OWNER, state="done"),
)


def test_late_items_come_first_then_ones_own_then_what_no_one_has():
    whole = [Checklist(search(owner=OWNER), ITEMS)]
    assert numbers(whole, OWNER) == [5, 4, 2, 1]
    assert numbers(whole, ASSIGNEE) == [3]
    assert numbers(whole, OTHER_USER) == []
    found = find_workload(whole, OWNER, TODAY)
    assert (found.waiting, found.snoozed) == (2, 1)


def test_no_one_works_on_a_paused_search():
    assert numbers([Checklist(search(owner=OWNER, state="paused"), ITEMS)], OWNER) == []
