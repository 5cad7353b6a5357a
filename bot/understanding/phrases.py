"""Finds phrases in a sequence of words: exactly, at a speed that hardly depends on their number, and with gaps (`*`).

Also generates the phrases by which roles and other senses are named.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role, Topic
from bot.understanding.normalise import normalise, squeeze

T = TypeVar("T")
GAP = "*"
MAX_GAP = 4


class Span(NamedTuple, Generic[T]):
    """The words from `start` up to but not including `end`, and their value."""

    start: int
    end: int
    value: T


class Phrases(Generic[T]):
    """An index of phrases and their values. A phrase may have several values, and a value several phrases."""

    def __init__(self, entries: Iterable[tuple[Sequence[str], T]]) -> None:
        """Index the phrases, each given as its words. Empty ones are ignored."""
        self._plain: dict[str, tuple[T, ...]] = {}
        self._lengths: dict[str, int] = {}
        self._gapped: dict[str, list[tuple[Sequence[str], T]]] = {}
        for words, value in entries:
            if words:
                self._add(words, value)

    def _add(self, words: Sequence[str], value: T) -> None:
        if GAP in words:
            self._gapped.setdefault(words[0], []).append((words, value))
            return
        key = " ".join(words)
        values = self._plain.get(key, ())
        if value not in values:
            self._plain[key] = (*values, value)
            self._lengths[words[0]] = max(len(words), self._lengths.get(words[0], 0))

    def __contains__(self, words: Sequence[str]) -> bool:
        """Return whether the words are exactly one of the phrases without gaps."""
        return " ".join(words) in self._plain

    def everywhere(self, words: Sequence[str]) -> list[Span[T]]:
        """Return every occurrence of a phrase, including overlapping ones, in order."""
        found: list[Span[T]] = []
        for start, first in enumerate(words):
            if first in self._lengths:
                found += self._plain_at(start, words)
            for phrase, value in self._gapped.get(first, ()):
                if end := _match(phrase, words, start):
                    found.append(Span(start, end, value))
        return found

    def _plain_at(self, start: int, words: Sequence[str]) -> Iterator[Span[T]]:
        key = words[start]
        for end in range(start + 1, min(start + self._lengths[key], len(words)) + 1):
            if end > start + 1:
                key = f"{key} {words[end - 1]}"
            for value in self._plain.get(key, ()):
                yield Span(start, end, value)

    def longest(self, words: Sequence[str]) -> list[Span[T]]:
        """Return the longest occurrences that do not overlap, in order. Of two equally long ones the first wins."""
        kept: list[Span[T]] = []
        owners: dict[int, tuple[int, int]] = {}
        for span in sorted(self.everywhere(words), key=lambda s: (s.start - s.end, s.start)):
            here, places = (span.start, span.end), range(span.start, span.end)
            if all(owners.get(at, here) == here for at in places):
                owners.update(dict.fromkeys(places, here))
                kept.append(span)
        return sorted(kept, key=lambda s: s.start)


def _match(phrase: Sequence[str], words: Sequence[str], start: int) -> int:
    """Return where the phrase, which may have gaps, ends if it begins at `start`, or 0 if it does not match."""
    at = start
    for i, wanted in enumerate(phrase):
        if wanted == GAP:
            rest = phrase[i + 1 :]
            ends = (_match(rest, words, at + skip) for skip in range(MAX_GAP + 1))
            return next((end for end in ends if end), 0)
        if at >= len(words) or words[at] != wanted:
            return 0
        at += 1
    return at


ROLE = "@"
"""The mask for a role in cues, and in a question whose roles are masked."""
CHIEF_FORMS = (
    "chief {} officer",
    "{} chief",
    "chief {}",
    "{} boss",
    "{} head",
    "head of {}",
    "{} exec",
    "{} executive",
    "{} lead exec",
    "top {} exec",
    "top {} executive",
    "officer for {}",
    "officer of {}",
    "officer in charge of {}",
    "chief officer for {}",
    "chief officer of {}",
    "chief of {}",
    "{} c level",
    "{} officer",
)
"""The patterns by which a function names its role: "marketing chief", "officer for revenue"."""


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Return every word of the texts."""
    return {word for text in texts for word in words_of(text)}


@lru_cache(maxsize=1 << 14)
def words_of(text: str) -> tuple[str, ...]:
    """Return the normalised words of a text."""
    return normalise(text).words


def cue_words(text: str) -> tuple[str, ...]:
    """Return the normalised words of a cue, keeping `@` and `*`."""
    return tuple(word for part in text.split() for word in ((part,) if part in (ROLE, "*") else words_of(part)))


def with_plural(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the phrase, and the phrase with its last or its first word in the plural: `vps of sales`."""
    if not words:
        return []
    plurals = [(*words[:-1], words[-1] + "s")]
    if "of" in words:
        plurals.append((words[0] + "s", *words[1:]))
    return [words, *plurals]


def _chief_forms(functions: Iterable[str]) -> Iterator[tuple[str, ...]]:
    for function in functions:
        for form in CHIEF_FORMS:
            yield from with_plural(words_of(form.format(function)))


def role_phrases(base: KnowledgeBase) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Iterate over every form of every name of a role, with the ids of the roles it may mean."""
    owners: dict[tuple[str, ...], tuple[str, ...]] = {}
    for role in base.roles.values():
        as_id = (role.id.replace("_", " "),) if "_" in role.id else ()
        for text in (role.title, role.short, *role.names, *role.abbreviations, *role.misspellings, *as_id):
            for form in with_plural(words_of(text)):
                if role.id not in owners.get(form, ()):
                    owners[form] = (*owners.get(form, ()), role.id)
    for role_id, functions in base.language.functions.items():
        for form in _chief_forms(functions) if role_id in base.roles else ():
            owners.setdefault(form, (role_id,))
    return iter(owners.items())


def sense_phrases(roles: Iterable[Role]) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    """Yield the phrases that indicate another sense of an abbreviation, with the abbreviation and that sense."""
    for role in roles:
        for sense in role.also_means:
            for text in (sense.name, *sense.cues):
                for form in with_plural(words_of(text)):
                    yield form, (squeeze(sense.short), sense.name)


TOPIC_OF_ONE = ("@ {}", "{} @", "{} of @")
TOPIC_OF_TWO = ("@ @ {}", "@ vs @ {}", "@ and @ {}", "{} @ vs @", "{} of @ and @")
"""The ways in which everybody names a topic beside its roles. A name that a company adds counts in these at once."""


def topic_ways(topics: Iterable[Topic]) -> Iterator[tuple[str, str]]:
    """Yield the ways of asking that consist of roles and the name of a topic: "CRO KPIs", "CMO vs CRO KPIs"."""
    for topic in topics:
        for name in (topic.name, *topic.names):
            yield from ((f"role/{topic.id}", form.format(name)) for form in TOPIC_OF_ONE)
            yield from ((f"compare/{topic.id}", form.format(name)) for form in TOPIC_OF_TWO)


def phrases_by_role(texts: Mapping[str, Iterable[str]]) -> Phrases[str]:
    """Return an index from the phrases of each role to its id."""
    return Phrases((words_of(text), role) for role, listed in texts.items() for text in listed)
