"""What follows the verbs that are about a whole search: its name, owner, end, list of items, and the like."""

import re
from typing import Literal

from bot.knowledge.base import KnowledgeBase
from bot.understanding.aims import sought
from bot.understanding.date_words import LONGEST
from bot.understanding.dates import looks_like_date
from bot.understanding.forms import words_of
from bot.understanding.intents import Meaning
from bot.understanding.item_arguments import read_assign, read_done, read_item, read_reasoned
from bot.understanding.lexicon import lexicon_of
from bot.understanding.matching import Spelling
from bot.understanding.normalise import squeeze
from bot.understanding.numbers import numbers_at
from bot.understanding.openings import Opening
from bot.understanding.order import Order
from bot.understanding.people import ME, NOBODY, Person, person_in
from bot.understanding.problems import Problem
from bot.understanding.short_names import short_name_at
from bot.understanding.starts import read_roles, read_start
from bot.understanding.verbs import near_verbs
from bot.understanding.wordings import QUOTES, SEPARATORS, is_courtesy, unquoted, worded

Meanings = tuple[Meaning, ...]

FILTERS = {
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
_FILTER_OF = {word: wanted for wanted, words in FILTERS.items() for word in words.split(", ")}
_FILTERS = Spelling(word for word in _FILTER_OF if word.isalpha())
_SMALL = re.compile(
    r"^(?:(?:that|which|are|is|in|for|of|the|phase|only|with|to|by|items?|tasks?)\s+)+|\s+(?:phase|items?|ones)$"
)
_WHOSE = re.compile(
    r"(?:\b(?:assigned|given|belonging|to|of|for|with|by|from|that|are|is|has|have)\b|['\u2019]s\b)", re.IGNORECASE
)
"""Words beside a person that say nothing else."""
_DUE = re.compile(
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
SHORT = 2
"""Words behind the outcome that may be a search; of a longer reason the last word is a part."""
_OUTCOMES = Spelling(("hired", "cancelled", "canceled", "cancel"), ("hire", "fired"))
HIRED = frozenset(("hired", "filled", "we hired", "we've hired"))
STOPPING = frozenset(("cancel", "canceled", "cancelled", "abandon", "abort", "stop", "call off"))
"""Words that may be meant for anything, so that none of them ends a search without its name."""
CANCELLED = STOPPING | {f"{stop}{the} search" for stop in ("cancel", "abort", "stop") for the in ("", " the")}
CSV = frozenset(("csv", "excel", "spreadsheet", "xls", "xlsx", "sheet", "table"))
EXPORTED = frozenset(
    words_of("export download extract save as to a the it all this checklist list items search file please pls thanks")
)
"""Words that name no format."""
SAYING_NOTHING = frozenset(
    words_of("for me my mine please now the items of last change it that action this search here all us")
)
"""Words behind a verb that are no name of a search."""
MARKDOWN = frozenset(("md", "markdown", "text", "txt"))
ON = frozenset(("on", "yes", "start", "unmute", "enable", "resume"))
OFF = frozenset(("off", "no", "stop", "mute", "disable", "never", "none", "pause"))


def read_about(opening: Opening, base: KnowledgeBase) -> Order:
    """At most a search; by the name of its role, or any words that may be the name somebody gave it."""
    search, rest = sought(opening, base, ending=True)
    listed = opening.numbers or numbers_at(rest, 0, "all").numbers
    if listed and opening.verb in ("status", "undo"):
        return Order({"status": "item", "undo": "reopen"}[opening.verb], search, listed)  # type: ignore[arg-type]  # verbs
    rest = rest.strip(SEPARATORS)
    if search or listed or SAYING_NOTHING.issuperset(words_of(rest)):
        return Order(opening.verb, search)
    return Order(opening.verb, _titled(rest, base) or rest.casefold())


def read_alone(opening: Opening, _base: KnowledgeBase) -> Order:
    """Nothing that matters."""
    return Order(opening.verb, text=opening.rest)


def read_items(opening: Opening, base: KnowledgeBase) -> Order:
    """Which items: a word for some of them, or the words of a phase; and perhaps whose."""
    called = next((wanted for word in opening.called.split() if (wanted := _FILTER_OF.get(word))), "")
    if opening.called in ("mine", "my items") and (opening.numbers or numbers_at(opening.rest).numbers):
        return read_assign(opening, base)
    search, rest = sought(opening, base, ending=True)
    wanted, words = _wanted(rest)
    if wanted == "unassigned":
        return Order("items", search, person=NOBODY, filter=called)
    whose = Person(None, rest) if wanted else person_in(rest)
    problem = whose.problem if whose.problem and whose.problem.kind != "no_person" else None
    if whose.who or problem:
        wanted, words = _wanted(_WHOSE.sub(" ", whose.rest))
    asked = (called, wanted, whose.who)
    which = next((each for each in (wanted, words, called) if each not in ("", "mine", "my", "me")), "")
    if ("mine" in asked or ME in asked) and which in ("", "open"):
        return Order("items", search, filter="mine")
    person = ME if "mine" in asked else whose.who
    return Order("items", search, person=person, filter=which, problem=problem)


def read_add(opening: Opening, base: KnowledgeBase) -> Order:
    """The title of an item, in quotes or not, and behind it the phase and the day."""
    search, rest = sought(opening, base)
    quoted = _QUOTED.fullmatch(rest)
    if not quoted and opening.whole == opening.rest and opening.rest[:2].isupper():
        search, rest = opening.search, opening.rest  # `CRO pay benchmark` is a title, `cro pay benchmark` may be both
    behind, phase, when = _phase_and_day(f" {quoted.group(2)}" if quoted else rest, base)
    text = quoted.group(1).strip() if quoted else unquoted(behind)
    problem = None if text else Problem("no_text")
    if quoted and (behind := behind.strip(SEPARATORS)):
        phase = phase or unquoted(_PHASE.sub("", behind))
        due = _DUE.match(behind)
        problem = Problem("no_date", behind[due.end() :]) if due else problem
    return Order("add", search, filter=phase.casefold(), when=when, text=text, problem=problem)


def read_rename(opening: Opening, base: KnowledgeBase) -> Order:
    """The new name."""
    plainly = opening.search or opening.called.endswith((" to", " it"))
    name = None if plainly else short_name_at(opening.rest, 0, base)
    rest = opening.rest[name.end :] if name else opening.rest
    text = unquoted(_TO_NAME.sub("", rest.strip()))
    return Order(
        "rename", name.name if name else opening.search, text=text, problem=None if text else Problem("no_text")
    )


def read_export(opening: Opening, base: KnowledgeBase) -> Order:
    """The format, if one is named."""
    search, rest = sought(opening, base, ending=True)
    words = [squeeze(word) for word in f"{opening.called} {rest}".split()]
    wanted: Literal["csv", "md"] | None = next(
        ("csv" if w in CSV else "md" for w in words if w in CSV | MARKDOWN), None
    )
    strange = "" if wanted or EXPORTED.issuperset(words) else rest
    return Order("export", search, format=wanted, problem=Problem("unknown_format", strange) if strange else None)


def read_owner(opening: Opening, base: KnowledgeBase) -> Order:
    """Who owns the search from now on; with the number of an item, whose the item is."""
    who, rest, problem = person_in(opening.rest)
    search, left = sought(opening._replace(rest=rest.strip(SEPARATORS)), base, ending=True)
    if opening.numbers or numbers_at(left).numbers:
        return read_assign(opening._replace(verb="assign", called="assign"), base)
    return Order("owner", search, person=who, problem=problem)


def read_close(opening: Opening, base: KnowledgeBase) -> Order:
    """How the search ended, and why. With numbers it is about items: closed ones are done, cancelled ones skipped."""
    cancelled = opening.called in CANCELLED
    search, rest = sought(opening, base)
    if opening.numbers or numbers_at(rest).numbers:
        item = opening._replace(verb="skip" if cancelled else "done", called="")
        return read_reasoned(item, base) if cancelled else read_done(item, base)
    rest = _first_mended(rest)
    found = _OUTCOME.match(rest)
    hired = opening.called in HIRED or bool(found and found["hired"])
    if not (hired or cancelled or found):
        return Order("close", search, text=rest, problem=Problem("no_outcome", rest))
    reason = rest[found.end() :] if found else rest
    search, reason = sought(opening._replace(search=search, rest=reason), base, ending=len(reason.split()) <= SHORT)
    why = unquoted(_BECAUSE.sub("", worded(_SEARCH.sub("", reason))))
    why = "" if is_courtesy(why) or SAYING_NOTHING.issuperset(words_of(why)) else why
    outcome: Literal["hired", "cancelled"] = "hired" if hired else "cancelled"
    is_certain = hired or search or opening.called not in STOPPING
    asked = None if is_certain else Problem("certain", near=(f"cancelled {why}".strip(),))
    return Order("close", search, outcome=outcome, text=why, problem=asked)


def read_weekly(opening: Opening, base: KnowledgeBase) -> Order:
    """On or off."""
    search, rest = sought(opening, base, ending=True)
    words = {squeeze(word) for word in f"{opening.called} {rest}".split()}
    on = False if words & OFF else True if words & ON else None
    return Order("weekly", search, on=on, problem=Problem("no_setting", rest) if on is None else None)


def read_opening(opening: Opening, base: KnowledgeBase, meanings: Meanings) -> Order:
    """A new search: role, name and date. With nothing but numbers, items that are begun."""
    search, rest = sought(opening, base)
    listed = numbers_at(rest)
    if (
        opening.numbers
        or listed.problem
        or ((listed.numbers and not rest[listed.end :].strip(SEPARATORS)) or (not search and listed.numbers))
    ):
        return read_item(opening._replace(verb="start-item"), base)
    said = read_start(opening.rest, base, meanings)
    return Order(
        "start",
        roles=said.roles,
        candidates=said.candidates,
        shared=said.shared,
        when=said.when,
        text=said.name,
        problem=said.problem,
    )


def read_decide(opening: Opening, base: KnowledgeBase, meanings: Meanings) -> Order:
    """The roles to decide between, if any are named."""
    said = read_roles(opening.rest, base, meanings)
    return Order("decide", roles=said.roles, candidates=said.candidates, shared=said.shared, problem=said.problem)


def read_unknown(opening: Opening, _base: KnowledgeBase) -> Order:
    """No verb of ours."""
    problem = Problem("unknown_verb", opening.called, near_verbs(opening.called.casefold()))
    return Order("unknown", opening.search, opening.numbers, problem=problem)


def _titled(text: str, base: KnowledgeBase) -> str | None:
    """The id of the one role whose title the text is."""
    mentions = lexicon_of(base).roles.longest(tuple(text.casefold().split()))
    return mentions[0].value[0] if len(mentions) == 1 and len(mentions[0].value) == 1 else None


def _first_mended(text: str) -> str:
    """The text with its first word mended into an outcome, where it is near to one: `hierd`."""
    word = text.split(maxsplit=1)[0] if text else ""
    mended = _OUTCOMES.mend(word.strip(SEPARATORS).casefold())
    return mended + text[len(word) :] if mended else text


def _filtered(words: str) -> str:
    return _FILTER_OF.get(words) or _FILTER_OF.get(_FILTERS.mend(words) or "", "")


def _wanted(text: str) -> tuple[str, str]:
    """What of the items a text asks for; where that is none of ours, its words without those that say nothing."""
    words = " ".join(text.casefold().split()).strip(SEPARATORS)
    bare = "" if is_courtesy(words) else _SMALL.sub("", words)
    wanted = _filtered(words) or _filtered(bare)
    return wanted, "" if wanted else bare


def _phase_and_day(text: str, base: KnowledgeBase) -> tuple[str, str, str]:
    """What is left of a text without the phase and the day that end it, in either order; the phase; the day."""
    text, when = _day_behind(text)
    text, phase = _phase_behind(text, base)
    if when:
        return text, phase, when
    text, when = _day_behind(text)
    return text, phase, when


def _day_behind(text: str) -> tuple[str, str]:
    """The text without the day that ends it, and the words of the day: `Lunch with the chair by friday`."""
    for found in _DUE.finditer(text, max(0, len(text) - LONGEST)):
        when = text[found.end() :].strip(SEPARATORS)
        if looks_like_date(when) and QUOTES.isdisjoint(when):
            return text[: found.start()].rstrip(SEPARATORS), when
    return text, ""


def _phase_behind(text: str, base: KnowledgeBase) -> tuple[str, str]:
    """Title and phase of `Call the board in offer`, where there is such a phase."""
    found = _IN_PHASE.search(text[-60:])
    phases = {squeeze(name) for phase in base.phases.values() for name in (phase.id, phase.name)}
    if not found or squeeze(found.group(1)) not in phases:
        return text, ""
    return text[: len(text) - len(found.group())].strip(SEPARATORS), found.group(1)
