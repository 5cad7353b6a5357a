"""Direct messages about a change: to people who got or lost items, and to the new and old owner of a search."""

from collections.abc import Callable, Iterator
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.service import ChangeResult
from bot.slack.blocks import actions, button, context, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.legal_notes import NO_CAUTIONS, Cautions, short_notes
from bot.slack.hiring.views.wording import due_in_words, mention, name_of, numbered
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines

MAX_ITEMS = 10
"""Items listed in one message; more would not fit on a screen."""


def change_notices(
    result: ChangeResult, today_for: Callable[[str], date], cautions: Cautions = NO_CAUTIONS
) -> Iterator[tuple[str, Message]]:
    """Pairs of a user id and the message for them. People are not notified of what they did themselves.

    `today_for` returns the date where a person is.

    Who gets an item is told which of the legal `cautions` apply to it, before they begin.
    """
    by = result.entry.by if result.entry else ""
    search, before = result.after.search, result.before.search.owner
    for user, items in newly_assigned(result).items():
        yield user, assigned_message(search, items, by, today_for(user), cautions)
    for user, items in newly_lost(result).items():
        yield user, lost_message(search, items, by)
    if search.owner not in ("", by, before):
        yield search.owner, ownership_received_message(search, by)
    if before not in ("", by, search.owner):
        yield before, ownership_lost_message(search, by)


def newly_assigned(result: ChangeResult) -> dict[str, list[Item]]:
    """User id to the items that another person just assigned to them."""
    assigned: dict[str, list[Item]] = {}
    by = result.entry.by if result.entry else ""
    for change in result.changes:
        for name, _, after in change.fields:
            if name == "assignee" and after and after != by and not result.after.items[change.number - 1].is_closed:
                assigned.setdefault(after, []).append(result.after.items[change.number - 1])
    return assigned


def newly_lost(result: ChangeResult) -> dict[str, list[Item]]:
    """User id to the open items that another person just took from them."""
    lost: dict[str, list[Item]] = {}
    by = result.entry.by if result.entry else ""
    for change in result.changes:
        for name, before, after in change.fields:
            item = result.after.items[change.number - 1]
            if name == "assignee" and before not in ("", by, after) and not item.is_closed and not item.gone:
                lost.setdefault(before, []).append(item)
    return lost


def lost_message(search: Search, items: list[Item], by: str) -> Message:
    """Tells a person which items are no longer theirs, and who has them now."""
    opening = f"You no longer have {'this item' if len(items) == 1 else 'these items'} in *{name_of(search)}*:"
    lines = [f"{numbered(item)}: {mention(by)} {_passed_on(item, by)}" for item in items[:MAX_ITEMS]]
    more = [f"And {len(items) - MAX_ITEMS} more."] if items[MAX_ITEMS:] else []
    text = fit_lines([opening, *lines, *more], MAX_SECTION)
    return Message(text, [section(text)])


def _passed_on(item: Item, by: str) -> str:
    if item.assignee == by:
        return "took it over"
    return f"assigned it to {mention(item.assignee)}" if item.assignee else "unassigned it"


def ownership_received_message(search: Search, by: str) -> Message:
    """Tells the new owner of a search what the owner does."""
    text = (
        f"{mention(by)} handed *{name_of(search)}* over to you. As the search owner, you can override blockers. "
        "I'll tell you about unassigned overdue items and people who leave."
    )
    return Message(text, [section(text), actions([button("Show search", "search:status", search.id)])])


def ownership_lost_message(search: Search, by: str) -> Message:
    """Tells the previous owner of a search who owns it now."""
    how = "took it over" if search.owner == by else f"handed it over to {mention(search.owner)}"
    text = f"You no longer own *{name_of(search)}*: {mention(by)} {how}. The new owner can hand it back."
    return Message(text, [section(text)])


def assigned_message(
    search: Search, items: list[Item], by: str, today: date, cautions: Cautions = NO_CAUTIONS
) -> Message:
    """Tells a person which items they were assigned and by whom, with legal notes and a button that opens each."""
    opening = f"{mention(by)} assigned you {'this item' if len(items) == 1 else 'these items'} in *{name_of(search)}*:"
    shown = items[:MAX_ITEMS]
    lines = [
        "\n".join((f"{numbered(item)}{_due(item, today)}{_meaning(item)}", *short_notes(item, search, cautions)))
        for item in shown
    ]
    more = [f"And {len(items) - MAX_ITEMS} more: `/hiring items mine`"] if items[MAX_ITEMS:] else []
    buttons = [
        button(f"Open {item.number}", f"item:open:{item.number}", f"{search.id}:{item.number}") for item in shown
    ]
    text = fit_lines([opening, *lines, *more], MAX_SECTION)
    return Message(text, [section(opening), *map(section, lines), *map(context, more), actions(buttons)])


def _due(item: Item, today: date) -> str:
    due = due_in_words(item, today)
    return f", {due}" if due else ""


def _meaning(item: Item) -> str:
    return f"\n_Done means: {escape(item.meaning)}_" if item.meaning else ""
