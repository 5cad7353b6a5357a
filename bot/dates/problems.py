"""Why a text is not taken for a date, and what to type instead."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple

from bot.dates.periods import MONTHS, WEEKDAYS

DateProblemKind = Literal[
    "nothing",  # no words at all
    "unclear",  # no date that we know how to read
    "ambiguous",  # 3/4: day first or month first?
    "impossible",  # 31 february
    "past",
    "far",  # more than five years ahead
    "mismatch",  # friday 1 december, which is a tuesday
    "which_day",  # the month or year that we are in
]


class DateProblem(NamedTuple):
    """A text that gives no day.

    `words` are the text as typed, unescaped; `days` the days that it may have meant; `suggestions` what can be typed,
    each of which `read_date` understands.
    """

    kind: DateProblemKind
    words: str = ""
    days: tuple[date, ...] = ()
    suggestions: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what to type instead, in plain words; holds nothing that the person typed."""
        return f"{_MESSAGES[self.kind](self.days)} Type for example {' or '.join(self.suggestions)}."


def format_day(day: date) -> str:
    """The day without its weekday: `1 December 2026`."""
    return f"{day.day} {MONTHS[day.month - 1].capitalize()} {day.year}"


def _ambiguous_message(days: tuple[date, ...]) -> str:
    return f"That may be {' or '.join(map(format_day, days))}."


def _mismatch_message(days: tuple[date, ...]) -> str:
    return f"{format_day(days[0])} is a {WEEKDAYS[days[0].weekday()].capitalize()}."


_MESSAGES: Mapping[DateProblemKind, Callable[[tuple[date, ...]], str]] = {
    "nothing": lambda _: "There is no date.",
    "unclear": lambda _: "I can't read that as a date.",
    "ambiguous": _ambiguous_message,
    "impossible": lambda _: "There is no such day.",
    "past": lambda days: f"{format_day(days[0])} has passed." if days else "That day has passed.",
    "far": lambda days: f"{format_day(days[0])} is more than five years away." if days else "That is too far away.",
    "mismatch": _mismatch_message,
    "which_day": lambda _: "Which day of it?",
}
