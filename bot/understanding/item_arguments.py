"""What follows the verbs that work items: their numbers, and a note, a reason, a person or a date."""

import re
from collections.abc import Callable
from itertools import dropwhile

from bot.knowledge.base import KnowledgeBase
from bot.understanding.aims import Aim, Sought, aim, sought
from bot.understanding.dates import is_length, looks_like_date
from bot.understanding.forms import words_of
from bot.understanding.markup import without_people
from bot.understanding.numbers import groups_at, numbers_at
from bot.understanding.openings import Opening
from bot.understanding.order import Order
from bot.understanding.people import ME, NOBODY, Person, person_in
from bot.understanding.problems import Problem, Trouble
from bot.understanding.wordings import SEPARATORS, is_courtesy, unquoted, worded

Reader = Callable[[Opening, KnowledgeBase], Order]

TAKEN = {"unassign": NOBODY, **dict.fromkeys(("take", "claim", "i take", "i'll take", "mine", "my items"), ME)}
"""Words for giving an item away or taking it, which name nobody because they need not."""
NO_DATE = frozenset(("none", "never", "clear", "remove", "no", "no date", "nothing", "no due date", "off", "delete"))
MOVING = frozenset(("move", "push", "postpone", "reschedule"))
"""With these a length of time counts from the day that was, which is not known here."""
MOST_GROUPS = 20
"""Numbers that may stand before a date."""
_ANYWAY = re.compile(
    r"(?:anyways?|regardless|nevertheless|overrid(?:e|ing)|by force|force)\b[\s:;,.!-]*", re.IGNORECASE
)
_BECAUSE = re.compile(r"(?:because(?: of)?|reason|due to)\b[\s:]*", re.IGNORECASE)
_WHY = re.compile(r"[\s,;(](?:because|reason:)\s", re.IGNORECASE)
_TO = re.compile(r"(?:to|on|by|for|until|till|bis|is|as|at|from|before)\b[\s:]*", re.IGNORECASE)
_TRAILING_TO = re.compile(r"\s+to\s*$", re.IGNORECASE)
_DUE = re.compile(r"(?:to\s+)?(?:and\s+)?(?:(?:is\s+)?due|by|until|till|bis|before|deadline)\b[\s:]*", re.IGNORECASE)
"""What a day follows where an item is given to somebody."""
_FILLING = frozenset(words_of("to over it item items task step that this the for from on as owner now"))
"""Words beside an item and a person that say nothing."""
_OF = re.compile(r"(?:of|for)\b\s*", re.IGNORECASE)
_ARROW = " =>-\u2192"
_LABEL = re.compile(r"(?:with\s+)?(?:an?\s+)?(?:note|link|evidence|proof|comment)\s*:\s*", re.IGNORECASE)


def read_item(opening: Opening, base: KnowledgeBase) -> Order:
    """Items, and words that are welcome but need not be there."""
    search, numbers, rest, problem = aim(opening, base, "most")
    return Order(opening.verb, search, numbers, text=_reason(_cut(_LABEL, rest)), problem=problem)


def read_done(opening: Opening, base: KnowledgeBase) -> Order:
    """Items and a note or link; behind `anyway`, or the verb `override`, the reason for closing them all the same."""
    forced = any(word in opening.called for word in ("override", "force"))
    early = _ANYWAY.match(opening.rest)
    opening = opening._replace(rest=_cut(_ANYWAY, opening.rest))
    search, numbers, rest, problem = aim(opening, base, "few" if forced else "most")
    if not (forced or early or _ANYWAY.match(rest)):
        return Order("done", search, numbers, text=_said(_cut(_LABEL, rest)), problem=problem)
    why = _reason(_cut(_ANYWAY, rest))
    return Order("done", search, numbers, text=why, override=True, problem=problem or _missing(why, "no_reason"))


def read_reasoned(opening: Opening, base: KnowledgeBase) -> Order:
    """Items, and why: blocked or skipped."""
    search, numbers, rest, problem = aim(opening, base, "few")
    why = _reason(rest)
    return Order(opening.verb, search, numbers, text=why, problem=problem or _missing(why, "no_reason"))


def read_note(opening: Opening, base: KnowledgeBase) -> Order:
    """Items, and what to note of them."""
    search, numbers, rest, problem = aim(opening, base, "few")
    text = unquoted(rest)
    return Order("note", search, numbers, text=text, problem=problem or _missing(text, "no_text"))


def read_reopen(opening: Opening, base: KnowledgeBase) -> Order:
    """Items to open again; without a number but with a search, the search."""
    order = read_item(opening, base)
    is_search = not order.numbers and order.search and not (order.problem and order.problem.words)
    return Order("reopen-search", order.search) if is_search else order


def read_history(opening: Opening, base: KnowledgeBase) -> Order:
    """One item, or none: then the whole search."""
    search, rest = sought(opening, base, ending=True)
    found = aim(opening._replace(search=search, rest=rest), base, "all")
    nothing = found.problem and found.problem.kind == "no_number"
    return Order("history", search, found.numbers, problem=None if nothing else found.problem)


def read_assign(opening: Opening, base: KnowledgeBase) -> Order:
    """Items and a person, in either order, and perhaps a day; anything else is why."""
    given = TAKEN.get(opening.called)
    said, why = without_reason(opening.rest)
    person = Person(given, without_people(said)) if given else person_in(said)
    search, numbers, rest, problem = _to_somebody(opening._replace(rest=_cut(_TO, person.rest.strip())), base)
    nobody = person.problem
    if nobody and nobody.kind == "no_person":
        nobody = nobody._replace(words=_cut(_TO, rest))
    when, unread = _day_beside(rest)
    problem = problem or nobody or (Problem("no_date", unread) if unread else None)
    text = why or ("" if problem or when else _beside(rest))
    return Order("assign", search, numbers, person.who, when=when, text=text, problem=problem)


def _to_somebody(opening: Opening, base: KnowledgeBase) -> Aim:
    """The items without the person, and what is said beside them: of `3 1 dec` the day."""
    search, rest = sought(opening, base, ending=True)
    found = aim(opening._replace(search=search, rest=_cut(_TO, rest.strip())), base, "all")
    if not found.rest:
        return found
    dated = _before_date(opening, base)
    return dated if dated.numbers and looks_like_date(_cut(_TO, dated.rest)) else found


def _beside(text: str) -> str:
    """What is said beside items and a person that is neither filling nor a please."""
    words = list(dropwhile(lambda word: word.casefold() in _FILLING, text.split()))
    return "" if is_courtesy(" ".join(word for word in words if word.casefold() not in _FILLING)) else " ".join(words)


def _day_beside(text: str) -> tuple[str, str]:
    """The words of a day that the text is, or else those that were meant as one and cannot be read."""
    text = _TRAILING_TO.sub("", text).strip(SEPARATORS)
    due = _DUE.match(text)
    when = _cut(_TO, text[due.end() :] if due else text)
    if due and when.casefold() in NO_DATE:
        return "none", ""
    if looks_like_date(when):
        return when, ""
    return "", when if due else ""


def read_dated(opening: Opening, base: KnowledgeBase) -> Order:
    """Items and the words of a date, which snoozing can do without; behind `because` the reason."""
    said, text = without_reason(opening.rest)
    opening = opening._replace(rest=_cut(_OF, said))
    search, numbers, rest, problem = _before_date(opening, base)
    when = _cut(_TO, rest.lstrip(_ARROW)).strip(SEPARATORS)
    when = "" if is_courtesy(when) else when
    if opening.called in MOVING and is_length(when):
        return Order(opening.verb, search, numbers, problem=problem or Problem("no_date", when))
    if opening.verb == "due" and when.casefold() in NO_DATE:
        when = "none"
    missing = _missing(when, "no_date") if opening.verb == "due" else None
    return Order(opening.verb, search, numbers, when=when, text=text, problem=problem or missing)


def without_reason(text: str) -> tuple[str, str]:
    """The text up to its `because`, and the reason behind it; all of it and nothing where it gives none."""
    why = _WHY.search(text)
    return (text[: why.start()], text[why.end() :].strip()) if why else (text, "")


def _before_date(opening: Opening, base: KnowledgeBase) -> Aim:
    """The fewest numbers that leave a date behind them: of `3 1 dec` the 3. Also `friday 3`."""
    search, rest = _search_beside_date(opening, base)
    if opening.numbers:
        return Aim(search, opening.numbers, rest, None)
    if not groups_at(rest) and looks_like_date(_cut(_TO, rest)):  # the 30 of `april 30` is no item
        return Aim(search, (), rest, Problem("no_number", rest.strip()))
    for group in groups_at(rest)[:MOST_GROUPS]:
        day = _cut(_TO, rest[group.first_end :].strip(SEPARATORS))
        if group.worded and looks_like_date(day):  # `3 to 5 dec` is one item and a day
            return Aim(search, numbers_at(rest[: group.first_end], 0, "all").numbers, day, None)
        after = rest[group.end :].strip(SEPARATORS)
        if looks_like_date(_cut(_TO, after)):
            listed = numbers_at(rest[: group.end], 0, "all")
            return Aim(search, listed.numbers, after, listed.problem)
    found = aim(opening._replace(search=search, rest=rest), base, "all")
    last = re.search(r"\s#?(\d{1,4})$", rest)
    if last and not found.numbers and looks_like_date(rest[: last.start()]):
        return Aim(search, (int(last[1]),), rest[: last.start()], None)
    return found


def _search_beside_date(opening: Opening, base: KnowledgeBase) -> Sought:
    """The search before the numbers, at the end, or between number and date."""
    search, rest = sought(opening, base, ending=True)
    listed = numbers_at(rest, 0, "all")
    between = sought(opening._replace(rest=rest[listed.end :].strip(SEPARATORS)), base) if listed.end else None
    if search or not between or not between.search:
        return Sought(search, rest)
    return Sought(between.search, f"{rest[: listed.end]} {between.rest}")


def _reason(text: str) -> str:
    return _said(_cut(_BECAUSE, worded(text)))


def _said(text: str) -> str:
    """What is said; nothing where that is only a please or an emoji."""
    return "" if is_courtesy(text) else unquoted(text)


def _cut(beginning: re.Pattern[str], text: str) -> str:
    found = beginning.match(text)
    return text[found.end() :] if found else text


def _missing(text: str, trouble: Trouble) -> Problem | None:
    return None if text else Problem(trouble)
