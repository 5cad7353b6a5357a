"""What somebody types, as Slack hands it to apps: mentions as ids, addresses marked, `& < >` escaped."""

import re
from collections.abc import Iterator
from html import escape

from bot.playground.people import User
from bot.playground.workspace import Workspace

ADDRESS = re.compile(r"https?://[^\s<>|]+")
EVERYBODY = ("here", "channel", "everyone")


def to_event_text(typed: str, workspace: Workspace, user_id: str = "") -> str:
    """The text of a message event. `@Founder` and `#hiring` become ids where they name somebody or somewhere.

    `user_id` is the user who types: a private channel has a name only for those who are in it.
    """
    people = {name: f"<@{user.id}>" for name, user in _people(workspace)}
    return _marked(typed, people | _rooms(workspace, user_id))


def to_command_text(typed: str, workspace: Workspace, user_id: str = "", *, escapes: bool) -> str:
    """The text of a slash command: mentions become ids, with names beside them, only where the manifest asks for it.

    https://docs.slack.dev/interactivity/implementing-slash-commands#creating-commands
    """
    if not escapes:
        return escape(typed, quote=False)
    people = {name: f"<@{user.id}|{user.name}>" for name, user in _people(workspace)}
    return _marked(typed, people | _rooms(workspace, user_id))


def _marked(typed: str, marks: dict[str, str]) -> str:
    """The escaped text with a mark for each name; the longest is tried first, so no shorter one takes a part of it."""
    everything = marks | {f"@{name}": f"<!{name}>" for name in EVERYBODY}
    longest_first = sorted(everything, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
    escaped = names.sub(lambda found: everything[found[0].lower()], escape(typed, quote=False))
    return ADDRESS.sub(lambda found: f"<{found[0]}>", escaped)


def _people(workspace: Workspace) -> Iterator[tuple[str, User]]:
    for user in workspace.users.values():
        yield f"@{user.name}".lower(), user
        yield f"@{user.real_name}".lower(), user


def _rooms(workspace: Workspace, user_id: str) -> dict[str, str]:
    rooms = (
        room for room in workspace.channels.values() if not room.is_im and (not room.is_private or room.has(user_id))
    )
    return {f"#{room.name}": f"<#{room.id}|{room.name}>" for room in rooms}
