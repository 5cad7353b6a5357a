"""The dates of a search as an iCalendar file (RFC 5545), which calendar programs import.

An event keeps its id, so importing a newer file moves events instead of adding them again.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.hiring.lifecycle import find_live_items
from bot.hiring.models import Checklist, Item

MAX_LINE = 75
"""Bytes of a line, without its end; a longer one goes on in the next line, after a space."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})


class CalendarEvent(NamedTuple):
    """An event that takes a whole day. `key` is unique in the calendar and permanent."""

    key: str
    day: date
    title: str
    description: str = ""


class CalendarVersion(NamedTuple):
    """When the file was made (UTC), and how many changes the search had; of two files, the one with more is newer."""

    made_at: datetime
    number: int


def list_events(checklist: Checklist, reviews: Iterable[date] = ()) -> Iterator[CalendarEvent]:
    """The first day, the due dates of open items, reviews among them, and the review dates of its decisions."""
    search = checklist.search
    yield CalendarEvent(f"{search.id}-start", search.starts_on, f"{search.name}: first day")
    for item in find_live_items(checklist) if search.is_open else ():
        if item.due and not item.is_closed:
            title = f"{search.short} {item.number}. {item.title}"
            yield CalendarEvent(f"{search.id}-{item.number}", item.due, title, _describe(item))
    for place, day in enumerate(reviews, 1):
        yield CalendarEvent(f"{search.id}-decision-{place}", day, f"{search.name}: review the decision")


def write_calendar(name: str, events: Iterable[CalendarEvent], version: CalendarVersion) -> str:
    """The events as the text of an `.ics` file, with the line ends and folded lines that the format demands."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Rolecall//Hiring//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    lines = [*head, f"X-WR-CALNAME:{_escape(name)}"]
    for event in events:
        lines += _event_lines(event, version)
    return "".join(f"{_fold(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _event_lines(event: CalendarEvent, version: CalendarVersion) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{event.key}@rolecall", f"DTSTAMP:{version.made_at:%Y%m%dT%H%M%SZ}")
    yield f"SEQUENCE:{version.number}"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escape(event.title)}"
    if event.description:
        yield f"DESCRIPTION:{_escape(event.description)}"
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT")


def _describe(item: Item) -> str:
    """What done means, and what has to be shown."""
    parts = (("Done means", item.meaning), ("Evidence", item.evidence_wanted), ("Note", item.note))
    return "\n".join(f"{name}: {text}" for name, text in parts if text)


def _escape(text: str) -> str:
    """The text as the value of a property; control characters, which the format forbids, are left out."""
    return "".join(c for c in text.translate(_ESCAPES) if c.isprintable() or c == "\t")


def _fold(line: str) -> str:
    """The line in pieces of at most `MAX_LINE` bytes, never cut within a character."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > MAX_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join((*pieces, piece))
