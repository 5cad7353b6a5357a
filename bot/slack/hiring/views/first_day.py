"""The confirmation of a new first day: which due dates moved with it, which stayed, and whether it can be met."""

from collections.abc import Iterator, Sequence

from bot.hiring.rescheduling import RescheduleResult, count_rescheduled
from bot.hiring.service import ChangeResult
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import long_day, name_of
from bot.slack.modals import View, modal
from bot.slack.text import fit_lines

MAX_NAMED = 20


def rescheduled_lines(result: ChangeResult) -> list[str]:
    """What a change of the first day, or undoing one, did to the due dates; empty if the first day didn't change."""
    count, search = count_rescheduled(result.changes), result.after.search
    if count is None:
        return []
    name, day = name_of(search), long_day(search.starts_on)
    if result.rescheduled is None:
        return [
            f"Undone: *{name}* is as it was, with its first day on *{day}*; {_due_dates(count)} moved back with it."
        ]
    before = long_day(result.before.search.starts_on)
    first = f"The target first day of *{name}* is *{day}* now; it was {before} before."
    return [first, *_rescheduled_line(result.rescheduled, count), _pace(result.rescheduled, day)]


def rescheduled_modal(result: ChangeResult) -> View:
    """The same lines as a modal, for a person who changed the first day in the form of the search."""
    return modal("hiring:moved", "The first day", [section(fit_lines(rescheduled_lines(result), MAX_SECTION))])


def rescheduled_suffix(count: int | None) -> str:
    """The number of due dates that moved with the first day, as the end of a sentence; empty if none did."""
    return f", and {_due_dates(count)} with it" if count else ""


def _rescheduled_line(moved: RescheduleResult, count: int) -> Iterator[str]:
    """How many due dates moved, and which did not because they were set by hand."""
    stay = (
        f"; {_named(moved.pinned)} set by hand and {'stays' if len(moved.pinned) == 1 else 'stay'}"
        if moved.pinned
        else ""
    )
    yield f"{_due_dates(count, capital=True)} moved with it{stay}. Closed items keep theirs."


def _pace(moved: RescheduleResult, day: str) -> str:
    """How far away the first day is, and whether the usual pace allows it."""
    calendar = moved.schedule
    away = f"{calendar.available_days} {'day' if calendar.available_days == 1 else 'days'} away"
    if calendar.is_tight:
        return (
            f":warning: A first day on *{day}* cannot be met at the usual pace: it is {away}, and what is left usually "
            f"takes {calendar.usual_days}. The due dates have been moved closer together to fit."
        )
    return f"It is {away}{f'; what is left usually takes {calendar.usual_days}' if calendar.usual_days else ''}."


def _due_dates(count: int, *, capital: bool = False) -> str:
    if not count:
        return "No due date" if capital else "no due date"
    return "1 due date" if count == 1 else f"{count} due dates"


def _named(numbers: Sequence[int]) -> str:
    """`that of item 5 was`, `those of items 5 and 9 were`."""
    *others, last = [str(number) for number in numbers[:MAX_NAMED]]
    if len(numbers) == 1:
        return f"that of item {last} was"
    if len(numbers) > MAX_NAMED:
        others, last = [*others, last], f"{len(numbers) - MAX_NAMED} more"
    return f"those of items {', '.join(others)} and {last} were"
