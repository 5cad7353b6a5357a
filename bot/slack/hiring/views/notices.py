"""Who hears of a change in their direct conversation: whoever was given something by somebody else."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.service import ChangeResult
from bot.slack.blocks import actions, button, context, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.wording import due_in_words, mention, name_of, numbered
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines


def change_notices(result: ChangeResult, today: date) -> Iterator[tuple[str, Message]]:
    """Who is to hear of what was done, and what: whoever was given something, or lost the search, by others."""
    by = result.entry.by if result.entry else ""
    search, before = result.after.search, result.before.search.owner
    for user, items in newly_assigned(result).items():
        yield user, assigned_message(search, items, by, today)
    if search.owner not in ("", by, before):
        yield search.owner, ownership_received_message(search, by)
    if before not in ("", by, search.owner):
        yield before, ownership_lost_message(search, by)


def newly_assigned(result: ChangeResult) -> dict[str, list[Item]]:
    """Person to the items that somebody else just gave them."""
    given: dict[str, list[Item]] = {}
    by = result.entry.by if result.entry else ""
    for change in result.changes:
        for name, _, after in change.fields:
            if name == "assignee" and after and after != by and not result.after.items[change.number - 1].is_closed:
                given.setdefault(after, []).append(result.after.items[change.number - 1])
    return given


def ownership_received_message(search: Search, by: str) -> Message:
    """That somebody owns a search now, and what that means."""
    text = (
        f"{mention(by)} handed the search *{name_of(search)}* on to you: you own it now. You may override what holds "
        "up an item, and hear of items that nobody has and of people who left."
    )
    return Message(text, [section(text), actions([button("Show it", "search:status", search.id)])])


def ownership_lost_message(search: Search, by: str) -> Message:
    """That a search which was somebody's was given to another by somebody else."""
    how = "taken the search over" if search.owner == by else f"handed the search on to {mention(search.owner)}"
    text = f"*{name_of(search)}* is no longer yours: {mention(by)} has {how}. Whoever owns it can hand it back to you."
    return Message(text, [section(text)])


def assigned_message(search: Search, items: list[Item], by: str, today: date) -> Message:
    """What somebody was given, by whom, with a button that opens each."""
    opening = f"{mention(by)} gave you {'this' if len(items) == 1 else 'these'} in *{name_of(search)}*:"
    lines = [f"{numbered(item)}{_due(item, today)}{_meaning(item)}" for item in items[:10]]
    more = [f"and {len(items) - 10} more: `/hiring items mine`"] if len(items) > 10 else []  # noqa: PLR2004  a screenful
    opened = [
        button(f"Open {item.number}", f"item:open:{item.number}", f"{search.id}:{item.number}") for item in items[:10]
    ]
    text = fit_lines([opening, *lines, *more], MAX_SECTION)
    return Message(text, [section(opening), *map(section, lines), *map(context, more), actions(opened)])


def _due(item: Item, today: date) -> str:
    due = due_in_words(item, today)
    return f", {due}" if due else ""


def _meaning(item: Item) -> str:
    return f"\n_Done means: {escape(item.meaning)}_" if item.meaning else ""
