"""One call to Slack, made without retries, and its reply."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError

from bot.slack.call_failures import CALL_ERRORS, CallFailure, classify_failure
from bot.slack.client import slack_client
from bot.slack.delivery import with_timeout

TIMEOUT_SECONDS = 10
"""Seconds to wait for a reply. A person is waiting for the report."""


@dataclass(frozen=True, slots=True)
class SlackReply:
    """A reply: its data, or why there is none. The names of the headers are in lower case."""

    data: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: CallFailure | None = None


def call_slack(api_url: str, method: str, token: str, **params: str) -> SlackReply:
    """Call a method of the Web API once. Raises nothing that slack_sdk raises: the reply then has a failure."""
    try:
        client = with_timeout(slack_client(api_url, token), TIMEOUT_SECONDS)
        response = client.api_call(method, params=params)
    except CALL_ERRORS as error:
        headers = error.response.headers if isinstance(error, SlackApiError) else {}
        return SlackReply(headers=_lower(headers), failure=classify_failure(error))
    return SlackReply(response.data if isinstance(response.data, dict) else {}, _lower(response.headers))


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}
