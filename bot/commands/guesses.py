"""What a sentence that isn't certain may be meant to say: only ever offered, never carried out."""

import re
from collections.abc import Sequence

from bot.commands.command import Command
from bot.commands.plain_sentence import has_inner_stop, is_plain, read_plain
from bot.commands.signs import begins_negated
from bot.commands.tokens import Token, tokenise
from bot.commands.vocabulary import DOUBTS
from bot.knowledge.base import KnowledgeBase

_CLAUSE_END = re.compile(r"[,;:]\s+|(?<=[^\W\d_)])[.!?]+\s+|\s[-\u2013\u2014]\s|\n+")


def guess_from_known_words(tokens: Sequence[Token], base: KnowledgeBase, numbers: tuple[int, ...]) -> Command | None:
    """What the known words of the sentence amount to; None if they name no item."""
    if has_inner_stop(tokens):
        return None
    known = [token for token in tokens if token.kind not in (*DOUBTS, "other", "amount")]
    guess = read_plain(known, base, numbers) or read_plain(_as_due(known), base, numbers)
    return guess if guess and guess.problem is None and guess.numbers else None


def find_clear_clause(text: str, base: KnowledgeBase, numbers: tuple[int, ...]) -> Command | None:
    """The command of the only clause that is plain; None if another clause may take it back."""
    clauses = [tokenise(clause) for clause in _CLAUSE_END.split(text)]
    plain = (read_plain(each, base, numbers) for each in clauses if is_plain(each))
    commands = [each for command in plain if (each := _with_reason(command, text)) and each.numbers]
    if len(clauses) == 1 or len(commands) != 1 or any(map(begins_negated, clauses)) or "?" in text:
        return None
    return commands[0]


def _as_due(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with what is to be done read as what is due: `finish 5 by friday`."""
    return [token._replace(value="due") if (token.kind, token.value) == ("act", "done") else token for token in tokens]


def _with_reason(command: Command | None, text: str) -> Command | None:
    """The command, with the clauses after its own as the reason that it needs; None if it has another problem."""
    if command is None or command.problem is None:
        return command
    end = _CLAUSE_END.search(text)
    if end is None or command.problem.kind != "no_reason":
        return None
    return command._replace(text=text[end.end() :], problem=None)
