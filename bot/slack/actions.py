"""Buttons and menus on cards: each carries a whole question, and changes the card where it stands."""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.slack.acks import acknowledge
from bot.slack.cards import Door
from bot.slack.cards.meanings import FORGET
from bot.slack.delivery import answer_openly, replace
from bot.slack.errors import lazily
from bot.slack.memory import OUTSIDE_THREADS, Conversation, Memory
from bot.slack.replies import Replies

ASK = re.compile(r"^ask:")
MEAN = re.compile(r"^mean:")
TOPIC = "topic"
SHARE = "share"


def register(app: App, replies: Replies, memory: Memory) -> None:
    """Listen to what cards offer."""
    turn, choose, forget = (partial(each, replies, memory) for each in (turn_card, choose_meaning, forget_meaning))
    share = partial(share_card, replies)
    for action, listener in ((ASK, turn), (TOPIC, turn), (MEAN, choose), (FORGET, forget), (SHARE, share)):
        app.action(action)(ack=acknowledge, lazy=[lazily(listener)])
    # Links are buttons too, and Slack wants every click acknowledged.
    app.action(re.compile(""))(acknowledge)


def turn_card(replies: Replies, memory: Memory, args: Args) -> None:
    """Put the answer to the question on the button in place of the card."""
    reply = replies.to_choice(_value(args.action), _door(args.body))
    replace(args.respond, reply.message)
    _conversation(memory, args).keep(reply.asked)


def choose_meaning(replies: Replies, memory: Memory, args: Args) -> None:
    """Remember for the channel what the abbreviation means, and put the answer in place of the question."""
    choice, where = replies.choice(_value(args.action)), _conversation(memory, args)
    remembered = where.choose(choice.meanings, args.body["user"]["id"])
    reply = replies.to_meaning(choice, _door(args.body), remembered=remembered)
    replace(args.respond, reply.message)
    where.keep(reply.asked)


def forget_meaning(replies: Replies, memory: Memory, args: Args) -> None:
    """Forget for the channel what the abbreviation means, and ask again in place of the card."""
    choice, where = replies.choice(_value(args.action)), _conversation(memory, args)
    for abbreviation, _ in choice.meanings:
        where.forget(abbreviation)
    reply = replies.to_undoing(choice, _door(args.body))
    replace(args.respond, reply.message)
    where.keep(reply.asked)


def share_card(replies: Replies, args: Args) -> None:
    """Post the card for everybody in the conversation, naming who shared it."""
    message = replies.to_share(_value(args.action), args.body["user"]["id"])
    answer_openly(args.respond, message, args.body["container"].get("thread_ts"))


def _value(action: dict[str, Any] | None) -> str:
    """What a button carries, or the chosen option of a menu."""
    chosen = action or {}
    return str(chosen.get("value") or chosen.get("selected_option", {}).get("value", ""))


def _door(body: dict[str, Any]) -> Door:
    """What sort of card was acted on: a private one keeps its Share button."""
    if body["container"].get("is_ephemeral"):
        return "command"
    return "dm" if body.get("channel", {}).get("name") == "directmessage" else "mention"


def _conversation(memory: Memory, args: Args) -> Conversation:
    """The conversation that the card stands in; what one person alone sees stands in none, but in a channel."""
    container, door = args.body["container"], _door(args.body)
    threads = {
        "command": None,
        "mention": container.get("thread_ts") or container.get("message_ts"),
        "dm": container.get("thread_ts", OUTSIDE_THREADS),
    }
    return memory.of(args.context.team_id, container["channel_id"], threads[door])
