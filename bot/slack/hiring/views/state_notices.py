"""Direct messages about the search as a whole: to its owner, and to everyone whose reminders stop or continue."""

from collections.abc import Iterator

from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, Search
from bot.hiring.service import ChangeResult
from bot.slack.blocks import actions, button, section
from bot.slack.hiring.views.wording import (
    format_user_text,
    long_day,
    mention,
    name_of,
    numbered,
    start_date_label,
)
from bot.slack.message import Message

PAUSED = "{by} paused *{name}*{why}. There are no reminders until it's resumed."
RESUMED = (
    "{by} resumed *{name}*. Reminders are back on, and due dates have moved by the length of the pause. "
    "The {label} is now *{day}*."
)
HIRED = "{by} marked *{name}* as hired{why}. Reminders continue for onboarding and review items only."
CLOSED = "{by} closed *{name}* as {state}{why}. There are no more reminders."
REOPENED = "{by} reopened *{name}*{why}. Reminders are back on."
MOVED = "{by} moved the start date of *{name}* from {before} to *{day}*{why}."
ENDED = "The last onboarding item is closed, so *{name}* is complete. There are no more reminders."
UNDONE = "{by} undid a change: *{name}* is {state}. {effect}"
EFFECTS = {
    "open": "Reminders are back on.",
    "paused": "There are no reminders until it's resumed.",
    "onboarding": "Reminders continue for onboarding and review items only.",
    "hired": "There are no more reminders.",
    "cancelled": "There are no more reminders.",
}
"""State that a search is in after an undo to what follows from it."""
BACK_IN = {
    "open": "open again",
    "paused": "paused again",
    "onboarding": "in onboarding again",
    "hired": "closed as hired again",
    "cancelled": "closed as cancelled again",
}
"""State that a search is in after an undo to the words for it."""
TEXTS = {
    "pause": PAUSED,
    "resume": RESUMED,
    "hire": HIRED,
    "close": CLOSED,
    "reopen-search": REOPENED,
    "end": ENDED,
    "target": MOVED,
}
"""Verb of a change of the search to what people are told about it."""
FOR_OWNER = ("target", "end")
"""The verbs of which only the owner is told."""


def state_notices(result: ChangeResult) -> Iterator[tuple[str, Message]]:
    """Pairs of a user id and the message for them. People are not notified of what they did themselves.

    Only the owner is told a reason: everyone else may see no more than their own items.
    """
    by = result.entry.by if result.entry else ""
    owner = result.after.search.owner
    if any(change.verb == "undo" for change in result.changes):
        yield from _undo_notices(result, by)
    for change in result.changes:
        if change.number == SEARCH_NUMBER and change.verb in TEXTS:
            live = result.after if change.verb == "reopen-search" else result.before
            others = () if change.verb in FOR_OWNER else _people_with_work(live)
            for user in dict.fromkeys((owner, *others)):
                if user not in ("", by):
                    yield user, _about_search(result, change, by, with_reason=user == owner)
        elif change.number != SEARCH_NUMBER and change.verb == "block" and owner not in ("", by):
            yield owner, _about_block(result.after, change, by)


def _undo_notices(result: ChangeResult, by: str) -> Iterator[tuple[str, Message]]:
    """The notices for those who were told of what is undone; none if that was neither its state nor its start date.

    Several changes may be undone at once, so the search before all of them is compared with the one after them.
    """
    before, search = result.before.search, result.after.search
    # The undone change was told to those with live items before it, which are live again now.
    others: tuple[str, ...] = ()
    if before.state != search.state:
        state, effect = BACK_IN[search.state], EFFECTS[search.state]
        text = UNDONE.format(by=mention(by), name=name_of(search), state=state, effect=effect)
        others = () if _was_end(before, search) else _people_with_work(result.after)
    elif before.starts_on != search.starts_on:
        days = {"before": long_day(before.starts_on), "day": long_day(search.starts_on)}
        text = MOVED.format(by=mention(by), name=name_of(search), why="", **days)
    else:
        return
    for user in dict.fromkeys((search.owner, *others)):
        if user not in ("", by):
            yield user, _message(text, search)


def _was_end(before: Search, after: Search) -> bool:
    """Whether the end of an onboarding was undone, of which only the owner was told."""
    return (before.state, after.state) == ("hired", "onboarding")


def _people_with_work(checklist: Checklist) -> tuple[str, ...]:
    """Those who have open items of which they were reminded."""
    return tuple(item.assignee for item in find_live_items(checklist) if item.assignee and not item.is_closed)


def _about_search(result: ChangeResult, change: Change, by: str, *, with_reason: bool) -> Message:
    search = result.after.search
    why = f": {format_user_text(change.why)}" if change.why and with_reason else ""
    text = TEXTS[change.verb].format(
        by=mention(by),
        name=name_of(search),
        why=why,
        state=search.state,
        label=start_date_label(search).lower(),
        day=long_day(search.starts_on),
        before=long_day(result.before.search.starts_on),
    )
    return _message(text, search)


def _about_block(checklist: Checklist, change: Change, by: str) -> Message:
    item = checklist.items[change.number - 1]
    text = f"{mention(by)} marked {numbered(item)} in *{name_of(checklist.search)}* as blocked"
    return _message(f"{text}: {format_user_text(item.reason)}", checklist.search)


def _message(text: str, search: Search) -> Message:
    return Message(text, [section(text), actions([button("Show search", "search:status", search.id)])])
