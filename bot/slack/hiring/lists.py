"""Items in lists: all of them, or those of a phase, of a person, or that are late."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from bot.hiring.models import CLOSED, Checklist, Item
from bot.hiring.progress import by_phase, is_overdue, next_steps
from bot.slack.blocks import OPTIONS, Block, actions, context, header, option, section, static_select
from bot.slack.cards.evidence import SECTION
from bot.slack.hiring.wording import ENDS, item_line, item_text, name_of, plain_name, plain_title
from bot.slack.hiring.wording import person as person_named
from bot.slack.message import Message
from bot.slack.text import echo, escape, fit
from bot.understanding.matching import nearest_word

MOST_NEXT = 8
STATES = ("started", "blocked", "done", "skipped")


class Choice(NamedTuple):
    """Which items of a checklist: those that pass, and what they are called."""

    items: tuple[Item, ...]
    what: str


def choose(checklist: Checklist, wanted: str, person: str, today: date) -> Choice | None:
    """The items that are wanted: `mine`, `overdue`, `open`, `all`, a state or the words of a phase.

    None where the words are none of these. Nothing wanted is `open`.
    """
    items, wanted = checklist.listed, wanted.strip().casefold()
    if wanted in ("", "open"):
        return Choice(tuple(item for item in items if item.state not in CLOSED), "still to do")
    if wanted == "all":
        return Choice(items, "all items")
    if wanted == "mine":
        return Choice(tuple(item for item in items if item.assignee == person and not item.closed), "yours to do")
    if wanted == "overdue":
        return Choice(tuple(item for item in items if is_overdue(item, today)), "late")
    if wanted in STATES:
        return Choice(tuple(item for item in items if item.state == wanted), wanted)
    phase = phase_called(checklist, wanted)
    return None if phase is None else Choice(tuple(item for item in items if item.phase == phase[0]), phase[1])


def phase_called(checklist: Checklist, words: str) -> tuple[str, str] | None:
    """Id and name of the phase that the words mean: its place, id, name, the beginning of one, or nearly so."""
    named = [(phase, name) for phase, name, _ in by_phase(checklist)]
    wanted = words.strip().casefold().removeprefix("phase").strip()
    if wanted.isdecimal() and 0 < int(wanted) <= len(named):
        return named[int(wanted) - 1]
    by_name = {name.casefold(): (phase, name) for phase, name in named}
    by_name |= {phase.casefold(): (phase, name) for phase, name in named}
    begins = [each for each in by_name if wanted and each.startswith(wanted)]
    near = wanted if wanted in by_name else begins[0] if begins else nearest_word(wanted, list(by_name))
    return by_name.get(near or "")


def items_message(checklist: Checklist, wanted: str, person: str, today: date, *, whose: str | None = None) -> Message:
    """The items wanted, phase by phase, with a menu that opens one; with `whose` only those of this person.

    An empty `whose` stands for nobody. `person` is who asks.
    """
    choice = choose(checklist, wanted, person, today)
    search = checklist.search
    if choice is None:
        names = ", ".join(escape(name) for _, name, _ in by_phase(checklist))
        return Message(
            f"“{echo(wanted, 40)}” is no phase of *{name_of(search)}*. The phases are: {names}. "
            "You can also ask for `mine`, `nobody`, `@somebody`, `overdue`, `open` or `all`."
        )
    with_whom = "" if whose is None else f"with {person_named(whose)}"
    if whose is not None:
        choice = choice._replace(items=tuple(item for item in choice.items if item.assignee == whose))
    if not choice.items:
        what = f"that is {escape(choice.what)} is {with_whom}" if with_whom else f"is {escape(choice.what)}"
        return Message(f"Nothing in *{name_of(search)}* {what}.")
    title = f"{plain_name(search)}: {choice.what}"
    lines = [item_text(item, today) for item in choice.items]
    text = fit([f"{name_of(search)}: {escape(choice.what)}{with_whom and f', {with_whom}'}", *lines], SECTION)
    above = [header(title), *([context(f"W{with_whom[1:]}")] if with_whom else [])]
    return Message(text, [*above, *_by_phase(checklist, choice, today), *opener(search.id, choice.items)])


def next_message(checklist: Checklist, person: str, today: date) -> Message:
    """What can be worked on now: first what is this person's, then what is anybody's."""
    mine = next_steps(checklist, MOST_NEXT, person)
    rest = tuple(item for item in next_steps(checklist, MOST_NEXT) if item not in mine)
    search = checklist.search
    if not search.is_open:
        return Message(
            f"*{name_of(search)}* is over ({ENDS[search.state]}), so nothing of it is next. "
            f"`/hiring reopen-search {escape(search.short)}` takes it up again."
        )
    if not mine and not rest:
        return Message(f"Nothing in *{name_of(search)}* can be worked on now: `/hiring items open` shows what is left.")
    groups = [("Yours", mine), ("Next" if not mine else "Others", rest)]
    shown = [(name, items) for name, items in groups if items]
    parts = [fit([f"*{name}*", *(item_line(item, today) for item in items)], SECTION) for name, items in shown]
    text = fit([f"{name_of(search)}: what is next", *(item_text(item, today) for item in (*mine, *rest))], SECTION)
    blocks = [header(f"{plain_name(search)}: what is next"), *map(section, parts)]
    return Message(text, [*blocks, *opener(search.id, (*mine, *rest))])


def opener(search_id: str, items: Iterable[Item]) -> list[Block]:
    """A menu that opens one of the items."""
    options = [option(f"{item.number}. {plain_title(item, 60)}", f"open:{search_id}:{item.number}") for item in items]
    if not options:
        return []
    return [actions([static_select("item:pick", "Open an item", [("Items", options[:OPTIONS])])])]


def _by_phase(checklist: Checklist, choice: Choice, today: date) -> Iterable[Block]:
    """A paragraph for each phase under its name, which the items of a single phase stand under already."""
    chosen = {item.number for item in choice.items}
    for _, name, inside in by_phase(checklist):
        lines = [item_line(item, today) for item in inside if item.number in chosen]
        heading = [] if name == choice.what else [f"*{escape(name)}*"]
        if lines:
            yield section(fit([*heading, *lines], SECTION))
