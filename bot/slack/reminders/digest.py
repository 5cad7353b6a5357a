"""The digest of a day, as one person gets it in the direct conversation."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.reminders import Digest, Reminder
from bot.slack.blocks import Block, Element, actions, button, context, header, option, section, static_select
from bot.slack.hiring.views.wording import due_in_words, name_of, numbered, title_of
from bot.slack.message import Message
from bot.slack.text import safe_mrkdwn

SNOOZES = (("Until tomorrow", "tomorrow"), ("For three days", "+3d"), ("For a week", "+1w"))
"""What the menu says, and the day as somebody would type it."""
WAITS_SHOWN = 3


def digest_message(digest: Digest) -> Message:
    """The whole digest: search by search, each item with why it is here and what can be done about it."""
    blocks = [header(_heading(digest)), *_parts(digest), *_rest(digest)]
    return Message("\n".join(_text(digest)), blocks)


def _heading(digest: Digest) -> str:
    shown = len(digest.reminders) + digest.omitted
    return f"Your part in hiring today: {shown} {'item' if shown == 1 else 'items'}"


def _text(digest: Digest) -> Iterator[str]:
    yield _heading(digest)
    for search, reminders in digest.by_search:
        yield _named(search).replace("*", "")
        for each in reminders:
            yield f"{each.item.number}. {title_of(each.item)}: {_reasons(each, digest.day)}"
    if rest := _left_out(digest):
        yield rest


def _parts(digest: Digest) -> Iterator[Block]:
    for search, reminders in digest.by_search:
        yield section(_named(search))
        for each in reminders:
            yield section(f"{numbered(each.item)}\n{_reasons(each, digest.day)}")
            yield actions(_controls(each))


def _named(search: Search) -> str:
    return f"*{name_of(search)}* in <#{search.channel}>"


def _reasons(reminder: Reminder, today: date) -> str:
    """When it is due, and why somebody is told: `2 days late · waits for 3. Take references`."""
    item = reminder.item
    parts = [
        due_in_words(item, today),
        "nothing holds it up any more" if reminder.why == "unblocked" else "",
        f"blocked: {safe_mrkdwn(item.reason, 140)}" if item.state == "blocked" and item.reason else "",
        _waits(reminder.prerequisites),
        "" if reminder.is_assigned else _ownership_note(item),
    ]
    return " · ".join(part for part in parts if part)


def _waits(others: tuple[Item, ...]) -> str:
    named = [f"{each.number}. {title_of(each, 60)}" for each in others[:WAITS_SHOWN]]
    more = [f"{len(others) - WAITS_SHOWN} more"] if others[WAITS_SHOWN:] else []
    return f"waits for {', '.join(named + more)}" if others else ""


def _ownership_note(item: Item) -> str:
    return f"was <@{item.assignee}>'s, who has left" if item.assignee else "nobody has it, and the search is yours"


def _controls(reminder: Reminder) -> list[Element]:
    """Done, where nothing comes first; snooze; open."""
    key = f"{reminder.search.id}:{reminder.item.number}"
    done = [] if reminder.prerequisites else [button("Done", "item:done", key)]
    days = [option(label, f"{key}:{when}") for label, when in SNOOZES]
    return [*done, static_select("item:snooze", "Remind me later", [("", days)]), button("Open", "item:open", key)]


def _rest(digest: Digest) -> Iterator[Block]:
    if rest := _left_out(digest):
        yield context(rest)


def _left_out(digest: Digest) -> str:
    """What there was no room for; empty where all is there."""
    more = [f"{digest.omitted} more"] if digest.omitted else []
    unread = [f"whatever is due in {digest.unchecked_searches} more searches"] if digest.unchecked_searches else []
    return f"And {' and '.join(more + unread)}: `/hiring items mine` in their channels." if more or unread else ""
