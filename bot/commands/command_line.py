"""Writes commands as a line that reads as the same commands: what a button carries."""

from collections.abc import Iterable, Iterator

from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY

_QUOTED = frozenset(("done", "add", "note", "block", "evidence"))


def to_command_line(commands: Iterable[Command]) -> str:
    """The commands, one a line, as a person could type them after `/hiring`. People are mentions."""
    return "\n".join(" ".join(filter(None, _words(command))) for command in commands)


def _words(command: Command) -> Iterator[str]:
    person = command.person or ""
    yield command.verb
    yield command.search or ""
    yield ", ".join(map(str, command.numbers))
    yield {"": "", ME: ME, NOBODY: "unassigned"}.get(person, f"<@{person}>")
    yield f"by {command.when}" if command.when and command.verb == "assign" else command.when
    yield command.outcome or ""
    yield {True: "on", False: "off", None: ""}[command.enabled]
    yield _text(command)


def _text(command: Command) -> str:
    """The text, in quotes if it might be read as something else."""
    is_quotable = command.verb in _QUOTED and command.text and '"' not in command.text
    return f'"{command.text}"' if is_quotable else command.text
