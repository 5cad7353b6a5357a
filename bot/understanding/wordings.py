"""What somebody wrote behind an order, freed of what only leads to it; the rest stays as it was typed."""

import re

SEPARATORS = " \t\r\n\u00a0:;,.!?=|-\u2013\u2014"
QUOTES = frozenset("\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb")
_DOUBLE = frozenset('"`\u201c\u201d\u201e\u00ab\u00bb')
_BULLETS = "*\u2022>\u2192"
_EMOJI = re.compile(r":[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?::[a-z0-9-]+:)?", re.IGNORECASE)
_SIGN = re.compile(r"[-.\u2013]\d")
_WORD = re.compile(r"[^\W_]+")
_COURTESY = frozenset(
    ("please", "pls", "plz", "kindly", "thanks", "thank", "you", "thx", "ty", "cheers", "bitte", "danke", "ok", "okay")
)


def worded(text: str) -> str:
    """The text without the punctuation and blanks that lead to it; signs of numbers, emoji and its end are its own.

    >>> worded(": is it legal?"), worded(" - -10% on cash"), worded(" :thumbsup: agreed"), worded("...")
    ('is it legal?', '-10% on cash', ':thumbsup: agreed', '')
    """
    at = 0
    while at < len(text) and _leads(text, at):
        at += 1
    return text[at:].rstrip()


def unquoted(text: str) -> str:
    """The text without quotes around it."""
    text = text.strip()
    inside = text[1:-1]
    around = len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES and _DOUBLE.isdisjoint(inside)
    return inside.strip() if around else text


def is_courtesy(text: str) -> bool:
    """Whether the text says nothing: a `please`, an emoji, or neither.

    >>> is_courtesy("please :tada:"), is_courtesy("\u2705"), is_courtesy("100%"), is_courtesy("legal, please")
    (True, True, False, False)
    """
    return _COURTESY.issuperset(_WORD.findall(_EMOJI.sub(" ", text).casefold()))


def _leads(text: str, at: int) -> bool:
    """Whether the character at this place is no part of what was written."""
    if text[at] in _BULLETS:
        return text[at + 1 : at + 2].isspace()
    is_own = (at == 0 or text[at - 1].isspace()) and (_SIGN.match(text, at) or _EMOJI.match(text, at))
    return text[at] in SEPARATORS and not is_own
