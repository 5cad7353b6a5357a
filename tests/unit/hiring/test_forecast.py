from datetime import date, timedelta

import pytest
from samples.hiring import PHASES, TODAY, search, with_items

from bot.hiring.forecast import Forecast, forecast_first_day
from bot.hiring.models import Checklist, Item

FIRST_DAY = date(2027, 3, 31)  # a Wednesday
ITEMS = (
    Item(1, "scorecard", "brief", "Agree the scorecard", due=TODAY),
    Item(2, "offer", "offer", "Write the offer", needs=("scorecard",), due=date(2027, 2, 1)),
    Item(3, "signed_offer", "offer", "Get it signed", needs=("offer",), due=date(2027, 2, 12)),
    Item(4, "benchmark", "find", "Meet benchmarks", due=TODAY),
    Item(5, "welcome", "offer", "Prepare the first week", needs=("signed_offer",), due=date(2027, 3, 26)),
)


def hire(**items: dict[str, object]) -> Checklist:
    return with_items(Checklist(search(phases=PHASES), ITEMS), **items)


def forecast_after(days: int, given: Checklist | None = None) -> Forecast | None:
    return forecast_first_day(given or hire(), TODAY + timedelta(days=days))


@pytest.mark.parametrize("days", [0, 1, 6])
def test_a_delay_of_less_than_a_week_leaves_the_first_day_as_it_is(days: int):
    assert forecast_after(days) == Forecast(FIRST_DAY)


@pytest.mark.parametrize(
    ("days", "likely"), [(7, FIRST_DAY + timedelta(days=7)), (10, date(2027, 4, 12)), (30, date(2027, 4, 30))]
)
def test_the_first_day_slips_with_the_most_overdue_item_to_a_working_day(days: int, likely: date):
    found = forecast_after(days)
    assert found == Forecast(likely, (likely - FIRST_DAY).days, (ITEMS[0],))
    assert not found.holds


def test_an_item_that_the_hire_does_not_wait_for_delays_nothing():
    assert forecast_after(30, hire(item1={"state": "done"})) == Forecast(FIRST_DAY)


def test_the_causes_are_all_late_items_on_the_way_to_the_hire():
    found = forecast_after(100)
    assert found
    assert [item.number for item in found.causes] == [1, 2]
    assert found.slipped_days == 100


def test_once_the_offer_is_signed_nothing_delays_the_first_day():
    signed = hire(item1={"state": "skipped"}, item2={"state": "done"}, item3={"state": "done"})
    assert forecast_after(145, signed) == Forecast(FIRST_DAY)


def test_a_first_day_that_has_passed_without_a_hire_does_not_hold():
    signed = hire(item1={"state": "done"}, item2={"state": "done"}, item3={"state": "done"})
    day_after = FIRST_DAY + timedelta(days=1)
    assert forecast_first_day(signed, day_after) == Forecast(day_after, 1)


def test_without_a_signature_the_hire_waits_for_all_that_comes_before_it():
    given = Checklist(search(), (ITEMS[0]._replace(state="done"), ITEMS[3]))
    assert forecast_after(14, given) == Forecast(FIRST_DAY + timedelta(days=14), 14, (ITEMS[3],))


@pytest.mark.parametrize("state", ["paused", "onboarding", "hired", "cancelled"])
def test_a_search_that_is_not_open_has_no_forecast(state: str):
    given = hire()
    assert forecast_after(30, Checklist(given.search._replace(state=state), given.items)) is None
