"""Questions about channels that only Slack can answer: who is a member, who can read it, and which one is direct."""

import logging
from collections.abc import Iterable
from http.client import HTTPException
from itertools import islice
from typing import Any, NamedTuple

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.logs import log_event
from bot.slack.delivery import with_timeout

MEMBERS_TIMEOUT_SECONDS = 2
PRIVACY_TIMEOUT_SECONDS = 3
PAGE_SIZE = 1000
MAX_ASKED = 10
"""Channels about which Slack is asked for one Home tab or digest."""
MAX_PAGES = 5
"""Up to 5,000 members: reading more pages would take longer than the three seconds that Slack waits for an answer."""
PRIVATE_NAMES = ("privategroup", "directmessage")
"""The names of private channels and direct conversations in the body of a slash command."""

log = logging.getLogger("rolecall.channels")


def is_member(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack confirms that the person is in the channel; False if Slack doesn't answer. Never raises."""
    return _find_member(client, channel, user) is True


def is_not_member(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack confirms that the person is not in the channel; False if Slack doesn't answer. Never raises."""
    return _find_member(client, channel, user) is False


def find_left_channels(client: WebClient, user: str, channels: Iterable[str]) -> frozenset[str]:
    """Those of the channels that Slack confirms the person isn't in, of the first `MAX_ASKED`. Never raises.

    A direct conversation can't be left.
    """
    asked = dict.fromkeys(channel for channel in channels if not channel.startswith("D"))
    return frozenset(each for each in islice(asked, MAX_ASKED) if is_not_member(client, each, user))


def _find_member(client: WebClient, channel: str, user: str) -> bool | None:
    """Whether the person is among the members; None if Slack doesn't answer, or lists more than `MAX_PAGES` pages."""
    client, cursor = with_timeout(client, MEMBERS_TIMEOUT_SECONDS), ""
    try:
        for _ in range(MAX_PAGES):
            page = client.conversations_members(channel=channel, limit=PAGE_SIZE, cursor=cursor)
            if user in page["members"]:
                return True
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return False
    except (SlackApiError, OSError, HTTPException) as error:
        code = error.response.get("error") if isinstance(error, SlackApiError) else type(error).__name__
        log_event(log, "channel members unknown", logging.WARNING, slack_error=code)
    return None


class ChannelPrivacy(NamedTuple):
    """Who can read a channel: the whole workspace (`public`), another company (`shared`), or one person (`direct`).

    `members` is the number of members, 0 if unknown.
    """

    public: bool
    shared: bool = False
    direct: bool = False
    members: int = 0

    @property
    def is_visible_to_others(self) -> bool:
        """Whether people who weren't invited can read it."""
        return self.public or self.shared


def fetch_channel_privacy(client: WebClient, channel: str, name: str = "") -> ChannelPrivacy:
    """Who can read the channel, as Slack says; if Slack doesn't answer, as the id and name in the request suggest.

    A channel counts as public if nothing says otherwise, so that a search is never exposed by mistake. Never raises.
    """
    if channel.startswith("D"):
        return ChannelPrivacy(public=False, direct=True)
    try:
        response = with_timeout(client, PRIVACY_TIMEOUT_SECONDS).conversations_info(
            channel=channel, include_num_members=True
        )
    except (SlackApiError, OSError, HTTPException):
        return ChannelPrivacy(public=not name.startswith((*PRIVATE_NAMES, "mpdm-")))
    return _parse_channel(response["channel"])


def _parse_channel(channel: dict[str, Any]) -> ChannelPrivacy:
    shared = bool(channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"))
    direct = bool(channel.get("is_im"))
    public = not (channel.get("is_private") or direct or channel.get("is_mpim"))
    return ChannelPrivacy(public, shared, direct, int(channel.get("num_members") or 0))


def open_direct_conversation(client: WebClient, user: str) -> str:
    """The id of the direct conversation between the person and the app. Raises SlackApiError."""
    return str(client.conversations_open(users=user)["channel"]["id"])
