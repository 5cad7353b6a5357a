"""Questions without an answer: what is kept of them, and how similar ones are grouped. It never says who asked."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from hashlib import blake2b
from html import unescape
from typing import NamedTuple, Protocol

KEEP_FOR = timedelta(days=90)
"""How long a question is kept after it was last asked."""
MAX_TEXT = 300
MIN_SIMILARITY = 0.6
"""The share of common words from which two questions count as the same. Chosen by hand."""
MIN_STEM = 4
_TO_THE_APP = re.compile(r"^\s*<@[^>]*>")
"""A mention at the beginning, which is that of the app."""
_HIDDEN = (
    (re.compile(r"<(?:mailto:)[^>]*>|\b[\w.+-]+@[\w-]+\.[\w.]+"), "(address)"),
    (re.compile(r"<@[^>]*>"), "(person)"),
    (re.compile(r"<#[^>]*>"), "(channel)"),
    (re.compile(r"<!?[^>]*>|https?://\S+"), "(link)"),
    (re.compile(r"\+?\d[\d\s().-]{6,}\d"), "(number)"),
)
"""What could lead to a person or a document, and what is kept instead."""
_FILLER_WORDS = (
    "a an and are at be by can could do does for from have how i if in is it me my of on or our please should tell the "
    "their there to us we what whats when where which who why will with would you your"
)
_FILLERS = frozenset((*_FILLER_WORDS.split(), *(shown.strip("()") for _, shown in _HIDDEN)))
_ENDINGS = ("ing", "ies", "es", "ed", "s")


class UnansweredQuestion(NamedTuple):
    """A question in one wording: as plain words, as it was first asked, how often, and the first and last day."""

    words: str
    text: str
    times: int
    first_on: date
    last_on: date


class GapGroup(NamedTuple):
    """Similar questions, the most frequent wording first. `key` stays the same as long as that wording leads."""

    key: str
    questions: tuple[UnansweredQuestion, ...]

    @property
    def text(self) -> str:
        """The most frequent wording."""
        return self.questions[0].text

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every wording, the most frequent first."""
        return tuple(each.text for each in self.questions)

    @property
    def times(self) -> int:
        """How often it was asked in all."""
        return sum(each.times for each in self.questions)

    @property
    def last_on(self) -> date:
        """The day it was last asked."""
        return max(each.last_on for each in self.questions)


class GapRepository(Protocol):
    """Stores the questions that were not answered, in the workspaces that want it."""

    def is_on(self, team: str) -> bool:
        """Whether the workspace keeps its unanswered questions."""

    def switch(self, team: str, *, on: bool) -> None:
        """Begin to keep them, or stop and delete those that are kept."""

    def list_teams(self) -> tuple[str, ...]:
        """The workspaces that keep them."""

    def record(self, team: str, words: str, text: str, today: date) -> None:
        """Count a question, if the workspace keeps them."""

    def list_questions(self, team: str | None, today: date) -> tuple[UnansweredQuestion, ...]:
        """The questions of a workspace, or of all of them, the most frequent first; limited."""


def clean_text(text: str) -> str:
    """The text on one line, without people, addresses, links and long numbers, clipped to MAX_TEXT.

    >>> clean_text("does <@U123> report to jo@example.com?")
    'does (person) report to (address)?'
    """
    text = _TO_THE_APP.sub("", unescape(text))
    for pattern, shown in _HIDDEN:
        text = pattern.sub(shown, text)
    return " ".join(text.split())[:MAX_TEXT]


def group_questions(questions: Iterable[UnansweredQuestion]) -> tuple[GapGroup, ...]:
    """Group similar questions, and return the groups that were asked most often first."""
    groups: list[tuple[frozenset[str], list[UnansweredQuestion]]] = []
    for question in sorted(questions, key=lambda each: (-each.times, each.words)):
        words = _content_words(question.words)
        found = next((members for leader, members in groups if _similarity(leader, words) >= MIN_SIMILARITY), None)
        if found is None:
            groups.append((words, [question]))
        else:
            found.append(question)
    made = [GapGroup(_key(members), tuple(members)) for _, members in groups]
    return tuple(sorted(made, key=lambda each: (-each.times, each.key)))


def find_group(groups: Iterable[GapGroup], key: str) -> GapGroup | None:
    """The group with this key; None if there is none any more."""
    return next((each for each in groups if each.key == key), None)


def suggest_id(group: GapGroup, taken: Iterable[str]) -> str:
    """An id for the entry that answers the group, which is not taken."""
    words = [word for word in group.questions[0].words.split() if word not in _FILLERS and word.isascii()]
    base = re.sub(r"[^a-z0-9]+", "_", "_".join(words[:4])).strip("_") or "question"
    base = base if base[0].isalpha() else f"about_{base}"
    used = set(taken)
    return base if base not in used else f"{base}_{group.key}"


def _key(members: Sequence[UnansweredQuestion]) -> str:
    return blake2b(members[0].words.encode(), digest_size=4).hexdigest()


def _content_words(words: str) -> frozenset[str]:
    """The stems of the words that say what it is about; all of them if there are no such words."""
    split = words.split()
    return frozenset(_stem(word) for word in split if word not in _FILLERS) or frozenset(split)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= MIN_STEM - 1:
            return word.removesuffix(ending)
    return word


def _similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of words in common, from 0 to 1 (the Dice coefficient)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0
