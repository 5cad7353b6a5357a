"""The confirmation of a new first day: which due dates moved with it, which stayed, and whether it can be met."""

from collections.abc import Iterator, Sequence

from bot.commands.catalogue import CATALOGUE
from bot.hiring.calendar import calendar_of
from bot.hiring.models import Search
from bot.hiring.rescheduling import RescheduleResult, count_rescheduled
from bot.hiring.service import ChangeResult
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import days_away, fill_search_template, long_day, name_of
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
        paused = " The search is paused again." if search.state == "paused" else ""
        moved = f"{_due_dates(count)} moved back with it.{paused}"
        return [f"Undone: the target start date of *{name}* is *{day}* again. {moved}"]
    before = long_day(result.before.search.starts_on)
    first = f"The target start date of *{name}* is now *{day}*. It was {before}."
    return [first, *_rescheduled_line(result.rescheduled, count), _pace(result.rescheduled, result.after.search)]


def resumed_lines(result: ChangeResult) -> list[str]:
    """What resuming a paused search did to its dates."""
    before, after = result.before.search, result.after.search
    running = fill_search_template(CATALOGUE["resume"].confirmation, after)
    if before.starts_on == after.starts_on:
        return [running]
    length = (after.starts_on - before.starts_on).days
    moved = _due_dates(count_rescheduled(result.changes) or 0)
    first = f"The target start date is now *{long_day(after.starts_on)}*, {length} days later than before the pause."
    kept = "Dates that were set by hand during the pause stay."
    return [running, f"{first} {moved} moved by the length of the pause. {kept}"]


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


def _pace(moved: RescheduleResult, search: Search) -> str:
    """How far away the first day is, and whether it is a working day and the usual pace allows it."""
    schedule, day = moved.schedule, long_day(search.starts_on)
    away, note = days_away(schedule.available_days), day_off_note(search)
    if schedule.is_tight:
        return (
            f":warning: *{day}* is too soon for the usual pace: it's {away}, and the remaining items usually take "
            f"{schedule.usual_days} days. I've moved the due dates closer together to fit.{note}"
        )
    usual = f"; the remaining items usually take {schedule.usual_days} days" if schedule.usual_days else ""
    return f"It's {away}{usual}.{note}"


def day_off_note(search: Search) -> str:
    """A warning, with a space before it, if the first day isn't a working day; empty if it is."""
    if calendar_of(search).is_working_day(search.starts_on):
        return ""
    return f" :warning: {long_day(search.starts_on)} isn't a working day."


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
