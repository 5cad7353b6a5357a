"""The history of a search or an item: one line for each change, newest first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.commands.catalogue import CATALOGUE
from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.rescheduling import count_rescheduled, is_rescheduled
from bot.slack.blocks import context, header, section
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.views.first_day import rescheduled_suffix
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    STATE_LABELS,
    format_user_text,
    long_day,
    mention,
    name_of,
    plain_name,
    title_of,
)
from bot.slack.message import Message
from bot.slack.text import fit_lines, safe_mrkdwn

MAX_LINES = 40
SHOWN_FIELDS = {
    "name": "name",
    "owner": "owner",
    "weekly": "weekly summary",
    "guest_access": "guest access",
    "state": "status",
    "ended": "status",
    "assignee": "owner",
    "due": "due date",
    "starts_on": "target start date",
}
"""Fields whose old and new values are shown, with their labels. All others would repeat what the verb says."""


VALUE_LABELS: Mapping[str, Mapping[str, str]] = {
    "state": STATE_LABELS,
    "ended": OUTCOME_LABELS,
    "guest_access": {"own": "own items", "read": "reading", "change": "changing"},
}
"""Fields with a few fixed values, and the names of those."""


def history_card(checklist: Checklist, entries: Iterable[HistoryEntry], number: int | None = None) -> Message:
    """The history of a search, or of one of its items."""
    every = [line for entry in entries for line in _lines(checklist, entry, number)]
    item = checklist.item(number) if number else None
    of_item = f"item {number} of " if item else ""
    title = f"History: {of_item}{plain_name(checklist.search)}"
    lines = every[:MAX_LINES] or ["No changes yet."]
    more = (
        [context(f"{len(every) - MAX_LINES} earlier changes not shown. `/hiring export` has them all.")]
        if every[MAX_LINES:]
        else []
    )
    parts = [section(fit_lines(lines[at : at + 10], MAX_SECTION)) for at in range(0, len(lines), 10)]
    text = fit_lines([f"History of {of_item}{name_of(checklist.search)}", *map(_as_text, lines)], MAX_SECTION)
    return Message(text, [header(title), *parts, *more])


def describe_change(checklist: Checklist, change: Change, also: str = "") -> str:
    """What one change did, without who and when, in mrkdwn; `also` is put before the reason."""
    verb = _removal_phrase(change) or _history_phrase(change)
    item = checklist.items[change.number - 1] if change.number else None
    what = f" *{item.number}. {title_of(item)}*" if item else " the search" if change.verb == "undo" else ""
    value = _removed_value(change) if _removal_phrase(change) else _value(change)
    why = f": {format_user_text(change.why)}" if change.why and change.verb != "add" else ""
    return f"{verb}{what}{value}{also}{why}"


def _history_phrase(change: Change) -> str:
    """The history wording of the verb; a verb that is no longer in the catalogue is shown by its name."""
    verb = CATALOGUE.get(change.verb)
    return verb.history if verb else safe_mrkdwn(change.verb)


def _removal_phrase(change: Change) -> str:
    """What was done if the change emptied the field that its verb sets; otherwise empty."""
    verb = CATALOGUE.get(change.verb)
    if verb is None or not verb.history_cleared:
        return ""
    is_cleared = any(field == verb.sets and not after for field, _, after in change.fields)
    return verb.history_cleared if is_cleared else ""


def _lines(checklist: Checklist, entry: HistoryEntry, number: int | None) -> Iterator[str]:
    """A line for each change. In the history of a search, due dates moved with the first day are only counted."""
    moved = count_rescheduled(entry.changes) if number is None else None
    for change in entry.changes:
        if (number is None or change.number == number) and (moved is None or not is_rescheduled(change)):
            suffix = "" if change.number else rescheduled_suffix(moved)
            described = describe_change(checklist, change, suffix)
            yield f"{_when(entry.at)} {mention(entry.by)} {described}"


def _value(change: Change) -> str:
    """The old and new value if the verb alone doesn't say them: ` from ... to ...`, ` (was ...)`, or empty."""
    fields = {_field_name(change, name): (before, after) for name, before, after in change.fields}
    verb = CATALOGUE.get(change.verb)
    if verb and verb.shows_fields:
        parts = [
            f"{SHOWN_FIELDS[name]}{_from_to(name, *values)}" for name, values in fields.items() if name in SHOWN_FIELDS
        ]
        return f" ({', '.join(parts)})" if parts else ""
    if "snoozes" in fields and verb and verb.sets == "snoozes":
        return _until(*fields["snoozes"])
    if verb and verb.sets in SHOWN_FIELDS and verb.sets in fields:
        return _from_to(verb.sets, *fields[verb.sets])
    if "ended" in fields:
        before, after = fields["ended"]
        if change.verb == "close":
            return f" as {OUTCOME_LABELS[after]}"
        return f" (was {OUTCOME_LABELS[before]})" if change.verb == "reopen-search" else ""
    before, _ = fields.get("state", ("open", ""))
    return "" if before == "open" else f" (was {_format_value('state', before)})"


def _removed_value(change: Change) -> str:
    """The value that the change removed: ` from @ana`, ` (was Friday 27 November 2026)`, or empty."""
    field = CATALOGUE[change.verb].sets
    before = next((before for name, before, _ in change.fields if name == field), None)
    if not before or field not in SHOWN_FIELDS:
        return ""
    return f" from {mention(before)}" if field == "assignee" else f" (was {_format_value(field, before)})"


def _field_name(change: Change, name: str) -> str:
    """The field; `ended` for the state of a search, whose values differ from those of an item."""
    return "ended" if name == "state" and not change.number else name


def _until(before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]) -> str:
    """` until ...`, with the new date of the person who snoozed the item; empty if they ended their snooze."""
    days = [day for user, day in after if (user, day) not in before]
    return f" until {long_day(date.fromisoformat(days[0]))}" if days else ", for themselves alone"


def _from_to(name: str, before: Any, after: Any) -> str:
    """` from ... to ...`, or ` to ...` if nothing was set before."""
    new = _format_value(name, after)
    old = "" if before in ("", None) else _format_value(name, before)
    if name in ("state", "ended"):  # "from done to to do" would be hard to read
        old, new = f"“{old}”", f"“{new}”"
    return f" from {old} to {new}" if old else f" to {new}"


def _format_value(name: str, value: Any) -> str:
    """The value of a field in mrkdwn."""
    if name in ("assignee", "owner"):
        return mention(value)
    if name == "weekly":
        return "on" if value else "off"
    if name in VALUE_LABELS:
        return VALUE_LABELS[name][value]
    if name == "name":
        return f"“{safe_mrkdwn(value)}”"
    return long_day(value) if value else "none"


def _when(at: datetime) -> str:
    """The time as a Slack date, shown in the reader's time zone, with UTC as the fallback text."""
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} {{time}}|{at:%Y-%m-%d %H:%M} UTC>"


def _as_text(line: str) -> str:
    return line.replace("*", "")
