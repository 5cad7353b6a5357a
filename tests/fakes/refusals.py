"""Checks for API calls that the fake Slack refuses."""

from collections.abc import Callable

import pytest
from slack_sdk.errors import SlackApiError


def refusal(call: Callable[..., object], **arguments: object) -> str:
    """The error code with which Slack refuses this call of a WebClient; fails the test if it does not."""
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])
