"""Time travel in the playground: the reminders of each day in between are sent on the way, in their order."""

import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.hiring.calendar import FRIDAY
from bot.hiring.reminders import DIGEST_FROM
from bot.playground.clock import MovableClock, PastTimeError

MAX_JOURNEY = timedelta(days=800)
"""The longest journey: each day takes a few milliseconds. The plan of a search is shorter."""
DAY = timedelta(days=1)


class JourneyTooLongError(ValueError):
    """The time is further away than the clock can be moved at once."""


class TimeTravel:
    """Moves the clock, and runs the reminder task at each time at which a reminder may be due.

    `send_due` sends the reminders that are due, `zones` gives the time zones of the people in the workspace, and
    `arrived` is called each time the clock was moved.
    """

    def __init__(
        self,
        clock: MovableClock,
        send_due: Callable[[], None],
        zones: Callable[[], Iterable[str]],
        arrived: Callable[[], None] = lambda: None,
    ) -> None:
        self._clock = clock
        self._send_due = send_due
        self._zones = zones
        self._arrived = arrived
        self._one_journey = threading.Lock()

    def travel_to(self, until: datetime) -> None:
        """Move the clock to this time. Raises PastTimeError if it has passed, JourneyTooLongError if it's too far."""
        with self._one_journey:
            start = self._clock.now()
            if until <= start:
                raise PastTimeError("That time has passed. Reset the playground to go back.")
            if until - start > MAX_JOURNEY:
                raise JourneyTooLongError(f"The clock can be moved by at most {MAX_JOURNEY.days} days at once.")
            for time in stops(start, until, self._zones()):
                self._clock.move_to(max(time, self._clock.now()))
                self._send_due()
                self._arrived()


def stops(after: datetime, until: datetime, zones: Iterable[str]) -> list[datetime]:
    """The times of a journey: 9:00 of each working day in between in each zone, when reminders are due, and `until`."""
    between = {time for zone in zones for time in _mornings(after, until, ZoneInfo(zone))}
    return sorted({*between, until})


def day_named(name: str, today: date) -> date:
    """The day called `tomorrow`, `monday` (the next one), `weeks:6` from today, or by its date. Raises ValueError."""
    if name == "tomorrow":
        return today + DAY
    if name == "monday":
        return today + (7 - today.weekday()) * DAY
    if name.startswith("weeks:"):
        return today + timedelta(weeks=int(name.removeprefix("weeks:")))
    return date.fromisoformat(name)


def morning(day: date, zone: str) -> datetime:
    """9:00 of a day in a time zone, when reminders are due."""
    return datetime.combine(day, DIGEST_FROM, ZoneInfo(zone))


def _mornings(after: datetime, until: datetime, zone: ZoneInfo) -> list[datetime]:
    first, last = after.astimezone(zone).date(), until.astimezone(zone).date()
    days = (first + number * DAY for number in range((last - first).days + 1))
    times = (morning(day, zone.key).astimezone(after.tzinfo) for day in days if day.weekday() <= FRIDAY)
    return [time for time in times if after < time < until]
