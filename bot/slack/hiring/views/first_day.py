"""That the first day of a search was moved: which days moved with it, which stay, and whether it can be met."""

from collections.abc import Iterator, Sequence

from bot.hiring.rescheduling import RescheduleResult, count_rescheduled
from bot.hiring.service import ChangeResult
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import long_day, name_of
from bot.slack.modals import View, modal
from bot.slack.text import fit_lines

MOST_NAMED = 20


def rescheduled_lines(result: ChangeResult) -> list[str]:
    """What came of a new first day, or of taking one back; nothing where the first day is what it was."""
    count, search = count_rescheduled(result.changes), result.after.search
    if count is None:
        return []
    name, day = name_of(search), long_day(search.starts_on)
    if result.rescheduled is None:
        return [f"Taken back: *{name}* is as it was, with its first day on *{day}*; {_days(count)} went back with it."]
    before = long_day(result.before.search.starts_on)
    first = f"*{name}* aims at a first day on *{day}* now; before, it was {before}."
    return [first, *_rescheduled_line(result.rescheduled, count), _pace(result.rescheduled, day)]


def rescheduled_modal(result: ChangeResult) -> View:
    """The same for whoever moved it by the form."""
    return modal("hiring:moved", "The first day", [section(fit_lines(rescheduled_lines(result), MAX_SECTION))])


def rescheduled_suffix(count: int | None) -> str:
    """How many days moved with the first day, as the end of a sentence; empty where none did."""
    return f", and {_days(count)} with it" if count else ""


def _rescheduled_line(moved: RescheduleResult, count: int) -> Iterator[str]:
    stay = (
        f"; {_named(moved.pinned)} set by hand and {'stays' if len(moved.pinned) == 1 else 'stay'}"
        if moved.pinned
        else ""
    )
    yield f"{_days(count, capital=True)} moved with it{stay}. What is closed keeps its day."


def _pace(moved: RescheduleResult, day: str) -> str:
    calendar = moved.schedule
    away = f"{calendar.available_days} {'day' if calendar.available_days == 1 else 'days'} away"
    if calendar.is_tight:
        return (
            f":warning: A first day on *{day}* cannot be met at the usual pace: it is {away}, and what is left usually "
            f"takes {calendar.usual_days}. The days have been pushed together to fit."
        )
    return f"It is {away}{f'; what is left usually takes {calendar.usual_days}' if calendar.usual_days else ''}."


def _days(count: int, *, capital: bool = False) -> str:
    if not count:
        return "No day of an item" if capital else "no day of an item"
    return "1 day of an item" if count == 1 else f"{count} days of items"


def _named(numbers: Sequence[int]) -> str:
    """`that of item 5 was`, `those of items 5 and 9 were`."""
    *others, last = [str(number) for number in numbers[:MOST_NAMED]]
    if len(numbers) == 1:
        return f"that of item {last} was"
    if len(numbers) > MOST_NAMED:
        others, last = [*others, last], f"{len(numbers) - MOST_NAMED} more"
    return f"those of items {', '.join(others)} and {last} were"
