"""What follows each verb: search, numbers, people, dates and words, read from the beginning of an order."""

import re
from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from bot.knowledge.base import KnowledgeBase
from bot.understanding.dates import looks_like_date
from bot.understanding.intents import Meaning
from bot.understanding.numbers import Numbers, Reach, groups_at, numbers_at
from bot.understanding.openings import Opening
from bot.understanding.order import Order
from bot.understanding.people import ME, NOBODY, person_in
from bot.understanding.problems import Problem, Trouble
from bot.understanding.short_names import short_name_at
from bot.understanding.starts import read_roles, read_start
from bot.understanding.verbs import Verb, near_verbs

Meanings = tuple[Meaning, ...]
Reader = Callable[[Opening, KnowledgeBase, Meanings], Order]

SEPARATORS = " \t\r\n:;,.!=|-\u2013\u2014"
QUOTES = "\"'`\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_QUOTED = re.compile(r"^[\"\u201c\u201d\u201e\u00ab](.+?)[\"\u201c\u201d\u00bb](?=\s|$|[,.:;])\s*(.*)$", re.DOTALL)
_ANYWAY = re.compile(
    r"[\s:;,.!-]*(?:anyway|anyways|regardless|nevertheless|override|overriding|force)\b[\s:;,.!-]*", re.IGNORECASE
)
_BECAUSE = re.compile(r"^(?:because(?: of)?|reason|since|as|due to)\b[\s:]*", re.IGNORECASE)
_WHY = re.compile(r"[\s,;(]+(?:because|reason:|since)\s+", re.IGNORECASE)
_TO = re.compile(r"^(?:to|on|by|for|until|till|is|as|at|from)\b[\s:]*", re.IGNORECASE)
NO_DATE = frozenset(
    ("none", "never", "clear", "remove", "no", "no date", "nothing", "-", "no due date", "off", "delete")
)


class Aimed(NamedTuple):
    """The search and the items that an order is for, and the words after them."""

    search: str | None
    numbers: tuple[int, ...]
    rest: str
    problem: Problem | None


def aimed(opening: Opening, base: KnowledgeBase, reach: Reach) -> Aimed:
    """Search and numbers before the verb or behind it, in either order; without a number that is the problem."""
    search, rest = searched(opening, base)
    if opening.numbers:
        return Aimed(search, opening.numbers, rest, opening.problem)
    listed = numbers_at(rest, 0, reach)
    if listed.end and not search:
        search, rest = _search_ahead(rest, listed, base)
    else:
        rest = rest[listed.end :]
    problem = listed.problem or (None if listed.numbers else Problem("no_number", rest.strip()))
    return Aimed(search, listed.numbers, rest.strip(SEPARATORS), problem)


def _search_ahead(rest: str, listed: Numbers, base: KnowledgeBase) -> tuple[str | None, str]:
    """Of `3 cro` the search behind the number, where nothing else follows it."""
    after = rest[listed.end :].strip(SEPARATORS)
    name = short_name_at(after, 0, base)
    return (name.name, "") if name and name.end == len(after) else (None, after)


def searched(opening: Opening, base: KnowledgeBase) -> tuple[str | None, str]:
    """The search named before the verb or right behind it, and the rest."""
    if opening.search:
        return opening.search, opening.rest
    name = short_name_at(opening.rest, 0, base)
    return (name.name, opening.rest[name.end :].strip(SEPARATORS)) if name else (None, opening.rest)


def unquoted(text: str) -> str:
    """The text without quotes around it."""
    text = text.strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] in QUOTES and text[-1] in QUOTES else text


def _about_search(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    listed = numbers_at(rest, 0, "all")
    if opening.verb == "status" and (opening.numbers or listed.numbers):
        return Order("item", search, opening.numbers or listed.numbers)
    words = rest.split()
    return Order(opening.verb, search or (words[0].casefold() if len(words) == 1 else None))


def _alone(opening: Opening, _base: KnowledgeBase, _meanings: Meanings) -> Order:
    return Order(opening.verb, text=opening.rest)


def _items(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    return Order("items", search, filter=rest.casefold())


def _item(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, numbers, rest, problem = aimed(opening, base, "most")
    return Order(opening.verb, search, numbers, text=unquoted(rest), problem=problem)


def _done(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    forced = "override" in opening.called or "force" in opening.called
    search, numbers, rest, problem = aimed(opening, base, "few" if forced else "most")
    anyway = _ANYWAY.match(rest)
    override = forced or bool(anyway)
    text = _reason(rest[anyway.end() :] if anyway else rest) if override else unquoted(rest)
    missing = None if text or not override else Problem("no_reason")
    return Order("done", search, numbers, text=text, override=override, problem=problem or missing)


def _with_words(missing: Trouble) -> Reader:
    def read(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
        search, numbers, rest, problem = aimed(opening, base, "few")
        text = _reason(rest) if missing == "no_reason" else unquoted(rest)
        return Order(opening.verb, search, numbers, text=text, problem=problem or (None if text else Problem(missing)))

    return read


def _reason(text: str) -> str:
    return unquoted(_BECAUSE.sub("", text.strip(SEPARATORS)))


def _history(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, numbers, _, problem = aimed(opening, base, "all")
    return Order("history", search, numbers, problem=problem if numbers else None)


def _assign(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    given = {"unassign": NOBODY, "take": ME, "claim": ME, "i take": ME, "i'll take": ME}.get(opening.called)
    who, rest, nobody = (given, opening.rest, None) if given else person_in(opening.rest)
    search, numbers, left, problem = aimed(opening._replace(rest=_TO.sub("", rest.strip())), base, "all")
    if nobody and nobody.kind == "no_person":
        nobody = nobody._replace(words=_TO.sub("", left))
    return Order("assign", search, numbers, who, problem=problem or nobody)


def _due(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, numbers, rest, problem = _before_date(opening, base)
    when, _, why = _WHY.sub("\0", _TO.sub("", rest), count=1).partition("\0")
    when = "none" if when.casefold().strip(SEPARATORS) in NO_DATE else when.strip()
    missing = None if when or opening.verb == "snooze" else Problem("no_date")
    return Order(opening.verb, search, numbers, when=when, text=why.strip(), problem=problem or missing)


def _before_date(opening: Opening, base: KnowledgeBase) -> Aimed:
    """The fewest numbers that leave a date behind them: of `3 1 dec` the 3."""
    search, rest = searched(opening, base)
    if not opening.numbers:
        for group in groups_at(rest):
            if looks_like_date(_TO.sub("", rest[group.end :].strip(SEPARATORS))):
                listed = numbers_at(rest[: group.end], 0, "all")
                return Aimed(search, listed.numbers, rest[group.end :].strip(SEPARATORS), listed.problem)
    return aimed(opening._replace(search=search, rest=rest), base, "all")


def _add(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    quoted = _QUOTED.match(rest)
    text, phase = (quoted.group(1).strip(), quoted.group(2)) if quoted else (unquoted(rest), "")
    phase = re.sub(r"^(?:in|to|into|under|phase)\b\s*", "", phase.strip(SEPARATORS))
    return Order("add", search, filter=phase.casefold(), text=text, problem=None if text else Problem("no_text"))


def _rename(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    text = unquoted(re.sub(r"^(?:to|as)\b\s*", "", rest))
    return Order("rename", search, text=text, problem=None if text else Problem("no_text"))


def _export(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    words = rest.casefold().split()
    if not words:
        return Order("export", search)
    return Order("export", search, format="csv" if "csv" in words else "md")


def _owner(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    who, rest, problem = person_in(opening.rest)
    search, _ = searched(opening._replace(rest=_TO.sub("", rest.strip())), base)
    return Order("owner", search, person=who, problem=problem)


def _close(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    found = re.search(r"^(?:as )?(hired|cancell?ed)\b", rest, re.IGNORECASE)
    if not found:
        return Order("close", search, text=rest, problem=Problem("no_outcome", rest))
    outcome: Literal["hired", "cancelled"] = "hired" if found.group(1).casefold() == "hired" else "cancelled"
    return Order("close", search, outcome=outcome, text=_reason(rest[found.end() :]))


def _weekly(opening: Opening, base: KnowledgeBase, _meanings: Meanings) -> Order:
    search, rest = searched(opening, base)
    on = {"on": True, "off": False}.get((rest or opening.called).casefold().split()[-1])
    return Order("weekly", search, on=on, problem=Problem("no_setting", rest) if on is None else None)


def _start(opening: Opening, base: KnowledgeBase, meanings: Meanings) -> Order:
    listed = numbers_at(opening.rest, 0, "most")
    if listed.numbers or opening.numbers:
        return _item(opening._replace(verb="start-item"), base, meanings)
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


def _decide(opening: Opening, base: KnowledgeBase, meanings: Meanings) -> Order:
    said = read_roles(opening.rest, base, meanings)
    return Order("decide", None, roles=said.roles, candidates=said.candidates, shared=said.shared, problem=said.problem)


def _unknown(opening: Opening, _base: KnowledgeBase, _meanings: Meanings) -> Order:
    problem = Problem("unknown_verb", opening.called, near_verbs(opening.called.casefold()))
    return Order("unknown", opening.search, opening.numbers, problem=problem)


READERS: Mapping[Verb, Reader] = {
    "start": _start,
    "status": _about_search,
    "items": _items,
    "next": _about_search,
    "item": _item,
    "done": _done,
    "reopen": _item,
    "assign": _assign,
    "due": _due,
    "start-item": _item,
    "block": _with_words("no_reason"),
    "unblock": _item,
    "skip": _with_words("no_reason"),
    "note": _with_words("no_text"),
    "add": _add,
    "history": _history,
    "export": _export,
    "rename": _rename,
    "owner": _owner,
    "close": _close,
    "reopen-search": _about_search,
    "undo": _about_search,
    "weekly": _weekly,
    "snooze": _due,
    "searches": _alone,
    "decide": _decide,
    "decisions": _alone,
    "help": _alone,
    "empty": _alone,
    "unknown": _unknown,
}
"""How each verb's arguments are read."""
