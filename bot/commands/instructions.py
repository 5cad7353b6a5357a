"""Reads a whole message: one command, several to be carried out one by one, or a command that is in doubt.

This is the only place that decides whether what was typed is carried out. A message is understood in full, or nothing
in it is done: then the command has a problem that says why, and suggests what may have been meant.
"""

import re
from collections.abc import Sequence

from bot.commands.catalogue import CATALOGUE, EMPTY, UNKNOWN
from bot.commands.command import Command, CommandProblem, ProblemKind
from bot.commands.command_line import to_command_line
from bot.commands.emoji import spell_out_emoji
from bot.commands.free_text import strip_markup
from bot.commands.parser import parse_plain, with_names
from bot.commands.sentence import SentenceReading, read_sentence
from bot.commands.signs import Doubt
from bot.commands.splitting import Sentence, split_sentences
from bot.knowledge.base import KnowledgeBase

_QUOTED_LINE = re.compile(r"^\s*>.*(?:\n|$)", re.MULTILINE)
_LISTED_NUMBERS = re.compile(r"(?<=:)\s*(?:\n[ \t]*[-*\u2022]?[ \t]*#?\d+[ \t]*)+$")
_GROUP = re.compile(r"<!(?:subteam\^|here|channel|everyone)")
SEVERAL = "several"
"""The verb of a command that consists of several."""
_OWN_WORDS = frozenset(("note", "add", "rename", "evidence"))
"""Verbs whose text may well contain what looks like another command."""
_CLOSING = frozenset(("done", "skip", "override"))
_KINDS: dict[Doubt, ProblemKind] = {
    "question": "question",
    "negation": "negation",
    "condition": "condition",
    "report": "report",
    "plan": "plan",
    "hedge": "hedge",
    "or": "choice",
    "unexplained": "unexplained",
}


def read_instructions(text: str, base: KnowledgeBase) -> Command:
    """The command in the text after `/hiring`, as Slack sends it. Never raises.

    If the message has several, the command has the verb `several` and `parts`.
    """
    plain = spell_out_emoji(_join_list(_QUOTED_LINE.sub("", strip_markup(text)).strip()))
    sentences = split_sentences(plain)
    readings = _read_all(sentences, base)
    if len(readings) == 1:
        command = _decide_one(readings[0], base)
    else:
        command = _decide_several(plain, sentences, readings, base)
    return with_names(_name_group(command, text), text)


def _join_list(text: str) -> str:
    """The text with the numbers of a list, one a line, in a row: `done:`, `- 4`, `- 5`."""
    return _LISTED_NUMBERS.sub(lambda found: " " + ", ".join(re.findall(r"\d+", found[0])), text)


def _name_group(command: Command, text: str) -> Command:
    """The command with the problem that the name in it is the name of a group, if Slack says so."""
    problem = command.problem
    if problem and problem.kind == "raw_name" and _GROUP.search(text):
        return command._replace(problem=problem._replace(kind="group"))
    return command


def _read_all(sentences: Sequence[Sentence], base: KnowledgeBase) -> list[SentenceReading]:
    readings: list[SentenceReading] = []
    numbers: tuple[int, ...] = ()
    for sentence in sentences:
        reading = read_sentence(sentence.text, base, numbers)
        readings.append(reading)
        numbers = _numbers_meant(reading) or numbers
    return readings


def _numbers_meant(reading: SentenceReading) -> tuple[int, ...]:
    """The items that a pronoun in the next sentence stands for."""
    if reading.command and not reading.doubt:
        return reading.command.numbers
    return reading.numbers[-1:]


def _decide_one(reading: SentenceReading, base: KnowledgeBase) -> Command:
    if reading.doubt in ("", "problem") and reading.command:
        return reading.command
    if shown := _show_instead(reading):
        return shown
    if reading.command and reading.command.verb == "item":
        return reading.command
    return _doubtful(reading.doubt, reading.text, [reading.command] if reading.command else [], base)


def _decide_several(
    text: str, sentences: Sequence[Sentence], readings: Sequence[SentenceReading], base: KnowledgeBase
) -> Command:
    first = readings[0].command
    if first and first.verb in _OWN_WORDS and not readings[0].doubt and any(each.is_soft for each in sentences[1:]):
        return _text_or_commands(text, readings, base)
    wanted = [reading for reading in readings if not _is_idle(reading, readings)]
    commands = [each for each in map(_certain, wanted) if each]
    if len(commands) == len(wanted) and commands and not _contradict(readings):
        return commands[0] if len(commands) == 1 else Command(SEVERAL, parts=tuple(commands), argument_text=text)
    doubtful = next((each for each in readings if each.doubt not in ("", "problem")), None)
    meant = [each for each in map(_likely, wanted) if each]
    if doubtful is None:
        broken = next(each for each in readings if each.doubt == "problem")
        if not _is_remark(broken) or not meant:
            return _broken(broken)
        return _doubtful("unexplained", broken.text, meant, base)
    if _takes_back(readings) or any(each.doubt == "condition" for each in readings):
        meant = []
    return _doubtful(doubtful.doubt, doubtful.text, meant, base)


def _certain(reading: SentenceReading) -> Command | None:
    if not reading.doubt:
        return reading.command
    return _show_instead(reading)


def _likely(reading: SentenceReading) -> Command | None:
    """What a sentence may ask for, doubtful or not."""
    command = reading.command
    return command if command and command.problem is None and command.verb not in (UNKNOWN, EMPTY) else None


def _show_instead(reading: SentenceReading) -> Command | None:
    """The card of the items that a question is about, which answers it."""
    if reading.doubt == "question" and len(reading.numbers) == 1:
        return Command("item", numbers=reading.numbers)
    return None


def _is_idle(reading: SentenceReading, readings: Sequence[SentenceReading]) -> bool:
    """Whether the sentence only says which items are left as they are, and no other sentence is about them."""
    if reading.doubt not in ("negation", "hedge") or not reading.is_bare or not reading.numbers:
        return False
    others = [each.command for each in readings if each is not reading and each.command]
    changed = {number for command in others for number in command.numbers}
    return changed.isdisjoint(reading.numbers)


def _contradict(readings: Sequence[SentenceReading]) -> bool:
    """Whether a sentence that negates something names no item, or one that another sentence changes."""
    return any(each.doubt == "negation" and not _is_idle(each, readings) for each in readings)


def _takes_back(readings: Sequence[SentenceReading]) -> bool:
    """Whether a sentence takes back what another one says: it names the same item, or follows and names none."""
    closed = {
        number
        for each in readings
        if each.command and each.command.verb in _CLOSING and each.doubt != "negation"
        for number in each.command.numbers
    }
    denied = [(at, each) for at, each in enumerate(readings) if each.doubt in ("negation", "or") and not each.command]
    return any(not closed.isdisjoint(each.numbers) or (at > 0 and not each.numbers) for at, each in denied)


def _text_or_commands(text: str, readings: Sequence[SentenceReading], base: KnowledgeBase) -> Command:
    """The question whether the words after a comma are part of the text, or a command of their own."""
    _, whole = parse_plain(text, base)
    commands = [each for each in map(_likely, readings) if each]
    suggestions = (to_command_line([whole]), to_command_line(commands))
    problem = CommandProblem("text_or_command", readings[1].text, suggestions)
    return whole._replace(problem=problem)


def _is_remark(reading: SentenceReading) -> bool:
    """Whether the sentence has no verb and no item: it asks for nothing by itself."""
    command = reading.command
    return command is None or (command.verb == UNKNOWN and not command.numbers)


def _broken(reading: SentenceReading) -> Command:
    """The command with the problem that stops the whole message."""
    return reading.command or Command(UNKNOWN, problem=CommandProblem("unknown_verb", reading.text))


def _doubtful(doubt: Doubt, words: str, meant: Sequence[Command], base: KnowledgeBase) -> Command:
    """A command that isn't carried out because of the doubt, with what may have been meant as a suggestion."""
    known = [each for each in meant if each.verb in CATALOGUE]
    line = to_command_line(known)
    is_understood = bool(known) and all(not each.doubt for each in _read_all(split_sentences(line), base))
    problem = CommandProblem(_KINDS[doubt], words, (line,) if is_understood else ())
    verb = known[0].verb if len(known) == 1 else UNKNOWN
    numbers = known[0].numbers if len(known) == 1 else ()
    return Command(verb, numbers=numbers, problem=problem)
