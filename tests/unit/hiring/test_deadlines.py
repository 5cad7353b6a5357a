from datetime import date

import pytest
from samples.hiring import NOW, search

from bot.hiring.calendar import WEEKDAYS
from bot.hiring.deadlines import count_from_event, plan_deadlines
from bot.hiring.models import Change, Checklist, Item

THURSDAY, NEXT_WEDNESDAY = date(2026, 12, 10), date(2026, 12, 16)
SIGNATURE = Item(1, "signed_offer", "offer", "Get the offer signed", due=THURSDAY)
FILING = Item(2, "filing", "announce", "File it", needs=("signed_offer",), after="signed_offer", within=4)
SIGNED = Change(1, "done", (("state", "open", "done"), ("closed_at", None, NOW)))


def moved(item: Item, change: Change = SIGNED) -> list[Change]:
    return list(count_from_event(Checklist(search(), (SIGNATURE, item)), change, THURSDAY, WEEKDAYS))


def test_a_deadline_is_planned_in_working_days_after_its_event():
    planned = plan_deadlines((SIGNATURE, FILING), (THURSDAY, date(2026, 12, 20)), WEEKDAYS)
    assert planned == (THURSDAY, NEXT_WEDNESDAY)
    assert plan_deadlines((FILING,), (date(2026, 12, 20),), WEEKDAYS, (SIGNATURE,)) == (NEXT_WEDNESDAY,)


def test_a_deadline_without_its_event_stays_as_it_is():
    assert plan_deadlines((FILING,), (THURSDAY,), WEEKDAYS) == (THURSDAY,)


def test_the_event_sets_the_deadlines_that_count_from_it():
    assert moved(FILING) == [Change(2, "move", (("due", None, NEXT_WEDNESDAY),))]
    assert moved(FILING._replace(snoozes=(("U1", "2026-12-10"),))) == [
        Change(2, "move", (("due", None, NEXT_WEDNESDAY), ("snoozes", (("U1", "2026-12-10"),), ())))
    ]


@pytest.mark.parametrize(
    "item",
    [
        FILING._replace(state="done"),
        FILING._replace(due=NEXT_WEDNESDAY),
        FILING._replace(after="", within=0),
        FILING._replace(after="another"),
    ],
)
def test_other_items_keep_their_due_dates(item: Item):
    assert moved(item) == []


def test_an_event_that_is_skipped_sets_no_deadline():
    assert moved(FILING, Change(1, "skip", (("state", "open", "skipped"),))) == []
