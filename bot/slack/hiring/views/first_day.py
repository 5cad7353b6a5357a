"""The confirmation of a new first day: which due dates moved with it, which stayed, and whether it can be met."""

from collections.abc import Iterator, Sequence

from bot.hiring.rescheduling import RescheduleResult, count_rescheduled
from bot.hiring.service import ChangeResult
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import days_away, long_day, name_of
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
        return [f"Undone: the target start date of *{name}* is *{day}* again. {_due_dates(count)} moved back with it."]
    before = long_day(result.before.search.starts_on)
    first = f"The target start date of *{name}* is now *{day}*. It was {before}."
    return [first, *_rescheduled_line(result.rescheduled, count), _pace(result.rescheduled, day)]


def rescheduled_modal(result: ChangeResult) -> View:
    """The same lines as a modal, for a person who changed the first day in the form of the search."""
    return modal("hiring:moved", "Target start date", [section(fit_lines(rescheduled_lines(result), MAX_SECTION))])


def rescheduled_suffix(count: int | None) -> str:
    """The number of due dates that moved with the first day, as the end of a sentence; empty if none did."""
    return f", and {_due_dates(count)} with it" if count else ""


def _rescheduled_line(moved: RescheduleResult, count: int) -> Iterator[str]:
    """How many due dates moved, and which did not because they were set by hand."""
    kept = f" Dates set by hand stay: {_named(moved.pinned)}." if moved.pinned else ""
    yield f"{_due_dates(count)} moved with it.{kept} Closed items don't change."


def _pace(moved: RescheduleResult, day: str) -> str:
    """How far away the first day is, and whether the usual pace allows it."""
    calendar = moved.schedule
    away = days_away(calendar.available_days)
    if calendar.is_tight:
        return (
            f":warning: *{day}* is too soon for the usual pace: it's {away}, and the remaining items usually take "
            f"{calendar.usual_days} days. I've moved the due dates closer together to fit."
        )
    return (
        f"It's {away}{f'; the remaining items usually take {calendar.usual_days} days' if calendar.usual_days else ''}."
    )


def _due_dates(count: int) -> str:
    return "1 due date" if count == 1 else f"{count or 'No'} due dates"


def _named(numbers: Sequence[int]) -> str:
    """`item 5`, `items 5 and 9`."""
    *others, last = [str(number) for number in numbers[:MAX_NAMED]]
    if len(numbers) == 1:
        return f"item {last}"
    if len(numbers) > MAX_NAMED:
        others, last = [*others, last], f"{len(numbers) - MAX_NAMED} more"
    return f"items {', '.join(others)} and {last}"
