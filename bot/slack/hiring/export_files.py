"""A search as files: its checklist and history as CSV for a spreadsheet, and both as Markdown."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import StringIO
from typing import Any

from bot.hiring.finalists import Finalist
from bot.hiring.models import Checklist, HistoryEntry, Item
from bot.hiring.progress import compute_progress, find_next_steps, find_overdue, group_by_phase
from bot.slack.hiring.scorecard_export import COLUMNS as SCORECARD_COLUMNS
from bot.slack.hiring.scorecard_export import ScorecardExport, scorecard_lines, scorecard_rows
from bot.slack.hiring.views.history import describe_change
from bot.slack.hiring.views.wording import STATE_LABELS, long_day, progress_bar, start_date_label

Names = Mapping[str, str]
"""User id to name."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it, Excel on Windows reads a CSV file in the code page of the machine, and umlauts break."""
ITEM_COLUMNS = (
    "number",
    "phase",
    "title",
    "status",
    "owner",
    "due",
    "done means",
    "typical owner",
    "evidence",
    "note",
    "reason",
    "closed by",
    "closed at",
    "evidence by",
    "override",
)
HISTORY_COLUMNS = (
    "time (UTC)",
    "by",
    "item",
    "title",
    "change",
    "field",
    "before",
    "after",
    "reason",
    "entry",
    "undoes",
)
PERSON_FIELDS = frozenset(("owner", "assignee", "closed_by", "evidence_by"))
FORMULA_PREFIXES = ("=", "+", "-", "@", "\t", "\r")
"""Characters with which a spreadsheet formula can begin."""
_PERSON = re.compile(r"<@(\w+)>")
_LINK = re.compile(r"<(https?://[^|>]+)\|[^>]*>")
Row = tuple[object, ...]


def items_csv(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> str:
    """One row per item, in the order of the phases, with its evidence, note, and the reason for an override."""
    overrides = find_overrides(entries)
    rows = (
        _item_cells(phase, item, names, overrides.get(item.number, ""))
        for _, phase, items in group_by_phase(checklist)
        for item in items
    )
    return _write_csv(ITEM_COLUMNS, rows)


def history_csv(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> str:
    """One row per changed field, oldest first, with the whole value before and after."""
    return _write_csv(HISTORY_COLUMNS, _history_rows(checklist, entries, names))


def scorecards_csv(export: ScorecardExport, names: Names) -> str:
    """One row per score that is open, and one for each sealed scorecard, without what is in it."""
    return _write_csv(SCORECARD_COLUMNS, scorecard_rows(export, names))


def find_overrides(entries: Sequence[HistoryEntry]) -> dict[int, str]:
    """Number of an item that is closed by an override to its reason. `entries` are the newest first."""
    found: dict[int, str] = {}
    for entry in reversed(entries):
        for change in entry.changes:
            if any(name == "state" for name, *_ in change.fields):
                found.pop(change.number, None)
            if change.verb == "override":
                found[change.number] = change.why
    return found


def as_markdown(
    checklist: Checklist,
    entries: Sequence[HistoryEntry],
    names: Names,
    today: date,
    scorecards: ScorecardExport | None = None,
) -> str:
    """Where the search stands today, the checklist phase by phase, the scorecards, then the history, oldest first."""
    search, overrides = checklist.search, find_overrides(entries)
    lines = [f"# {_one_line(search.name)}", "", *_summary_lines(checklist, names, today), ""]
    for _, phase, items in group_by_phase(checklist):
        tasks = (_task(item, names, overrides.get(item.number, "")) for item in items)
        lines += [f"## {phase}", "", *tasks, ""]
    lines += scorecard_lines(scorecards, names) if scorecards else ()
    lines += ["## History", "", *_history_lines(checklist, entries, names)]
    return "\n".join((*lines, ""))


def strip_mrkdwn(text: str, names: Names) -> str:
    """A mrkdwn text as plain text: people by name, links by address, nothing bold or escaped."""
    plain = _LINK.sub(r"\1", _PERSON.sub(lambda found: names.get(found[1], found[1]), text)).replace("*", "")
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _write_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """The rows as CSV. Text that a spreadsheet would run as a formula is made harmless."""
    out = StringIO()
    out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_escape_formula(cell) for cell in row] for row in rows)
    return out.getvalue()


def _escape_formula(cell: object) -> object:
    """The cell; if it is text that a spreadsheet would run, with an apostrophe in front, which makes it plain text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_PREFIXES) else cell


def _item_cells(phase: str, item: Item, names: Names, override: str) -> Row:
    """The values of an item, in the order of `ITEM_COLUMNS`."""
    due, closed = item.due or "", f"{item.closed_at:%Y-%m-%d %H:%M}" if item.closed_at else ""
    who, by, giver = (names.get(user, user) for user in (item.assignee, item.closed_by, item.evidence_by))
    start = (item.number, phase, item.title, STATE_LABELS[item.state], who, due, item.meaning, item.usual_owner)
    return (*start, item.evidence, item.note, item.reason, by, closed, giver, override)


def _history_rows(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> Iterator[Row]:
    for entry in reversed(entries):
        who = names.get(entry.by, entry.by)
        for change in entry.changes:
            item = checklist.items[change.number - 1] if change.number else None
            said = strip_mrkdwn(describe_change(checklist, change), names)
            start = (f"{entry.at:%Y-%m-%d %H:%M:%S}", who, change.number or "", item.title if item else "", said)
            for name, before, after in change.fields or (("", "", ""),):
                values = (_plain_value(name, before, names), _plain_value(name, after, names))
                yield (*start, name, *values, change.why, entry.id, entry.undoes)


def _plain_value(name: str, value: Any, names: Names) -> str:
    """The value of a field as text: a person by name, and who snoozed an item with the date."""
    if value is None:
        return ""
    if name in _LISTED:
        return "; ".join(_LISTED[name](each, names) for each in value)
    if isinstance(value, tuple):
        return " ".join(map(str, value))
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return names.get(value, value) if name in PERSON_FIELDS else str(value)


def _finalist_words(finalist: Finalist) -> str:
    """`B: scores are open, out: took another offer`."""
    steps = (f"{each.step} {each.outcome}" for each in finalist.steps)
    out = f"out: {finalist.withdrawn}" if finalist.withdrawn else ""
    words = ", ".join(filter(None, ("scores are open" if finalist.is_open else "sealed", *steps, out)))
    return f"{finalist.letter}: {words}"


_LISTED: Mapping[str, Callable[[Any, Names], str]] = {
    "snoozes": lambda snooze, names: f"{names.get(snooze[0], snooze[0])} until {snooze[1]}",
    "panel": lambda user, names: names.get(user, user),
    "criteria": lambda criterion, _: str(criterion),
    "finalists": lambda finalist, _: _finalist_words(finalist),
}
"""Fields with several values, to the text of one of them."""


def _summary_lines(checklist: Checklist, names: Names, today: date) -> Iterator[str]:
    """Role, progress, owner and first day; then what is overdue, blocked and next, or how the search was closed."""
    search = checklist.search
    yield f"{search.title}. {progress_bar(compute_progress(checklist.visible_items))}."
    yield f"Owner: {names.get(search.owner, search.owner)}. {start_date_label(search)}: {long_day(search.starts_on)}."
    yield ""
    if search.is_open:
        yield from _status_lines(checklist, today)
    else:
        yield f"Closed: {search.state}{f', {_one_line(search.reason)}' if search.reason else ''}."


def _status_lines(checklist: Checklist, today: date) -> Iterator[str]:
    """What is overdue, what is blocked, and what can be done next; each on a line of its own."""
    blocked = [item for item in checklist.visible_items if item.state == "blocked"]
    groups = (("Overdue", find_overdue(checklist, today)), ("Blocked", blocked), ("Next", find_next_steps(checklist)))
    for name, items in groups:
        listed = "; ".join(f"{item.number} {_one_line(item.title)}" for item in items)
        yield f"- {name}: {listed or 'nothing'}."


def _task(item: Item, names: Names, override: str) -> str:
    """The item as a Markdown task, with its texts as a nested list."""
    box = "x" if item.is_closed else " "
    due = f", due {item.due}" if item.due else ""
    who = f", {names.get(item.assignee, item.assignee)}" if item.assignee else ""
    texts = (("evidence", item.evidence), ("note", item.note), ("reason", item.reason), ("override", override))
    details = "".join(f"\n  - {name}: {_one_line(text)}" for name, text in texts if text)
    return f"- [{box}] {item.number}. {_one_line(item.title)} ({STATE_LABELS[item.state]}{who}{due}){details}"


def _history_lines(checklist: Checklist, entries: Sequence[HistoryEntry], names: Names) -> Iterable[str]:
    for entry in reversed(entries):
        for change in entry.changes:
            description = strip_mrkdwn(describe_change(checklist, change), names)
            yield f"- {entry.at:%Y-%m-%d %H:%M} UTC, {names.get(entry.by, entry.by)}: {description}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
