"""Typed text as Slack escapes it for apps: mentions as ids, links in angle brackets, `& < >` as entities.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterator
from html import escape

from bot.playground.identities import User
from bot.playground.workspace import Workspace

ADDRESS = re.compile(r"https?://[^\s<>|]+")
GROUP_MENTIONS = ("here", "channel", "everyone")


def to_event_text(typed: str, workspace: Workspace, user_id: str = "") -> str:
    """The text of a message event: the `@Founder` and `#hiring` that exist become ids.

    `user_id` is the user who types: only members of a private channel can mention it.
    """
    people = {name: f"<@{user.id}>" for name, user in _people(workspace)}
    return _escaped(typed, people | _channels(workspace, user_id))


def to_command_text(typed: str, workspace: Workspace, user_id: str = "", *, escapes: bool) -> str:
    """The text of a slash command: mentions become ids with names, if the manifest sets `should_escape`.

    https://docs.slack.dev/interactivity/implementing-slash-commands#creating-commands
    """
    if not escapes:
        return escape(typed, quote=False)
    people = {name: f"<@{user.id}|{user.name}>" for name, user in _people(workspace)}
    return _escaped(typed, people | _channels(workspace, user_id))


def _escaped(typed: str, mentions: dict[str, str]) -> str:
    """The escaped text, each name replaced by its mention. Longer names come first: `@HR lead` before `@HR`."""
    everything = mentions | {f"@{name}": f"<!{name}>" for name in GROUP_MENTIONS}
    longest_first = sorted(everything, key=len, reverse=True)
    names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)
    escaped = names.sub(lambda found: everything[found[0].lower()], escape(typed, quote=False))
    return ADDRESS.sub(lambda found: f"<{found[0]}>", escaped)


def _people(workspace: Workspace) -> Iterator[tuple[str, User]]:
    for user in workspace.users.values():
        yield f"@{user.name}".lower(), user
        yield f"@{user.real_name}".lower(), user


def _channels(workspace: Workspace, user_id: str) -> dict[str, str]:
    named = (channel for channel in workspace.channels.values() if not channel.is_im)
    known = (channel for channel in named if not channel.is_private or channel.has(user_id))
    return {f"#{channel.name}": f"<#{channel.id}|{channel.name}>" for channel in known}
