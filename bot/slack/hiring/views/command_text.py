"""Commands as text: as a person could type them, and as buttons that do what typing them would."""

from collections.abc import Iterator

from bot.commands.command import SLASH_COMMAND, Command, CommandProblem
from bot.commands.free_text import ME, NOBODY
from bot.slack.blocks import Element, button
from bot.slack.limits import MAX_BUTTON_VALUE
from bot.slack.text import ELLIPSIS, escape, neutralise, truncate

TYPED_ACTION = "search:typed"
"""A button whose value is a command, written as Slack sends what is typed after `/hiring`."""
YES = "Yes, do that"
TEXT_OR_COMMAND = ("It's all one text", "Do both")
MAX_LABEL = 70
MAX_EXAMPLE = 120
MAX_BLOCK_CHARS = 2500
"""Characters of a command in one block, once it is escaped."""
FIXABLE_PROBLEMS = ("which_numbers",)
"""Problems for which the complete corrected command is known."""
DOUBTS = frozenset(
    ("question", "negation", "condition", "plan", "report", "hedge", "choice", "unexplained", "text_or_command")
)
"""Problems whose suggestions are whole lines: what the message may have been meant to say."""
_SAFE = str.maketrans({"`": "\u02cb", "@": "@\u200b"})


def suggested_commands(command: Command) -> tuple[str, ...]:
    """What to type after `/hiring` instead of the command, unescaped; empty if that isn't known."""
    if command.problem is None:
        return ()
    if command.problem.kind in DOUBTS:
        return command.problem.suggestions
    if command.problem.kind not in FIXABLE_PROBLEMS:
        return ()
    return tuple(" ".join(filter(None, (command.verb, command.search, near))) for near in command.problem.suggestions)


def suggestion_buttons(command: Command) -> list[Element]:
    """A button for each of the `suggested_commands` that fits into the value of a button."""
    if command.problem is None:
        return []
    if command.problem.kind in DOUBTS:
        return list(_doubt_buttons(command.problem))
    pairs = zip(command.problem.suggestions, map(escape, suggested_commands(command)), strict=False)
    return [
        button(neutralise(near, MAX_LABEL), f"{TYPED_ACTION}:{place}", value)
        for place, (near, value) in enumerate(pairs)
        if len(value) <= MAX_BUTTON_VALUE
    ]


def _doubt_buttons(problem: CommandProblem) -> Iterator[Element]:
    """A button that carries out what may have been meant; for words that may be a text or a command, one for each."""
    labels = TEXT_OR_COMMAND if problem.kind == "text_or_command" else [YES]
    for place, (label, line) in enumerate(zip(labels, problem.suggestions, strict=False)):
        if len(value := escape(line)) <= MAX_BUTTON_VALUE:
            yield button(label, f"{TYPED_ACTION}:{place}", value)


def command_code(typed: str) -> str:
    """What follows `/hiring`, as inline code in mrkdwn: on one line, truncated, with nothing that ends the code."""
    return f"`{SLASH_COMMAND} {escape(truncate(_printable(typed), MAX_EXAMPLE)).translate(_SAFE)}`"


def to_command_text(command: Command, short: str) -> str:
    """The command that does the same in the search with this short name, unescaped; people become `@name`."""
    return " ".join(part for part in (SLASH_COMMAND, *_head(command, short), *_tail(command)) if part)


def as_inline_code(command: Command, short: str, limit: int) -> str:
    """The same as inline code in mrkdwn, truncated to this length."""
    typed = _sanitize(to_command_text(command, short))
    return f"`{escape(typed if len(typed) <= limit else typed[: limit - 1] + ELLIPSIS)}`"


def as_code_blocks(command: Command, short: str) -> list[str]:
    """The same as code blocks to copy from, complete, in as many parts as needed."""
    parts, line = [], ""
    for character in map(escape, _sanitize(to_command_text(command, short))):
        if len(line) + len(character) > MAX_BLOCK_CHARS:
            parts.append(line)
            line = ""
        line += character
    return [f"```{part}```" for part in (*parts, line)]


def _head(command: Command, short: str) -> Iterator[str]:
    yield command.verb
    yield short
    yield from map(str, command.numbers)


def _tail(command: Command) -> Iterator[str]:
    person = command.person or ""
    yield {"": "", ME: ME, NOBODY: "unassigned"}.get(person, "@name")
    if command.verb == "add":
        yield from _new_item(command)
        return
    yield command.when
    yield command.outcome or ""
    yield command.format or ""
    yield {True: "on", False: "off", None: ""}[command.enabled]
    yield command.filter
    yield command.step
    yield command.text


def _new_item(command: Command) -> Iterator[str]:
    """Title, phase and due date, with the title in quotes if it has none itself."""
    if command.filter:
        is_quotable = '"' not in command.text
        yield f'"{command.text}" {command.filter}' if is_quotable else f"{command.text} in {command.filter}"
    else:
        yield command.text
    if command.when:
        yield f"by {command.when}"


def _sanitize(text: str) -> str:
    """The text as it may appear in code: on one line, with nothing that ends the code or mentions anyone."""
    return _printable(text).translate(_SAFE)


def _printable(text: str) -> str:
    return "".join(each if each.isprintable() else " " for each in text)
