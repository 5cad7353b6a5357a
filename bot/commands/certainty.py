"""Whether the sentence as a whole asks for the command that it begins with.

It does if everything in it is explained: as an argument, as a note or a reason, or as a filler.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE, EMPTY, UNKNOWN
from bot.commands.command import Command
from bot.commands.free_text import QUOTES, SEPARATORS
from bot.commands.item_numbers import classify_count
from bot.commands.prefix import Prefix
from bot.commands.signs import Doubt, find_sign, has_question_mark, is_question
from bot.commands.tokens import Token
from bot.dates.reader import is_date_like
from bot.understanding.normalise import squeeze
from bot.understanding.phrases import words_of

_OWN_WORDS = frozenset(
    (
        *("note", "add", "rename", "retitle", "block", "skip", "override", "close", "start", "reopen", "pause"),
        *("guests", "score", "open-scores", "finalist"),
    )
)
"""Verbs whose text is in the person's own words, so that a negation or a question in it is part of the text."""
_REASONED = frozenset(("block", "skip", "override", "close", "reopen", "pause", "open-scores"))
"""Verbs of these whose text is a reason, which a condition is not."""
_PROVED = frozenset(("done", "evidence"))
"""Verbs whose text shows that something is done."""
_NOTHING = frozenset(words_of("none nothing no aucun aucune rien kein keine keines nichts ninguno ninguna nada nenhum"))
HEAD_KINDS = frozenset(
    words_of("number and mark filler request subject item preposition pronoun mention person date act")
)
"""Kinds of tokens that are explained where the arguments are."""


class Parsed(NamedTuple):
    """A sentence and its command: the tokens before the verb, those between it and the text, and those of the text."""

    sentence: str
    command: Command
    verb_words: str
    text_start: int
    before: Sequence[Token]
    between: Sequence[Token]
    after: Sequence[Token]

    @classmethod
    def from_prefix(cls, sentence: str, tokens: Sequence[Token], prefix: Prefix, command: Command) -> "Parsed":
        """The tokens sorted by where they are."""
        at = sentence.rfind(command.text) if command.text else len(sentence)
        return cls(
            sentence,
            command,
            prefix.verb_words,
            at,
            [token for token in tokens if token.end <= prefix.start],
            [token for token in tokens if prefix.end <= token.start < at],
            [token for token in tokens if token.start >= at],
        )


def find_doubt(sentence: str, tokens: Sequence[Token], prefix: Prefix, command: Command) -> Doubt:
    """Why the command that the sentence begins with isn't certain; empty if it is."""
    if command.problem or command.verb in (UNKNOWN, EMPTY):
        return "problem"
    if command.verb == "item" and command.text:
        return "unexplained"
    if command.when not in ("", "none") and not is_date_like(command.when):
        return "problem"
    verb = CATALOGUE[command.verb]
    if not (verb.writes or verb.name == "start"):
        return ""
    if verb.name not in _OWN_WORDS and is_question(sentence, tokens):
        return "question"
    parsed = Parsed.from_prefix(sentence, tokens, prefix, command)
    return _find_doubt_in_head(parsed) or _find_doubt_in_text(parsed) or _find_doubt_in_relation(parsed)


def find_signed_number(tokens: Sequence[Token]) -> str:
    """The first number with a sign, which no item has; empty if there is none."""
    return next((token.value for token in tokens if token.kind == "amount" and token.value.startswith("-")), "")


def _find_doubt_in_head(parsed: Parsed) -> Doubt:
    """The doubt in what precedes the text: a sign, or a word without a meaning there."""
    command = parsed.command
    before, between = (
        [token for token in tokens if not (_belongs_to_search(token, command) or _is_the_date(token, parsed))]
        for tokens in (parsed.before, parsed.between)
    )
    if sign := find_sign(before if command.when == "none" else (*before, *between)):
        return sign
    if CATALOGUE[command.verb].needs_item and find_signed_number(between):
        return "problem"
    is_free = command.verb in _OWN_WORDS or command.when or command.verb == "weekly"
    explained = before if is_free else (*before, *between)
    return "" if all(token.kind in HEAD_KINDS for token in explained) else "unexplained"


def _is_the_date(token: Token, parsed: Parsed) -> bool:
    """Whether the token is the whole date that the command sets: `target yesterday`, which is no report."""
    return parsed.sentence[token.start : token.end].casefold() == parsed.command.when.casefold() != ""


def _belongs_to_search(token: Token, command: Command) -> bool:
    """Whether the token is part of the short name of the search, or follows it: `cro 3`, `the cro search`."""
    if command.search and token.value == "search":
        return True
    is_number = token.kind == "amount" and token.value.isdecimal() and int(token.value) in command.numbers
    is_name = token.kind in ("other", "amount", "number") and squeeze(token.value) in squeeze(command.search or "")
    return is_number or is_name


def _find_doubt_in_text(parsed: Parsed) -> Doubt:
    """The doubt in the text: evidence that says something isn't done, or a reason that is a condition.

    What is in quotes is taken as it stands.
    """
    command = parsed.command
    if not command.text or parsed.sentence[: parsed.text_start].endswith(tuple(QUOTES)):
        return ""
    if command.verb in _PROVED:
        return _find_doubt_in_evidence(parsed)
    first = next((token for token in parsed.after if token.kind != "mark"), None)
    if first and first.kind == "condition" and command.verb in _REASONED:
        return "condition"
    return "question" if command.verb not in _OWN_WORDS and has_question_mark(parsed.sentence) else ""


def _find_doubt_in_evidence(parsed: Parsed) -> Doubt:
    text, after = parsed.command.text, parsed.after
    if squeeze(text) in _NOTHING:
        return "negation"
    if is_date_like(text) or _ends_with_deadline(text):
        return "plan"
    if has_question_mark(parsed.sentence):
        return "question"
    names_item = any((one.kind, next_one.kind) == ("item", "number") for one, next_one in pairwise(after))
    is_joined = bool(after) and after[0].kind == "and"
    begins_with_command = next((token.kind for token in after if token.kind != "mark"), "") in ("number", "act")
    signs = [token for token in after if token.kind != "report"]
    return find_sign(signs) or ("unexplained" if names_item or is_joined or begins_with_command else "")


def _ends_with_deadline(text: str) -> bool:
    """Whether the text ends with a day by which something is to be done: `with legal by friday`."""
    _, marker, day = text.casefold().rpartition("by ")
    return bool(marker) and is_date_like(day)


def _find_doubt_in_relation(parsed: Parsed) -> Doubt:
    """The doubt in how verb, numbers and text hang together: `we skipped 2 candidates`."""
    command, start = parsed.command, parsed.text_start
    if not command.text:
        return ""
    if any(token.kind == "subject" for token in parsed.before):
        return "report"
    is_count = bool(command.numbers) and classify_count(parsed.sentence, max(start - 1, 0)) == "yes"
    if is_count and parsed.verb_words.endswith("ed"):
        return "unexplained"
    is_about_items = command.verb == "pause" and any(token.kind == "number" for token in parsed.after[:2])
    if command.verb in _OWN_WORDS | _PROVED:
        return "unexplained" if is_about_items else ""
    head = parsed.sentence[:start]
    is_separated = head.rstrip().endswith((*SEPARATORS.strip(), "(")) or "because" in head.casefold()
    return "" if is_separated and parsed.after[:1] and parsed.after[0].kind != "and" else "unexplained"
