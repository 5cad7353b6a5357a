"""Lists of items: all of them, those of a phase or a person, overdue ones, and what can be worked on next."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.hiring.models import CLOSED, Checklist, Item
from bot.hiring.progress import find_next_steps, group_by_phase, is_overdue
from bot.matching import nearest_word
from bot.slack.blocks import MAX_OPTIONS, Block, actions, context, header, option, section, static_select
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    STATE_LABELS,
    assigned_to,
    item_line,
    item_text,
    name_of,
    plain_name,
    plain_title,
)
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

MAX_NEXT = 8
STATES = ("started", "blocked", "done", "skipped")
MINE = "your open items"


class ItemSelection(NamedTuple):
    """The items that were asked for, a label for them, and how a sentence about them ends: `is overdue`."""

    items: tuple[Item, ...]
    label: str
    predicate: str = ""


def select_items(checklist: Checklist, criterion: str, person: str, today: date) -> ItemSelection | None:
    """The items for a criterion: `mine`, `overdue`, `open` (also if empty), `all`, a state, or the words of a phase.

    None if the words are none of these. `person` is who `mine` stands for.
    """
    items, criterion = checklist.visible_items, criterion.strip().casefold()
    if criterion in ("", "open"):
        return ItemSelection(tuple(item for item in items if item.state not in CLOSED), "open items", "is open")
    if criterion == "all":
        return ItemSelection(items, "all items")
    if criterion == "mine":
        mine = tuple(item for item in items if item.assignee == person and not item.is_closed)
        return ItemSelection(mine, MINE)
    if criterion == "overdue":
        return ItemSelection(tuple(item for item in items if is_overdue(item, today)), "overdue", "is overdue")
    if criterion in STATES:
        label = STATE_LABELS[criterion]
        return ItemSelection(tuple(item for item in items if item.state == criterion), label, f"is marked {label}")
    phase = find_phase(checklist, criterion)
    return phase and ItemSelection(
        tuple(item for item in items if item.phase == phase[0]), phase[1], f"is in {phase[1]}"
    )


def find_phase(checklist: Checklist, words: str) -> tuple[str, str] | None:
    """Id and name of the phase with this position, id or name; the beginning of one or a typo will do."""
    phases = [(phase, name) for phase, name, _ in group_by_phase(checklist)]
    wanted = words.strip().casefold().removeprefix("phase").strip()
    if wanted.isdecimal() and 0 < int(wanted) <= len(phases):
        return phases[int(wanted) - 1]
    # Ids take precedence, should one phase be named like the id of another.
    by_name = {name.casefold(): (phase, name) for phase, name in phases}
    by_name |= {phase.casefold(): (phase, name) for phase, name in phases}
    longer = [each for each in by_name if wanted and each.startswith(wanted)]
    match = wanted if wanted in by_name else longer[0] if longer else nearest_word(wanted, list(by_name))
    return by_name.get(match or "")


def items_message(
    checklist: Checklist, criterion: str, person: str, today: date, *, assignee: str | None = None
) -> Message:
    """The items for a criterion, phase by phase, with a menu that opens one.

    With `assignee`, only the items of this person; if it is empty, only unassigned ones. `person` is who asks.
    """
    selection = select_items(checklist, criterion, person, today)
    search = checklist.search
    if selection is None:
        names = ", ".join(escape(name) for _, name, _ in group_by_phase(checklist))
        return Message(
            f"“{safe_mrkdwn(criterion, 40)}” isn't a phase of *{name_of(search)}*. The phases are: {names}. "
            "You can also type `mine`, `unassigned`, `@name`, `overdue`, `open` or `all`."
        )
    owner = "" if assignee is None else assigned_to(assignee)
    if assignee is not None:
        selection = selection._replace(items=tuple(item for item in selection.items if item.assignee == assignee))
    if not selection.items and selection.label == MINE:
        return Message(f"You have no open items in *{name_of(search)}*.")
    if not selection.items:
        words = ("Nothing", owner, f"in *{name_of(search)}*", escape(selection.predicate))
        return Message(f"{' '.join(filter(None, words))}.")
    lines = [item_text(item, today) for item in selection.items]
    heading = f"{name_of(search)}: {', '.join(filter(None, (escape(selection.label), owner)))}"
    text = fit_lines([heading, *lines], MAX_SECTION)
    title = [header(f"{plain_name(search)}: {selection.label}")]
    subtitle = [context(f"{owner[0].upper()}{owner[1:]}")] if owner else []
    blocks = [*title, *subtitle, *_by_phase(checklist, selection, today), *item_menu(search.id, selection.items)]
    return Message(text, blocks)


def next_message(checklist: Checklist, person: str, today: date) -> Message:
    """What can be worked on now: first the items of this person, then all others."""
    mine = find_next_steps(checklist, MAX_NEXT, person)
    others = tuple(item for item in find_next_steps(checklist, MAX_NEXT) if item not in mine)
    search = checklist.search
    if not search.is_open:
        return Message(
            f"*{name_of(search)}* is closed ({OUTCOME_LABELS[search.state]}), so there are no next steps. "
            f"`/hiring reopen-search {escape(search.short)}` reopens it."
        )
    if search.state == "paused":
        return Message(
            f"*{name_of(search)}* is paused, so there are no next steps. `/hiring resume {escape(search.short)}` "
            "continues it; `/hiring items open` lists open items."
        )
    if not mine and not others:
        return Message(f"Nothing in *{name_of(search)}* is ready to work on. `/hiring items open` lists open items.")
    groups = [("Yours", mine), ("Next" if not mine else "Others", others)]
    shown = [(name, items) for name, items in groups if items]
    parts = [
        fit_lines([f"*{name}*", *(item_line(item, today) for item in items)], MAX_SECTION) for name, items in shown
    ]
    text = fit_lines(
        [f"{name_of(search)}: next steps", *(item_text(item, today) for item in (*mine, *others))], MAX_SECTION
    )
    blocks = [header(f"{plain_name(search)}: next steps"), *map(section, parts)]
    return Message(text, [*blocks, *item_menu(search.id, (*mine, *others))])


def item_menu(search_id: str, items: Iterable[Item]) -> list[Block]:
    """A menu that opens one of the items."""
    options = [option(f"{item.number}. {plain_title(item, 60)}", f"open:{search_id}:{item.number}") for item in items]
    if not options:
        return []
    return [actions([static_select("item:pick", "Open an item", [("Items", options[:MAX_OPTIONS])])])]


def _by_phase(checklist: Checklist, selection: ItemSelection, today: date) -> Iterable[Block]:
    """A section for each phase, headed by its name unless the whole list is of that phase."""
    selected = {item.number for item in selection.items}
    for _, name, inside in group_by_phase(checklist):
        lines = [item_line(item, today) for item in inside if item.number in selected]
        heading = [] if name == selection.label else [f"*{escape(name)}*"]
        if lines:
            yield section(fit_lines([*heading, *lines], MAX_SECTION))


def current_phase(checklist: Checklist) -> tuple[str, str]:
    """Id and name of the first phase with an open item; of the last if there is none."""
    names = dict(checklist.search.phases)
    phase = next((item.phase for item in checklist.visible_items if not item.is_closed), checklist.search.phases[-1][0])
    return phase, names.get(phase, phase)
