"""The message to the person who installed the app: three things to try. It is sent once."""

import logging
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.logs import log_event
from bot.slack.blocks import context, header, section
from bot.slack.delivery import Destination, post, with_timeout
from bot.slack.error_codes import code_of
from bot.slack.message import Message

TIMEOUT_SECONDS = 5
"""For a call to Slack. The person is waiting for the page that says that the app is installed."""
TITLE = "Rolecall is installed"
THINGS_TO_TRY = (
    "*Ask.* Type `/roles CMO vs CRO KPIs?` in any channel, or just the question here. Only you see the answer.",
    "*Decide.* Type `/hiring decide cmo cro` to weigh which role to hire, with the reasons on record.",
    "*Hire.* Type `/hiring start cro` in a private channel. It opens a checklist with owners and due dates.",
)
WHERE_NEXT = "To let a channel ask me, type `/invite @Rolecall` there. I read only what is addressed to me."

log = logging.getLogger("rolecall.installations")


def welcome_message() -> Message:
    """Return the message."""
    lines = "\n".join(f"{number}. {line}" for number, line in enumerate(THINGS_TO_TRY, 1))
    text = f"{TITLE}. Three things to try:\n{lines}\n{WHERE_NEXT}"
    return Message(text, [header(TITLE), section(f"Three things to try:\n{lines}"), context(WHERE_NEXT)])


def send_welcome(client: WebClient, user: str) -> None:
    """Send the message to a person. What goes wrong is logged: the app is installed all the same."""
    try:
        post(with_timeout(client, TIMEOUT_SECONDS), Destination(user), welcome_message())
    except (SlackApiError, OSError, HTTPException) as error:
        code = code_of(error) if isinstance(error, SlackApiError) else type(error).__name__
        log_event(log, "could not send the welcome", logging.WARNING, slack_error=code)
