"""Items in lists: all of them, or those of a phase, of a person, or that are late."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.hiring.models import CLOSED, Checklist, Item
from bot.hiring.progress import find_next_steps, group_by_phase, is_overdue
from bot.matching import nearest_word
from bot.slack.blocks import MAX_OPTIONS, Block, actions, context, header, option, section, static_select
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import OUTCOME_LABELS, item_line, item_text, name_of, plain_name, plain_title
from bot.slack.hiring.views.wording import mention as person_named
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

MOST_NEXT = 8
STATES = ("started", "blocked", "done", "skipped")


class ItemSelection(NamedTuple):
    """Which items of a checklist: those that pass, and what they are called."""

    items: tuple[Item, ...]
    label: str


def select_items(checklist: Checklist, criterion: str, person: str, today: date) -> ItemSelection | None:
    """The items that are wanted: `mine`, `overdue`, `open`, `all`, a state or the words of a phase.

    None where the words are none of these. Nothing wanted is `open`.
    """
    items, criterion = checklist.visible_items, criterion.strip().casefold()
    if criterion in ("", "open"):
        return ItemSelection(tuple(item for item in items if item.state not in CLOSED), "still to do")
    if criterion == "all":
        return ItemSelection(items, "all items")
    if criterion == "mine":
        return ItemSelection(
            tuple(item for item in items if item.assignee == person and not item.is_closed), "yours to do"
        )
    if criterion == "overdue":
        return ItemSelection(tuple(item for item in items if is_overdue(item, today)), "late")
    if criterion in STATES:
        return ItemSelection(tuple(item for item in items if item.state == criterion), criterion)
    phase = find_phase(checklist, criterion)
    return None if phase is None else ItemSelection(tuple(item for item in items if item.phase == phase[0]), phase[1])


def find_phase(checklist: Checklist, words: str) -> tuple[str, str] | None:
    """Id and name of the phase that the words mean: its place, id, name, the beginning of one, or nearly so."""
    named = [(phase, name) for phase, name, _ in group_by_phase(checklist)]
    wanted = words.strip().casefold().removeprefix("phase").strip()
    if wanted.isdecimal() and 0 < int(wanted) <= len(named):
        return named[int(wanted) - 1]
    by_name = {name.casefold(): (phase, name) for phase, name in named}
    by_name |= {phase.casefold(): (phase, name) for phase, name in named}
    begins = [each for each in by_name if wanted and each.startswith(wanted)]
    near = wanted if wanted in by_name else begins[0] if begins else nearest_word(wanted, list(by_name))
    return by_name.get(near or "")


def items_message(
    checklist: Checklist, criterion: str, person: str, today: date, *, assignee: str | None = None
) -> Message:
    """The items wanted, phase by phase, with a menu that opens one; with `assignee` only those of this person.

    An empty `assignee` stands for nobody. `person` is who asks.
    """
    choice = select_items(checklist, criterion, person, today)
    search = checklist.search
    if choice is None:
        names = ", ".join(escape(name) for _, name, _ in group_by_phase(checklist))
        return Message(
            f"“{safe_mrkdwn(criterion, 40)}” is no phase of *{name_of(search)}*. The phases are: {names}. "
            "You can also ask for `mine`, `nobody`, `@somebody`, `overdue`, `open` or `all`."
        )
    with_whom = "" if assignee is None else f"with {person_named(assignee)}"
    if assignee is not None:
        choice = choice._replace(items=tuple(item for item in choice.items if item.assignee == assignee))
    if not choice.items:
        what = f"that is {escape(choice.label)} is {with_whom}" if with_whom else f"is {escape(choice.label)}"
        return Message(f"Nothing in *{name_of(search)}* {what}.")
    title = f"{plain_name(search)}: {choice.label}"
    lines = [item_text(item, today) for item in choice.items]
    text = fit_lines(
        [f"{name_of(search)}: {escape(choice.label)}{with_whom and f', {with_whom}'}", *lines], MAX_SECTION
    )
    above = [header(title), *([context(f"W{with_whom[1:]}")] if with_whom else [])]
    return Message(text, [*above, *_by_phase(checklist, choice, today), *item_menu(search.id, choice.items)])


def next_message(checklist: Checklist, person: str, today: date) -> Message:
    """What can be worked on now: first what is this person's, then what is anybody's."""
    mine = find_next_steps(checklist, MOST_NEXT, person)
    rest = tuple(item for item in find_next_steps(checklist, MOST_NEXT) if item not in mine)
    search = checklist.search
    if not search.is_open:
        return Message(
            f"*{name_of(search)}* is over ({OUTCOME_LABELS[search.state]}), so nothing of it is next. "
            f"`/hiring reopen-search {escape(search.short)}` takes it up again."
        )
    if not mine and not rest:
        return Message(f"Nothing in *{name_of(search)}* can be worked on now: `/hiring items open` shows what is left.")
    groups = [("Yours", mine), ("Next" if not mine else "Others", rest)]
    shown = [(name, items) for name, items in groups if items]
    parts = [
        fit_lines([f"*{name}*", *(item_line(item, today) for item in items)], MAX_SECTION) for name, items in shown
    ]
    text = fit_lines(
        [f"{name_of(search)}: what is next", *(item_text(item, today) for item in (*mine, *rest))], MAX_SECTION
    )
    blocks = [header(f"{plain_name(search)}: what is next"), *map(section, parts)]
    return Message(text, [*blocks, *item_menu(search.id, (*mine, *rest))])


def item_menu(search_id: str, items: Iterable[Item]) -> list[Block]:
    """A menu that opens one of the items."""
    options = [option(f"{item.number}. {plain_title(item, 60)}", f"open:{search_id}:{item.number}") for item in items]
    if not options:
        return []
    return [actions([static_select("item:pick", "Open an item", [("Items", options[:MAX_OPTIONS])])])]


def _by_phase(checklist: Checklist, choice: ItemSelection, today: date) -> Iterable[Block]:
    """A paragraph for each phase under its name, which the items of a single phase stand under already."""
    chosen = {item.number for item in choice.items}
    for _, name, inside in group_by_phase(checklist):
        lines = [item_line(item, today) for item in inside if item.number in chosen]
        heading = [] if name == choice.label else [f"*{escape(name)}*"]
        if lines:
            yield section(fit_lines([*heading, *lines], MAX_SECTION))
