"""`/hiring ...` said to us in a thread or a direct conversation, where Slack takes no slash commands."""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.slack.delivery import Place, post
from bot.slack.errors import lazily
from bot.slack.events import FirstTime, acknowledge, by_a_person, is_direct, once
from bot.slack.hiring.answering import answer
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.understanding.orders import read_order

_SPOKEN = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(/?)hiring\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
MOST_WORDS = 6
"""Words after `hiring`, without the slash, that are still taken for a command and not for a question."""


def register(app: App, hiring: Hiring, first_time: FirstTime) -> None:
    """Listen to what is said to us and begins as the command does."""
    listener = [lazily(once(first_time, partial(answer_spoken, hiring)))]

    def for_hiring(event: dict[str, Any]) -> bool:
        return by_a_person(event) and order_in(hiring, event.get("text", "")) is not None

    app.event("app_mention", matchers=[for_hiring])(ack=acknowledge, lazy=listener)
    app.event("message", matchers=[is_direct, for_hiring])(ack=acknowledge, lazy=listener)


def order_in(hiring: Hiring, text: str) -> str | None:
    """What follows `/hiring` in a message, perhaps after a mention of us; None where it is no command.

    Without the slash, `hiring` may begin a question; only a short text that is a whole command is taken for one.
    """
    found = _SPOKEN.match(text)
    if not found:
        return None
    slash, rest = found.groups()
    if slash:
        return rest
    order = read_order(rest, hiring.base)
    told = order.problem is None and order.verb not in ("empty", "unknown")
    return rest if told and "?" not in rest and len(rest.split()) <= MOST_WORDS else None


def answer_spoken(hiring: Hiring, args: Args) -> None:
    """Answer where it was said: in its thread, or in the direct conversation."""
    event = args.event or {}
    message = answer(hiring, Here.behind(hiring, args), order_in(hiring, event.get("text", "")) or "")
    thread = event.get("thread_ts") or (event["ts"] if event.get("type") == "app_mention" else None)
    if message:
        post(args.client, Place(event["channel"], thread), message)
