from datetime import date, timedelta

from samples.hiring import PHASES, TODAY, search

from bot.hiring.models import Checklist, Item
from bot.hiring.overview import ALL_DONE, SearchOverview, overview_of

FIRST_DAY = date(2027, 3, 31)


def hire(*states: str, days_late: int = 0, **fields: object) -> Checklist:
    """A search with an item in each phase, in these states; the open ones are late by so many days."""
    due = TODAY - timedelta(days=days_late)
    items = [
        Item(number, f"item{number}", phase, "Do it", state=state, due=due)  # type: ignore[arg-type]  # the caller passes valid states
        for number, ((phase, _), state) in enumerate(zip(PHASES, states, strict=True), 1)
    ]
    return Checklist(search(phases=PHASES, starts_on=FIRST_DAY, **fields), tuple(items))


def test_searches_are_counted_by_phase_state_and_delay():
    found = overview_of(
        [
            hire("open", "open", "open"),
            hire("done", "open", "open", days_late=7),
            hire("done", "skipped", "open", days_late=30),
            hire("done", "done", "open"),
            hire("done", "done", "done"),
            hire("open", "open", "open", state="paused"),
            hire("done", "done", "open", state="onboarding"),
            hire("done", "done", "done", state="cancelled"),
        ],
        TODAY,
    )
    assert found.phases == (("Offer", 2), ("Brief", 1), ("Find", 1), (ALL_DONE, 1))
    assert (found.paused, found.onboarding, found.on_time, found.active) == (1, 1, 3, 5)
    assert found.slips == (7, 30)


def test_without_searches_everything_is_zero():
    assert overview_of([], TODAY) == SearchOverview()
