"""The form that starts a search: the role, a name, the first day, and who sees the search."""

from typing import NamedTuple

from bot.commands.verb import MAX_NAME
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import section
from bot.slack.compare_form import role_options
from bot.slack.hiring.button_values import StartRequest
from bot.slack.message import Message
from bot.slack.modals import (
    View,
    choice_input,
    date_input,
    input_block,
    input_value,
    modal,
    private_channel_input,
    text_input,
)

CALLBACK = "hiring:start"
TITLE = "Start a search"
NAME_HINT = "Leave empty to use the title of the role. Don't name candidates."
DAY_HINT = "Leave empty for the usual pace."
CHANNEL_HINT = (
    "Everyone in this channel sees the search, and I have to be in it. Leave empty to keep the search in our direct "
    "conversation, where only you see it."
)


class StartFormValues(NamedTuple):
    """What was submitted: the search to start, and its channel; empty for the direct conversation."""

    request: StartRequest
    channel: str


def start_modal(base: KnowledgeBase) -> View:
    """The form, with the roles of this knowledge."""
    fields = [
        input_block("role", "Role", choice_input(role_options(base)), optional=False),
        input_block("name", "Name", text_input(placeholder="CFO Europe", max_length=MAX_NAME), hint=NAME_HINT),
        input_block("day", "Target start date", date_input(), hint=DAY_HINT),
        input_block("channel", "Private channel", private_channel_input(), hint=CHANNEL_HINT),
    ]
    return modal(CALLBACK, TITLE, fields, submit="Start")


def started_modal(message: Message) -> View:
    """The form once it is submitted: what was started, and where its card is."""
    return modal(CALLBACK, TITLE, message.blocks or [section(message.text)])


def read_values(view: View) -> StartFormValues:
    """What was submitted."""
    name = str(input_value(view, "name") or "").strip()
    request = StartRequest(str(input_value(view, "role")), name, input_value(view, "day") or "")
    return StartFormValues(request, input_value(view, "channel") or "")
