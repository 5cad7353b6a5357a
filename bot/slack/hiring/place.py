"""The channel that a search is to live in: who can see it there."""

from http.client import HTTPException
from typing import Any, NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.clients import hurried

PATIENCE = 3
PRIVATE_NAMES = ("privategroup", "directmessage")
"""What Slack calls private channels and direct conversations in a slash command."""


class Room(NamedTuple):
    """A channel as it bears on secrecy. `members` is 0 where Slack does not say; `direct` is a direct conversation."""

    public: bool
    shared: bool = False
    direct: bool = False
    members: int = 0

    @property
    def is_open(self) -> bool:
        """Whether people may look in who were not asked in."""
        return self.public or self.shared


def room(client: WebClient, channel: str, name: str = "") -> Room:
    """The channel as Slack describes it; where it does not, what the id and the name in the request tell.

    What cannot be told counts as public. Raises nothing of Slack's.
    """
    if channel.startswith("D"):
        return Room(public=False, direct=True)
    try:
        answer = hurried(client, PATIENCE).conversations_info(channel=channel, include_num_members=True)
    except (SlackApiError, OSError, HTTPException):
        return Room(public=not name.startswith((*PRIVATE_NAMES, "mpdm-")))
    return _described(answer["channel"])


def _described(said: dict[str, Any]) -> Room:
    shared = bool(said.get("is_ext_shared") or said.get("is_pending_ext_shared"))
    direct = bool(said.get("is_im"))
    public = not (said.get("is_private") or direct or said.get("is_mpim"))
    return Room(public, shared, direct, int(said.get("num_members") or 0))


def direct_conversation(client: WebClient, user: str) -> str:
    """The id of the direct conversation between the person and us. Raises SlackApiError."""
    return str(client.conversations_open(users=user)["channel"]["id"])
