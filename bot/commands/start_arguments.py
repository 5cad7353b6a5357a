"""Reads the arguments of `start` and `decide`: roles, the name of the search, and the first day of the executive."""

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
"""Characters at the end of a text in which a date is looked for."""
ASAP_SEARCH_WINDOW = 60
"""Characters at the end of a text in which an `asap` is looked for."""
MAX_LEADING_DATE_WORDS = 6
"""The most words of a date that comes before everything else."""

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
"""Words that are followed by a date, and hardly ever by anything else."""
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
"""How companies are divided: after `by`, these words are part of a name, not a date that can't be read."""
MAX_TEXT_LENGTH = 300
"""Characters at the beginning of a text in which a role is looked for."""
MAX_SUGGESTED_ROLES = 4
"""Roles suggested for an unknown title."""
_QUOTED = re.compile(r"[\"\u201c\u201d\u201e\u00ab]([^\"\u201c\u201d\u00bb]+)[\"\u201c\u201d\u00bb]")
_CALLED = re.compile(r"^(?:called|named)\b", re.IGNORECASE)
_PUNCTUATION = " \t\n,;:-\u2013\u2014\"'\u201c\u201d\u2018\u2019`"
WORDS_BEFORE_ROLE = frozenset(
    words_of("a an the new our next another search hire hiring for of to recruiting recruit as")
)
"""Words that can precede the role without being part of the name."""
DATE_LIKE_NAMES = frozenset(words_of("first second third mars"))
"""Words that are a name rather than a date if nothing else is given."""
WORDS_AFTER_ROLE = frozenset(words_of("search hire hiring role position process please pls recruitment"))
"""Words that can follow the role without being part of the name."""
NAME_CONTINUATIONS = frozenset(words_of("by before until for of in at to from on and or with as who based"))
"""If one of these follows the role, the role is part of the name: `CFO for Europe`."""
ROLE_CONJUNCTIONS = frozenset(("and", "or", "vs", "versus", "plus", "n", "with"))
"""Words between two roles that make them a choice, rather than one role and a name."""


def split_start_date(text: str) -> tuple[str, str]:
    """The text without its date, and the words of the date; empty if there is none.

    The date is at the end, after a word such as `by` or as a single token, or at the beginning after such a word.
    """
    for found in _DATE_MARKER.finditer(text, max(0, len(text) - DATE_SEARCH_WINDOW)):
        if is_date_like(text[found.end() :]):
            return text[: found.start()].strip(" ,;:(-\n\t"), text[found.end() :].strip(" .,!)")
    last = _LAST_WORD.search(text[-DATE_SEARCH_WINDOW:])
    if last and _DATE_TOKEN.fullmatch(last.group(1)):
        return text[: len(text) - len(last.group())].strip(" ,;:"), last.group(1)
    by = _STRONG_DATE_MARKER.match(text)
    return _split_leading_date(text, by.end()) if by else (_strip_asap(text), "")


def _strip_asap(text: str) -> str:
    """The text without an `asap` at the end, which is what a search without a date does anyway."""
    asap = _ASAP.search(text, max(0, len(text) - ASAP_SEARCH_WINDOW))
    return text[: asap.start()].rstrip(" ,;:(") if asap else text


def _split_leading_date(text: str, at: int) -> tuple[str, str]:
    """The text after the date that begins at this position, and the date: `by 1 june cro`."""
    words = [found for found, _ in zip(re.finditer(r"\S+", text[at:]), range(MAX_LEADING_DATE_WORDS + 1), strict=False)]
    for before, after in reversed(list(pairwise(words))):
        when = text[at : at + before.end()]
        if is_date_like(when):
            return text[at + after.start() :], when.strip(" ,;:")
    return text, ""


def find_unparsable_date(name: str) -> str:
    """The words in a name that are surely meant as a date but can't be read as one; empty if there are none.

    >>> find_unparsable_date("cro by summer"), find_unparsable_date("cro by region")
    ('summer', '')
    """
    for found in _DATE_MARKER.finditer(name[:DATE_SEARCH_WINDOW]):
        words = name[found.end() :].strip(" .,!)\n\t")
        if words and (_VAGUE_DATE.fullmatch(words) or _is_meant_as_date(name, found.start(), words)):
            return words
    return ""


def _is_meant_as_date(name: str, at: int, words: str) -> bool:
    """Whether the words at this position can only be a date."""
    first = words_of(words.split(maxsplit=1)[0])
    return bool(_STRONG_DATE_MARKER.match(name, at)) and _ORGANISATION_DIVISIONS.isdisjoint(first)


class StartArguments(NamedTuple):
    """The ids of the roles, the name of the search, and the words of a date.

    `shared_abbreviation` is an abbreviation of several roles, `candidates` are their ids.
    """

    roles: tuple[str, ...] = ()
    shared_abbreviation: str = ""
    candidates: tuple[str, ...] = ()
    name: str = ""
    when: str = ""
    problem: CommandProblem | None = None


class StartToken(NamedTuple):
    """A part of the text without spaces, from `start` to `end`; its words are those from `first` to `last`."""

    start: int
    end: int
    first: int
    last: int


def read_start(text: str, base: KnowledgeBase) -> StartArguments:
    """The arguments in the plain text after `start`."""
    text, when = split_start_date(text)
    quoted = _QUOTED.search(text[:MAX_TEXT_LENGTH])
    outside = f"{text[: quoted.start()]} {text[quoted.end() :]}".strip() if quoted else ""
    if quoted and outside:
        return read_start(outside, base)._replace(name=quoted.group(1).strip(), when=when)
    lexicon = lexicon_of(base)
    tokens, words = _tokenise(text[:MAX_TEXT_LENGTH].replace("_", " "))  # an id, such as vp_sales, is a name too
    corrected = tuple(lexicon.spelling.correct(word) or word for word in words)
    mentions = find_entities(Utterance(words, ("",) * (len(words) + 1)), corrected, lexicon)
    if not mentions:
        return StartArguments(name=text, when=when, problem=_unknown_role_problem(text, lexicon))
    first = mentions[0]
    name = _extract_search_name(text, tokens, corrected, first)
    if len(first.roles) > 1:
        problem = _check_unparsable_date(name, when) or CommandProblem("which_role", first.shared_abbreviation)
        return StartArguments((), first.shared_abbreviation, first.roles, name, when, problem)
    alternatives = _find_alternative_roles(mentions, corrected)
    if len(alternatives) > 1:
        return StartArguments(alternatives, when=when, name=text, problem=CommandProblem("several_roles", text))
    if not when and is_date_like(name) and name.casefold() not in DATE_LIKE_NAMES:
        name, when = "", name
    return StartArguments(first.roles, name=name, when=when, problem=_check_unparsable_date(name, when))


def read_roles(text: str, base: KnowledgeBase) -> StartArguments:
    """The roles to decide between, in the order named."""
    lexicon = lexicon_of(base)
    annotated = annotate(text, lexicon)
    if annotated.ambiguous_entities:
        entity = annotated.ambiguous_entities[0]
        problem = CommandProblem("which_role", entity.shared_abbreviation)
        return StartArguments(annotated.roles, entity.shared_abbreviation, entity.roles, problem=problem)
    if text and not annotated.roles:
        return StartArguments(problem=_unknown_role_problem(text, lexicon))
    return StartArguments(annotated.roles)


def _tokenise(text: str) -> tuple[list[StartToken], tuple[str, ...]]:
    """The tokens of the text, and the normalised words of all tokens."""
    tokens: list[StartToken] = []
    words: list[str] = []
    for found in re.finditer(r"\S+", text):
        first = len(words)
        words += normalise(found.group()).words
        tokens.append(StartToken(found.start(), found.end(), first, len(words)))
    return tokens, tuple(words)


def _check_unparsable_date(name: str, when: str) -> CommandProblem | None:
    """The problem that the name contains words meant as a date; None if a date was found, or there are none."""
    words = "" if when else find_unparsable_date(name)
    return CommandProblem("no_date", words) if words else None


def _find_alternative_roles(mentions: Sequence[Entity], words: Sequence[str]) -> tuple[str, ...]:
    """The ids of the roles in a list: with a conjunction between them, or a single last word (`cmo cro`)."""
    listed = [mentions[0]]
    for mention in mentions[1:]:
        between = words[listed[-1].end : mention.start]
        is_last_word = mention.end - mention.start == 1 and mention.end == len(words) and not between
        if len(mention.roles) == 1 and (is_last_word or _is_conjunction(between)):
            listed.append(mention)
    return tuple(dict.fromkeys(m.roles[0] for m in listed))


def _is_conjunction(words: Sequence[str]) -> bool:
    """Whether the words between two roles make them a choice: `and`, `and a`."""
    return not ROLE_CONJUNCTIONS.isdisjoint(words) and set(words) <= WORDS_BEFORE_ROLE | ROLE_CONJUNCTIONS


def _extract_search_name(text: str, tokens: Sequence[StartToken], words: Sequence[str], role: Entity) -> str:
    """The name of the search: the text after the role, or all of the text if the role is part of the name."""
    before, after = words[: role.start], words[role.end :]
    start = next((t.start for t in tokens if t.last > _count_leading_fillers(before)), 0)
    if any(word not in WORDS_BEFORE_ROLE for word in before) or (after and after[0] in NAME_CONTINUATIONS):
        return _clean_name(text[start:])
    end = next((t.end for t in tokens if t.last >= role.end), len(text))
    if after and all(word in WORDS_AFTER_ROLE for word in after):
        return ""
    return _clean_name(text[end:])


def _count_leading_fillers(before: Sequence[str]) -> int:
    return next((at for at, word in enumerate(before) if word not in WORDS_BEFORE_ROLE), len(before))


def _clean_name(name: str) -> str:
    """The name without a leading `called`, and without the punctuation around it."""
    name = _CALLED.sub("", name.strip(_PUNCTUATION)).strip(_PUNCTUATION)
    return name[1:-1] if name[:1] + name[-1:] == "()" else name


def _unknown_role_problem(text: str, lexicon: Lexicon) -> CommandProblem:
    """`no_role` if there is no text, otherwise `unknown_role` with the roles of similar functions and titles."""
    words = annotate(text, lexicon).words
    if not words:
        return CommandProblem("no_role")
    suggested = [span.value for span in lexicon.functions.longest(words)]
    suggested += [role for word in words[:MAX_SUGGESTED_ROLES] for role in lexicon.nearest_roles(word)]
    return CommandProblem("unknown_role", text, tuple(dict.fromkeys(suggested))[:MAX_SUGGESTED_ROLES])
