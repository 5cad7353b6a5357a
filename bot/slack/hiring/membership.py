"""Whether somebody is in a channel: asked of Slack where a request, such as a modal's, does not say."""

import logging
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.logs import note
from bot.slack.clients import hurried

PATIENCE = 2
PAGE = 1000
MOST_PAGES = 5
"""A command has three seconds; a channel with more people than this is public, and asks nothing of anybody."""

log = logging.getLogger("rolecall.membership")


def is_member(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack says that the person is in the channel; where it does not answer, they are not. Raises nothing."""
    return _said(client, channel, user) is True


def is_outside(client: WebClient, channel: str, user: str) -> bool:
    """Whether Slack says that the person is not in the channel; where it does not answer, they are. Raises nothing."""
    return _said(client, channel, user) is False


def _said(client: WebClient, channel: str, user: str) -> bool | None:
    """What Slack says of it; None where it does not answer, or not before so many pages were read."""
    asking, cursor = hurried(client, PATIENCE), ""
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
        note(log, "Slack did not say who is in a channel", logging.WARNING, slack_error=code)
    return None
