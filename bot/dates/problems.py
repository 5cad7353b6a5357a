"""Why a text could not be read as a date, and what to type instead."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from bot.dates.periods import MONTHS, WEEKDAYS

DateProblemKind = Literal[
    "nothing",  # an empty text
    "unclear",  # no known form of a date
    "ambiguous",  # 3/4: day first or month first?
    "impossible",  # 31 february
    "past",
    "far",  # more than five years ahead
    "mismatch",  # friday 1 december, which is a tuesday
    "which_day",  # the current month alone, which has partly passed
]


class DateProblem(NamedTuple):
    """A text that could not be read as a date.

    - `words`: the text as typed, unescaped.
    - `days`: the days that it may have meant.
    - `suggestions`: what to type instead; `read_date` understands each of them.
    """

    kind: DateProblemKind
    words: str = ""
    days: tuple[date, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what to type instead. Does not contain the typed text, so it needs no escaping."""
        *others, last = self.suggestions
        examples = f"{', '.join(others)} or {last}" if others else last
        return f"{_MESSAGES[self.kind](self.days)} Try {examples}."


def format_day(day: date) -> str:
    """Return the day without its weekday: `1 December 2026`."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _ambiguous_message(days: tuple[date, ...]) -> str:
    return f"That could be {' or '.join(map(format_day, days))}."


def _mismatch_message(days: tuple[date, ...]) -> str:
    return f"{format_day(days[0])} is a {WEEKDAYS[days[0].weekday()].capitalize()}."


_MESSAGES: Mapping[DateProblemKind, Callable[[tuple[date, ...]], str]] = {
    "nothing": lambda _: "You didn't give a date.",
    "unclear": lambda _: "I can't read that date.",
    "ambiguous": _ambiguous_message,
    "impossible": lambda _: "That date doesn't exist.",
    "past": lambda days: f"{format_day(days[0])} has passed." if days else "That date has passed.",
    "far": lambda days: (
        f"{format_day(days[0])} is more than five years away." if days else "That date is too far away."
    ),
    "mismatch": _mismatch_message,
    "which_day": lambda _: "Which day do you mean?",
}
