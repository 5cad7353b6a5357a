"""Handles the message shortcut: answers any message, even outside the app's channels, for the person who uses it."""

from functools import partial

from slack_bolt import App, Args

from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.memory import Memory
from bot.slack.replies import AnswerService
from bot.slack.shared_channels import SharedChannels

SHORTCUT = "ask_about_message"


def register(app: App, replies: AnswerService, memory: Memory, shared: SharedChannels) -> None:
    """Register the listener for the shortcut."""
    listener = with_error_reply(partial(answer_message, replies, memory, shared))
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[listener])


def answer_message(replies: AnswerService, memory: Memory, shared: SharedChannels, args: Args) -> None:
    """Answer the text of the message with an ephemeral card, in the message's thread if it is in one."""
    message, team, channel = args.body["message"], args.context.team_id or "", args.body["channel"]["id"]
    conversation = memory.conversation(team, channel, is_shared=shared.is_shared(args.client, team, channel))
    reply = replies.answer_text(message.get("text", ""), "command", conversation)
    respond_privately(args.respond, reply.message, message.get("thread_ts"))
