"""What is said where something was not done: why, and what to do instead."""

import re
from collections.abc import Callable, Sequence

from bot.hiring.access import Unclear
from bot.hiring.models import Item, Search
from bot.hiring.rules import Refusal
from bot.hiring.service import NothingToUndo
from bot.slack.blocks import actions, button, section
from bot.slack.hiring.wording import STATES, name_of, numbered, person
from bot.slack.message import Message
from bot.slack.text import echo, escape

MOST_CHOICES = 10
_MARKUP = re.compile(r"\*|<@(?=\w+>)|(?<=\w)>")


def refused(refusal: Refusal, search: Search) -> str:
    """One sentence or two in mrkdwn on why an item was left as it is."""
    if refusal.item is None:
        return _without_item(refusal, search)
    return _ITEM[refusal.reason](refusal, refusal.item, search)


def in_plain(text: str) -> str:
    """The same sentence for a place that takes no markup."""
    bare = _MARKUP.sub("", text).replace("`", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        bare = bare.replace(entity, character)
    return bare


def _without_item(refusal: Refusal, search: Search) -> str:
    if refusal.reason == "no_such_item":
        return f"There is no item {refusal.number} in *{name_of(search)}*. `/hiring items all` lists them."
    if refusal.reason == "already":
        return "It is so already; nothing was changed."
    return _over(search)


def _over(search: Search) -> str:
    return (
        f"*{name_of(search)}* is closed ({search.state}), so nothing was changed. "
        f"`/hiring reopen-search {escape(search.short)}` takes it up again."
    )


def _already(_: Refusal, item: Item, __: Search) -> str:
    by = f", by {person(item.closed_by)} on {item.closed_at:%d %B}" if item.closed_by and item.closed_at else ""
    return f"{numbered(item)} is {STATES[item.state]} already{by}; nothing was changed."


def _first(refusal: Refusal, item: Item, search: Search) -> str:
    others = _listed(refusal.others)
    return f"{numbered(item)} waits for {others}. {_may_override(item, search)}"


def _evidence(_: Refusal, item: Item, search: Search) -> str:
    return (
        f"{numbered(item)} is closed with evidence: {escape(item.evidence_wanted)}. "
        f"Give a note or link: `/hiring done {item.number} https://...`. {_may_override(item, search)}"
    )


def _may_override(item: Item, search: Search) -> str:
    return (
        f"Only {person(search.owner)}, who owns the search, may close it all the same: "
        f"`/hiring override {item.number} reason`."
    )


def _not_owner(refusal: Refusal, item: Item, search: Search) -> str:
    waits = f" It waits for {_listed(refusal.others)}." if refusal.others else ""
    return f"Only {person(search.owner)}, who owns the search, may override what holds up {numbered(item)}.{waits}"


def _reason(_: Refusal, item: Item, __: Search) -> str:
    return f"Say why, so that the history has it: add a reason for {numbered(item)}."


def _nothing_held(_: Refusal, item: Item, __: Search) -> str:
    return f"Nothing holds up {numbered(item)}: `/hiring done {item.number}` closes it."


def _blocked(_: Refusal, item: Item, __: Search) -> str:
    return f"{numbered(item)} is blocked: {echo(item.reason)}. `/hiring unblock {item.number}` comes first."


def _closed(_: Refusal, item: Item, __: Search) -> str:
    return f"{numbered(item)} is {STATES[item.state]}. `/hiring reopen {item.number}` comes first."


_ITEM: dict[str, Callable[[Refusal, Item, Search], str]] = {
    "already": _already,
    "needs_first": _first,
    "needs_evidence": _evidence,
    "needs_reason": _reason,
    "not_the_owner": _not_owner,
    "nothing_to_override": _nothing_held,
    "is_blocked": _blocked,
    "is_closed": _closed,
    "search_closed": lambda _, __, search: _over(search),
}


def which_search(unclear: Unclear, verb: str) -> Message:
    """That it is not clear which search is meant, with a button for each one that it may be."""
    if not unclear.candidates:
        return Message(_none(unclear))
    several = (
        f"There is no search called “{echo(unclear.ref, 40)}” here" if unclear.ref else "Several searches run here"
    )
    names = ", ".join(f"`{escape(search.short)}` ({name_of(search)})" for search in unclear.candidates[:MOST_CHOICES])
    text = (
        f"{several}: which one? {names}. Name it first, as in `/hiring {verb} {escape(unclear.candidates[-1].short)}`."
    )
    choices = [
        button(search.short, f"search:status:{place}", search.id)
        for place, search in enumerate(unclear.candidates[:MOST_CHOICES])
    ]
    return Message(text, [section(text), actions(choices)])


def _none(unclear: Unclear) -> str:
    named = f" called “{echo(unclear.ref, 40)}”" if unclear.ref else ""
    return (
        f"There is no open search{named} here. `/hiring start cro` opens one for a CRO, "
        "`/hiring searches` lists those that you have a part in."
    )


def not_undone(nothing: NothingToUndo) -> str:
    """Why nothing was taken back."""
    if nothing.act is None:
        return f"You have changed nothing in *{name_of(nothing.checklist.search)}* that could be taken back."
    numbers = sorted({change.number for change in nothing.act.changes if change.number})
    what = f"Item {numbers[0]}" if len(numbers) == 1 else "What you changed last"
    return f"{what} has been changed again since, so nothing was taken back. `/hiring history` shows by whom."


def _listed(items: Sequence[Item]) -> str:
    return ", ".join(map(numbered, items[:5])) + (f" and {len(items) - 5} more" if len(items) > 5 else "")  # noqa: PLR2004  a line's worth
