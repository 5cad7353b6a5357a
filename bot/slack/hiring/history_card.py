"""What was done, in words: one line for each change, the newest first."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from bot.hiring.models import Act, Change, Checklist
from bot.hiring.moving import MOVE, follows
from bot.slack.blocks import context, header, section
from bot.slack.cards.evidence import SECTION
from bot.slack.hiring.first_day import counted
from bot.slack.hiring.wording import ENDS, STATES, long_day, name_of, person, plain_name, said, title_of
from bot.slack.message import Message
from bot.slack.text import echo, fit

MOST = 40
VERBS = {
    "start": "opened the search",
    "done": "closed",
    "override": "closed, overriding what held it up,",
    "skip": "marked as not applicable",
    "reopen": "reopened",
    "start-item": "began",
    "block": "blocked",
    "unblock": "unblocked",
    "assign": "assigned",
    "due": "set the day of",
    "note": "wrote a note on",
    "evidence": "gave evidence for",
    "add": "added",
    "snooze": "put off reminders of",
    "undo": "took back a change of",
    "rename": "renamed the search",
    "owner": "handed the search on",
    "target": "set the first day",
    MOVE: "moved the day of",
    "close": "closed the search",
    "reopen-search": "took the search up again",
    "weekly": "changed the weekly summary",
    "edit": "changed the search",
}
FIELDS = {
    "name": "name",
    "owner": "owner",
    "weekly": "weekly summary",
    "state": "state",
    "ended": "state",
    "assignee": "person",
    "due": "day",
    "snoozed": "no reminders before",
    "starts_on": "first day",
}
"""Fields whose values are told, as they are called; the others only repeat what is said anyway."""
SET = {
    "assign": "assignee",
    "due": "due",
    "rename": "name",
    "owner": "owner",
    "snooze": "snoozed",
    "weekly": "weekly",
    "target": "starts_on",
    MOVE: "due",
}
"""Verbs that set one thing, and which."""
EMPTIED = {
    "snooze": ("snoozed", "turned on again the reminders of"),
    "evidence": ("evidence", "removed the evidence of"),
    "note": ("note", "removed the note on"),
}
"""Verbs that set one thing, which, and how the same verb is told where it took the thing away."""
NAMED = ("edit", "undo")
"""Verbs that do not say what they set."""


def history_card(checklist: Checklist, acts: Iterable[Act], number: int | None = None) -> Message:
    """The history of a search, or of one of its items."""
    every = [line for act in acts for line in _lines(checklist, act, number)]
    item = checklist.item(number) if number else None
    of_item = f"item {number} of " if item else ""
    title = f"History: {of_item}{plain_name(checklist.search)}"
    lines = every[:MOST] or ["Nothing has happened yet."]
    more = [context(f"{len(every) - MOST} earlier changes: `/hiring export` has them all.")] if every[MOST:] else []
    parts = [section(fit(lines[at : at + 10], SECTION)) for at in range(0, len(lines), 10)]
    text = fit([f"History of {of_item}{name_of(checklist.search)}", *map(_as_text, lines)], SECTION)
    return Message(text, [header(title), *parts, *more])


def sentence(checklist: Checklist, change: Change, also: str = "") -> str:
    """What one change did, without who and when, in mrkdwn; `also` stands before the reason."""
    verb = _emptied(change) or VERBS.get(change.verb, echo(change.verb))
    item = checklist.items[change.number - 1] if change.number else None
    what = f" *{item.number}. {title_of(item)}*" if item else " the search" if change.verb == "undo" else ""
    value = "" if _emptied(change) else _value(change)
    why = f": {said(change.why)}" if change.why and change.verb != "add" else ""
    return f"{verb}{what}{value}{also}{why}"


def _emptied(change: Change) -> str:
    """What was done where something was taken away; empty where it was not."""
    name, verb = EMPTIED.get(change.verb, ("", ""))
    return verb if any(field == name and not after for field, _, after in change.fields) else ""


def _lines(checklist: Checklist, act: Act, number: int | None) -> Iterator[str]:
    """A line for each change; the days that moved with the first day are counted in its line."""
    along = follows(act.changes) if number is None else None
    for change in act.changes:
        if (number is None or change.number == number) and (along is None or not change.number):
            yield f"{_when(act.at)} {person(act.by)} {sentence(checklist, change, counted(along))}"


def _value(change: Change) -> str:
    """What was set, from what to what, where the verb alone does not say it."""
    fields = {_called(change, name): (before, after) for name, before, after in change.fields}
    if change.verb in NAMED:
        told = [f"{FIELDS[name]}{_from_to(name, *values)}" for name, values in fields.items() if name in FIELDS]
        return f" ({', '.join(told)})" if told else ""
    name = SET.get(change.verb)
    if name in fields:
        return _from_to(name, *fields[name])
    if "ended" in fields:
        before, after = fields["ended"]
        return f" as {ENDS[after]}" if before == "open" else f" (it was {ENDS[before]})"
    before, _ = fields.get("state", ("open", ""))
    return "" if before == "open" else f" (it was {_shown('state', before)})"


def _called(change: Change, name: str) -> str:
    """The field; the state of a search, which has other states than an item, by a name of its own."""
    return "ended" if name == "state" and not change.number else name


def _from_to(name: str, before: Any, after: Any) -> str:
    """`from ... to ...`; where nothing was set before, `to ...`."""
    start = "" if before in ("", None) else f" from {_shown(name, before)}"
    return f"{start} to {_shown(name, after)}"


def _shown(name: str, value: Any) -> str:
    if name in ("assignee", "owner"):
        return person(value)
    if name == "weekly":
        return "on" if value else "off"
    if name == "state":
        return STATES[value]
    if name == "ended":
        return ENDS[value]
    if name == "name":
        return f"“{echo(value)}”"
    return long_day(value) if value else "no day"


def _when(at: datetime) -> str:
    """The time where the reader is, as Slack shows it; in UTC where it cannot."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def _as_text(line: str) -> str:
    return line.replace("*", "")
