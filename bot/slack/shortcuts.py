"""Handles the message shortcut: answers any message, even outside the app's channels, for the person who uses it."""

from functools import partial

from slack_bolt import App, Args

from bot.slack.delivery import acknowledge, respond_privately
from bot.slack.errors import with_error_reply
from bot.slack.memory import Memory
from bot.slack.replies import AnswerService

SHORTCUT = "ask_about_message"


def register(app: App, replies: AnswerService, memory: Memory) -> None:
    """Register the listener for the shortcut."""
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[with_error_reply(partial(answer_message, replies, memory))])


def answer_message(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Answer the text of the message with an ephemeral card, in the message's thread if it is in one."""
    message = args.body["message"]
    conversation = memory.conversation(args.context.team_id, args.body["channel"]["id"])
    reply = replies.answer_text(message.get("text", ""), "command", conversation)
    respond_privately(args.respond, reply.message, message.get("thread_ts"))
