"""Splits a message into the questions it may consist of: "KPIs of a CMO? And who does she report to?"."""

import re

MAX_PARTS = 5
"""How many questions of a long message are read one by one."""
MIN_PART_WORDS = 2
_ASKING = (
    r"(?:what|whats|who|whos|whom|whose|how|when|where|which|why|is|are|do|does|did|can|could|should|would|will|must"
    r"|to\s+whom|at\s+what)"
)
_BREAK = re.compile(
    rf"(?P<stop>[?.!;\n]+)(?:\s|$)|(?:,|\s+[-\u2013]|\s)\s*(?:and|also|plus|then)\s+(?={_ASKING}\b)"
    r"|(?P<item>(?:^|\s)\(?[a-e1-5]\)\s)|(?:^|[\s,])(?:first|second|third)ly\b",
    re.IGNORECASE,
)
"""Where one question ends and the next begins: at a full stop, before an asking word after `and`, and at the number of
a list."""
_OPENING = re.compile(rf"\W*(?:(?:and|also|plus|then|so|but|ok)\W+)?{_ASKING}\b", re.IGNORECASE)


def split_questions(text: str) -> list[str]:
    """Return the parts of a text that ask something. Of a longer text the first MAX_PARTS.

    Such a part ends in a question mark, begins with an asking word, or is numbered.

    >>> split_questions("We're small. What does a CMO do and who does she report to? Thanks!")
    ['What does a CMO do', 'who does she report to']
    """
    parts: list[str] = []
    start, is_item = 0, False
    for found in [*_BREAK.finditer(text), None]:
        part = text[start : found.start() if found else len(text)].strip(" ,:-")
        stop = (found.group("stop") or "") if found else ""
        if len(part.split()) >= MIN_PART_WORDS and (is_item or "?" in stop or _OPENING.match(part)):
            parts.append(part)
        if found:
            start, is_item = found.end(), bool(found.group("item"))
    return parts[:MAX_PARTS]
