"""Ways to write an order that was not clear, each on a button that does what typing it would."""

from collections.abc import Iterator

from bot.commands.command import Command
from bot.commands.free_text import ME, NOBODY
from bot.slack.blocks import Element, button
from bot.slack.limits import MAX_BUTTON_VALUE
from bot.slack.text import ELLIPSIS, escape, neutralise, truncate

TYPED_ACTION = "search:typed"
"""A button that stands for the command in its value, which is written as Slack sends what is typed after `/hiring`."""
LABEL = 70
EXAMPLE = 120
_SAFE = str.maketrans({"`": "\u02cb", "@": "@\u200b"})
FIXABLE_PROBLEMS = ("which_numbers", "certain")
"""Problems for which what to write instead is known to the last word."""


def suggested_commands(command: Command) -> tuple[str, ...]:
    """What to type after `/hiring` in place of the order, unescaped; nothing where that is not known."""
    if command.problem is None or command.problem.kind not in FIXABLE_PROBLEMS:
        return ()
    verb = "override" if command.override else command.verb
    return tuple(" ".join(filter(None, (verb, command.search, near))) for near in command.problem.suggestions)


def suggestion_buttons(command: Command) -> list[Element]:
    """A button for each of these ways that a button has room for."""
    if command.problem is None:
        return []
    pairs = zip(command.problem.suggestions, map(escape, suggested_commands(command)), strict=False)
    return [
        _closing(value)
        if command.problem.kind == "certain"
        else button(neutralise(near, LABEL), f"{TYPED_ACTION}:{place}", value)
        for place, (near, value) in enumerate(pairs)
        if len(value) <= MAX_BUTTON_VALUE
    ]


def command_code(typed: str) -> str:
    """The command as code within mrkdwn: on one line, clipped, and ending the code nowhere."""
    line = "".join(each if each.isprintable() else " " for each in typed)
    return f"`/hiring {escape(truncate(line, EXAMPLE)).translate(_SAFE)}`"


def _closing(value: str) -> Element:
    return button("Close it as cancelled", TYPED_ACTION, value, "danger")


COMMAND = "/hiring"
MAX_BLOCK_CHARS = 2500
"""Characters of an order in one block, once it is escaped."""


def to_command_text(command: Command, short: str) -> str:
    """The command that does the same in the search of this short name, unescaped; a person stands as `@somebody`."""
    return " ".join(part for part in (COMMAND, *_head(command, short), *_tail(command)) if part)


def as_inline_code(command: Command, short: str, limit: int) -> str:
    """The same as code within mrkdwn, no longer than this and with an ellipsis where it would be."""
    typed = _sanitize(to_command_text(command, short))
    return f"`{escape(typed if len(typed) <= limit else typed[: limit - 1] + ELLIPSIS)}`"


def as_code_blocks(command: Command, short: str) -> list[str]:
    """All of it as code, in as many parts as it takes, to be copied."""
    parts, line = [], ""
    for character in map(escape, _sanitize(to_command_text(command, short))):
        if len(line) + len(character) > MAX_BLOCK_CHARS:
            parts.append(line)
            line = ""
        line += character
    return [f"```{part}```" for part in (*parts, line)]


def _head(command: Command, short: str) -> Iterator[str]:
    yield "override" if command.override else command.verb
    yield short
    yield from map(str, command.numbers)


def _tail(command: Command) -> Iterator[str]:
    who = command.person or ""
    yield who if who in ("", ME, NOBODY) else "@somebody"
    yield command.when if command.verb != "add" else ""
    yield command.outcome or ""
    yield command.format or ""
    yield {True: "on", False: "off", None: ""}[command.enabled]
    if command.verb == "add" and command.filter:
        yield f'"{command.text}" {command.filter}' if '"' not in command.text else f"{command.text} in {command.filter}"
    else:
        yield command.filter
        yield command.text
    if command.verb == "add" and command.when:
        yield f"by {command.when}"


def _sanitize(text: str) -> str:
    """The text as it may stand in code: on one line, ending the code nowhere and calling nobody."""
    return "".join(each if each.isprintable() else " " for each in text).translate(_SAFE)
