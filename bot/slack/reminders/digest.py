"""The daily digest, which a person gets in the direct conversation with the app."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.reminders import Digest, Reminder
from bot.slack.blocks import Block, Element, actions, button, context, header, option, section, static_select
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.legal_notes import NO_CAUTIONS, Cautions, short_notes
from bot.slack.hiring.views.wording import due_in_words, name_of, numbered, title_of
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

SNOOZES = (("Until tomorrow", "tomorrow"), ("For three days", "+3d"), ("For a week", "+1w"))
"""Label of the menu entry, and the date as people type it."""
MAX_PREREQUISITES = 3


def digest_message(digest: Digest, cautions: Cautions = NO_CAUTIONS) -> Message:
    """The whole digest: search by search, each item with why it is listed, buttons, and the legal cautions on it."""
    omitted = _omitted_text(digest)
    blocks = [header(_heading(digest)), *_item_blocks(digest, cautions), *([context(omitted)] if omitted else [])]
    return Message("\n".join(_text_lines(digest, cautions)), blocks)


def _heading(digest: Digest) -> str:
    count = len(digest.reminders) + digest.omitted
    return f"{count} hiring {'item needs' if count == 1 else 'items need'} you today"


def _text_lines(digest: Digest, cautions: Cautions) -> Iterator[str]:
    yield _heading(digest)
    for search, reminders in digest.by_search:
        yield _search_heading(search).replace("*", "")
        for each in reminders:
            yield f"{each.item.number}. {title_of(each.item)}: {_reasons(each, digest.day)}"
            yield from _legal_notes(each, cautions)
    if omitted := _omitted_text(digest):
        yield omitted


def _item_blocks(digest: Digest, cautions: Cautions) -> Iterator[Block]:
    for search, reminders in digest.by_search:
        yield section(_search_heading(search))
        for each in reminders:
            lines = (numbered(each.item), _reasons(each, digest.day), *_legal_notes(each, cautions))
            yield section(fit_lines(lines, MAX_SECTION))
            yield actions(_controls(each))


def _legal_notes(reminder: Reminder, cautions: Cautions) -> Iterator[str]:
    """The legal cautions on an item that the person can work on now."""
    if not reminder.prerequisites:
        yield from short_notes(reminder.item, reminder.search, cautions)


def _search_heading(search: Search) -> str:
    return f"*{name_of(search)}* in <#{search.channel}>"


def _reasons(reminder: Reminder, today: date) -> str:
    """Why the item is in the digest: `2 days overdue · blocked by 3. Take references`."""
    item = reminder.item
    parts = [
        due_in_words(item, today),
        "now unblocked" if reminder.why == "unblocked" else "",
        f"blocked: {safe_mrkdwn(item.reason, 140)}" if item.state == "blocked" and item.reason else "",
        _prerequisites_text(reminder.prerequisites),
        "" if reminder.is_assigned else _ownership_note(item),
    ]
    return " · ".join(part for part in parts if part)


def _prerequisites_text(others: tuple[Item, ...]) -> str:
    names = [f"{each.number}. {title_of(each, 60)}" for each in others[:MAX_PREREQUISITES]]
    more = [f"{len(others) - MAX_PREREQUISITES} more"] if others[MAX_PREREQUISITES:] else []
    return f"blocked by {', '.join(names + more)}" if others else ""


def _ownership_note(item: Item) -> str:
    """Why the owner of the search sees an item that isn't theirs."""
    return f"owned by <@{item.assignee}>, who has left" if item.assignee else "unassigned; you own the search"


def _controls(reminder: Reminder) -> list[Element]:
    """Buttons: Mark done, unless the item is blocked by others; a menu to snooze; Open."""
    key = f"{reminder.search.id}:{reminder.item.number}"
    done = [] if reminder.prerequisites else [button("Mark done", "item:done", key)]
    days = [option(label, f"{key}:{when}") for label, when in SNOOZES]
    return [*done, static_select("item:snooze", "Remind me later", [("", days)]), button("Open", "item:open", key)]


def _omitted_text(digest: Digest) -> str:
    """What the digest has no room for; empty if it shows everything."""
    # Beyond a limit, searches are not looked into, so their items can't be counted.
    parts = [f"{digest.omitted} more"] if digest.omitted else []
    if digest.unchecked_searches:
        parts.append(f"anything due in {digest.unchecked_searches} other searches")
    return f"Plus {' and '.join(parts)}. Type `/hiring items mine` in their channels." if parts else ""
