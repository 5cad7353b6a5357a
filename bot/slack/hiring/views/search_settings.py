"""What is known about a search, and what a change of it did to the items."""

from collections.abc import Iterator, Mapping, Sequence

from bot.hiring.models import SEARCH_NUMBER, Change, Search
from bot.hiring.retailoring import NOT_APPLICABLE, SETTINGS_VERB
from bot.hiring.service import ChangeResult
from bot.hiring.tailoring import Circumstances
from bot.knowledge.jurisdictions import name_place
from bot.slack.blocks import section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.first_day import day_off_note, pace_line
from bot.slack.hiring.views.wording import long_day, name_of, numbered, start_date_label
from bot.slack.modals import View, modal
from bot.slack.text import escape, fit_lines

MAX_LISTED = 8
"""Items listed for each kind of change."""
ANSWERS: Mapping[str, str] = {
    "listed": "listed company",
    "private": "private company",
    "replacement": "replacement",
    "new": "new role",
    "confidential": "confidential search",
    "open": "open search",
    "board": "the board decides",
    "ceo": "the CEO decides",
}


def known_facts(search: Search) -> str:
    """What is known about the search in one line; empty if nothing is."""
    answers = (search.listing, search.vacancy, search.visibility, search.decided_by)
    notice = f"{search.notice_days} days' notice" if search.notice_days else ""
    facts = (name_place(search.country, search.region), *(ANSWERS.get(each, "") for each in answers), notice)
    return escape(" · ".join(filter(None, facts)))


def settings_lines(result: ChangeResult) -> list[str]:
    """What a change of the settings, or undoing one, did; empty if they didn't change."""
    first = next((change for change in result.changes if change.number == SEARCH_NUMBER), None)
    if first is None or not _is_about_settings(first):
        return []
    facts = known_facts(result.after.search) or "nothing known"
    verb = "Undone: the settings" if first.verb == "undo" else "The settings"
    first_line = f"{verb} of *{name_of(result.after.search)}* are: {facts}."
    return [first_line, *_item_lines(result), *_first_day_lines(result)]


def settings_result_modal(result: ChangeResult) -> View:
    """The same lines as a modal, for the person who saved the form."""
    return modal(
        "hiring:settings-saved", "About this search", [section(fit_lines(settings_lines(result), MAX_SECTION))]
    )


def _is_about_settings(change: Change) -> bool:
    return change.verb == SETTINGS_VERB or any(name in Circumstances._fields for name, *_ in change.fields)


def _first_day_lines(result: ChangeResult) -> Iterator[str]:
    """The first day if it moved; if a person chose it, whether the usual pace still allows it."""
    before, search = result.before.search.starts_on, result.after.search
    if before != search.starts_on:
        label = start_date_label(search).lower()
        yield f"The {label} is now *{long_day(search.starts_on)}*. It was {long_day(before)}."
    elif result.rescheduled and (result.rescheduled.schedule.is_tight or day_off_note(search)):
        yield pace_line(result.rescheduled, search)


def _item_lines(result: ChangeResult) -> Iterator[str]:
    """The items that were added, that no longer apply, and whose words, gates or due dates changed."""
    changed = [change for change in result.changes if change.number != SEARCH_NUMBER]
    added = {change.number for change in changed if change.verb == "add"}
    states = {change.number for change in changed for name, *_ in change.fields if name == "state"}
    dropped = {number for number in states if result.after.items[number - 1].reason == NOT_APPLICABLE}
    due = {change.number for change in changed for name, *_ in change.fields if name == "due"} - added
    words = {change.number for change in changed for name, *_ in change.fields if name in ("title", "needs", "meaning")}
    kinds = (
        ("Added", added),
        ("Not applicable any more", dropped),
        ("Applicable again", states - dropped),
        ("New wording or order", words),
    )
    for label, numbers in kinds:
        if numbers:
            yield f"{label}: {_listed(result, sorted(numbers))}."
    if due:
        yield f"{len(due)} due {'date' if len(due) == 1 else 'dates'} moved."


def _listed(result: ChangeResult, numbers: Sequence[int]) -> str:
    shown = ", ".join(numbered(result.after.items[number - 1], 60) for number in numbers[:MAX_LISTED])
    return f"{shown} and {len(numbers) - MAX_LISTED} more" if numbers[MAX_LISTED:] else shown
