"""How all searches are doing, as counts that name no search and no person."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.hiring.forecast import forecast_first_day
from bot.hiring.models import Checklist
from bot.hiring.progress import group_by_phase

ALL_DONE = "all items done"


class SearchOverview(NamedTuple):
    """The counts of searches that haven't ended.

    `phases`: name of the phase in which the first open item is, with the number of active searches in it. `on_time`:
    active searches whose first day still holds. `slips`: by how many days each of the others is late, ascending.
    """

    phases: tuple[tuple[str, int], ...] = ()
    paused: int = 0
    onboarding: int = 0
    on_time: int = 0
    slips: tuple[int, ...] = ()

    @property
    def active(self) -> int:
        """The searches that look for a person now."""
        return self.on_time + len(self.slips)


def overview_of(checklists: Iterable[Checklist], today: date) -> SearchOverview:
    """Count the searches. Those that have ended are left out."""
    found = [each for each in checklists if each.search.is_open]
    states = Counter(each.search.state for each in found)
    forecasts = [(each, forecast) for each in found if (forecast := forecast_first_day(each, today))]
    phases = Counter(_current_phase(each) for each, _ in forecasts)
    return SearchOverview(
        phases=tuple(sorted(phases.items(), key=lambda each: (-each[1], each[0]))),
        paused=states["paused"],
        onboarding=states["onboarding"],
        on_time=sum(forecast.holds for _, forecast in forecasts),
        slips=tuple(sorted(forecast.slipped_days for _, forecast in forecasts if not forecast.holds)),
    )


def _current_phase(checklist: Checklist) -> str:
    """The name of the first phase with an open item."""
    groups = group_by_phase(checklist)
    return next((name for _, name, items in groups if any(not item.is_closed for item in items)), ALL_DONE)
