"""What follows the verbs that work items: their numbers, and a note, a reason, a person or a date."""

import re
from collections.abc import Callable
from itertools import dropwhile

from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.free_text import (
    ME,
    NOBODY,
    SEPARATORS,
    PersonMatch,
    find_person,
    is_courtesy,
    strip_leading_punctuation,
    strip_quotes,
)
from bot.commands.item_numbers import parse_number_ranges, parse_numbers
from bot.commands.markup import remove_mentions
from bot.commands.prefix import ItemAddress, Prefix, SearchAddress, extract_items, extract_search
from bot.dates.reader import is_date_like, is_duration
from bot.knowledge.base import KnowledgeBase
from bot.understanding.phrases import words_of

ArgumentReader = Callable[[Prefix, KnowledgeBase], Command]

IMPLIED_ASSIGNEE = {
    "unassign": NOBODY,
    **dict.fromkeys(("take", "claim", "i take", "i'll take", "mine", "my items"), ME),
}
"""Words for giving an item away or taking it, which name nobody because they need not."""
NO_DATE_WORDS = frozenset(
    ("none", "never", "clear", "remove", "no", "no date", "nothing", "no due date", "off", "delete")
)
DUE_SHIFT_VERBS = frozenset(("move", "push", "postpone", "reschedule"))
"""With these a length of time counts from the day that was, which is not known here."""
MAX_RANGES_BEFORE_DATE = 20
"""Numbers that may stand before a date."""
_ANYWAY = re.compile(
    r"(?:anyways?|regardless|nevertheless|overrid(?:e|ing)|by force|force)\b[\s:;,.!-]*", re.IGNORECASE
)
_BECAUSE = re.compile(r"(?:because(?: of)?|reason|due to)\b[\s:]*", re.IGNORECASE)
_WHY = re.compile(r"[\s,;(](?:because|reason:)\s", re.IGNORECASE)
_LEADING_PREPOSITION = re.compile(r"(?:to|on|by|for|until|till|bis|is|as|at|from|before)\b[\s:]*", re.IGNORECASE)
_TRAILING_TO = re.compile(r"\s+to\s*$", re.IGNORECASE)
_DUE = re.compile(r"(?:to\s+)?(?:and\s+)?(?:(?:is\s+)?due|by|until|till|bis|before|deadline)\b[\s:]*", re.IGNORECASE)
"""What a day follows where an item is given to somebody."""
_ASSIGN_FILLERS = frozenset(words_of("to over it item items task step that this the for from on as owner now"))
"""Words beside an item and a person that say nothing."""
_OF = re.compile(r"(?:of|for)\b\s*", re.IGNORECASE)
_ARROW = " =>-\u2192"
_LABEL = re.compile(r"(?:with\s+)?(?:an?\s+)?(?:note|link|evidence|proof|comment)\s*:\s*", re.IGNORECASE)


def read_item(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and words that are welcome but need not be there."""
    search, numbers, rest, problem = extract_items(prefix, base, "most")
    return Command(prefix.verb, search, numbers, text=_clean_reason(_strip_prefix(_LABEL, rest)), problem=problem)


def read_done(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and a note or link; behind `anyway`, or the verb `override`, the reason for closing them all the same."""
    forced = any(word in prefix.verb_words for word in ("override", "force"))
    early = _ANYWAY.match(prefix.rest)
    prefix = prefix._replace(rest=_strip_prefix(_ANYWAY, prefix.rest))
    search, numbers, rest, problem = extract_items(prefix, base, "few" if forced else "most")
    if not (forced or early or _ANYWAY.match(rest)):
        return Command("done", search, numbers, text=_clean_text(_strip_prefix(_LABEL, rest)), problem=problem)
    why = _clean_reason(_strip_prefix(_ANYWAY, rest))
    return Command(
        "done", search, numbers, text=why, override=True, problem=problem or _problem_if_empty(why, "no_reason")
    )


def read_items_and_reason(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and why: blocked or skipped."""
    search, numbers, rest, problem = extract_items(prefix, base, "few")
    why = _clean_reason(rest)
    return Command(prefix.verb, search, numbers, text=why, problem=problem or _problem_if_empty(why, "no_reason"))


def read_note(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and what to note of them."""
    search, numbers, rest, problem = extract_items(prefix, base, "few")
    text = strip_quotes(rest)
    return Command("note", search, numbers, text=text, problem=problem or _problem_if_empty(text, "no_text"))


def read_reopen(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items to open again; without a number but with a search, the search."""
    order = read_item(prefix, base)
    is_search = not order.numbers and order.search and not (order.problem and order.problem.words)
    return Command("reopen-search", order.search) if is_search else order


def read_history(prefix: Prefix, base: KnowledgeBase) -> Command:
    """One item, or none: then the whole search."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    found = extract_items(prefix._replace(search=search, rest=rest), base, "all")
    nothing = found.problem and found.problem.kind == "no_number"
    return Command("history", search, found.numbers, problem=None if nothing else found.problem)


def read_assign(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and a person, in either order, and perhaps a day; anything else is why."""
    given = IMPLIED_ASSIGNEE.get(prefix.verb_words)
    said, why = split_reason(prefix.rest)
    person = PersonMatch(given, remove_mentions(said)) if given else find_person(said)
    search, numbers, rest, problem = _extract_assigned_items(
        prefix._replace(rest=_strip_prefix(_LEADING_PREPOSITION, person.rest.strip())), base
    )
    nobody = person.problem
    if nobody and nobody.kind == "no_person":
        nobody = nobody._replace(words=_strip_prefix(_LEADING_PREPOSITION, rest))
    when, unread = _parse_assignment_date(rest)
    problem = problem or nobody or (CommandProblem("no_date", unread) if unread else None)
    text = why or ("" if problem or when else _strip_fillers(rest))
    return Command("assign", search, numbers, person.person, when=when, text=text, problem=problem)


def _extract_assigned_items(prefix: Prefix, base: KnowledgeBase) -> ItemAddress:
    """The items without the person, and what is said beside them: of `3 1 dec` the day."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    found = extract_items(
        prefix._replace(search=search, rest=_strip_prefix(_LEADING_PREPOSITION, rest.strip())), base, "all"
    )
    if not found.rest:
        return found
    dated = _extract_items_before_date(prefix, base)
    return dated if dated.numbers and is_date_like(_strip_prefix(_LEADING_PREPOSITION, dated.rest)) else found


def _strip_fillers(text: str) -> str:
    """What is said beside items and a person that is neither filling nor a please."""
    words = list(dropwhile(lambda word: word.casefold() in _ASSIGN_FILLERS, text.split()))
    return (
        ""
        if is_courtesy(" ".join(word for word in words if word.casefold() not in _ASSIGN_FILLERS))
        else " ".join(words)
    )


def _parse_assignment_date(text: str) -> tuple[str, str]:
    """The words of a day that the text is, or else those that were meant as one and cannot be read."""
    text = _TRAILING_TO.sub("", text).strip(SEPARATORS)
    due = _DUE.match(text)
    when = _strip_prefix(_LEADING_PREPOSITION, text[due.end() :] if due else text)
    if due and when.casefold() in NO_DATE_WORDS:
        return "none", ""
    if is_date_like(when):
        return when, ""
    return "", when if due else ""


def read_items_and_date(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and the words of a date, which snoozing can do without; behind `because` the reason."""
    said, text = split_reason(prefix.rest)
    prefix = prefix._replace(rest=_strip_prefix(_OF, said))
    search, numbers, rest, problem = _extract_items_before_date(prefix, base)
    when = _strip_prefix(_LEADING_PREPOSITION, rest.lstrip(_ARROW)).strip(SEPARATORS)
    when = "" if is_courtesy(when) else when
    if prefix.verb_words in DUE_SHIFT_VERBS and is_duration(when):
        return Command(prefix.verb, search, numbers, problem=problem or CommandProblem("no_date", when))
    if prefix.verb == "due" and when.casefold() in NO_DATE_WORDS:
        when = "none"
    missing = _problem_if_empty(when, "no_date") if prefix.verb == "due" else None
    return Command(prefix.verb, search, numbers, when=when, text=text, problem=problem or missing)


def split_reason(text: str) -> tuple[str, str]:
    """The text up to its `because`, and the reason behind it; all of it and nothing where it gives none."""
    why = _WHY.search(text)
    return (text[: why.start()], text[why.end() :].strip()) if why else (text, "")


def _extract_items_before_date(prefix: Prefix, base: KnowledgeBase) -> ItemAddress:
    """The fewest numbers that leave a date behind them: of `3 1 dec` the 3. Also `friday 3`."""
    search, rest = _extract_search_near_date(prefix, base)
    if prefix.numbers:
        return ItemAddress(search, prefix.numbers, rest, None)
    if not parse_number_ranges(rest) and is_date_like(
        _strip_prefix(_LEADING_PREPOSITION, rest)
    ):  # the 30 of `april 30` is no item
        return ItemAddress(search, (), rest, CommandProblem("no_number", rest.strip()))
    for group in parse_number_ranges(rest)[:MAX_RANGES_BEFORE_DATE]:
        day = _strip_prefix(_LEADING_PREPOSITION, rest[group.first_end :].strip(SEPARATORS))
        if group.is_word_range and is_date_like(day):  # `3 to 5 dec` is one item and a day
            return ItemAddress(search, parse_numbers(rest[: group.first_end], 0, "all").numbers, day, None)
        after = rest[group.end :].strip(SEPARATORS)
        if is_date_like(_strip_prefix(_LEADING_PREPOSITION, after)):
            listed = parse_numbers(rest[: group.end], 0, "all")
            return ItemAddress(search, listed.numbers, after, listed.problem)
    found = extract_items(prefix._replace(search=search, rest=rest), base, "all")
    last = re.search(r"\s#?(\d{1,4})$", rest)
    if last and not found.numbers and is_date_like(rest[: last.start()]):
        return ItemAddress(search, (int(last[1]),), rest[: last.start()], None)
    return found


def _extract_search_near_date(prefix: Prefix, base: KnowledgeBase) -> SearchAddress:
    """The search before the numbers, at the end, or between number and date."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    listed = parse_numbers(rest, 0, "all")
    between = extract_search(prefix._replace(rest=rest[listed.end :].strip(SEPARATORS)), base) if listed.end else None
    if search or not between or not between.search:
        return SearchAddress(search, rest)
    return SearchAddress(between.search, f"{rest[: listed.end]} {between.rest}")


def _clean_reason(text: str) -> str:
    return _clean_text(_strip_prefix(_BECAUSE, strip_leading_punctuation(text)))


def _clean_text(text: str) -> str:
    """What is said; nothing where that is only a please or an emoji."""
    return "" if is_courtesy(text) else strip_quotes(text)


def _strip_prefix(prefix_pattern: re.Pattern[str], text: str) -> str:
    found = prefix_pattern.match(text)
    return text[found.end() :] if found else text


def _problem_if_empty(text: str, kind: ProblemKind) -> CommandProblem | None:
    return None if text else CommandProblem(kind)


TARGET_SHIFT_VERBS = ("move", "postpone", "push", "delay", "reschedule")
"""With these, as with `by`, a length of time counts from the day that was, which is not known here."""
_SHIFT_BY = re.compile(r"\bby\s", re.IGNORECASE)
_LEADING_WORDS = re.compile(
    r"(?:(?:the|search|hire|date|to|on|by|for|of|until|till|is|be|now|as|at|from|before)\b[\s:=>\u2192-]*)+",
    re.IGNORECASE,
)


def read_target(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The new first day of a search, and behind `because` the reason; with the number of an item, the day of that."""
    said, text = split_reason(prefix.rest)
    search, rest = extract_search(prefix._replace(rest=said), base, allow_trailing=True)
    rest = strip_quotes(rest.strip(SEPARATORS))
    led = _LEADING_WORDS.match(rest)
    when = rest[led.end() :] if led else rest
    if is_date_like(when) and not prefix.numbers:
        is_shift = is_duration(when) and (
            prefix.verb_words.startswith(TARGET_SHIFT_VERBS) or (led and _SHIFT_BY.search(led.group()))
        )
        return Command(
            "target", search, when=when, text=text, problem=CommandProblem("no_date", when) if is_shift else None
        )
    of_item = read_items_and_date(prefix._replace(verb="due"), base)
    if of_item.numbers and not (of_item.problem and rest):
        return of_item
    return Command("target", search, problem=CommandProblem("no_date", when))
