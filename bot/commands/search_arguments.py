"""What follows the verbs that are about a whole search: its name, owner, end, list of items, and the like."""

import re
from typing import Literal

from bot.commands.command import Command, CommandProblem
from bot.commands.free_text import (
    ME,
    NOBODY,
    QUOTES,
    SEPARATORS,
    PersonMatch,
    find_person,
    is_courtesy,
    strip_leading_punctuation,
    strip_quotes,
)
from bot.commands.item_arguments import read_assign, read_done, read_item, read_items_and_reason
from bot.commands.item_numbers import parse_numbers
from bot.commands.prefix import Prefix, extract_search, match_short_name
from bot.commands.start_arguments import read_roles, read_start
from bot.dates.reader import is_date_like
from bot.dates.words import MAX_DATE_LENGTH
from bot.knowledge.base import KnowledgeBase
from bot.matching import SpellingCorrector
from bot.understanding.lexicon import lexicon_of
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import words_of

FILTER_SYNONYMS = {
    "mine": "mine, my, me, my own, assigned to me, for me, my items, my tasks, my todos",
    "overdue": "overdue, late, past due, delayed, behind, missed, what's late",
    "open": "open, todo, to do, pending, remaining, left, outstanding, unfinished, incomplete, not done, active",
    "all": "all, everything, any, every",
    "started": "started, in progress, ongoing, begun",
    "blocked": "blocked, stuck, waiting, on hold",
    "done": "done, finished, completed, closed",
    "skipped": "skipped, not applicable, n/a",
    "unassigned": "unassigned, not assigned, nobody, nobody's, no one, noone, of nobody, with nobody, without a person,"
    " without anybody, without an owner, no owner, unowned",
}
"""Other words for what can be asked of the items."""
_FILTER_BY_SYNONYM = {word: wanted for wanted, words in FILTER_SYNONYMS.items() for word in words.split(", ")}
_FILTER_SPELLING = SpellingCorrector(word for word in _FILTER_BY_SYNONYM if word.isalpha())
_FILTER_NOISE = re.compile(
    r"^(?:(?:that|which|are|is|in|for|of|the|phase|only|with|to|by|items?|tasks?)\s+)+|\s+(?:phase|items?|ones)$"
)
_PERSON_NOISE = re.compile(
    r"(?:\b(?:assigned|given|belonging|to|of|for|with|by|from|that|are|is|has|have)\b|['\u2019]s\b)", re.IGNORECASE
)
"""Words beside a person that say nothing else."""
_DUE_MARKER = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:and\s+)?(?:due|by|before|until|till|bis)\b[\s:]*(?:on\b|by\b)?\s*", re.IGNORECASE
)
_QUOTED = re.compile(
    r"[\"\u201c\u201d\u201e\u00ab'\u2018](.+?)[\"\u201c\u201d\u00bb'\u2019](?=\s|$|[,.:;])\s*(.*)", re.DOTALL
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
MAX_WORDS_AFTER_OUTCOME = 2
"""Words behind the outcome that may be a search; of a longer reason the last word is a part."""
_OUTCOME_SPELLING = SpellingCorrector(("hired", "cancelled", "canceled", "cancel"), ("hire", "fired"))
HIRED_VERBS = frozenset(("hired", "filled", "we hired", "we've hired"))
AMBIGUOUS_CANCEL_VERBS = frozenset(("cancel", "canceled", "cancelled", "abandon", "abort", "stop", "call off"))
"""Words that may be meant for anything, so that none of them ends a search without its name."""
CANCEL_VERBS = AMBIGUOUS_CANCEL_VERBS | {
    f"{stop}{the} search" for stop in ("cancel", "abort", "stop") for the in ("", " the")
}
CSV_WORDS = frozenset(("csv", "excel", "spreadsheet", "xls", "xlsx", "sheet", "table"))
EXPORT_FILLERS = frozenset(
    words_of("export download extract save as to a the it all this checklist list items search file please pls thanks")
)
"""Words that name no format."""
FILLER_WORDS = frozenset(
    words_of("for me my mine please now the items of last change it that action this search here all us")
)
"""Words behind a verb that are no name of a search."""
MARKDOWN_WORDS = frozenset(("md", "markdown", "text", "txt"))
ON_WORDS = frozenset(("on", "yes", "start", "unmute", "enable", "resume"))
OFF_WORDS = frozenset(("off", "no", "stop", "mute", "disable", "never", "none", "pause"))


def read_search(prefix: Prefix, base: KnowledgeBase) -> Command:
    """At most a search; by the name of its role, or any words that may be the name somebody gave it."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    listed = prefix.numbers or parse_numbers(rest, 0, "all").numbers
    if listed and prefix.verb == "status":
        return Command("item", search, listed)
    if listed and prefix.verb == "undo":
        return Command("reopen", search, listed)
    rest = rest.strip(SEPARATORS)
    if search or listed or FILLER_WORDS.issuperset(words_of(rest)):
        return Command(prefix.verb, search)
    return Command(prefix.verb, _match_role_title(rest, base) or rest.casefold())


def read_no_arguments(prefix: Prefix, _base: KnowledgeBase) -> Command:
    """Nothing that matters."""
    return Command(prefix.verb, text=prefix.rest)


def read_item_filter(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Which items: a word for some of them, or the words of a phase; and perhaps whose."""
    called = next((wanted for word in prefix.verb_words.split() if (wanted := _FILTER_BY_SYNONYM.get(word))), "")
    if prefix.verb_words in ("mine", "my items") and (prefix.numbers or parse_numbers(prefix.rest).numbers):
        return read_assign(prefix, base)
    search, rest = extract_search(prefix, base, allow_trailing=True)
    wanted, words = _parse_filter(rest)
    if wanted == "unassigned":
        return Command("items", search, person=NOBODY, filter=called)
    whose = PersonMatch(None, rest) if wanted else find_person(rest)
    problem = whose.problem if whose.problem and whose.problem.kind != "no_person" else None
    if whose.person or problem:
        wanted, words = _parse_filter(_PERSON_NOISE.sub(" ", whose.rest))
    asked = (called, wanted, whose.person)
    which = next((each for each in (wanted, words, called) if each not in ("", "mine", "my", "me")), "")
    if ("mine" in asked or ME in asked) and which in ("", "open"):
        return Command("items", search, filter="mine")
    person = ME if "mine" in asked else whose.person
    return Command("items", search, person=person, filter=which, problem=problem)


def read_add(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The title of an item, in quotes or not, and behind it the phase and the day."""
    search, rest = extract_search(prefix, base)
    quoted = _QUOTED.fullmatch(rest)
    if not quoted and prefix.argument_text == prefix.rest and prefix.rest[:2].isupper():
        search, rest = prefix.search, prefix.rest  # `CRO pay benchmark` is a title, `cro pay benchmark` may be both
    behind, phase, when = _split_phase_and_date(f" {quoted.group(2)}" if quoted else rest, base)
    text = quoted.group(1).strip() if quoted else strip_quotes(behind)
    problem = None if text else CommandProblem("no_text")
    if quoted and (behind := behind.strip(SEPARATORS)):
        phase = phase or strip_quotes(_PHASE.sub("", behind))
        due = _DUE_MARKER.match(behind)
        problem = CommandProblem("no_date", behind[due.end() :]) if due else problem
    return Command("add", search, filter=phase.casefold(), when=when, text=text, problem=problem)


def read_rename(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The new name."""
    plainly = prefix.search or prefix.verb_words.endswith((" to", " it"))
    name = None if plainly else match_short_name(prefix.rest, 0, base)
    rest = prefix.rest[name.end :] if name else prefix.rest
    text = strip_quotes(_TO_NAME.sub("", rest.strip()))
    return Command(
        "rename", name.name if name else prefix.search, text=text, problem=None if text else CommandProblem("no_text")
    )


def read_export(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The format, if one is named."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    words = [squeeze(word) for word in f"{prefix.verb_words} {rest}".split()]
    wanted: Literal["csv", "md"] | None = next(
        ("csv" if w in CSV_WORDS else "md" for w in words if w in CSV_WORDS | MARKDOWN_WORDS), None
    )
    strange = "" if wanted or EXPORT_FILLERS.issuperset(words) else rest
    return Command(
        "export", search, format=wanted, problem=CommandProblem("unknown_format", strange) if strange else None
    )


def read_owner(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Who owns the search from now on; with the number of an item, whose the item is."""
    who, rest, problem = find_person(prefix.rest)
    search, left = extract_search(prefix._replace(rest=rest.strip(SEPARATORS)), base, allow_trailing=True)
    if prefix.numbers or parse_numbers(left).numbers:
        return read_assign(prefix._replace(verb="assign", verb_words="assign"), base)
    return Command("owner", search, person=who, problem=problem)


def read_close(prefix: Prefix, base: KnowledgeBase) -> Command:
    """How the search ended, and why. With numbers it is about items: closed ones are done, cancelled ones skipped."""
    cancelled = prefix.verb_words in CANCEL_VERBS
    search, rest = extract_search(prefix, base)
    if prefix.numbers or parse_numbers(rest).numbers:
        item = prefix._replace(verb="skip" if cancelled else "done", verb_words="")
        return read_items_and_reason(item, base) if cancelled else read_done(item, base)
    rest = _correct_first_word(rest)
    found = _OUTCOME.match(rest)
    hired = prefix.verb_words in HIRED_VERBS or bool(found and found["hired"])
    if not (hired or cancelled or found):
        return Command("close", search, text=rest, problem=CommandProblem("no_outcome", rest))
    reason = rest[found.end() :] if found else rest
    search, reason = extract_search(
        prefix._replace(search=search, rest=reason), base, allow_trailing=len(reason.split()) <= MAX_WORDS_AFTER_OUTCOME
    )
    why = strip_quotes(_BECAUSE.sub("", strip_leading_punctuation(_SEARCH.sub("", reason))))
    why = "" if is_courtesy(why) or FILLER_WORDS.issuperset(words_of(why)) else why
    outcome: Literal["hired", "cancelled"] = "hired" if hired else "cancelled"
    is_certain = hired or search or prefix.verb_words not in AMBIGUOUS_CANCEL_VERBS
    asked = None if is_certain else CommandProblem("certain", suggestions=(f"cancelled {why}".strip(),))
    return Command("close", search, outcome=outcome, text=why, problem=asked)


def read_weekly(prefix: Prefix, base: KnowledgeBase) -> Command:
    """On or off."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    words = {squeeze(word) for word in f"{prefix.verb_words} {rest}".split()}
    on = False if words & OFF_WORDS else True if words & ON_WORDS else None
    return Command("weekly", search, enabled=on, problem=CommandProblem("no_setting", rest) if on is None else None)


def read_new_search(prefix: Prefix, base: KnowledgeBase) -> Command:
    """A new search: role, name and date. With nothing but numbers, items that are begun."""
    search, rest = extract_search(prefix, base)
    listed = parse_numbers(rest)
    if (
        prefix.numbers
        or listed.problem
        or ((listed.numbers and not rest[listed.end :].strip(SEPARATORS)) or (not search and listed.numbers))
    ):
        return read_item(prefix._replace(verb="start-item"), base)
    said = read_start(prefix.rest, base)
    return Command(
        "start",
        roles=said.roles,
        candidates=said.candidates,
        shared_abbreviation=said.shared_abbreviation,
        when=said.when,
        text=said.name,
        problem=said.problem,
    )


def read_decide(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The roles to decide between, if any are named."""
    said = read_roles(prefix.rest, base)
    return Command(
        "decide",
        roles=said.roles,
        candidates=said.candidates,
        shared_abbreviation=said.shared_abbreviation,
        problem=said.problem,
    )


def _match_role_title(text: str, base: KnowledgeBase) -> str | None:
    """The id of the one role whose title the text is."""
    mentions = lexicon_of(base).roles.longest(tuple(text.casefold().split()))
    return mentions[0].value[0] if len(mentions) == 1 and len(mentions[0].value) == 1 else None


def _correct_first_word(text: str) -> str:
    """The text with its first word mended into an outcome, where it is near to one: `hierd`."""
    word = text.split(maxsplit=1)[0] if text else ""
    mended = _OUTCOME_SPELLING.correct(word.strip(SEPARATORS).casefold())
    return mended + text[len(word) :] if mended else text


def _match_filter(words: str) -> str:
    return _FILTER_BY_SYNONYM.get(words) or _FILTER_BY_SYNONYM.get(_FILTER_SPELLING.correct(words) or "", "")


def _parse_filter(text: str) -> tuple[str, str]:
    """What of the items a text asks for; where that is none of ours, its words without those that say nothing."""
    words = " ".join(text.casefold().split()).strip(SEPARATORS)
    bare = "" if is_courtesy(words) else _FILTER_NOISE.sub("", words)
    wanted = _match_filter(words) or _match_filter(bare)
    return wanted, "" if wanted else bare


def _split_phase_and_date(text: str, base: KnowledgeBase) -> tuple[str, str, str]:
    """What is left of a text without the phase and the day that end it, in either order; the phase; the day."""
    text, when = _split_trailing_date(text)
    text, phase = _split_trailing_phase(text, base)
    if when:
        return text, phase, when
    text, when = _split_trailing_date(text)
    return text, phase, when


def _split_trailing_date(text: str) -> tuple[str, str]:
    """The text without the day that ends it, and the words of the day: `Lunch with the chair by friday`."""
    for found in _DUE_MARKER.finditer(text, max(0, len(text) - MAX_DATE_LENGTH)):
        when = text[found.end() :].strip(SEPARATORS)
        if is_date_like(when) and QUOTES.isdisjoint(when):
            return text[: found.start()].rstrip(SEPARATORS), when
    return text, ""


def _split_trailing_phase(text: str, base: KnowledgeBase) -> tuple[str, str]:
    """Title and phase of `Call the board in offer`, where there is such a phase."""
    found = _IN_PHASE.search(text[-60:])
    phases = {squeeze(name) for phase in base.phases.values() for name in (phase.id, phase.name)}
    if not found or squeeze(found.group(1)) not in phases:
        return text, ""
    return text[: len(text) - len(found.group())].strip(SEPARATORS), found.group(1)
