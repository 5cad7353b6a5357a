"""What may happen to an item, and what it then is: one function a verb, none of which changes anything.

Each takes the checklist, the item and a `ItemInput`, and gives a Change or a Refusal.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from bot.hiring.gates import find_open_prerequisites, is_missing_evidence
from bot.hiring.models import Change, Checklist, Item

RefusalReason = Literal[
    "no_such_item",
    "search_closed",
    "already",  # it is so already
    "needs_first",  # other items come before it
    "needs_evidence",
    "needs_reason",
    "not_the_owner",  # only the owner of the search may override
    "not_yours",  # only the owner of the search hands it on
    "needs_owner",  # a search is always somebody's
    "nothing_to_override",
    "is_blocked",
    "is_closed",
    "has_passed",  # a first day before today
]


class Refusal(NamedTuple):
    """Why nothing happened to an item (or, with number 0, to the search). `others` are the items that come first."""

    number: int
    reason: RefusalReason
    item: Item | None = None
    others: tuple[Item, ...] = ()


class ItemInput(NamedTuple):
    """Who does what, when. `text` is a note, link or reason; `person` and `day` are what is to be set."""

    by: str
    at: datetime
    text: str = ""
    person: str = ""
    day: date | None = None


Rule = Callable[[Checklist, Item, ItemInput], Change | Refusal]


def complete(checklist: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Close it, with the note or link given; where something comes first or evidence is missing it is refused."""
    if item.state == "done":
        return Refusal(item.number, "already", item)
    if others := find_open_prerequisites(checklist, item):
        return Refusal(item.number, "needs_first", item, others)
    if is_missing_evidence(item, item_input.text):
        return Refusal(item.number, "needs_evidence", item)
    return _close(item, "done", item_input, evidence=item_input.text or item.evidence, reason="")


def override(checklist: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Close it although something comes first or evidence is missing: for the owner of the search, with a reason."""
    if item.state == "done":
        return Refusal(item.number, "already", item)
    others = find_open_prerequisites(checklist, item)
    if not others and not is_missing_evidence(item):
        return Refusal(item.number, "nothing_to_override", item)
    if item_input.by != checklist.search.owner:
        return Refusal(item.number, "not_the_owner", item, others)
    if not item_input.text:
        return Refusal(item.number, "needs_reason", item, others)
    return _close(item, "done", item_input, verb="override", reason="")


def skip(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Say why it does not apply here."""
    if item.state == "skipped":
        return Refusal(item.number, "already", item)
    if not item_input.text:
        return Refusal(item.number, "needs_reason", item)
    return _close(item, "skipped", item_input, verb="skip", reason=item_input.text)


def reopen(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Make it one that is to be done, whatever it was: done, skipped, blocked or under way."""
    if item.state == "open":
        return Refusal(item.number, "already", item)
    return build_change(item, "reopen", item_input, state="open", reason="", closed_by="", closed_at=None)


def start(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Say that somebody is at it."""
    if item.state == "started":
        return Refusal(item.number, "already", item)
    if item.state == "blocked":
        return Refusal(item.number, "is_blocked", item)
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    return build_change(item, "start-item", item_input, state="started")


def block(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Say what stands in its way."""
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    if not item_input.text:
        return Refusal(item.number, "needs_reason", item)
    if item.state == "blocked" and item.reason == item_input.text:
        return Refusal(item.number, "already", item)
    return build_change(item, "block", item_input, state="blocked", reason=item_input.text)


def unblock(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Say that nothing stands in its way any more."""
    if item.state != "blocked":
        return Refusal(item.number, "already", item)
    return build_change(item, "unblock", item_input, state="open", reason="")


def assign(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Give it to a person; to nobody where the deed names none."""
    if item.assignee == item_input.person:
        return Refusal(item.number, "already", item)
    return build_change(item, "assign", item_input, assignee=item_input.person)


def set_due(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Set its day; none where the deed has none. A new day also ends a snooze."""
    if item.due == item_input.day:
        return Refusal(item.number, "already", item)
    return build_change(item, "due", item_input, due=item_input.day, snoozed=None)


def set_note(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Write a note on it, in place of the one before, which stays in the history; what it was closed with, stays."""
    if item.note == item_input.text:
        return Refusal(item.number, "already", item)
    if _would_lose_evidence(item, item._replace(note=item_input.text)):
        return Refusal(item.number, "needs_evidence", item)
    return build_change(item, "note", item_input, note=item_input.text)


def set_evidence(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Show what was asked for, in place of what was shown before; an item that was closed with it keeps some."""
    if item.evidence == item_input.text:
        return Refusal(item.number, "already", item)
    if _would_lose_evidence(item, item._replace(evidence=item_input.text)):
        return Refusal(item.number, "needs_evidence", item)
    return build_change(item, "evidence", item_input, evidence=item_input.text)


def snooze(_: Checklist, item: Item, item_input: ItemInput) -> Change | Refusal:
    """Remind nobody of it before a day."""
    if item.is_closed:
        return Refusal(item.number, "is_closed", item)
    if item.snoozed == item_input.day:
        return Refusal(item.number, "already", item)
    return build_change(item, "snooze", item_input, snoozed=item_input.day)


RULES: dict[str, Rule] = {
    "done": complete,
    "override": override,
    "skip": skip,
    "reopen": reopen,
    "start-item": start,
    "block": block,
    "unblock": unblock,
    "assign": assign,
    "due": set_due,
    "note": set_note,
    "evidence": set_evidence,
    "snooze": snooze,
}
"""Verb to rule: everything that happens to a single item."""


def build_change(item: Item, verb: str, item_input: ItemInput, **values: Any) -> Change:
    """The change that gives the item these values; what stays as it is is left out."""
    before = item._asdict()
    fields = tuple((name, before[name], value) for name, value in values.items() if before[name] != value)
    return Change(item.number, verb, fields, item_input.text)


def _would_lose_evidence(item: Item, after: Item) -> bool:
    """Whether an item that was closed with evidence would have none any more."""
    return item.state == "done" and not is_missing_evidence(item) and is_missing_evidence(after)


def _close(item: Item, state: str, item_input: ItemInput, verb: str = "done", **values: Any) -> Change:
    return build_change(item, verb, item_input, state=state, closed_by=item_input.by, closed_at=item_input.at, **values)
