"""Whether somebody is in a channel: asked of Slack where a request, such as a modal's, does not say."""

import logging
from http.client import HTTPException
from typing import Any, NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.logs import log_event
from bot.slack.delivery import with_timeout

TIMEOUT_SECONDS = 2
PAGE = 1000
MOST_PAGES = 5
"""A command has three seconds; a channel with more people than this is public, and asks nothing of anybody."""

log = logging.getLogger("rolecall.channels")


def is_member(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack says that the person is in the channel; where it does not answer, they are not. Raises nothing."""
    return _ask_slack(client, channel, user) is True


def is_not_member(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack says that the person is not in the channel; where it does not answer, they are. Raises nothing."""
    return _ask_slack(client, channel, user) is False


def _ask_slack(client: WebClient, channel: str, user: str) -> bool | None:
    """What Slack says of it; None where it does not answer, or not before so many pages were read."""
    asking, cursor = with_timeout(client, TIMEOUT_SECONDS), ""
    try:
        for _ in range(MOST_PAGES):
            page = asking.conversations_members(channel=channel, limit=PAGE, cursor=cursor)
            if user in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
    except (SlackApiError, OSError, HTTPException) as error:
        code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log_event(log, "Slack did not say who is in a channel", logging.WARNING, slack_error=code)
    return None


VISIBILITY_TIMEOUT_SECONDS = 3
PRIVATE_NAMES = ("privategroup", "directmessage")
"""What Slack calls private channels and direct conversations in a slash command."""


class ChannelPrivacy(NamedTuple):
    """A channel as it bears on secrecy. `members` is 0 where Slack does not say; `direct` is a direct conversation."""

    public: bool
    shared: bool = False
    direct: bool = False
    members: int = 0

    @property
    def is_visible_to_others(self) -> bool:
        """Whether people may look in who were not asked in."""
        return self.public or self.shared


def fetch_channel_privacy(client: WebClient, channel: str, name: str = "") -> ChannelPrivacy:
    """The channel as Slack describes it; where it does not, what the id and the name in the request tell.

    What cannot be told counts as public. Raises nothing of Slack's.
    """
    if channel.startswith("D"):
        return ChannelPrivacy(public=False, direct=True)
    try:
        answer = with_timeout(client, VISIBILITY_TIMEOUT_SECONDS).conversations_info(
            channel=channel, include_num_members=True
        )
    except (SlackApiError, OSError, HTTPException):
        return ChannelPrivacy(public=not name.startswith((*PRIVATE_NAMES, "mpdm-")))
    return _parse_channel(answer["channel"])


def _parse_channel(said: dict[str, Any]) -> ChannelPrivacy:
    shared = bool(said.get("is_ext_shared") or said.get("is_pending_ext_shared"))
    direct = bool(said.get("is_im"))
    public = not (said.get("is_private") or direct or said.get("is_mpim"))
    return ChannelPrivacy(public, shared, direct, int(said.get("num_members") or 0))


def open_direct_conversation(client: WebClient, user: str) -> str:
    """The id of the direct conversation between the person and us. Raises SlackApiError."""
    return str(client.conversations_open(users=user)["channel"]["id"])
