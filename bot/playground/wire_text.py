"""What somebody types, as Slack hands it to apps: mentions as ids, addresses marked, `& < >` escaped."""

import re
from html import escape

from bot.playground.workspace import Workspace

ADDRESS = re.compile(r"https?://[^\s<>|]+")


def to_wire(typed: str, workspace: Workspace) -> str:
    """The text of a message event. `@Founder` and `#hiring` become ids where they name somebody or somewhere."""
    marks = _marks(workspace)
    names = re.compile("|".join(map(re.escape, marks)), re.IGNORECASE)
    escaped = names.sub(lambda found: marks[found[0].lower()], escape(typed, quote=False))
    return ADDRESS.sub(lambda found: f"<{found[0]}>", escaped)


def to_command_text(typed: str, workspace: Workspace, *, escapes: bool) -> str:
    """The text of a slash command: mentions become ids only where the manifest asks for it."""
    return to_wire(typed, workspace) if escapes else escape(typed, quote=False)


def _marks(workspace: Workspace) -> dict[str, str]:
    """What each name stands for, the longest name first, so that no shorter one takes a part of it."""
    people = {f"@{user.real_name}".lower(): f"<@{user.id}>" for user in workspace.users.values()}
    handles = {f"@{user.name}".lower(): f"<@{user.id}>" for user in workspace.users.values()}
    rooms = {f"#{room.name}": f"<#{room.id}|{room.name}>" for room in workspace.channels.values() if not room.is_im}
    marks = handles | people | rooms
    return {name: marks[name] for name in sorted(marks, key=len, reverse=True)}
