"""Buttons and menus on cards: each carries a whole question, and changes the card where it stands."""

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
    """Listen to what cards offer."""
    turn, choose, forget = (partial(each, replies, memory) for each in (replace_card, choose_meaning, forget_meaning))
    share = partial(share_card, replies)
    for action, listener in (
        (ASK_ACTION, turn),
        (TOPIC_ACTION, turn),
        (MEANING_ACTION, choose),
        (FORGET_ACTION, forget),
        (SHARE_ACTION, share),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(listener)])
    # Links are buttons too, and Slack wants every click acknowledged.
    app.action(re.compile(""))(acknowledge)


def replace_card(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Put the answer to the question on the button in place of the card."""
    reply = replies.answer_button(_selected_value(args.action), _surface(args.body))
    replace_original(args.respond, reply.message)
    _conversation(memory, args).remember(reply.intent)


def choose_meaning(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Remember for the channel what the abbreviation means, and put the answer in place of the question."""
    choice, where = replies.decode_choice(_selected_value(args.action)), _conversation(memory, args)
    remembered = where.set_meanings(choice.meanings, args.body["user"]["id"])
    reply = replies.answer_meaning(choice, _surface(args.body), remembered=remembered)
    replace_original(args.respond, reply.message)
    where.remember(reply.intent)


def forget_meaning(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Forget for the channel what the abbreviation means, and ask again in place of the card."""
    choice, where = replies.decode_choice(_selected_value(args.action)), _conversation(memory, args)
    for abbreviation, _ in choice.meanings:
        where.forget_meaning(abbreviation)
    reply = replies.ask_again(choice, _surface(args.body))
    replace_original(args.respond, reply.message)
    where.remember(reply.intent)


def share_card(replies: AnswerService, args: Args) -> None:
    """Post the card for everybody in the conversation, naming who shared it."""
    message = replies.share(_selected_value(args.action), args.body["user"]["id"])
    respond_in_channel(args.respond, message, args.body["container"].get("thread_ts"))


def _selected_value(action: dict[str, Any] | None) -> str:
    """What a button carries, or the chosen option of a menu."""
    chosen = action or {}
    return str(chosen.get("value") or chosen.get("selected_option", {}).get("value", ""))


def _surface(body: dict[str, Any]) -> Surface:
    """What sort of card was acted on: a private one keeps its Share button."""
    if body["container"].get("is_ephemeral"):
        return "command"
    return "dm" if body.get("channel", {}).get("name") == "directmessage" else "mention"


def _conversation(memory: Memory, args: Args) -> Conversation:
    """The conversation that the card stands in; what one person alone sees stands in none, but in a channel."""
    container, surface = args.body["container"], _surface(args.body)
    threads = {
        "command": None,
        "mention": container.get("thread_ts") or container.get("message_ts"),
        "dm": container.get("thread_ts", NO_THREAD),
    }
    return memory.conversation(args.context.team_id, container["channel_id"], threads[surface])
