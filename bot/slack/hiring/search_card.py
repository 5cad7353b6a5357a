"""The card of a search, as it stands in its channel and as `/hiring status` shows it."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from bot.hiring.models import Checklist, Item, Search
from bot.hiring.progress import Progress, by_phase, next_steps, overdue, progress
from bot.slack.blocks import Block, actions, button, context, header, section
from bot.slack.hiring.wording import ENDS, bar, item_line, item_text, long_day, name_of, person, plain_name
from bot.slack.message import Message
from bot.slack.text import echo, escape

SHOWN = 3


class Remark(NamedTuple):
    """Something to say above a card, and whether the person it is said to may take it back."""

    text: str
    undo: bool = False


def search_card(checklist: Checklist, today: date) -> Message:
    """The whole card: how far it is, phase by phase, what is next, and what can be pressed."""
    search = checklist.search
    steps = next_steps(checklist, SHOWN) if search.is_open else ()
    blocks = [
        header(f"Hire: {plain_name(search)}"),
        section("\n".join((bar(progress(checklist.listed)), *_frame(search, today)))),
        section(phases(checklist)),
        *_next(search, steps, today),
        *_warnings(checklist, today),
        *_controls(search),
    ]
    return Message(card_text(checklist, today), blocks)


def card_text(checklist: Checklist, today: date) -> str:
    """The card in words."""
    search = checklist.search
    lines = [f"Hire: {name_of(search)}", bar(progress(checklist.listed)), *_frame(search, today)]
    steps = [item_text(item, today) for item in next_steps(checklist, SHOWN)] if search.is_open else []
    if steps:
        lines += ["Next:", *steps]
    return "\n".join((*lines, *_warning_lines(checklist, today)))


def phases(checklist: Checklist) -> str:
    """Each phase with how far it is, one a line, in mrkdwn."""
    return "\n".join(_phase(name, progress(items), items) for _, name, items in by_phase(checklist))


def _phase(name: str, of: Progress, items: tuple[Item, ...]) -> str:
    begun = any(item.state != "open" for item in items)
    mark = "☑" if of.done == of.of else "◐" if begun else "☐"
    return f"{mark} {escape(name)} {of.done}/{of.of}" if of.of else f"⊖ {escape(name)} does not apply"


def _frame(search: Search, today: date) -> Iterator[str]:
    """Which role, whose search, until when, and how it ended."""
    if search.name != search.title:
        yield escape(search.title)
    aim = "First day aimed at" if search.targeted else "First day, if it takes as long as usual"
    ahead = (search.starts_on - today).days
    weeks = f", in {round(ahead / 7)} weeks" if ahead >= 14 and search.is_open else ""  # noqa: PLR2004  two weeks
    yield f"{aim}: {long_day(search.starts_on)}{weeks}"
    yield f"Owner: {person(search.owner)} · short name `{escape(search.short)}`"
    if not search.is_open:
        yield f"Closed: {ENDS[search.state]}{f', {echo(search.reason)}' if search.reason else ''}"


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
    late, blocked = overdue(checklist, today), [item for item in checklist.listed if item.state == "blocked"]
    for items, what in ((late, "late"), (blocked, "blocked")):
        if items:
            yield f"{len(items)} {what}"


def _controls(search: Search) -> Iterator[Block]:
    if not search.is_open:
        yield actions([button("History", "search:history", search.id), button("Export", "search:export", search.id)])
        return
    yield actions(
        [
            button("All items", "search:items", search.id),
            button("Mine", "search:mine", search.id),
            button("Add an item", "search:add", search.id),
            button("History", "search:history", search.id),
        ]
    )
    yield context("Press *Open* to work on an item, or type `/hiring done 3`. `/hiring help` says what else there is.")
