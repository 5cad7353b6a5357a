"""Buttons and menus on cards: each carries a whole question, and changes the card where it stands."""

import re
from functools import partial
from typing import Any

from slack_bolt import Ack, App, Args

from bot.slack.cards import Door
from bot.slack.delivery import answer_openly, replace
from bot.slack.errors import lazily
from bot.slack.replies import Replies

ASK = re.compile(r"^ask:")
TOPIC = "topic"
SHARE = "share"


def register(app: App, replies: Replies) -> None:
    """Listen to what cards offer."""
    for action, listener in ((ASK, turn_card), (TOPIC, turn_card), (SHARE, share_card)):
        app.action(action)(ack=acknowledge, lazy=[lazily(partial(listener, replies))])
    # Links are buttons too, and Slack wants every click acknowledged.
    app.action(re.compile(""))(acknowledge)


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the click arrived."""
    ack()


def turn_card(replies: Replies, args: Args) -> None:
    """Put the answer to the question on the button in place of the card."""
    reply = replies.to_choice(_question(args.action), _door(args.body))
    replace(args.respond, reply.message)


def share_card(replies: Replies, args: Args) -> None:
    """Post the card for everybody in the conversation, naming who shared it."""
    message = replies.to_share(_question(args.action), args.body["user"]["id"])
    answer_openly(args.respond, message, args.body["container"].get("thread_ts"))


def _question(action: dict[str, Any] | None) -> str:
    """The encoded intent that a button carries, or the chosen option of a menu."""
    chosen = action or {}
    return str(chosen.get("value") or chosen.get("selected_option", {}).get("value", ""))


def _door(body: dict[str, Any]) -> Door:
    """What sort of card was acted on: a private one keeps its Share button."""
    if body["container"].get("is_ephemeral"):
        return "command"
    return "dm" if body.get("channel", {}).get("name") == "directmessage" else "mention"
