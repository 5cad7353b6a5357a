"""What a message that isn't understood in full is most likely to ask for: only ever offered, never carried out.

Hints at what to do, together with what the message names, give a line that the parser reads in full, or nothing.
"""

import re
from collections.abc import Callable, Mapping

from bot.commands.cues import cue_patterns
from bot.commands.slots import Slots, find_slots

_CLAUSE = re.compile(r"\n|;|,\s|(?<=[^\W\d])[.!]+\s|\s(?:and|und|et|y|e|en|i|a|og|och)\s", re.IGNORECASE)
_COUNT = re.compile(r"\b(\d{1,2}|two|three|four|five)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|heute|hoy|hoje|aujourd'hui|just now|yesterday)\b", re.IGNORECASE)
_HANDED_ON = re.compile(r"\b(?:give|hand|pass|assign)\b|\bgib\b|\bdonne", re.IGNORECASE)
_REASON = re.compile(
    r"(?:[:,;]|\s[-\u2013]\s|\b(?:because(?:\s+of)?|since|weil|porque|parce que)\b|(?=\bpending\b))\s*(?P<text>.+)$",
    re.IGNORECASE | re.DOTALL,
)
_TEXT = re.compile(r"[:\uff1a]\s*(?P<text>.+)$|[\"\u201c\u201e](?P<quoted>[^\"\u201d]+)[\"\u201d]", re.DOTALL)
_ONE_ASKING = ("", "me")


def likely_line(text: str) -> str:
    """The command, or several, one a line, that the text is most likely to ask for; empty if there are no hints."""
    clauses = [find_slots(clause) for clause in _CLAUSE.split(text) if clause.strip()]
    lines = [(_line_of(slots), slots) for slots in clauses]
    naming = [line for line, slots in lines if slots.numbers]
    if len(naming) > 1 and all(naming):
        return "\n".join(dict.fromkeys(line for line, _ in lines if line))
    return _line_of(find_slots(text))


def _line_of(slots: Slots) -> str:
    """The line for the first hint that fits what is named."""
    for verb, pattern in cue_patterns().items():
        if pattern.search(slots.folded) and (line := _WRITERS[verb](slots)):
            return line
    if slots.numbers and slots.person:
        return _assign(slots)
    return _items_and_date("due", slots)


def _assign(slots: Slots) -> str:
    """Without a person, the command asks for one."""
    due = f" by {slots.when}" if slots.when and slots.person else ""
    return f"assign {slots.items} {slots.person}".rstrip() + due if slots.numbers else ""


def _items_and_date(verb: str, slots: Slots) -> str:
    return f"{verb} {slots.items} {slots.when}" if slots.numbers and slots.when else ""


def _items_alone(verb: str, slots: Slots) -> str:
    """The verb with the items, if no one else is named, and no day but today."""
    is_dated = bool(slots.when) and not _TODAY.fullmatch(slots.when)
    return f"{verb} {slots.items}" if slots.numbers and slots.person in _ONE_ASKING and not is_dated else ""


def _with_reason(verb: str, slots: Slots) -> str:
    found = _REASON.search(slots.text)
    reason = found["text"].strip(" .!") if found else ""
    return f"{verb} {slots.items}: {reason}" if slots.numbers and reason else ""


def _note(slots: Slots) -> str:
    found = _TEXT.search(slots.text)
    text = (found["text"] or found["quoted"] or "").strip() if found else ""
    return f"note {slots.numbers[0]}: {text}" if slots.numbers and text else ""


def _undo(slots: Slots) -> str:
    found = _COUNT.search(slots.text)
    return f"undo the last {found[1]}" if found else "undo"


def _whole_search(verb: str, value: str, slots: Slots) -> str:
    return f"{verb} {value}" if value and not slots.numbers else ""


def _unassign(slots: Slots) -> str:
    return "" if _HANDED_ON.search(slots.text) else _items_alone("unassign", slots)


_WRITERS: Mapping[str, Callable[[Slots], str]] = {
    "undo": _undo,
    "resume": lambda slots: "" if slots.numbers else "resume",
    "pause": lambda slots: "" if slots.numbers else "pause",
    "target": lambda slots: _whole_search("target", slots.when, slots),
    "owner": lambda slots: _whole_search("owner", slots.person, slots),
    "snooze": lambda slots: _items_and_date("snooze", slots),
    "unblock": lambda slots: _items_alone("unblock", slots),
    "block": lambda slots: _with_reason("block", slots),
    "reopen": lambda slots: _items_alone("reopen", slots),
    "skip": lambda slots: _with_reason("skip", slots),
    "note": _note,
    "unassign": _unassign,
    "undue": lambda slots: f"due {slots.items} none" if slots.numbers else "",
    "done": lambda slots: _items_alone("done", slots),
    "assign": _assign,
    "due": lambda slots: _items_and_date("due", slots),
}
"""What may be asked for, to what writes the line; it gives nothing if what is named doesn't fit."""
