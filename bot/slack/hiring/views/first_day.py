"""The confirmation of a new first day: which due dates moved with it, which stayed, and whether it can be met."""

from collections.abc import Iterator, Sequence

from bot.commands.catalogue import CATALOGUE
from bot.hiring.calendar import calendar_of
from bot.hiring.lifecycle import find_items_after_decision
from bot.hiring.models import Search
from bot.hiring.rescheduling import RescheduleResult, count_rescheduled
from bot.hiring.service import ChangeResult
from bot.hiring.signature import find_earliest_start
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import (
    days_away,
    fill_search_template,
    long_day,
    name_of,
    numbered,
    start_date_label,
)
from bot.slack.modals import View, modal
from bot.slack.text import escape, fit_lines

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
        return [f"Undone: the {start_date_label(search).lower()} of *{name}* is *{day}* again. {moved}"]
    before = long_day(result.before.search.starts_on)
    first = f"The target start date of *{name}* is now *{day}*. It was {before}."
    return [first, *_rescheduled_line(result.rescheduled, count), pace_line(result.rescheduled, result.after.search)]


def resumed_lines(result: ChangeResult) -> list[str]:
    """What resuming a paused search did to its dates."""
    before, after = result.before.search, result.after.search
    running = fill_search_template(CATALOGUE["resume"].confirmation, after)
    if before.starts_on == after.starts_on:
        return [running]
    length = (after.starts_on - before.starts_on).days
    moved = _due_dates(count_rescheduled(result.changes) or 0)
    label = start_date_label(after).lower()
    first = f"The {label} is now *{long_day(after.starts_on)}*, {length} days later than before the pause."
    kept = "Dates that were set by hand during the pause stay."
    return [running, f"{first} {moved} moved by the length of the pause. {kept}"]


def earliest_start_lines(result: ChangeResult) -> Iterator[str]:
    """Once the offer is signed, a warning if the notice period ends after the planned first day."""
    search, signed = result.after.search, result.signed_on
    if signed and (earliest := find_earliest_start(search, signed)):
        yield (
            f":warning: With {search.notice_days} days' notice from {long_day(signed)}, the earliest start date is "
            f"*{long_day(earliest)}*, but *{long_day(search.starts_on)}* is planned. To move it, type "
            f"`/hiring target {escape(search.short)} {earliest.isoformat()}`."
        )


def withdrawal_lines(result: ChangeResult) -> Iterator[str]:
    """If a finalist withdraws after the decision, what has to be done again should they have been the one chosen."""
    before, after = ({each.letter for each in found.search.finalists if each.is_active} for found in result[:2])
    done = find_items_after_decision(result.after) if result.after.search.state == "open" else ()
    if before > after and done:
        numbers = " ".join(str(item.number) for item in done)
        yield (
            f":warning: If you had chosen finalist {', '.join(sorted(before - after))}, these items must be done again "
            f"for the next one: {', '.join(map(numbered, done))}. To reopen them, type `/hiring reopen {numbers}`."
        )


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


def pace_line(moved: RescheduleResult, search: Search) -> str:
    """How far away the first day is, and whether it is a working day and the usual pace allows it."""
    schedule, day = moved.schedule, long_day(search.starts_on)
    away, note = days_away(schedule.available_days), day_off_note(search)
    items = "the items that aren't overdue" if moved.leaves_out_overdue else "the remaining items"
    if schedule.is_tight:
        return (
            f":warning: *{day}* is too soon for the usual pace: it's {away}, and {items} usually take "
            f"{schedule.usual_days} days. I've moved the due dates closer together to fit.{note}"
        )
    usual = f"; {items} usually take {schedule.usual_days} days" if schedule.usual_days else ""
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
