"""The words that dates are made of, and whether a text is nothing but such words."""

import re

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_NAMES = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + "|sept"
_DAYS = "|".join(WEEKDAYS) + "|mon|tues?|weds?|thu(?:rs?)?|fri|sat|sun"
_UNITS = r"(?:working |business )?(?:days?|weeks?|wks?|fortnights?|months?|mths?|quarters?|years?|yrs?)"
_COUNTS = r"a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|a couple of|couple of"

_STRONG = re.compile(
    rf"\b(?:{_DAYS}|today|tonight|tomorrow|tmrw|yesterday|now|asap|eom|eow|eoy|eoq|q[1-4])\b"
    rf"|\b(?:{_NAMES})\b(?! \w*[a-z]{{4}})"
    rf"|\d{{1,4}}[-/.]\d{{1,2}}(?:[-/.]\d{{1,4}})?"
    rf"|\+ ?\d+ ?[a-z]|(?:\b\d+|\b(?:{_COUNTS})) ?(?:{_UNITS}|[dwmy])\b"
    rf"|\b(?:next|this|coming|following|end of|end of the|mid|start of|beginning of) (?:{_UNITS})\b"
    r"|\b\d{1,2}(?:st|nd|rd|th)\b",
)
_ONLY = re.compile(
    rf"(?:\b(?:{_DAYS}|{_NAMES}|{_UNITS}|{_COUNTS}|today|tonight|tomorrow|tmrw|yesterday|now|asap|eo[mwyq]|q[1-4]"
    r"|next|this|coming|following|last|end|mid|middle|start|beginning|early|late|of|the|in|on|at|from|after|before|ago|by"
    r"|day|and|week|month|or|so|time|first|noon|latest|close|business)\b"
    r"|\+?\d+ ?(?:st|nd|rd|th|[dwmy])?\b|[\s,./+-])+",
)


def looks_like_date(text: str) -> bool:
    """Whether the text is made of nothing but words of dates, and says a day with them; it need not exist."""
    words = " ".join(text.casefold().split())[:80].strip(" .,!")
    return bool(words and _STRONG.search(words) and _ONLY.fullmatch(words))
