"""`/hiring ...` said to us in a thread or a direct conversation, where Slack takes no slash commands."""

import re
from functools import partial
from typing import Any, get_args

from slack_bolt import App, Args

from bot.slack.delivery import Place, post, whisper
from bot.slack.errors import lazily
from bot.slack.events import FirstTime, acknowledge, by_a_person, is_direct, once
from bot.slack.hiring.answering import answer
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring
from bot.slack.hiring.reading import Orders
from bot.understanding.verbs import Verb

_SPOKEN = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(/?)hiring\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
BY_NAME = frozenset(get_args(Verb)) - {"start", "empty", "unknown"} | {"override"}
"""What is taken for a command without the slash; `start` is not, for `hiring start dates` asks something."""
MOST_WORDS = 6
"""Words after `hiring`, without the slash, that are still taken for a command and not for a question."""


def register(app: App, hiring: Hiring, first_time: FirstTime) -> None:
    """Listen to what is said to us and begins as the command does."""
    listener = [lazily(once(first_time, partial(answer_spoken, hiring)))]

    def for_hiring(event: dict[str, Any]) -> bool:
        return by_a_person(event) and order_in(hiring.orders, event.get("text", "")) is not None

    app.event("app_mention", matchers=[for_hiring])(ack=acknowledge, lazy=listener)
    app.event("message", matchers=[is_direct, for_hiring])(ack=acknowledge, lazy=listener)


def order_in(orders: Orders, text: str) -> str | None:
    """What follows `/hiring` in a message, perhaps after a mention of us; None where it is no command.

    Without the slash, `hiring` may begin a question; only a short text that is a whole command, by its own name, is
    taken for one.
    """
    found = _SPOKEN.match(text)
    if not found:
        return None
    slash, rest = found.groups()
    if slash:
        return rest
    words = rest.casefold().split()
    if not words or words[0] not in BY_NAME or len(words) > MOST_WORDS or "?" in rest:
        return None
    return rest if orders.read(rest).problem is None else None


def answer_spoken(hiring: Hiring, args: Args) -> None:
    """Answer where it was said: in its thread, or in the direct conversation.

    What is not for everybody in the channel, because it is about a search elsewhere, only the person sees.
    """
    event = args.event or {}
    came = answer(hiring, Here.behind(hiring, args), order_in(hiring.orders, event.get("text", "")) or "")
    if came.message is None:
        return
    if came.private and event["type"] == "app_mention":
        # Slack shows a private message in a thread only where there is one already.
        place = Place(event["channel"], event.get("thread_ts"))
        whisper(args.client, place, event["user"], came.message.text, came.message.blocks)
        return
    thread = event.get("thread_ts") or (event["ts"] if event["type"] == "app_mention" else None)
    post(args.client, Place(event["channel"], thread), came.message)
