"""What buttons carry: a command that waits for its search to be chosen, and a search that may be started."""

import json
from typing import Any, NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.hiring.models import Search
from bot.slack.blocks import Element, Style, button
from bot.slack.limits import MAX_BUTTON_VALUE

CARRIED_FIELDS = ("verb", "numbers", "person", "filter", "when", "text", "format", "outcome", "enabled", "confirmed")
"""The fields of a command that are still needed once its search is chosen. Their order is part of the format."""


class PendingCommand(NamedTuple):
    """A command, and the id of the search that it is for."""

    search: str
    command: Command


def can_fit_button(command: Command, search: Search) -> bool:
    """Whether a button can carry the command. All search ids have the same length, so any search will do."""
    return len(_encode(command, search)) <= MAX_BUTTON_VALUE


def search_button(command: Command, search: Search, place: int) -> Element:
    """A button, named like the search, that carries out the command in it; it has to fit (`can_fit_button`)."""
    return command_button(search.short, command, search, place)


def command_button(label: str, command: Command, search: Search, place: int) -> Element:
    """A button with this label that carries out the command in the search; it has to fit (`can_fit_button`)."""
    return button(label, f"search:chosen:{place}", _encode(command, search))


def confirm_button(command: Command, search: Search, label: str, style: Style) -> Element:
    """A button that carries out a confirmed command in this search; it has to fit (`can_fit_button`)."""
    return button(label, "search:chosen:confirm", _encode(command, search), style)


def decode_pending_command(value: str) -> PendingCommand:
    """The command on such a button. Raises ValueError if the value is not in this format."""
    match json.loads(value):
        case [str(search), [verb, list(numbers), *rest]] if _can_be_pending(verb):
            # Buttons of earlier versions are still in channels. Until version 0.2 an override was `done` with a flag at
            # the end, where newer buttons have `confirmed`; those in between have nothing there.
            step = rest.pop() if len(rest) == len(CARRIED_FIELDS) - 1 and isinstance(rest[-1], str) else ""
            flag = len(rest) == len(CARRIED_FIELDS) - 2 and rest.pop() is True
            is_override = flag and verb == "done"
            kept: dict[str, Any] = dict(zip(CARRIED_FIELDS[2:-1], rest, strict=True))
            kept |= {"numbers": tuple(map(int, numbers)), "confirmed": flag and not is_override, "step": step}
            return PendingCommand(search, Command("override" if is_override else verb, **kept))
    raise ValueError(value)


def _can_be_pending(verb: object) -> bool:
    """Whether the verb works on a search; `start` makes a new one."""
    return verb in CATALOGUE and verb != "start"


def _encode(command: Command, search: Search) -> str:
    fields = [getattr(command, name) for name in CARRIED_FIELDS]
    step = [command.step] if command.step else []  # only the verb of finalists has one
    return json.dumps([search.id, [*fields, *step]], separators=(",", ":"), ensure_ascii=False)


class StartRequest(NamedTuple):
    """A search to be started: the role id, its name, and the words of the first day.

    `allow_duplicate` says that it is wanted although a search for the role is open in the channel. `decision` is the id
    of the decision that it follows, empty if there is none.
    """

    role: str
    name: str = ""
    when: str = ""
    allow_duplicate: bool = False
    decision: str = ""

    def encoded(self) -> str:
        """The request as one line of JSON, which fits the value of a button."""
        return json.dumps(self, separators=(",", ":"), ensure_ascii=False)


def decode_start_request(line: str) -> StartRequest:
    """The request on a button: as `encoded` wrote it, or a role id alone. Raises ValueError for anything else."""
    if not line.startswith("["):
        return StartRequest(line)
    match json.loads(line):
        case [str(role), str(name), str(when), bool(another)]:
            return StartRequest(role, name, when, another)
        case [str(role), str(name), str(when), bool(another), str(decision)]:
            return StartRequest(role, name, when, another, decision)
    raise ValueError(line)
