import logging

import pytest
from fakes.office import Office

from bot.slack.client import slack_client
from bot.slack.welcome import send_welcome


def test_a_welcome_that_cannot_be_sent_is_logged(caplog: pytest.LogCaptureFixture):
    with Office() as office, caplog.at_level(logging.WARNING):
        send_welcome(slack_client(office.slack.api_url, office.slack.bot_token), "U0NO")
        send_welcome(slack_client("http://127.0.0.1:9/api/", "xoxb-1"), "U0FOUNDER")
    assert caplog.text.count("could not send the welcome") == 2
