"""Reads the arguments of `items`: which items, and whose."""

import re

from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY, SEPARATORS, PersonMatch, find_person, is_courtesy
from bot.commands.item_arguments import read_assign
from bot.commands.item_numbers import parse_numbers
from bot.commands.prefix import Prefix, extract_search
from bot.knowledge.base import KnowledgeBase
from bot.matching import SpellingCorrector

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
"""Criterion for a list of items to the words for it, comma separated."""
_FILTER_BY_SYNONYM = {word: criterion for criterion, words in FILTER_SYNONYMS.items() for word in words.split(", ")}
_FILTER_SPELLING = SpellingCorrector(word for word in _FILTER_BY_SYNONYM if word.isalpha())
_FILTER_NOISE = re.compile(
    r"^(?:(?:that|which|are|is|in|for|of|the|phase|only|with|to|by|items?|tasks?)\s+)+|\s+(?:phase|items?|ones)$"
)
_PERSON_NOISE = re.compile(
    r"(?:\b(?:assigned|given|belonging|to|of|for|with|by|from|that|are|is|has|have)\b|['\u2019]s\b)", re.IGNORECASE
)
"""Words around a person that carry no other meaning."""


def read_item_filter(prefix: Prefix, base: KnowledgeBase) -> Command:
    """Which items: a word for a criterion, or the words of a phase; and perhaps whose."""
    verb_words = prefix.verb_words.split()
    implied = next((criterion for word in verb_words if (criterion := _FILTER_BY_SYNONYM.get(word))), "")
    if prefix.verb_words in ("mine", "my items") and (prefix.numbers or parse_numbers(prefix.rest).numbers):
        return read_assign(prefix, base)
    search, rest = extract_search(prefix, base, allow_trailing=True)
    named, words = _parse_filter(rest)
    if named == "unassigned":
        return Command("items", search, person=NOBODY, filter=implied)
    person = PersonMatch(None, rest) if named else find_person(rest)
    problem = person.problem if person.problem and person.problem.kind != "no_person" else None
    if person.person or problem:
        named, words = _parse_filter(_PERSON_NOISE.sub(" ", person.rest))
    parts = (implied, named, person.person)
    criterion = next((each for each in (named, words, implied) if each not in ("", "mine", "my", "me")), "")
    if ("mine" in parts or ME in parts) and criterion in ("", "open"):
        return Command("items", search, filter="mine")
    user = ME if "mine" in parts else person.person
    return Command("items", search, person=user, filter=criterion, problem=problem)


def _match_filter(words: str) -> str:
    """The criterion that the words, perhaps with a typo, are a synonym of; empty if there is none."""
    return _FILTER_BY_SYNONYM.get(words) or _FILTER_BY_SYNONYM.get(_FILTER_SPELLING.correct(words) or "", "")


def _parse_filter(text: str) -> tuple[str, str]:
    """The criterion that the text names; or, if it names none, an empty text and its words without filler words."""
    words = " ".join(text.casefold().split()).strip(SEPARATORS)
    significant = "" if is_courtesy(words) else _FILTER_NOISE.sub("", words)
    criterion = _match_filter(words) or _match_filter(significant)
    return criterion, "" if criterion else significant
