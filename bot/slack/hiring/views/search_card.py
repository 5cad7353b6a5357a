"""The card of a search, as posted in its channel and as shown by `/hiring status`."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, compute_progress, find_next_steps, find_overdue, group_by_phase
from bot.slack.blocks import Block, Element, actions, button, context, fields_section, header, option, overflow, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.first_day_forecast import forecast_blocks, forecast_lines
from bot.slack.hiring.views.search_settings import known_facts
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    item_line,
    item_text,
    long_day,
    mention,
    name_of,
    plain_name,
    progress_bar,
    start_date_label,
)
from bot.slack.limits import MAX_FIELD
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

MAX_NEXT = 3
MAX_WARNINGS = 3
"""Overdue and blocked items that are listed, of each kind."""
HAS_HIRED = ("onboarding", "hired")
"""The states of a search in which the executive has started once the first day has come."""
MIN_DAYS_IN_WEEKS = 14
"""From this distance on, the start date is shown with the number of weeks until then."""
MENU = (
    ("Search settings", "settings"),
    ("Pause or close", "state"),
    ("Repost this card", "hang"),
    ("Export (CSV)", "export"),
    ("Export (Markdown)", "export-text"),
)
"""The entries of the overflow menu: label and action."""


def search_card(checklist: Checklist, today: date) -> Message:
    """The whole card: progress, whether the first day holds, what is late, blocked and next, the phases and buttons."""
    search = checklist.search
    steps = _next_steps(checklist)
    blocks = [
        header(f"Hiring: {plain_name(search)}"),
        section("\n".join((progress_bar(compute_progress(checklist.visible_items)), *_summary_lines(search, today)))),
        *forecast_blocks(checklist, today),
        *(section(fit_lines(lines, MAX_SECTION)) for lines in _warnings(checklist, steps, today)),
        *_next(search, steps, today),
        phases(checklist),
        *_controls(checklist, today),
    ]
    return Message(card_text(checklist, today), blocks)


def card_text(checklist: Checklist, today: date) -> str:
    """The card as text, for notifications and screen readers."""
    search = checklist.search
    lines = [
        f"Hiring: {name_of(search)}",
        progress_bar(compute_progress(checklist.visible_items)),
        *_summary_lines(search, today),
        *(line.replace("*", "") for line in forecast_lines(checklist, today)),
    ]
    steps = _next_steps(checklist)
    for group in _warnings(checklist, steps, today):
        lines += [line.replace("*", "") for line in group]
    if steps:
        lines += ["Next:", *(item_text(item, today) for item in steps)]
    return fit_lines(lines, MAX_SECTION)


def _next_steps(checklist: Checklist) -> tuple[Item, ...]:
    return find_next_steps(checklist, MAX_NEXT) if checklist.search.sends_reminders else ()


def phases(checklist: Checklist) -> Block:
    """The progress of each phase, in two columns."""
    lines = [_phase_line(name, compute_progress(items), items) for _, name, items in group_by_phase(checklist)]
    half = (len(lines) + 1) // 2
    return fields_section(fit_lines(column, MAX_FIELD) for column in (lines[:half], lines[half:]) if column)


def _phase_line(name: str, progress: Progress, items: tuple[Item, ...]) -> str:
    if not progress.total:
        return f"⊖ {escape(name)}: not applicable"
    count = f"{progress.done}/{progress.total}"
    if progress.done == progress.total:
        return f"☑ {escape(name)} {count}"
    is_started = any(item.state not in ("open", "skipped") for item in items)
    return f"◐ *{escape(name)}* {count}" if is_started else f"☐ {escape(name)} {count}"


def _summary_lines(search: Search, today: date) -> Iterator[str]:
    """Role, first day, owner, and whether it is paused, hired or closed."""
    if search.name != search.title:
        yield escape(search.title)
    yield start_date_line(search, today)
    if facts := known_facts(search):
        yield facts
    yield f"Owner: {mention(search.owner)} · short name `{escape(search.short)}`"
    if search.state != "open":
        yield f"{_state_label(search)}{f', {safe_mrkdwn(search.reason)}' if search.reason else ''}"


def _state_label(search: Search) -> str:
    if search.paused_on:
        return f"⏸ Paused since {long_day(search.paused_on)}"
    return OUTCOME_LABELS[search.state].capitalize() if search.is_open else f"Closed: {OUTCOME_LABELS[search.state]}"


def start_date_line(search: Search, today: date) -> str:
    """The first day, with the number of weeks until then if it is some way off."""
    days = (search.starts_on - today).days
    if days <= 0 and search.state in HAS_HIRED:
        return f"First day: {long_day(search.starts_on)}"
    weeks = f", in {round(days / 7)} weeks" if days >= MIN_DAYS_IN_WEEKS and search.sends_reminders else ""
    return f"{start_date_label(search)}: {long_day(search.starts_on)}{weeks}"


def _next(search: Search, steps: tuple[Item, ...], today: date) -> Iterator[Block]:
    if steps:
        yield section("*Next*")
    for item in steps:
        yield section(item_line(item, today), button("Open", "item:open", f"{search.id}:{item.number}"))


def _warnings(checklist: Checklist, steps: tuple[Item, ...], today: date) -> Iterator[list[str]]:
    """The overdue and the blocked items, each under their number; those that are next anyway are only counted."""
    if not checklist.search.sends_reminders:
        return
    blocked = tuple(item for item in find_live_items(checklist) if item.state == "blocked")
    for items, label in ((find_overdue(checklist, today), "Overdue"), (blocked, "Blocked")):
        others = [item for item in items if item not in steps and (label == "Blocked" or item not in blocked)]
        lines = [item_line(item, today) for item in others[:MAX_WARNINGS]]
        more = [f"… and {len(others) - MAX_WARNINGS} more"] if others[MAX_WARNINGS:] else []
        if items:
            yield [f"*{label}: {len(items)}*{_shown_below(len(items) - len(others), len(items))}", *lines, *more]


def _shown_below(number: int, of: int) -> str:
    """How many of the items stand under Next, so that a list that is shorter than its number doesn't look wrong."""
    if not number:
        return ""
    return ", shown under Next" if number == of else f", {number} of them under Next"


def _controls(checklist: Checklist, today: date) -> Iterator[Block]:
    search = checklist.search
    if not search.is_open:
        yield actions(_buttons(search, ("All items", "items"), ("History", "history"), ("Reopen", "reopen")))
        return
    late = [(f"Overdue: {len(items)}", "overdue")] if (items := find_overdue(checklist, today)) else []
    state = [("Resume", "resume")] if search.state == "paused" else late
    shown = (("All items", "items"), ("My items", "mine"), *state, ("Add item", "add"), ("History", "history"))
    menu = [option(label, f"{action}:{search.id}") for label, action in MENU]
    yield actions([*_buttons(search, *shown), overflow("search:menu", menu)])
    yield context("Press *Open* to update an item, or type `/hiring done 3`. `/hiring help` lists all commands.")


def _buttons(search: Search, *labelled_actions: tuple[str, str]) -> list[Element]:
    return [button(label, f"search:{action}", search.id) for label, action in labelled_actions]
