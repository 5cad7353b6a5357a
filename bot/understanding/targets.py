"""The first day of a search, moved: a search and the words of a date."""

import re

from bot.knowledge.base import KnowledgeBase
from bot.understanding.aims import sought
from bot.understanding.dates import is_length, looks_like_date
from bot.understanding.item_arguments import read_dated, without_reason
from bot.understanding.openings import Opening
from bot.understanding.order import Order
from bot.understanding.problems import Problem
from bot.understanding.wordings import SEPARATORS, unquoted

MOVING = ("move", "postpone", "push", "delay", "reschedule")
"""With these, as with `by`, a length of time counts from the day that was, which is not known here."""
_BY = re.compile(r"\bby\s", re.IGNORECASE)
_LEADING = re.compile(
    r"(?:(?:the|search|hire|date|to|on|by|for|of|until|till|is|be|now|as|at|from|before)\b[\s:=>\u2192-]*)+",
    re.IGNORECASE,
)


def read_target(opening: Opening, base: KnowledgeBase) -> Order:
    """The new first day of a search, and behind `because` the reason; with the number of an item, the day of that."""
    said, text = without_reason(opening.rest)
    search, rest = sought(opening._replace(rest=said), base, ending=True)
    rest = unquoted(rest.strip(SEPARATORS))
    led = _LEADING.match(rest)
    when = rest[led.end() :] if led else rest
    if looks_like_date(when) and not opening.numbers:
        is_shift = is_length(when) and (opening.called.startswith(MOVING) or (led and _BY.search(led.group())))
        return Order("target", search, when=when, text=text, problem=Problem("no_date", when) if is_shift else None)
    of_item = read_dated(opening._replace(verb="due"), base)
    if of_item.numbers and not (of_item.problem and rest):
        return of_item
    return Order("target", search, problem=Problem("no_date", when))
