"""What may happen to an item, and what it then is: one function a verb, none of which changes anything.

Each takes the checklist, the item and a `Deed`, and gives a Change or a Refusal.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from bot.hiring.gates import lacks_evidence, waiting_for
from bot.hiring.models import Change, Checklist, Item

Reason = Literal[
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
    reason: Reason
    item: Item | None = None
    others: tuple[Item, ...] = ()


class Deed(NamedTuple):
    """Who does what, when. `text` is a note, link or reason; `person` and `day` are what is to be set."""

    by: str
    at: datetime
    text: str = ""
    person: str = ""
    day: date | None = None


Rule = Callable[[Checklist, Item, Deed], Change | Refusal]


def done(checklist: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Close it, with the note or link given; where something comes first or evidence is missing it is refused."""
    if item.state == "done":
        return Refusal(item.number, "already", item)
    if others := waiting_for(checklist, item):
        return Refusal(item.number, "needs_first", item, others)
    if lacks_evidence(item, deed.text):
        return Refusal(item.number, "needs_evidence", item)
    return _close(item, "done", deed, evidence=deed.text or item.evidence, reason="")


def override(checklist: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Close it although something comes first or evidence is missing: for the owner of the search, with a reason."""
    if item.state == "done":
        return Refusal(item.number, "already", item)
    others = waiting_for(checklist, item)
    if not others and not lacks_evidence(item):
        return Refusal(item.number, "nothing_to_override", item)
    if deed.by != checklist.search.owner:
        return Refusal(item.number, "not_the_owner", item, others)
    if not deed.text:
        return Refusal(item.number, "needs_reason", item, others)
    return _close(item, "done", deed, verb="override", reason="")


def skip(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Say why it does not apply here."""
    if item.state == "skipped":
        return Refusal(item.number, "already", item)
    if not deed.text:
        return Refusal(item.number, "needs_reason", item)
    return _close(item, "skipped", deed, verb="skip", reason=deed.text)


def reopen(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Make it one that is to be done, whatever it was: done, skipped, blocked or under way."""
    if item.state == "open":
        return Refusal(item.number, "already", item)
    return changed(item, "reopen", deed, state="open", reason="", closed_by="", closed_at=None)


def start(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Say that somebody is at it."""
    if item.state == "started":
        return Refusal(item.number, "already", item)
    if item.state == "blocked":
        return Refusal(item.number, "is_blocked", item)
    if item.closed:
        return Refusal(item.number, "is_closed", item)
    return changed(item, "start-item", deed, state="started")


def block(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Say what stands in its way."""
    if item.closed:
        return Refusal(item.number, "is_closed", item)
    if not deed.text:
        return Refusal(item.number, "needs_reason", item)
    if item.state == "blocked" and item.reason == deed.text:
        return Refusal(item.number, "already", item)
    return changed(item, "block", deed, state="blocked", reason=deed.text)


def unblock(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Say that nothing stands in its way any more."""
    if item.state != "blocked":
        return Refusal(item.number, "already", item)
    return changed(item, "unblock", deed, state="open", reason="")


def assign(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Give it to a person; to nobody where the deed names none."""
    if item.assignee == deed.person:
        return Refusal(item.number, "already", item)
    return changed(item, "assign", deed, assignee=deed.person)


def set_due(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Set its day; none where the deed has none. A new day also ends a snooze."""
    if item.due == deed.day:
        return Refusal(item.number, "already", item)
    return changed(item, "due", deed, due=deed.day, snoozed=None)


def note(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Write a note on it, in place of the one before, which stays in the history; what it was closed with, stays."""
    if item.note == deed.text:
        return Refusal(item.number, "already", item)
    if _bares(item, item._replace(note=deed.text)):
        return Refusal(item.number, "needs_evidence", item)
    return changed(item, "note", deed, note=deed.text)


def evidence(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Show what was asked for, in place of what was shown before; an item that was closed with it keeps some."""
    if item.evidence == deed.text:
        return Refusal(item.number, "already", item)
    if _bares(item, item._replace(evidence=deed.text)):
        return Refusal(item.number, "needs_evidence", item)
    return changed(item, "evidence", deed, evidence=deed.text)


def snooze(_: Checklist, item: Item, deed: Deed) -> Change | Refusal:
    """Remind nobody of it before a day."""
    if item.closed:
        return Refusal(item.number, "is_closed", item)
    if item.snoozed == deed.day:
        return Refusal(item.number, "already", item)
    return changed(item, "snooze", deed, snoozed=deed.day)


RULES: dict[str, Rule] = {
    "done": done,
    "override": override,
    "skip": skip,
    "reopen": reopen,
    "start-item": start,
    "block": block,
    "unblock": unblock,
    "assign": assign,
    "due": set_due,
    "note": note,
    "evidence": evidence,
    "snooze": snooze,
}
"""Verb to rule: everything that happens to a single item."""


def changed(item: Item, verb: str, deed: Deed, **values: Any) -> Change:
    """The change that gives the item these values; what stays as it is is left out."""
    before = item._asdict()
    fields = tuple((name, before[name], value) for name, value in values.items() if before[name] != value)
    return Change(item.number, verb, fields, deed.text)


def _bares(item: Item, after: Item) -> bool:
    """Whether an item that was closed with evidence would have none any more."""
    return item.state == "done" and not lacks_evidence(item) and lacks_evidence(after)


def _close(item: Item, state: str, deed: Deed, verb: str = "done", **values: Any) -> Change:
    return changed(item, verb, deed, state=state, closed_by=deed.by, closed_at=deed.at, **values)
