"""Readers for the arguments of verbs about items: numbers, and a note, a reason, a person or a date."""

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
    remove_mentions,
    strip_leading_punctuation,
    strip_quotes,
)
from bot.commands.item_numbers import parse_number_ranges, parse_numbers
from bot.commands.prefix import Prefix, extract_items, extract_search
from bot.dates.reader import is_date_like, is_duration
from bot.knowledge.base import KnowledgeBase
from bot.understanding.phrases import words_of

ArgumentReader = Callable[[Prefix, KnowledgeBase], Command]

IMPLIED_ASSIGNEE = {
    "unassign": NOBODY,
    **dict.fromkeys(("take", "claim", "i take", "i'll take", "mine", "my items"), ME),
}
"""Phrases of `assign` that imply the person, so that none has to be named."""
NO_DATE_WORDS = frozenset(
    ("none", "never", "clear", "remove", "no", "no date", "nothing", "no due date", "off", "delete")
)
DUE_SHIFT_VERBS = frozenset(("move", "push", "postpone", "reschedule"))
"""Phrases of `due` after which a duration (`postpone 3 by a week`) counts from the old due date, unknown here."""
MAX_RANGES_BEFORE_DATE = 20
"""Numbers and ranges after which a date is looked for."""
_ANYWAY = re.compile(
    r"(?:anyways?|regardless|nevertheless|overrid(?:e|ing)|by force|force)\b[\s:;,.!-]*", re.IGNORECASE
)
_BECAUSE = re.compile(r"(?:because(?: of)?|bc|b/c|reason|due to)\b[\s:]*", re.IGNORECASE)
_ASKED_AGAIN = re.compile(r"\s*[,;.]\s*(?:can|could|would|will)\s+(?:you|u|ya)\b[^,;.]*$", re.IGNORECASE)
"""A request after the reason: `legal is out, can you block it`."""
_WHY = re.compile(r"[\s,;(](?:because(?:\s+of)?|reason:)\s", re.IGNORECASE)
_NAMED_REASON = re.compile(r"\breason(?:\s+is\b|\s*:)\s*(\S.*)$", re.IGNORECASE | re.DOTALL)
_LEADING_PREPOSITION = re.compile(r"(?:to|on|by|for|until|till|bis|is|as|at|from|before)\b[\s:]*", re.IGNORECASE)
_TRAILING_TO = re.compile(r"\s+to\s*$", re.IGNORECASE)
_DUE = re.compile(r"(?:to\s+)?(?:and\s+)?(?:(?:is\s+)?due|by|until|till|bis|before|deadline)\b[\s:]*", re.IGNORECASE)
"""Words that announce the due date in an assignment."""
_ASSIGN_FILLERS = frozenset(words_of("to over it item items task step that this the for from on as owner now"))
"""Words in an assignment that carry no meaning."""
_OF = re.compile(r"(?:of|for)\b\s*", re.IGNORECASE)
_ARROW = " =>-\u2192"
_TRAILING_NUMBER = re.compile(r"\s#?(\d{1,4})$")
_ATTACHED = re.compile(
    r"(?:and\s+)?(?:attach(?:ed)?|with)\s+(?P<what>https?://\S+|\S+\.\w{2,4})"
    r"(?:\s+(?:to it|as evidence|as proof))?\W*$",
    re.IGNORECASE,
)
"""A link or file that is all the evidence: `and attach offer.pdf to it`."""
_ATTACHED_TO = re.compile(
    r"(?P<what>https?://\S+|\S+\.\w{2,4})\s+(?:to|for|on|under)\s+(?P<items>(?:items?\s+|no\.?\s+)?\d[\d\s,and]*)",
    re.IGNORECASE,
)
"""A link or file, and then the items that it is for."""
_LABEL = re.compile(
    r"(?:with\s+)?(?:an?\s+)?(?:(?:note|link|evidence|proof|comment)\s*:\s*"
    r"|(?:evidence|proof)\s+(?=https?://\S+$|\S+\.\w{2,4}$))",
    re.IGNORECASE,
)
TARGET_SHIFT_VERBS = ("move", "postpone", "push", "delay", "reschedule")
"""Phrases of `target` after which a duration, as after `by`, counts from the old first day, unknown here."""
_SHIFT_BY = re.compile(r"\bby\s", re.IGNORECASE)
_LEADING_WORDS = re.compile(
    r"(?:(?:the|search|hire|date|to|on|by|for|of|until|till|is|be|now|as|at|from|before)\b[\s:=>\u2192-]*)+",
    re.IGNORECASE,
)


def read_item(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and text that may follow: `reopen 3 the candidate withdrew`."""
    prefix = extract_items(prefix, base, "most")
    text = _clean_reason(_strip_prefix(_LABEL, prefix.rest))
    return Command(prefix.verb, prefix.search, prefix.numbers, text=text, problem=prefix.problem)


def read_done(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and the evidence; after `anyway` or `by force`, it is an override with its reason."""
    is_early = _ANYWAY.match(prefix.rest)
    prefix = extract_items(prefix._replace(rest=_strip_prefix(_ANYWAY, prefix.rest)), base, "most")
    if is_early or _ANYWAY.match(prefix.rest):
        return _override(prefix)
    attached = _ATTACHED.match(prefix.rest)
    text = attached["what"] if attached else _clean_text(_strip_prefix(_LABEL, prefix.rest))
    return Command("done", prefix.search, prefix.numbers, text=text, problem=prefix.problem)


def read_override(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and the reason for closing them despite what is missing."""
    return _override(extract_items(prefix._replace(rest=_strip_prefix(_ANYWAY, prefix.rest)), base, "few"))


def _override(prefix: Prefix) -> Command:
    reason = _clean_reason(_strip_prefix(_ANYWAY, prefix.rest))
    problem = prefix.problem or _problem_if_empty(reason, "no_reason")
    return Command("override", prefix.search, prefix.numbers, text=reason, problem=problem)


def read_items_and_reason(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and a reason, which is required: `block`, `skip`."""
    prefix = extract_items(prefix, base, "few")
    named = _NAMED_REASON.search(prefix.rest)
    reason = _clean_reason(named[1] if named else prefix.rest)
    problem = prefix.problem or _problem_if_empty(reason, "no_reason")
    return Command(prefix.verb, prefix.search, prefix.numbers, text=reason, problem=problem)


def read_note(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items, and the text of the note."""
    prefix = extract_items(prefix, base, "few")
    text = strip_quotes(prefix.rest)
    problem = prefix.problem or _problem_if_empty(text, "no_text")
    return Command(prefix.verb, prefix.search, prefix.numbers, text=text, problem=problem)


def read_evidence(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and what shows that they are done, in either order: `https://example.com/notes to 3`."""
    attached = None if prefix.numbers else _ATTACHED_TO.fullmatch(prefix.rest.strip())
    if attached:
        command = read_note(prefix._replace(rest=attached["items"]), base)
        problem = None if command.numbers else command.problem
        return command._replace(text=attached["what"], problem=problem)
    return read_note(prefix, base)


def read_reopen(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items to reopen; the search itself if it is named and no item is."""
    command = read_item(prefix, base)
    is_search = not command.numbers and command.search and not (command.problem and command.problem.words)
    return Command("reopen-search", command.search) if is_search else command


def read_history(prefix: Prefix, base: KnowledgeBase) -> Command:
    """One item; without a number, the whole search."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    found = extract_items(prefix._replace(search=search, rest=rest), base, "all")
    is_whole_search = found.problem and found.problem.kind == "no_number"
    return Command("history", search, found.numbers, problem=None if is_whole_search else found.problem)


def read_assign(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and a person, in either order, and perhaps a due date; any other text is the reason."""
    implied = IMPLIED_ASSIGNEE.get(prefix.verb_words)
    text, reason = split_reason(prefix.rest)
    person = PersonMatch(implied, remove_mentions(text)) if implied else find_person(text)
    rest = _strip_prefix(_LEADING_PREPOSITION, person.rest.strip())
    prefix = _extract_assigned_items(prefix._replace(rest=rest), base)
    person_problem = person.problem
    if person_problem and person_problem.kind == "no_person":
        person_problem = person_problem._replace(words=_strip_prefix(_LEADING_PREPOSITION, prefix.rest))
    when, unread = _parse_assignment_date(prefix.rest)
    problem = prefix.problem or person_problem or (CommandProblem("no_date", unread) if unread else None)
    reason = reason or ("" if problem or when else _strip_fillers(prefix.rest))
    return Command("assign", prefix.search, prefix.numbers, person.person, when=when, text=reason, problem=problem)


def _extract_assigned_items(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """The items in a text without the person; what is left may be a date, as in `3 1 dec`."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    without_preposition = _strip_prefix(_LEADING_PREPOSITION, rest.strip())
    found = extract_items(prefix._replace(search=search, rest=without_preposition), base, "all")
    if not found.rest:
        return found
    dated = _extract_items_before_date(prefix, base)
    return dated if dated.numbers and is_date_like(_strip_prefix(_LEADING_PREPOSITION, dated.rest)) else found


def _strip_fillers(text: str) -> str:
    """The text without leading fillers; empty if nothing but fillers and courtesies is left."""
    words = list(dropwhile(lambda word: word.casefold() in _ASSIGN_FILLERS, text.split()))
    significant = (word for word in words if word.casefold() not in _ASSIGN_FILLERS)
    return "" if is_courtesy(" ".join(significant)) else " ".join(words)


def _parse_assignment_date(text: str) -> tuple[str, str]:
    """The date words of an assignment; or, if they can't be read as a date, an empty text and those words."""
    text = _TRAILING_TO.sub("", text).strip(SEPARATORS)
    due = _DUE.match(text)
    when = _strip_prefix(_LEADING_PREPOSITION, text[due.end() :] if due else text)
    if due and when.casefold() in NO_DATE_WORDS:
        return "none", ""
    if is_date_like(when):
        return when, ""
    return "", when if due else ""


def read_items_and_date(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Items and the words of a date, which `snooze` can do without; after `because`, the reason."""
    text, reason = split_reason(prefix.rest)
    verb = prefix.verb
    is_shift = prefix.verb_words in DUE_SHIFT_VERBS
    prefix = _extract_items_before_date(prefix._replace(rest=_strip_prefix(_OF, text)), base)
    when = _strip_prefix(_LEADING_PREPOSITION, prefix.rest.lstrip(_ARROW)).strip(SEPARATORS)
    when = "" if is_courtesy(when) else when
    command = Command(verb, prefix.search, prefix.numbers, problem=prefix.problem)
    if is_shift and is_duration(when):
        return command._replace(problem=prefix.problem or CommandProblem("no_date", when))
    if verb == "due" and when.casefold() in NO_DATE_WORDS:
        when = "none"
    missing = _problem_if_empty(when, "no_date") if verb == "due" else None
    return command._replace(when=when, text=reason, problem=prefix.problem or missing)


def split_reason(text: str) -> tuple[str, str]:
    """The text before `because`, and the reason after it; the reason is empty if there is none."""
    found = _WHY.search(text)
    return (text[: found.start()], text[found.end() :].strip()) if found else (text, "")


def _extract_items_before_date(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """The shortest list of numbers that is followed by a date: the 3 of `3 1 dec`. Also `friday 3`."""
    search, rest = _extract_search_near_date(prefix, base)
    prefix = prefix._replace(search=search, rest=rest, problem=None)
    if prefix.numbers:
        return prefix
    ranges = parse_number_ranges(rest)
    if not ranges and is_date_like(_strip_prefix(_LEADING_PREPOSITION, rest)):  # the 30 of `april 30` is no item
        return prefix._replace(problem=CommandProblem("no_number", rest.strip()))
    for group in ranges[:MAX_RANGES_BEFORE_DATE]:
        day = _strip_prefix(_LEADING_PREPOSITION, rest[group.first_end :].strip(SEPARATORS))
        if group.is_word_range and is_date_like(day):  # `3 to 5 dec` is one item and a date
            return prefix._replace(numbers=parse_numbers(rest[: group.first_end], 0, "all").numbers, rest=day)
        after = rest[group.end :].strip(SEPARATORS)
        if is_date_like(_strip_prefix(_LEADING_PREPOSITION, after)):
            listed = parse_numbers(rest[: group.end], 0, "all")
            return prefix._replace(numbers=listed.numbers, rest=after, problem=listed.problem)
    return _extract_items_after_date(prefix, base)


def _extract_items_after_date(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """The number that ends the text after a date, as in `friday 3`; otherwise the numbers that begin it."""
    found = extract_items(prefix, base, "all")
    last = _TRAILING_NUMBER.search(prefix.rest)
    if last and not found.numbers and is_date_like(prefix.rest[: last.start()]):
        return prefix._replace(numbers=(int(last[1]),), rest=prefix.rest[: last.start()])
    return found


def _extract_search_near_date(prefix: Prefix, base: KnowledgeBase) -> tuple[str | None, str]:
    """The search before the numbers, at the end, or between number and date; and the text without it."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    listed = parse_numbers(rest, 0, "all")
    if search or not listed.end:
        return search, rest
    between, after = extract_search(prefix._replace(rest=rest[listed.end :].strip(SEPARATORS)), base)
    return (between, f"{rest[: listed.end]} {after}") if between else (search, rest)


def _clean_reason(text: str) -> str:
    return _clean_text(_strip_prefix(_BECAUSE, _ASKED_AGAIN.sub("", strip_leading_punctuation(text))))


def _clean_text(text: str) -> str:
    """The text without its quotes; empty if it is only a courtesy or an emoji."""
    return "" if is_courtesy(text) else strip_quotes(text)


def _strip_prefix(prefix_pattern: re.Pattern[str], text: str) -> str:
    found = prefix_pattern.match(text)
    return text[found.end() :] if found else text


def _problem_if_empty(text: str, kind: ProblemKind) -> CommandProblem | None:
    return None if text else CommandProblem(kind)


def read_target(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The new first day of a search and, after `because`, the reason. With the number of an item, its due date."""
    text, reason = split_reason(prefix.rest)
    search, rest = extract_search(prefix._replace(rest=text), base, allow_trailing=True)
    rest = strip_quotes(rest.strip(SEPARATORS))
    leading_words = _LEADING_WORDS.match(rest)
    when = rest[leading_words.end() :] if leading_words else rest
    if is_date_like(when) and not prefix.numbers:
        is_shift = is_duration(when) and (
            prefix.verb_words.startswith(TARGET_SHIFT_VERBS)
            or (leading_words and _SHIFT_BY.search(leading_words.group()))
        )
        problem = CommandProblem("no_date", when) if is_shift else None
        return Command("target", search, when=when, text=reason, problem=problem)
    due = read_items_and_date(prefix._replace(verb="due"), base)
    if due.numbers and not (due.problem and rest):
        return due
    return Command("target", search, problem=CommandProblem("no_date", when))
