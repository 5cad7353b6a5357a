"""What people are called, for files: there Slack turns no id into a name."""

from collections.abc import Iterable, Mapping
from http.client import HTTPException
from itertools import islice

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack.clients import hurried

PATIENCE = 3
MOST_ASKED = 60
"""People that Slack is asked about for one file; of others the id is written."""

Names = Mapping[str, str]
"""User id to name."""


def names_of(client: WebClient, users: Iterable[str]) -> dict[str, str]:
    """The names that Slack gives these people; those it does not tell of are left out. Raises nothing of Slack's."""
    asking = hurried(client, PATIENCE)
    found = {user: _name(asking, user) for user in islice(users, MOST_ASKED)}
    return {user: name for user, name in found.items() if name}


def _name(client: WebClient, user: str) -> str:
    try:
        said = client.users_info(user=user)["user"]
    except (SlackApiError, OSError, HTTPException):
        return ""
    profile = said.get("profile") or {}
    names = (profile.get("display_name"), profile.get("real_name"), said.get("real_name"), said.get("name"))
    return next((str(name) for name in names if name), "")
