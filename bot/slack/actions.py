"""Handles the buttons and menus of answer cards. The value of each is a whole question, and most replace the card."""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.slack.cards import Surface
from bot.slack.cards.controls import FORGET_ACTION
from bot.slack.delivery import acknowledge, replace_original, respond_in_channel
from bot.slack.errors import with_error_reply
from bot.slack.memory import NO_THREAD, Conversation, Memory
from bot.slack.replies import AnswerService

ASK_ACTION = re.compile(r"^ask:")
MEANING_ACTION = re.compile(r"^mean:")
TOPIC_ACTION = "topic"
SHARE_ACTION = "share"


def register(app: App, replies: AnswerService, memory: Memory) -> None:
    """Register the listeners for every button and menu of an answer card."""
    ask, choose, forget = (partial(each, replies, memory) for each in (replace_card, choose_meaning, forget_meaning))
    share = partial(share_card, replies)
    for action, listener in (
        (ASK_ACTION, ask),
        (TOPIC_ACTION, ask),
        (MEANING_ACTION, choose),
        (FORGET_ACTION, forget),
        (SHARE_ACTION, share),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(listener)])
    # Everything else, such as a click on a link button, must be acknowledged too, or Slack shows a warning.
    app.action(re.compile(""))(acknowledge)


def replace_card(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Replace the card by the answer to the question on the button. Raises RolecallError if the button has expired."""
    reply = replies.answer_button(_selected_value(args.action), _surface(args.body))
    replace_original(args.respond, reply.message)
    _conversation(memory, args).remember(reply.intent)


def choose_meaning(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Remember for the channel what the abbreviation means, and replace the question back by the answer."""
    choice, conversation = replies.decode_choice(_selected_value(args.action)), _conversation(memory, args)
    remembered = conversation.set_meanings(choice.meanings, args.body["user"]["id"])
    reply = replies.answer_meaning(choice, _surface(args.body), remembered=remembered)
    replace_original(args.respond, reply.message)
    conversation.remember(reply.intent)


def forget_meaning(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Forget for the channel what the abbreviation means, and replace the card by the question back."""
    choice, conversation = replies.decode_choice(_selected_value(args.action)), _conversation(memory, args)
    for abbreviation, _ in choice.meanings:
        conversation.forget_meaning(abbreviation)
    reply = replies.ask_again(choice, _surface(args.body))
    replace_original(args.respond, reply.message)
    conversation.remember(reply.intent)


def share_card(replies: AnswerService, args: Args) -> None:
    """Post the card for everyone in the conversation, naming the person who shared it."""
    message = replies.share(_selected_value(args.action), args.body["user"]["id"])
    respond_in_channel(args.respond, message, args.body["container"].get("thread_ts"))


def _selected_value(action: dict[str, Any] | None) -> str:
    """Return the value of the button, or of the selected option of a menu."""
    chosen = action or {}
    return str(chosen.get("value") or chosen.get("selected_option", {}).get("value", ""))


def _surface(body: dict[str, Any]) -> Surface:
    """Return the surface of the card that was clicked. An ephemeral card counts as a command's, so it can be shared."""
    if body["container"].get("is_ephemeral"):
        return "command"
    return "dm" if body.get("channel", {}).get("name") == "directmessage" else "mention"


def _conversation(memory: Memory, args: Args) -> Conversation:
    """Return the conversation that the card is in. An ephemeral card is in a channel, but in no thread."""
    container, surface = args.body["container"], _surface(args.body)
    # The thread under which `events` remembers the last question of the same conversation.
    threads = {
        "command": None,
        "mention": container.get("thread_ts") or container.get("message_ts"),
        "dm": container.get("thread_ts", NO_THREAD),
    }
    return memory.conversation(args.context.team_id, container["channel_id"], threads[surface])
