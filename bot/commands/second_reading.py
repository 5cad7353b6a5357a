"""Reads a message again that wasn't understood: with the names of the items, then for what it is likely to ask for."""

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.command_line import to_command_line
from bot.commands.free_text import strip_markup
from bot.commands.instructions import SEVERAL, read_instructions
from bot.commands.item_names import ItemNames
from bot.commands.likely import likely_line
from bot.knowledge.base import KnowledgeBase

_VAGUE: frozenset[ProblemKind] = frozenset(("unknown_verb", "no_number", "unexplained", "report", "plan", "negation"))
"""Problems after which a guess may be offered. A question or a condition is answered as what it is."""
_DENYING = frozenset(("undo", "snooze", "assign", "due", "target", "owner"))
"""Verbs that words such as `not`, `no longer` and `wrong` may well ask for."""
_BY_NAME = frozenset(("done", "assign", "due", "snooze", "unblock", "reopen", "retitle", "note", "item"))
"""Verbs that are carried out for an item named by its title."""
_ASKING: frozenset[ProblemKind] = frozenset(("no_person", "no_date", "no_reason"))


def needs_second_reading(command: Command) -> bool:
    """Whether the message may say more than this command: it has a problem, or renames what may be an item."""
    return command.problem is not None or (command.verb == "rename" and not command.numbers)


def read_with_items(text: str, base: KnowledgeBase, names: ItemNames) -> Command:
    """The command in the text after `/hiring`, as Slack sends it, where items may be named by their titles.

    A message that names an item is read with its number instead, and carried out if that is understood in full. What
    is likely to be meant otherwise is only offered. Never raises.
    """
    command = read_instructions(text, base)
    if not needs_second_reading(command):
        return command
    plain = strip_markup(text)
    numbered = names.replace(plain)
    if numbered != plain and not command.numbers:
        renamed = read_instructions(numbered, base)
        if _is_same_command(command, renamed):
            return renamed
        if renamed.problem is None and _changes(renamed) and command.problem:
            return _offer(command.problem, renamed, to_command_line(renamed.parts or (renamed,)), numbered)
    return _with_likely(command, numbered, base)


def _is_same_command(command: Command, renamed: Command) -> bool:
    """Whether the names of items are all that the first reading lacked, and the second is a plain command.

    Words about what is blocked or skipped may mean anything, so those verbs are only offered.
    """
    problem = command.problem
    lacks_number = command.verb == "rename" or (problem is not None and problem.kind == "no_number")
    is_same_verb = renamed.verb == command.verb or (command.verb, renamed.verb) == ("rename", "retitle")
    return lacks_number and is_same_verb and renamed.problem is None and renamed.verb in _BY_NAME


def _with_likely(command: Command, text: str, base: KnowledgeBase) -> Command:
    """The command, with what is likely to be meant as a suggestion if it has none."""
    problem = command.problem
    lacks_first_day = command.verb == "target" and problem is not None and problem.kind == "no_date"
    if problem is None or not (problem.kind in _VAGUE or lacks_first_day):
        return command
    line = likely_line(text)
    guess = read_instructions(line, base) if line else command
    if not _changes(guess) or (problem.kind == "negation" and guess.verb not in _DENYING):
        return command
    if guess.problem:
        return guess if guess.problem.kind in _ASKING and problem.kind != "negation" else command
    return _offer(problem, guess, line, text)


def _offer(problem: CommandProblem, guess: Command, line: str, text: str) -> Command:
    """The guess as the suggestion for a message with this problem."""
    kind: ProblemKind = problem.kind if problem.kind in ("report", "plan", "negation") else "unexplained"
    return Command(guess.verb, numbers=guess.numbers, problem=CommandProblem(kind, problem.words or text, (line,)))


def _changes(command: Command) -> bool:
    """Whether the command, or each of several, changes something."""
    if command.verb == SEVERAL:
        return all(map(_changes, command.parts))
    return command.verb in CATALOGUE and CATALOGUE[command.verb].writes
