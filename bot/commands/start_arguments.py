"""What a search is started with: the role, the name of the search, and the day the executive should start."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.commands.command import CommandProblem
from bot.dates.reader import is_date_like
from bot.knowledge.base import KnowledgeBase
from bot.understanding.annotator import annotate
from bot.understanding.entities import Entity, find_entities
from bot.understanding.lexicon import Lexicon, lexicon_of
from bot.understanding.normalise import Utterance, normalise
from bot.understanding.phrases import words_of

DATE_SEARCH_WINDOW = 300
"""Characters at the end of a text in which a day is looked for."""
ASAP_SEARCH_WINDOW = 60
"""Characters at its end in which an `asap` is looked for."""
MAX_LEADING_DATE_WORDS = 6
"""Words that a day may have where it stands before everything else."""

_OPTIONAL_PREPOSITION = r"[\s:]*(?:(?:on|by|the|before|around|is|zum|den)\b\s*){0,2}"
_DATE_MARKER = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:by|before|until|till|bis|zum|ab|to start|starting|starts?|start date|(?:the )?first day"
    rf"|target|due|from|on|within|in)\b{_OPTIONAL_PREPOSITION}",
    re.IGNORECASE,
)
_STRONG_DATE_MARKER = re.compile(
    rf"(?:^|(?<=[\s,;(]))(?:by|before|until|till|bis|zum|starting|start date|(?:the )?first day)\b"
    rf"{_OPTIONAL_PREPOSITION}",
    re.IGNORECASE,
)
"""Words behind which a day stands, and hardly ever anything else."""
_LAST_WORD = re.compile(r"(?:^|\s)(\S+)$")
_DATE_TOKEN = re.compile(r"\d{4}-\d\d?-\d\d?|\+\d+[dwmy]")
_ASAP = re.compile(
    r"(?:^|[\s,;(])(?:(?:by|starting)\s+)?(?:a\.?s\.?a\.?p|as soon as possible|immediately|right away|at once)[.!)]*$",
    re.IGNORECASE,
)
_VAGUE_DATE = re.compile(
    r"(?:(?:the|next|this|early|late|mid|end of)\s+)*(?:summer|autumn|fall|winter|spring|easter|christmas|xmas|ostern"
    r"|weihnachten|sommer|herbst|noël|été)(?:\s+(?:of\s+)?\d{2,4})?",
    re.IGNORECASE,
)
_ORGANISATION_DIVISIONS = frozenset(
    words_of(
        "region regions country countries market markets segment segments function functions product products team"
        " teams industry sector sectors territory vertical verticals geography area division channel brand customer"
        " unit design default"
    )
)
"""What a company is divided by: behind `by` these belong to a name."""


def split_start_date(text: str) -> tuple[str, str]:
    """The text without the date that ends it, and the words of that date: all that follows a `by`, or the last word."""
    for found in _DATE_MARKER.finditer(text, max(0, len(text) - DATE_SEARCH_WINDOW)):
        if is_date_like(text[found.end() :]):
            return text[: found.start()].strip(" ,;:(-\n\t"), text[found.end() :].strip(" .,!)")
    last = _LAST_WORD.search(text[-DATE_SEARCH_WINDOW:])
    if last and _DATE_TOKEN.fullmatch(last.group(1)):
        return text[: len(text) - len(last.group())].strip(" ,;:"), last.group(1)
    by = _STRONG_DATE_MARKER.match(text)
    return _split_leading_date(text, by.end()) if by else (_strip_asap(text), "")


def _strip_asap(text: str) -> str:
    """The text without an `asap` that ends it: so is everything laid out where no day is named."""
    at_once = _ASAP.search(text, max(0, len(text) - ASAP_SEARCH_WINDOW))
    return text[: at_once.start()].rstrip(" ,;:(") if at_once else text


def _split_leading_date(text: str, at: int) -> tuple[str, str]:
    """The text behind the date that begins here, and the date: `by 1 june cro`."""
    words = [found for found, _ in zip(re.finditer(r"\S+", text[at:]), range(MAX_LEADING_DATE_WORDS + 1), strict=False)]
    for before, after in reversed(list(pairwise(words))):
        when = text[at : at + before.end()]
        if is_date_like(when):
            return text[at + after.start() :], when.strip(" ,;:")
    return text, ""


def find_unparsable_date(name: str) -> str:
    """The words in a name that were surely meant as a day and are none that can be read; empty where there are none.

    >>> find_unparsable_date("cro by summer"), find_unparsable_date("cro by region")
    ('summer', '')
    """
    for found in _DATE_MARKER.finditer(name[:DATE_SEARCH_WINDOW]):
        words = name[found.end() :].strip(" .,!)\n\t")
        if words and (_VAGUE_DATE.fullmatch(words) or _is_meant_as_date(name, found.start(), words)):
            return words
    return ""


def _is_meant_as_date(name: str, at: int, words: str) -> bool:
    """Whether what stands here can be nothing but a day."""
    first = words_of(words.split(maxsplit=1)[0])
    return bool(_STRONG_DATE_MARKER.match(name, at)) and _ORGANISATION_DIVISIONS.isdisjoint(first)


MAX_TEXT_LENGTH = 300
"""Characters of the text that are looked at: a role stands there, or nowhere."""
MAX_SUGGESTED_ROLES = 4
"""Roles offered for a title that is none of ours."""
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e\u00ab]([^\"\u201c\u201d\u00bb]+)[\"\u201c\u201d\u00bb]")
_CALLED = re.compile(r"^(?:called|named)\b", re.IGNORECASE)
_AROUND = " \t\n,;:-\u2013\u2014\"'\u201c\u201d\u2018\u2019`"
WORDS_BEFORE_ROLE = frozenset(
    words_of("a an the new our next another search hire hiring for of to recruiting recruit as")
)
"""Words between the verb and the role."""
DATE_LIKE_NAMES = frozenset(words_of("first second third mars"))
"""Names rather than days or months, where they stand alone."""
WORDS_AFTER_ROLE = frozenset(words_of("search hire hiring role position process please pls recruitment"))
"""What follows a role without being a name."""
NAME_CONTINUATIONS = frozenset(words_of("by before until for of in at to from on and or with as who based"))
"""A name that would begin with one of these begins before it, with the role."""
ROLE_CONJUNCTIONS = frozenset(("and", "or", "vs", "versus", "plus", "n", "with"))
"""Between two roles these make it a choice, not a name."""


class StartArguments(NamedTuple):
    """The ids of the roles, the name of the search and the raw words of a date.

    `shared_abbreviation` is an abbreviation that stands for several roles, `candidates` are their ids.
    """

    roles: tuple[str, ...] = ()
    shared_abbreviation: str = ""
    candidates: tuple[str, ...] = ()
    name: str = ""
    when: str = ""
    problem: CommandProblem | None = None


class Token(NamedTuple):
    """A stretch without blanks and the words in it, by their places among all words."""

    start: int
    end: int
    first: int
    last: int


def read_start(text: str, base: KnowledgeBase) -> StartArguments:
    """What the plain text after `start` asks for."""
    said, when = split_start_date(text)
    quoted = _QUOTED.search(said[:MAX_TEXT_LENGTH])
    outside = f"{said[: quoted.start()]} {said[quoted.end() :]}".strip() if quoted else ""
    if quoted and outside:
        return read_start(outside, base)._replace(name=quoted.group(1).strip(), when=when)
    lexicon = lexicon_of(base)
    tokens, words = _tokens(said[:MAX_TEXT_LENGTH].replace("_", " "))  # ids, such as vp_sales, are names as well
    mended = tuple(lexicon.spelling.correct(word) or word for word in words)
    mentions = find_entities(Utterance(words, ("",) * (len(words) + 1)), mended, lexicon)
    if not mentions:
        return StartArguments(name=said, when=when, problem=_unknown_role_problem(said, lexicon))
    first = mentions[0]
    name = _extract_search_name(said, tokens, mended, first)
    if len(first.roles) > 1:
        problem = _check_unparsable_date(name, when) or CommandProblem("which_role", first.shared_abbreviation)
        return StartArguments((), first.shared_abbreviation, first.roles, name, when, problem)
    several = _find_alternative_roles(mentions, mended)
    if len(several) > 1:
        return StartArguments(several, when=when, name=said, problem=CommandProblem("several_roles", said))
    if not when and is_date_like(name) and name.casefold() not in DATE_LIKE_NAMES:
        name, when = "", name
    return StartArguments(first.roles, name=name, when=when, problem=_check_unparsable_date(name, when))


def read_roles(text: str, base: KnowledgeBase) -> StartArguments:
    """The roles to decide between, in the order named."""
    lexicon = lexicon_of(base)
    heard = annotate(text, lexicon)
    if heard.ambiguous_entities:
        one = heard.ambiguous_entities[0]
        return StartArguments(
            heard.roles,
            one.shared_abbreviation,
            one.roles,
            problem=CommandProblem("which_role", one.shared_abbreviation),
        )
    if text and not heard.roles:
        return StartArguments(problem=_unknown_role_problem(text, lexicon))
    return StartArguments(heard.roles)


def _tokens(text: str) -> tuple[list[Token], tuple[str, ...]]:
    tokens: list[Token] = []
    words: list[str] = []
    for found in re.finditer(r"\S+", text):
        first = len(words)
        words += normalise(found.group()).words
        tokens.append(Token(found.start(), found.end(), first, len(words)))
    return tokens, tuple(words)


def _check_unparsable_date(name: str, when: str) -> CommandProblem | None:
    """That the name holds what was meant as a day."""
    unread = "" if when else find_unparsable_date(name)
    return CommandProblem("no_date", unread) if unread else None


def _find_alternative_roles(mentions: Sequence[Entity], words: Sequence[str]) -> tuple[str, ...]:
    """The roles of a list that begins the text: with `and` between them, or with nothing but abbreviations."""
    listed = [mentions[0]]
    for mention in mentions[1:]:
        between = words[listed[-1].end : mention.start]
        alone = mention.end - mention.start == 1 and mention.end == len(words) and not between
        if len(mention.roles) == 1 and (alone or (between and all(word in ROLE_CONJUNCTIONS for word in between))):
            listed.append(mention)
    return tuple(dict.fromkeys(m.roles[0] for m in listed))


def _extract_search_name(said: str, tokens: Sequence[Token], words: Sequence[str], role: Entity) -> str:
    """What follows the role, or all of it where the role is a part of the name."""
    before, after = words[: role.start], words[role.end :]
    begun = next((t.start for t in tokens if t.last > _count_leading_fillers(before)), 0)
    if any(word not in WORDS_BEFORE_ROLE for word in before) or (after and after[0] in NAME_CONTINUATIONS):
        return _clean_name(said[begun:])
    end = next((t.end for t in tokens if t.last >= role.end), len(said))
    if after and all(word in WORDS_AFTER_ROLE for word in after):
        return ""
    return _clean_name(said[end:])


def _count_leading_fillers(before: Sequence[str]) -> int:
    return next((at for at, word in enumerate(before) if word not in WORDS_BEFORE_ROLE), len(before))


def _clean_name(name: str) -> str:
    name = _CALLED.sub("", name.strip(_AROUND)).strip(_AROUND)
    return name[1:-1] if name[:1] + name[-1:] == "()" else name


def _unknown_role_problem(text: str, lexicon: Lexicon) -> CommandProblem:
    heard = annotate(text, lexicon)
    if not heard.words:
        return CommandProblem("no_role")
    offered = [span.value for span in lexicon.functions.longest(heard.words)]
    offered += [role for word in heard.words[:MAX_SUGGESTED_ROLES] for role in lexicon.nearest_roles(word)]
    return CommandProblem("unknown_role", text, tuple(dict.fromkeys(offered))[:MAX_SUGGESTED_ROLES])
