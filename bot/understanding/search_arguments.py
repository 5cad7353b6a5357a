"""What follows the verbs that are about a whole search: its name, owner, end, list of items, and the like."""

import re
from typing import Literal

from bot.knowledge.base import KnowledgeBase
from bot.understanding.aims import SEPARATORS, sought, unquoted
from bot.understanding.forms import words_of
from bot.understanding.intents import Meaning
from bot.understanding.item_arguments import read_assign, read_done, read_item, read_reasoned
from bot.understanding.lexicon import lexicon_of
from bot.understanding.matching import Spelling
from bot.understanding.normalise import squeeze
from bot.understanding.numbers import numbers_at
from bot.understanding.openings import Opening
from bot.understanding.order import Order
from bot.understanding.people import person_in
from bot.understanding.problems import Problem
from bot.understanding.short_names import short_name_at
from bot.understanding.starts import read_roles, read_start
from bot.understanding.verbs import near_verbs

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
}
"""Other words for what can be asked of the items."""
_FILTER_OF = {word: wanted for wanted, words in FILTERS.items() for word in words.split(", ")}
_FILTERS = Spelling(word for word in _FILTER_OF if word.isalpha())
_SMALL = re.compile(
    r"^(?:(?:that|which|are|is|in|for|of|the|phase|only|with|to|by|items?|tasks?)\s+)+|\s+(?:phase|items?|ones)$"
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
SHORT = 2
"""Words behind the outcome that may be a search; of a longer reason the last word is a part."""
_OUTCOMES = Spelling(("hired", "cancelled", "canceled", "cancel"), ("hire", "fired"))
HIRED = frozenset(("hired", "filled", "we hired", "we've hired"))
CANCELLED = frozenset(
    ("cancel", "canceled", "cancelled", "abandon", "call off", "stop search", "cancel search", "cancel the search")
)
CSV = frozenset(("csv", "excel", "spreadsheet", "xls", "xlsx", "sheet", "table"))
EXPORTED = frozenset(words_of("export download extract save as to a the it all this checklist list items search file"))
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
    """Which items: a word for some of them, or the words of a phase."""
    called = next((wanted for word in opening.called.split() if (wanted := _FILTER_OF.get(word))), "")
    if opening.called in ("mine", "my items") and (opening.numbers or numbers_at(opening.rest).numbers):
        return read_assign(opening, base)
    search, rest = sought(opening, base, ending=True)
    words = " ".join(rest.casefold().split()).strip(SEPARATORS)
    wanted = _filtered(words) or _filtered(_SMALL.sub("", words))
    return Order("items", search, filter=wanted or _SMALL.sub("", words) or called)


def read_add(opening: Opening, base: KnowledgeBase) -> Order:
    """The title of an item, in quotes or not, and the phase behind it."""
    search, rest = sought(opening, base)
    quoted = _QUOTED.fullmatch(rest)
    if not quoted and opening.whole == opening.rest and opening.rest[:2].isupper():
        search, rest = opening.search, opening.rest  # `CRO pay benchmark` is a title, `cro pay benchmark` may be both
    if quoted:
        text, phase = quoted.group(1).strip(), unquoted(_PHASE.sub("", quoted.group(2).strip(SEPARATORS)))
    else:
        text, phase = _phase_behind(unquoted(rest), base)
    return Order("add", search, filter=phase.casefold(), text=text, problem=None if text else Problem("no_text"))


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
    why = unquoted(re.sub(r"^(?:because(?: of)?|reason)\b[\s:]*", "", reason.strip(SEPARATORS), flags=re.IGNORECASE))
    return Order("close", search, outcome="hired" if hired else "cancelled", text=why)


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


def _phase_behind(text: str, base: KnowledgeBase) -> tuple[str, str]:
    """Title and phase of `Call the board in offer`, where there is such a phase."""
    found = _IN_PHASE.search(text[-60:])
    phases = {squeeze(name) for phase in base.phases.values() for name in (phase.id, phase.name)}
    if not found or squeeze(found.group(1)) not in phases:
        return text, ""
    return text[: len(text) - len(found.group())].strip(SEPARATORS), found.group(1)
