"""Checks the ways of asking: each is listed under a kind of question that exists, and under one only."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.knowledge.claims import normalise_name
from bot.knowledge.draft import Draft, Entry
from bot.knowledge.language import Language
from bot.knowledge.layout import TOPICS
from bot.knowledge.models import Topic
from bot.knowledge.nodes import FileLocation, KnowledgeProblem, did_you_mean

LISTS = ("ways", "phrases")
"""The keys of the language that list wordings by kind of question."""
PLAIN_KINDS = ("role", "compare")
"""The kinds that may be alone or with a topic of roles."""
OTHER_KINDS = (
    *("advice/first_hire", "advice/importance", "compare/similarities", "none/who_owns", "none/help", "none/directory"),
    *("several/both_or_one", "several/which_first", "several/importance", "several/who_owns"),
)
ROLE_COUNTS = defaultdict(int, {"role": 1, "advice": 1, "compare": 2, "several": 2})
"""How many roles a question of a kind names, 2 for several. The same words may ask something else about two roles."""
ROLE = "@"


@dataclass(frozen=True, slots=True)
class Wording:
    """A listed wording: its kind of question, the list it is in, and its location."""

    text: str
    kind: str
    listed: str
    location: FileLocation


def find_unknown_kinds(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each kind of question that doesn't exist, such as `role/foo`.

    The topics that an overlay hides still count: the language below it may name them.
    """
    topics = _topics(draft)
    if topics is None:
        return
    known = {*PLAIN_KINDS, *OTHER_KINDS, *(f"{kind}/{topic}" for kind in PLAIN_KINDS for topic in topics)}
    for language in draft.entries_of(Language):
        for key in LISTS:
            for kind in getattr(language.value, key):
                location = language.location(key, kind)
                if kind not in known and draft.layer(location) >= 0:
                    text = f'there is no kind of question "{kind}"{did_you_mean(kind, sorted(known))}'
                    yield KnowledgeProblem(location, text)


def _topics(draft: Draft) -> set[str] | None:
    """Return the ids of all topics, including hidden ones, or None if a file of topics is unreadable."""
    known = draft.known_keys(Topic)
    return None if known is None else {*known, *(key for kind, key in draft.hides if kind == TOPICS.name)}


def find_contradicting_wordings(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each wording that is listed again, under another kind of question or under its own."""
    for language in draft.entries_of(Language):
        fillers = {normalise_name(word) for word in language.value.words.get("fillers", ())}
        listed: defaultdict[tuple[str, int], list[Wording]] = defaultdict(list)
        for wording in _wordings(language):
            words = _normalised(wording.text, fillers)
            listed[words, ROLE_COUNTS[wording.kind.partition("/")[0]]].append(wording)
        for first, *others in (found for (words, _), found in listed.items() if words):
            for other in others:
                if problem := _contradiction(first, other):
                    yield problem


def _contradiction(first: Wording, other: Wording) -> KnowledgeProblem | None:
    """Return the problem at the later of two equal wordings. One may be in each list under the same kind."""
    if first.kind != other.kind:
        text = f'"{other.text}" is also listed under {first.kind} ({first.location}); keep it in one place'
    elif first.listed == other.listed and normalise_name(first.text) == normalise_name(other.text):
        text = f'"{other.text}" is listed twice ({first.location}); delete one'
    else:
        return None
    return KnowledgeProblem(other.location, text)


def _wordings(language: Entry[Language]) -> Iterator[Wording]:
    for key in LISTS:
        for kind, texts in getattr(language.value, key).items():
            for position, text in enumerate(texts):
                yield Wording(text, kind, key, language.location(key, kind, position))


def _normalised(text: str, fillers: set[str]) -> str:
    """Return the wording as it is compared: without fillers, accents and punctuation, with `@` for roles."""
    words = (ROLE if ROLE in word else normalise_name(word) for word in text.split())
    return " ".join(word for word in words if word and word not in fillers)


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_unknown_kinds, find_contradicting_wordings)
