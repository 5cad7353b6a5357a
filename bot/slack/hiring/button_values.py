"""An order that waits for a choice: which search it is for is said by a button, and then it is carried out there."""

import json
from typing import Any, NamedTuple, get_args

from bot.commands.command import Command
from bot.commands.verbs import Verb
from bot.hiring.models import Search
from bot.slack.blocks import Element, button
from bot.slack.limits import MAX_BUTTON_VALUE

CARRIED_FIELDS = ("verb", "numbers", "person", "filter", "when", "text", "format", "outcome", "enabled", "override")
"""What of an order is still needed once its search is chosen."""

DEFERRABLE_VERBS = frozenset(get_args(Verb)) - {"start", "unknown"}
"""What may wait for a choice: anything but what opens a search, or means nothing."""


class PendingCommand(NamedTuple):
    """An order, and the id of the search that it is for."""

    search: str
    command: Command


def can_fit_button(command: Command, search: Search) -> bool:
    """Whether a button can carry the order: it may be too long for that, whatever the search, for ids are alike."""
    return len(_encode(command, search)) <= MAX_BUTTON_VALUE


def search_button(command: Command, search: Search, place: int) -> Element:
    """A button that carries out an order that `can_fit_button` in this search."""
    return button(search.short, f"search:chosen:{place}", _encode(command, search))


def decode_pending_command(value: str) -> PendingCommand:
    """What stands on such a button. Raises ValueError where nothing of ours wrote it."""
    match json.loads(value):
        case [str(search), [verb, list(numbers), *rest]] if (
            len(rest) == len(CARRIED_FIELDS) - 2 and verb in DEFERRABLE_VERBS
        ):
            kept: dict[str, Any] = dict(zip(CARRIED_FIELDS[2:], rest, strict=True))
            return PendingCommand(search, Command(verb, numbers=tuple(map(int, numbers)), **kept))
    raise ValueError(value)


def _encode(command: Command, search: Search) -> str:
    return json.dumps(
        [search.id, [getattr(command, name) for name in CARRIED_FIELDS]], separators=(",", ":"), ensure_ascii=False
    )


class StartRequest(NamedTuple):
    """For which role a search is, what it is called, and the words of the day on which the executive should start.

    `allow_duplicate` says that it is wanted although one for the role is open there already.
    """

    role: str
    name: str = ""
    when: str = ""
    allow_duplicate: bool = False

    def encoded(self) -> str:
        """One line that `decode_start_request` turns back into the wish; fits the value of a button."""
        return json.dumps(self, separators=(",", ":"), ensure_ascii=False)


def decode_start_request(line: str) -> StartRequest:
    """The wish on a button: as `encoded` wrote it, or the id of a role alone. Raises ValueError for anything else."""
    if not line.startswith("["):
        return StartRequest(line)
    match json.loads(line):
        case [str(role), str(name), str(when), bool(another)]:
            return StartRequest(role, name, when, another)
    raise ValueError(line)
