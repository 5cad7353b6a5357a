"""The message shortcut: answers somebody's message for the person who asks, wherever the message stands."""

from functools import partial

from slack_bolt import App, Args

from bot.slack.acks import acknowledge
from bot.slack.delivery import answer_privately
from bot.slack.errors import lazily
from bot.slack.memory import Memory
from bot.slack.replies import Replies

SHORTCUT = "ask_about_message"


def register(app: App, replies: Replies, memory: Memory) -> None:
    """Listen to the shortcut."""
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[lazily(partial(answer_message, replies, memory))])


def answer_message(replies: Replies, memory: Memory, args: Args) -> None:
    """The card for the message's text, in its thread where it is in one."""
    message = args.body["message"]
    where = memory.of(args.context.team_id, args.body["channel"]["id"])
    reply = replies.to_text(message.get("text", ""), "command", where)
    answer_privately(args.respond, reply.message, message.get("thread_ts"))
