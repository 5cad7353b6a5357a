"""`/roles`: answered inside the acknowledgement itself, so it works where the app is no member."""

from functools import partial
from typing import Any

from slack_bolt import App, BoltResponse

from bot.slack.replies import Replies

COMMAND = "/roles"


def register(app: App, replies: Replies) -> None:
    """Listen to the command."""
    app.command(COMMAND)(partial(answer_command, replies))


def answer_command(replies: Replies, command: dict[str, Any]) -> BoltResponse:
    """The card, for the person who typed the command alone."""
    return BoltResponse(status=200, body=replies.to_command(command.get("text", "")).body)
