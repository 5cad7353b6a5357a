"""The fake Slack, with slack_sdk's own client connected to it over HTTP."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground.fake_slack import FakeSlack
from bot.slack.delivery import HttpErrorCloser


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> WebClient:
    return WebClient(token=slack.bot_token, base_url=slack.api_url, retry_handlers=[HttpErrorCloser()])
