"""Checks the short answers: each is one sentence that answers alone, short enough to head a card.

What a company's folder says of itself is exempt: it is shown as it is written.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from bot.knowledge.draft import Draft, Entry, NodePath
from bot.knowledge.models import Aspect, Difference, Fact, FaqEntry, KitAspect, KnowledgeModel, Pair, Role, Thing
from bot.knowledge.nodes import KnowledgeProblem

MAX_ANSWER_WORDS = 30
MAX_BRIEF_WORDS = 12
"""Both chosen by hand: with longer ones, the first card of a comparison exceeds 120 words."""
ADVICE_LISTS = ("importance", "both_or_one", "which_first")
"""The lists of a pair whose first fact is the short answer."""

_NEEDS_NEIGHBOUR = re.compile(
    r"\b(?:also|in that|that (?:poll|survey|study|page)|such an?|the other(?:s)?|the rest|others|instead|by contrast)\b"
    r"|^(?:it(?! depends)|they|this|these|those|both|he|she|in others?)\b",
    re.IGNORECASE,
)
"""Words that lean on another statement. `both` and pronouns lean only at the start of a statement."""


def find_long_answers(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each short answer of more than MAX_ANSWER_WORDS words, unless it is a company's own."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            for where, answer in _short_answers(part):
                if not answer.own and (words := _count_words(answer.text)) > MAX_ANSWER_WORDS:
                    text = f"the short answer has {words} words; shorten it to at most {MAX_ANSWER_WORDS}"
                    yield KnowledgeProblem(entry.location(*path, *where, "text"), text)


def find_long_headings(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each summary of a role and headline of a pair with more than MAX_ANSWER_WORDS words.

    Those that a company wrote are exempt.
    """
    entries: tuple[Entry[Any], ...] = (*draft.entries_of(Role), *draft.entries_of(Pair))
    for entry in entries:
        key = "summary" if isinstance(entry.value, Role) else "headline"
        words = _count_words(getattr(entry.value, key))
        if words > MAX_ANSWER_WORDS and not draft.is_own(entry.location(key)):
            text = f'"{key}" has {words} words; shorten it to at most {MAX_ANSWER_WORDS}'
            yield KnowledgeProblem(entry.location(key), text)


def find_dependent_answers(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each first statement that makes no sense without its neighbours."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            for where, fact in (*_short_answers(part), *_first_facts(part)):
                found = None if fact.own else _NEEDS_NEIGHBOUR.search(fact.text)
                if found:
                    text = f'"{found.group()}" refers to another statement, but this one is read alone; reword it'
                    yield KnowledgeProblem(entry.location(*path, *where, "text"), text)


def find_long_briefs(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each cell of a comparison with more than MAX_BRIEF_WORDS words, unless it is a company's."""
    for entry in draft.all_entries():
        for path, part in entry.parts():
            for where, brief in _briefs(part):
                words, location = _count_words(brief), entry.location(*path, *where)
                if words > MAX_BRIEF_WORDS and not draft.is_own(location):
                    text = f'"{where[-1]}" has {words} words; shorten it to at most {MAX_BRIEF_WORDS}, for a table cell'
                    yield KnowledgeProblem(location, text)


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (
    find_long_answers,
    find_long_headings,
    find_dependent_answers,
    find_long_briefs,
)


def _short_answers(part: KnowledgeModel) -> Iterator[tuple[NodePath, Fact]]:
    """Yield each short answer of the part, with its path."""
    if isinstance(part, Aspect | KitAspect | Thing) and part.answer:
        yield ("answer",), part.answer
    if isinstance(part, FaqEntry):
        yield ("answer", 0), part.answer[0]
    if isinstance(part, Role):
        yield from ((("by_stage", stage), fact) for stage, fact in part.by_stage.items())
    if isinstance(part, Pair):
        for key in ADVICE_LISTS:
            if facts := getattr(part, key):
                yield (key, 0), facts[0]


def _first_facts(part: KnowledgeModel) -> Iterator[tuple[NodePath, Fact]]:
    """Yield the first fact of each list that is not a short answer itself."""
    if isinstance(part, Aspect):
        yield ("facts", 0), part.facts[0]
    if isinstance(part, Thing) and part.differs:
        yield ("differs", 0), part.differs[0]
    if isinstance(part, Pair):
        for key in ("collaboration", "decides"):
            if facts := getattr(part, key):
                yield (key, 0), facts[0]


def _briefs(part: KnowledgeModel) -> Iterator[tuple[NodePath, str]]:
    if isinstance(part, Aspect | KitAspect) and part.brief:
        yield ("brief",), part.brief
    if isinstance(part, Difference):
        for role, side in part.sides.items():
            yield ("sides", role), side


def _count_words(text: str) -> int:
    return len(text.split())
