"""Readers for the arguments of verbs about a whole search: its name, owner, outcome, list of items and the like."""

import re
from typing import Literal

from bot.commands.command import Command, CommandProblem, FileFormat
from bot.commands.free_text import (
    QUOTES,
    SEPARATORS,
    find_person,
    is_courtesy,
    strip_leading_punctuation,
    strip_quotes,
)
from bot.commands.item_arguments import (
    read_assign,
    read_done,
    read_item,
    read_items_and_date,
    read_items_and_reason,
)
from bot.commands.item_numbers import parse_numbers
from bot.commands.prefix import Prefix, extract_items, extract_search, match_short_name
from bot.commands.start_arguments import read_roles, read_start
from bot.commands.tokens import NUMBER_WORDS
from bot.dates.reader import is_date_like
from bot.dates.words import MAX_DATE_LENGTH
from bot.knowledge.base import KnowledgeBase
from bot.matching import SpellingCorrector
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import words_of

_DUE_MARKER = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:and\s+)?(?:due|by|before|until|till|bis)\b[\s:]*(?:on\b|by\b)?\s*", re.IGNORECASE
)
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab'\u2018](.+?)[\"\u201c\u201d\u00bb'\u2019](?=\s|$|[,.:;])\s*(.*)", re.DOTALL
)
_COUNT = "two|three|four|five|six|seven|eight|nine|ten"
_CHANGES = re.compile(rf"(\d+|{_COUNT})\s+(?:changes|things|commands|actions|steps|times)\b", re.IGNORECASE)
_LAST = re.compile(rf"\blast\s+(\d+|{_COUNT})\b", re.IGNORECASE)
"""After `undo 2`, what shows that 2 isn't the number of an item."""
_REMINDING = re.compile(r"\bremind", re.IGNORECASE)
_ONLY_PEOPLE = re.compile(
    r"(?:<@[UW][A-Z0-9]+>|[\s,&]|\b(?:and|to|the|this|search|channel|und|et|y|e|here)\b)+", re.IGNORECASE
)
_IN_PHASE = re.compile(
    r"(?:[\s,(|#]+(?:in|under|phase|into)\s+(?:the\s+)?|\s*[(|#]\s*)([^()|#]{1,40}?)(?:\s+phase)?\s*\)?$", re.IGNORECASE
)
_PHASE = re.compile(r"^(?:(?:in|to|into|under|phase|the)\b\s*)+|\s+phase$", re.IGNORECASE)
_TO_NAME = re.compile(r"^(?:(?:the|this)\s+search\b\s*)?(?:(?:to|as)\b|[\s:=>-]+)?\s*", re.IGNORECASE)
_OUTCOME = re.compile(
    r"(?:as|because|we|the search|it|is|was)?\b[\s:]*(?:(?P<hired>hired|hire|filled|found|accepted|success)"
    r"|(?P<cancelled>cancell?ed|cancel|abandoned|dropped|stopped|called off))\b[\s:;,.-]*",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"^(?:because(?: of)?|reason)\b[\s:]*", re.IGNORECASE)
_SEARCH = re.compile(r"^\s*(?:(?:the|this|whole)\s+)*search\b(?=\s*(?:[:;,.-]|because\b|$))", re.IGNORECASE)
_CONFIRMED = re.compile(r"(?:confirm(?:ed)?)\b[\s:;,.-]*", re.IGNORECASE)
MAX_WORDS_AFTER_OUTCOME = 2
"""The most words after the outcome that can include a search. In a longer text, a last word such as `cro` belongs to
the reason."""
_OUTCOME_SPELLING = SpellingCorrector(("hired", "cancelled", "canceled", "cancel"), ("hire", "fired"))
HIRED_VERBS = frozenset(("hired", "filled", "we hired", "we've hired"))
CANCEL_VERBS = frozenset(("cancel", "canceled", "cancelled", "abandon", "abort", "stop", "call off")) | {
    f"{stop}{the} search" for stop in ("cancel", "abort", "stop") for the in ("", " the")
}
CSV_WORDS = frozenset(("csv", "excel", "spreadsheet", "xls", "xlsx", "sheet", "table"))
CALENDAR_WORDS = frozenset(("ics", "ical", "icalendar", "calendar", "calender"))
EXPORT_FILLERS = frozenset(
    words_of("export download extract save as to a the it all this checklist list items search file please pls thanks")
)
"""Words in an export command that don't name a format."""
TITLE_VERBS = frozenset(("rename", "retitle", "change the wording of", "change the title of", "reword"))
"""Words after which the number of an item means its title."""
FILLER_WORDS = frozenset(
    words_of("for me my mine please now the items of last change it that action this search here all us")
)
"""Words after a verb that don't name a search."""
MARKDOWN_WORDS = frozenset(("md", "markdown", "text", "txt"))
ON_WORDS = frozenset(("on", "yes", "start", "unmute", "enable"))
OFF_WORDS = frozenset(("off", "no", "stop", "mute", "disable", "never", "none"))


def read_search(prefix: Prefix, base: KnowledgeBase) -> Command:
    """At most a search, by its short name, the title of its role, or any words, which may be its name."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    listed = prefix.numbers or parse_numbers(rest, 0, "all").numbers
    if listed and prefix.verb == "status":
        return Command("item", search, listed)
    if prefix.verb == "undo" and (count := _count_of_changes(prefix.verb_words, rest)):
        return Command("undo", search, (count,))
    if listed and prefix.verb == "undo":
        return Command("reopen", search, listed)
    rest = rest.strip(SEPARATORS)
    if search or listed or FILLER_WORDS.issuperset(words_of(rest)):
        return Command(prefix.verb, search)
    return Command(prefix.verb, _match_role_title(rest, base) or rest.casefold())


def _count_of_changes(verb_words: str, rest: str) -> int:
    """How many changes are to be undone: `last 3`, `3 changes`, `my last four`; 0 if the text doesn't say."""
    is_last = "last" in verb_words.split()
    found = _CHANGES.search(rest) or _LAST.search(rest) or (_LAST.search(f"last {rest}") if is_last else None)
    return int(NUMBER_WORDS.get(found[1].casefold(), found[1])) if found else 0


def read_no_arguments(prefix: Prefix, _base: KnowledgeBase) -> Command:
    """No arguments; any text is ignored."""
    return Command(prefix.verb, text=prefix.rest)


def read_add(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The title of an item, in quotes or not, then perhaps the phase and the due date."""
    search, rest = extract_search(prefix, base)
    quoted = _QUOTED.fullmatch(rest)
    if not quoted and prefix.argument_text == prefix.rest and prefix.rest[:2].isupper():
        # `CRO pay benchmark` is a title; `cro pay benchmark` can be that, or a search and a title.
        search, rest = prefix.search, prefix.rest
    remainder, phase, when = _split_phase_and_date(f" {quoted.group(2)}" if quoted else rest, base)
    text = quoted.group(1).strip() if quoted else strip_quotes(remainder)
    problem = None if text else CommandProblem("no_text")
    if not quoted and _ONLY_PEOPLE.fullmatch(text):
        problem = CommandProblem("people", text)
    if quoted and (remainder := remainder.strip(SEPARATORS)):
        phase = phase or strip_quotes(_PHASE.sub("", remainder))
        due = _DUE_MARKER.match(remainder)
        problem = CommandProblem("no_date", remainder[due.end() :]) if due else problem
    return Command("add", search, filter=phase.casefold(), when=when, text=text, problem=problem)


def read_rename(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The new name, perhaps after the short name of the search; with the number of an item, its new title."""
    if item := _read_new_title(prefix, base):
        return item
    is_name_only = prefix.search or prefix.verb_words.endswith((" to", " it"))
    short = None if is_name_only else match_short_name(prefix.rest, 0, base)
    rest = prefix.rest[short.end :] if short else prefix.rest
    text = strip_quotes(_TO_NAME.sub("", rest.strip()))
    problem = None if text else CommandProblem("no_text")
    return Command("rename", short.name if short else prefix.search, text=text, problem=problem)


def _read_new_title(prefix: Prefix, base: KnowledgeBase) -> Command | None:
    """The item and its new title in `rename 8 to Long list`; None if no number follows the verb."""
    found = extract_items(prefix, base, "few")
    if prefix.verb_words not in TITLE_VERBS or len(found.numbers) != 1 or prefix.numbers or found.problem:
        return None
    text = _new_title(_TO_NAME.sub("", found.rest.strip()))
    return Command(
        "retitle", found.search, found.numbers, text=text, problem=None if text else CommandProblem("no_text")
    )


def _new_title(text: str) -> str:
    """The title in quotes if it begins with one, else all of the text; empty if it only points back: `rename it so`."""
    quoted = _QUOTED.match(text)
    title = quoted[1] if quoted else strip_quotes(text)
    return "" if title.casefold().strip(".!") in ("so", "it", "that", "this") else title


def read_export(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The format, if one is named."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    words = [squeeze(word) for word in f"{prefix.verb_words} {rest}".split()]
    named: tuple[tuple[frozenset[str], FileFormat], ...] = (
        (CSV_WORDS, "csv"),
        (MARKDOWN_WORDS, "md"),
        (CALENDAR_WORDS, "ics"),
    )
    file_format = next((name for word in words for known, name in named if word in known), None)
    unknown = "" if file_format or EXPORT_FILLERS.issuperset(words) else rest
    problem = CommandProblem("unknown_format", unknown) if unknown else None
    return Command("export", search, format=file_format, problem=problem)


def read_owner(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The new owner of the search; with the number of an item, the person it is assigned to."""
    person, rest, problem = find_person(prefix.rest)
    search, rest = extract_search(prefix._replace(rest=rest.strip(SEPARATORS)), base, allow_trailing=True)
    if prefix.numbers or parse_numbers(rest).numbers:
        return read_assign(prefix._replace(verb="assign", verb_words="assign"), base)
    return Command("owner", search, person=person, problem=problem)


def read_close(prefix: Prefix, base: KnowledgeBase) -> Command:
    """How the search ended, and why. With numbers, items: `close 3` means done, `cancel 3` means skip."""
    is_cancelled = prefix.verb_words in CANCEL_VERBS
    search, rest = extract_search(prefix, base)
    if prefix.numbers or parse_numbers(rest).numbers:
        item = prefix._replace(verb="skip" if is_cancelled else "done", verb_words="")
        return read_items_and_reason(item, base) if is_cancelled else read_done(item, base)
    if _REMINDING.search(rest) and prefix.verb_words in CANCEL_VERBS:
        return Command("close", search, problem=CommandProblem("which_reminders"))
    rest = _correct_first_word(rest)
    found = _OUTCOME.match(rest)
    is_hired = prefix.verb_words in HIRED_VERBS or bool(found and found["hired"])
    if not (is_hired or is_cancelled or found):
        return Command("close", search, text=rest, problem=CommandProblem("no_outcome", rest))
    reason = rest[found.end() :] if found else rest
    search, reason = extract_search(
        prefix._replace(search=search, rest=reason), base, allow_trailing=len(reason.split()) <= MAX_WORDS_AFTER_OUTCOME
    )
    reason = strip_quotes(_BECAUSE.sub("", strip_leading_punctuation(_SEARCH.sub("", reason))))
    reason = "" if is_courtesy(reason) or FILLER_WORDS.issuperset(words_of(reason)) else reason
    outcome: Literal["hired", "cancelled"] = "hired" if is_hired else "cancelled"
    confirmed = _CONFIRMED.match(reason)
    reason = reason[confirmed.end() :] if confirmed else reason
    return Command("close", search, outcome=outcome, text=reason, confirmed=bool(confirmed))


def read_weekly(prefix: Prefix, base: KnowledgeBase) -> Command:
    """On or off. With the number of an item, the reminders of the item: `mute 7 for 3 days`."""
    if prefix.numbers or parse_numbers(prefix.rest).numbers:
        return read_items_and_date(prefix._replace(verb="snooze", verb_words="snooze"), base)
    search, rest = extract_search(prefix, base, allow_trailing=True)
    words = {squeeze(word) for word in f"{prefix.verb_words} {rest}".split()}
    enabled = False if words & OFF_WORDS else True if words & ON_WORDS else None
    problem = CommandProblem("no_setting", rest) if enabled is None else None
    return Command("weekly", search, enabled=enabled, problem=problem)


def read_new_search(prefix: Prefix, base: KnowledgeBase) -> Command:
    """A new search: role, name and first day. With numbers, the items that are started."""
    search, rest = extract_search(prefix, base)
    listed = parse_numbers(rest)
    is_only_numbers = listed.numbers and (not search or not rest[listed.end :].strip(SEPARATORS))
    if prefix.numbers or listed.problem or is_only_numbers:
        return read_item(prefix._replace(verb="start-item"), base)
    arguments = read_start(prefix.rest, base)
    return Command(
        "start",
        roles=arguments.roles,
        candidates=arguments.candidates,
        shared_abbreviation=arguments.shared_abbreviation,
        when=arguments.when,
        text=arguments.name,
        problem=arguments.problem,
    )


def read_decide(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The roles to decide between, if any are named."""
    arguments = read_roles(prefix.rest, base)
    return Command(
        "decide",
        roles=arguments.roles,
        candidates=arguments.candidates,
        shared_abbreviation=arguments.shared_abbreviation,
        problem=arguments.problem,
    )


def _match_role_title(text: str, base: KnowledgeBase) -> str | None:
    """The id of the role with this title; None if there is none, or several."""
    mentions = lexicon_of(base).roles.longest(tuple(text.casefold().split()))
    return mentions[0].value[0] if len(mentions) == 1 and len(mentions[0].value) == 1 else None


def _correct_first_word(text: str) -> str:
    """The text with a typo corrected in its first word, if that is an outcome: `hierd`."""
    word = text.split(maxsplit=1)[0] if text else ""
    corrected = _OUTCOME_SPELLING.correct(word.strip(SEPARATORS).casefold())
    return corrected + text[len(word) :] if corrected else text


def _split_phase_and_date(text: str, base: KnowledgeBase) -> tuple[str, str, str]:
    """The text without the phase and the due date at its end, in either order; the phase; the words of the date."""
    text, when = _split_trailing_date(text)
    text, phase = _split_trailing_phase(text, base)
    if when:
        return text, phase, when
    text, when = _split_trailing_date(text)
    return text, phase, when


def _split_trailing_date(text: str) -> tuple[str, str]:
    """The text without the date at its end, and the words of the date: `Lunch with the chair by friday`."""
    for found in _DUE_MARKER.finditer(text, max(0, len(text) - MAX_DATE_LENGTH)):
        when = text[found.end() :].strip(SEPARATORS)
        if is_date_like(when) and QUOTES.isdisjoint(when):
            return text[: found.start()].rstrip(SEPARATORS), when
    return text, ""


def _split_trailing_phase(text: str, base: KnowledgeBase) -> tuple[str, str]:
    """The title and the phase of `Call the board in offer`; the whole text and no phase if there is no such phase."""
    found = _IN_PHASE.search(text[-60:])
    phases = {squeeze(name) for phase in base.phases.values() for name in (phase.id, phase.name)}
    if not found or squeeze(found.group(1)) not in phases:
        return text, ""
    return text[: len(text) - len(found.group())].strip(SEPARATORS), found.group(1)
