"""Splits a message into the questions it may consist of: "KPIs of a CMO? And who does she report to?"."""

import re
from typing import NamedTuple

MAX_PARTS = 5
"""How many questions of a long message are read one by one."""
MAX_FRAGMENT_WORDS = 8
"""A part that doesn't look like a question is one only if it is as short as a heading: "KPIs of a CMO"."""
_WHICH = r"(?:what|whats|who|whos|whom|whose|how|hows|when|where|wheres|which|why|to\s+whom|at\s+what)"
_WHETHER = r"(?:is|are|do|does|did|can|could|should|would|will|must|may|might)"
_SUBJECT = r"(?:an?|the|it|they|we|i|you|he|she|there|this|that)"
_ASKING = rf"(?:{_WHICH}|{_WHETHER})"
_BREAK = re.compile(
    rf"(?P<stop>[?.!;\n]+)(?:\s|$)|(?:,|\s+[-\u2013]|\s)\s*(?:and|also|plus|then|\+|&)\s+(?:also\s+)?(?={_ASKING}\b)"
    rf"|,\s*(?={_WHICH}\b|{_WHETHER}\s+{_SUBJECT}\b)|,\s*(?:and\s+)?(?:also|plus)\s+"
    r"|(?P<item>(?:^|\s)\(?[a-e1-5]\)\s)|(?:^|[\s,])(?:first|second|third)ly\b",
    re.IGNORECASE,
)
"""Where one question ends and the next begins: at a full stop, before an asking word after `and` or a comma (before
`is` and the like only with its subject), at `also` after a comma, and at the number of a list."""
_REQUEST = r"(?:explain|describe|compare|list|tell\s+me|give\s+me|show\s+me)"
_HEADING = r"(?:[^:?]{1,40}:\s+)?"
_OPENING = re.compile(
    rf"\W*{_HEADING}(?:(?:and|also|plus|then|so|but|ok)\W+)*(?:{_ASKING}|{_REQUEST})\b", re.IGNORECASE
)


class Part(NamedTuple):
    """A part of a message. `is_asking`: it has the form of a question, or the number of a list."""

    text: str
    is_asking: bool


def split_questions(text: str) -> list[Part]:
    """Return the parts of a text that may ask something. Of a longer text the first MAX_PARTS.

    Such a part ends in a question mark, begins with an asking word, is numbered, or is as short as a heading.

    >>> [part.text for part in split_questions("What does a CMO do and who does she report to?")]
    ['What does a CMO do', 'who does she report to']
    """
    parts: list[Part] = []
    start, is_item = 0, False
    for found in [*_BREAK.finditer(text), None]:
        part = text[start : found.start() if found else len(text)].strip(" ,:-")
        stop = (found.group("stop") or "") if found else ""
        is_asking = is_item or "?" in stop or bool(_OPENING.match(part))
        if part and (is_asking or len(part.split()) <= MAX_FRAGMENT_WORDS):
            parts.append(Part(part, is_asking))
        if found:
            start, is_item = found.end(), bool(found.group("item"))
    return parts[:MAX_PARTS] if any(part.is_asking for part in parts) else []
