"""Reads one sentence of a message: the command in it, and whether the sentence as a whole asks for it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.certainty import HEAD_KINDS, find_doubt, find_signed_number
from bot.commands.command import Command, CommandProblem
from bot.commands.guesses import find_clear_clause, guess_from_known_words
from bot.commands.parser import parse_plain
from bot.commands.plain_sentence import is_plain, read_plain
from bot.commands.signs import Doubt, find_sign, is_intention, is_question
from bot.commands.tokens import Token, tokenise
from bot.knowledge.base import KnowledgeBase

_BARE_KINDS = frozenset(("number", "negation", "filler", "subject", "item", "and", "mark", "hedge"))
_BARE_ACTS = frozenset(("done", "start-item"))
_VAGUE_PROBLEMS = frozenset(("unknown_verb", "no_number"))
"""Problems that say less than a guess from the known words does."""
_ONE_CLAUSE_ONLY = frozenset(("question", "negation", "hedge", "or", "condition"))
"""Doubts that turn round what the known words say: only a clause without them may be meant."""


class SentenceReading(NamedTuple):
    """A sentence, the command in it, and why it can't be carried out as it stands.

    - `command`: None if there is none, as in a remark. With a doubt, it's what may have been meant.
    - `doubt`: empty if the sentence as a whole asks for the command. `problem` if the command has one.
    - `numbers`: the items named, also where nothing is to be done with them.
    - `is_bare`: whether it only says that these items aren't done, and nothing else.
    """

    text: str
    command: Command | None
    doubt: Doubt = ""
    numbers: tuple[int, ...] = ()
    is_bare: bool = False


def read_sentence(text: str, base: KnowledgeBase, numbers: tuple[int, ...] = ()) -> SentenceReading:
    """The reading of a plain text. `numbers` are the items named before, which a pronoun stands for."""
    text = _resolve_pronoun(text, numbers)
    tokens = tokenise(text)
    prefix, command = parse_plain(text, base)
    doubt = find_doubt(text, tokens, prefix, command)
    plain = read_plain(tokens, base, numbers) if is_plain(tokens) and not is_question(text, tokens) else None
    if not doubt and not _is_preferred(plain, command):
        return SentenceReading(text, command, "", command.numbers)
    if plain:
        return SentenceReading(text, plain, "problem" if plain.problem else "", plain.numbers)
    named = tuple(int(token.value) for token in tokens if token.kind == "number")
    meant, doubt = _read_doubtful(text, tokens, base, SentenceReading(text, command, doubt, numbers))
    return SentenceReading(text, meant, doubt, named, _is_bare(tokens))


def _is_preferred(plain: Command | None, command: Command) -> bool:
    """Whether it asks for a change, although it begins with a word that shows something: `all of 3 due friday`."""
    return plain is not None and plain.problem is None and not CATALOGUE[command.verb].writes


def _is_bare(tokens: Sequence[Token]) -> bool:
    return all(
        token.kind in _BARE_KINDS or (token.kind == "act" and token.value in _BARE_ACTS) for token in tokens
    )  # fmt: skip


def _resolve_pronoun(text: str, numbers: tuple[int, ...]) -> str:
    """The text with the items named before in place of the pronoun that follows its verb: `block it: no budget`."""
    tokens = tokenise(text)
    at = next((at for at, token in enumerate(tokens) if token.kind == "pronoun"), 0)
    head = tokens[:at]
    if not numbers or not head or any(token.kind == "number" for token in head):
        return text
    if tokens[at - 1].kind not in ("act", "filler") or not all(token.kind in HEAD_KINDS for token in head):
        return text
    return f"{text[: tokens[at].start]}{', '.join(map(str, numbers))}{text[tokens[at].end :]}"


def _read_doubtful(
    text: str, tokens: Sequence[Token], base: KnowledgeBase, first: SentenceReading
) -> tuple[Command | None, Doubt]:
    """What may be meant by a sentence that isn't plain, and the doubt about it; `first` is what it begins with."""
    command, numbers = first.command, first.numbers
    signed = find_signed_number(tokens)
    if command and signed and command.numbers and not command.text:
        return command._replace(problem=CommandProblem("bad_number", signed)), "problem"
    sign: Doubt = "question" if is_question(text, tokens) else find_sign(tokens)
    if first.doubt == "problem" and is_intention(tokens):
        sign = sign or "plan"
    clear = find_clear_clause(text, base, numbers)
    if sign in _ONE_CLAUSE_ONLY:
        return clear, sign
    guess = guess_from_known_words(tokens, base, numbers) or clear
    is_kept = command and command.problem and command.problem.kind not in _VAGUE_PROBLEMS
    if first.doubt == "problem" and not sign:
        guess = None if is_kept else guess
        return (guess, "unexplained") if guess else (command, "problem")
    return guess or (command if command and not command.problem else None), sign or first.doubt
