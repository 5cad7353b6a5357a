"""The card of a search, as it stands in its channel and as `/hiring status` shows it."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, compute_progress, find_next_steps, find_overdue, group_by_phase
from bot.slack.blocks import Block, Element, actions, button, context, fields_section, header, option, overflow, section
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    item_line,
    item_text,
    long_day,
    mention,
    name_of,
    plain_name,
    progress_bar,
)
from bot.slack.limits import MAX_FIELD
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

SHOWN = 3
MENU = (
    ("Name, owner, first day, end", "settings"),
    ("What can be done now", "next"),
    ("Show this card in the channel again", "hang"),
    ("Export as a table", "export"),
    ("Export as a text", "export-text"),
)
"""What stands behind the three dots."""


def search_card(checklist: Checklist, today: date) -> Message:
    """The whole card: how far it is, phase by phase, what is next, and what can be pressed."""
    search = checklist.search
    steps = find_next_steps(checklist, SHOWN) if search.is_open else ()
    blocks = [
        header(f"Hire: {plain_name(search)}"),
        section("\n".join((progress_bar(compute_progress(checklist.visible_items)), *_frame(search, today)))),
        phases(checklist),
        *_next(search, steps, today),
        *_warnings(checklist, today),
        *_controls(checklist, today),
    ]
    return Message(card_text(checklist, today), blocks)


def card_text(checklist: Checklist, today: date) -> str:
    """The card in words."""
    search = checklist.search
    lines = [
        f"Hire: {name_of(search)}",
        progress_bar(compute_progress(checklist.visible_items)),
        *_frame(search, today),
    ]
    steps = [item_text(item, today) for item in find_next_steps(checklist, SHOWN)] if search.is_open else []
    if steps:
        lines += ["Next:", *steps]
    return "\n".join((*lines, *_warning_lines(checklist, today)))


def phases(checklist: Checklist) -> Block:
    """Each phase with how far it is, in two columns."""
    lines = [_phase(name, compute_progress(items), items) for _, name, items in group_by_phase(checklist)]
    half = (len(lines) + 1) // 2
    return fields_section(fit_lines(column, MAX_FIELD) for column in (lines[:half], lines[half:]) if column)


def _phase(name: str, of: Progress, items: tuple[Item, ...]) -> str:
    if not of.total:
        return f"⊖ {escape(name)} does not apply"
    begun = any(item.state != "open" for item in items)
    if of.done == of.total:
        return f"☑ {escape(name)} {of.done}/{of.total}"
    return f"◐ *{escape(name)}* {of.done}/{of.total}" if begun else f"☐ {escape(name)} {of.done}/{of.total}"


def _frame(search: Search, today: date) -> Iterator[str]:
    """Which role, whose search, until when, and how it ended."""
    if search.name != search.title:
        yield escape(search.title)
    aim = "First day aimed at" if search.targeted else "First day, if it takes as long as usual"
    ahead = (search.starts_on - today).days
    weeks = f", in {round(ahead / 7)} weeks" if ahead >= 14 and search.is_open else ""  # noqa: PLR2004  two weeks
    yield f"{aim}: {long_day(search.starts_on)}{weeks}"
    yield f"Owner: {mention(search.owner)} · short name `{escape(search.short)}`"
    if not search.is_open:
        yield f"Closed: {OUTCOME_LABELS[search.state]}{f', {safe_mrkdwn(search.reason)}' if search.reason else ''}"


def _next(search: Search, steps: tuple[Item, ...], today: date) -> Iterator[Block]:
    if steps:
        yield section("*Next*")
    for item in steps:
        yield section(item_line(item, today), button("Open", "item:open", f"{search.id}:{item.number}"))


def _warnings(checklist: Checklist, today: date) -> Iterator[Block]:
    if lines := list(_warning_lines(checklist, today)):
        yield context(" · ".join(lines))


def _warning_lines(checklist: Checklist, today: date) -> Iterator[str]:
    if not checklist.search.is_open:
        return
    late, blocked = (
        find_overdue(checklist, today),
        [item for item in checklist.visible_items if item.state == "blocked"],
    )
    for items, what in ((late, "late"), (blocked, "blocked")):
        if items:
            yield f"{len(items)} {what}"


def _controls(checklist: Checklist, today: date) -> Iterator[Block]:
    search = checklist.search
    if not search.is_open:
        yield actions(_named(search, ("All items", "items"), ("History", "history"), ("Reopen", "reopen")))
        return
    late = [(f"Late: {len(items)}", "overdue")] if (items := find_overdue(checklist, today)) else []
    shown = (("All items", "items"), ("Mine", "mine"), *late, ("Add an item", "add"), ("History", "history"))
    more = [option(label, f"{verb}:{search.id}") for label, verb in MENU]
    yield actions([*_named(search, *shown), overflow("search:menu", more)])
    yield context("Press *Open* to work on an item, or type `/hiring done 3`. `/hiring help` says what else there is.")


def _named(search: Search, *buttons: tuple[str, str]) -> list[Element]:
    return [button(label, f"search:{verb}", search.id) for label, verb in buttons]
