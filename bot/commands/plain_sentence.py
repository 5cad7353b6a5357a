"""Reads a sentence in which every word is known: what it asks for, in whatever order and in five languages.

`Bitte 6 an @maria`, `5 and 6 go to @maria`, `le 9 pour jeudi` and `12 wieder öffnen` have no word that isn't an act, a
number, a person, a date or a filler. So nothing in them can change what they mean.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY
from bot.commands.prefix import Prefix
from bot.commands.tokens import Token
from bot.commands.vocabulary import DOUBTS
from bot.dates.reader import is_date_like
from bot.knowledge.base import KnowledgeBase

_IGNORED = frozenset(("filler", "request", "subject", "item", "act"))
_OBJECTS = frozenset(("number", "date", "mention", "person", "preposition"))
_FORGIVEN_MARKS = frozenset(".,;:!?()\"'\u201c\u201d\u201e\u2019*_~`=>-\u2013\u2014\u2192&+#|")
_TODAY = frozenset(("today", "heute", "hoy", "hoje", "now", "tonight", "aujourd'hui"))
"""Words that say when something was done, rather than when it is due."""


class Facts(NamedTuple):
    """What a sentence contains besides its acts."""

    has_numbers: bool
    has_mention: bool
    has_nobody: bool
    has_me: bool
    has_date: bool


class Residue(NamedTuple):
    """The acts of a sentence, and the text that is left of it for the reader of the verb."""

    acts: frozenset[str]
    text: str
    facts: Facts


def is_plain(tokens: Sequence[Token]) -> bool:
    """Whether every token is known and none is a sign that the sentence is no command."""
    return all(map(_is_known, tokens)) and not has_inner_stop(tokens)


def _is_known(token: Token) -> bool:
    return token.kind not in (*DOUBTS, "other", "amount") and (token.kind != "mark" or token.value in _FORGIVEN_MARKS)


def has_inner_stop(tokens: Sequence[Token]) -> bool:
    """Whether a full stop separates two sentences, rather than ending one or following an abbreviation."""
    last = max((at for at, token in enumerate(tokens) if token.kind not in ("mark", "filler")), default=0)
    return any(
        token.kind == "mark" and token.value in ".!?" and tokens[at - 1].kind not in ("item", "number", "date")
        for at, token in enumerate(tokens[:last])
        if at
    )


def read_plain(tokens: Sequence[Token], base: KnowledgeBase, numbers: tuple[int, ...] = ()) -> Command | None:
    """The command that the tokens ask for, None if they don't amount to exactly one.

    `numbers` are the items of the sentence before, which a pronoun stands for.
    """
    residue = extract_residue(_without_today(tokens), numbers)
    verb, verb_words = _choose_verb(residue) or ("", "")
    if verb not in CATALOGUE:
        return None
    text = f"{residue.text} none" if "undue" in residue.acts else residue.text
    prefix = Prefix(verb, verb_words, None, (), text, text)
    command = CATALOGUE[verb].read(prefix, base)
    if command.verb != verb or command.text or (command.when not in ("", "none") and not is_date_like(command.when)):
        return None
    return command._replace(argument_text=text)


def _without_today(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without `today`, if something is done."""
    is_done = any(token.value == "done" for token in tokens if token.kind == "act")
    return [token for token in tokens if not (is_done and token.kind == "date" and token.value in _TODAY)]


def extract_residue(tokens: Sequence[Token], numbers: tuple[int, ...] = ()) -> Residue:
    """The acts among the tokens, and the rest as text: numbers, people, dates and the words between them."""
    acts = frozenset(token.value for token in tokens if token.kind == "act")
    kept = [token for token in tokens if token.kind not in _IGNORED]
    words = [word for at, token in enumerate(kept) if (word := _kept_word(kept, at, token, numbers))]
    has_numbers = any(token.kind == "number" for token in kept) or (
        bool(numbers) and any(token.kind == "pronoun" for token in kept)
    )
    people = {token.value for token in kept if token.kind == "person"}
    facts = Facts(
        has_numbers,
        any(token.kind == "mention" for token in kept),
        NOBODY in people,
        ME in people,
        any(token.kind == "date" for token in kept),
    )
    return Residue(acts, " ".join(words).strip(" ,"), facts)


def _kept_word(kept: Sequence[Token], at: int, token: Token, numbers: tuple[int, ...]) -> str:
    """What stands for the token in the text for a reader; empty if it is left out."""
    before = kept[at - 1] if at else None
    after = kept[at + 1] if at + 1 < len(kept) else None
    between_numbers = bool(before and after and before.kind == after.kind == "number")
    if token.kind == "pronoun":
        return " ".join(map(str, numbers))
    if token.kind == "and":
        return "," if between_numbers else ""
    if token.kind == "mark":
        return token.value if between_numbers and token.value in ",;-\u2013\u2014&+" else ""
    if token.kind == "preposition" and (after is None or after.kind not in _OBJECTS):
        return ""
    if token.kind == "preposition" and between_numbers and token.value in ("to", "by"):
        return "to"
    return token.value


def _choose_verb(residue: Residue) -> tuple[str, str] | None:
    """The verb, and the phrase that its reader is given; None if the acts and the rest don't fit together."""
    acts, facts = residue.acts, residue.facts
    if not acts:
        return _verb_without_act(residue)
    if "target" in acts:
        return ("target", "target") if acts <= {"target", "due"} and facts.has_date else None
    return next((verb for needed, verb in _CHOICES if needed.admits(acts, facts)), None)


def _verb_without_act(residue: Residue) -> tuple[str, str] | None:
    facts = residue.facts
    if not facts.has_numbers:
        return None
    if facts.has_mention or facts.has_nobody or facts.has_me:
        return "assign", "assign"
    return ("due", "due") if facts.has_date else None


def _is_done(facts: Facts) -> bool:
    return facts.has_numbers and not (facts.has_mention or facts.has_nobody or facts.has_date)


def _is_for_person(facts: Facts) -> bool:
    return facts.has_numbers and (facts.has_mention or facts.has_me or facts.has_nobody)


def _is_for_colleague(facts: Facts) -> bool:
    return facts.has_numbers and facts.has_mention and not facts.has_nobody


def _has_items_only(facts: Facts) -> bool:
    return facts.has_numbers and not (facts.has_mention or facts.has_date or facts.has_nobody)


def _has_items_and_date(facts: Facts) -> bool:
    return facts.has_numbers and facts.has_date and not facts.has_mention


class _Requirement(NamedTuple):
    """What a verb takes: one of the acts `any_of`, no acts besides those and `also`, and what else has to be there."""

    any_of: frozenset[str]
    also: frozenset[str]
    test: Callable[[Facts], bool]

    def admits(self, acts: frozenset[str], facts: Facts) -> bool:
        """Whether the acts and the facts of a sentence are what the verb takes."""
        return not self.any_of.isdisjoint(acts) and acts <= self.any_of | self.also and self.test(facts)


def _when(any_of: str, test: Callable[[Facts], bool], also: str = "") -> _Requirement:
    return _Requirement(frozenset(any_of.split()), frozenset(also.split()), test)


_CHOICES: tuple[tuple[_Requirement, tuple[str, str]], ...] = (
    (_when("done", _is_done), ("done", "done")),
    (_when("reopen", _has_items_only), ("reopen", "reopen")),
    (_when("unblock", _has_items_only), ("unblock", "unblock")),
    (_when("start-item", _has_items_only), ("start-item", "begin")),
    (_when("block", _has_items_only), ("block", "block")),
    (_when("skip", _has_items_only), ("skip", "skip")),
    (
        _when("take", lambda facts: facts.has_numbers and not (facts.has_mention or facts.has_nobody)),
        ("assign", "take"),
    ),
    (_when("do assign take", _is_for_colleague, also="due"), ("assign", "assign")),
    (_when("assign", _is_for_person, also="due"), ("assign", "assign")),
    (_when("unassign", _has_items_only), ("assign", "unassign")),
    (_when("undue", _has_items_only, also="due"), ("due", "due")),
    (_when("due", _has_items_and_date), ("due", "due")),
    (_when("snooze", _has_items_and_date), ("snooze", "snooze")),
    (_when("undo", lambda facts: not any(facts)), ("undo", "undo")),
    (
        _when("owner", lambda facts: (facts.has_mention or facts.has_me) and not facts.has_numbers, also="assign do"),
        ("owner", "owner"),
    ),
    (_when("pause", lambda facts: not any(facts)), ("pause", "pause")),
    (_when("resume", lambda facts: not any(facts)), ("resume", "resume")),
    (_when("resume", _has_items_only), ("unblock", "unblock")),
)
"""Acts that go together and what else has to be there, to the verb and the phrase for its reader; the first applies."""
