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
from bot.understanding.order import Order
from bot.understanding.verbs import SAID, Verb

_SPOKEN = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(/?)hiring\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
BY_NAME = frozenset(get_args(Verb)) - {"start", "empty", "unknown"} | {"override"}
"""What is taken for a command without the slash; `start` is not, for `hiring start dates` asks something."""
LOOKING: tuple[Verb, ...] = ("status", "items", "next", "history", "searches")
PLAIN = ("mine", "overdue", "late", "todo", "todos", "progress")
"""Of the other words for those, the single ones that ask about a search; `timeline`, say, may ask about any hire."""
IN_OTHER_WORDS = frozenset(
    words for verb in LOOKING for words in SAID[verb].split(", ") if " " in words or words in PLAIN
)
_WITH_NUMBERS = re.compile(r"[a-z' ]+?[\s#]+\d[\d\s,#-]*")
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

    Without the slash, `hiring` may begin a question; only a short text that is a whole command is taken for one: by
    its own name, by words that can mean nothing else, or with nothing but numbers behind it.
    """
    found = _SPOKEN.match(text)
    if not found:
        return None
    slash, rest = found.groups()
    if slash:
        return rest
    said = rest.casefold().replace("\u2019", "'").strip()
    if not said or len(said.split()) > MOST_WORDS or not _is_order(orders, said):
        return None
    return rest if orders.read(rest).problem is None else None


def _is_order(orders: Orders, said: str) -> bool:
    """Whether the words can be nothing but an order, once the search named before them is taken off."""
    words = said.split()
    named = " ".join(words[:1]) if len(words) > 1 and words[0] not in BY_NAME else ""
    if named and orders.read(named) == Order("status", search=orders.read(named).search, whole=named):
        said = said.removeprefix(named).strip()
        words = words[1:]
    if said.rstrip(" ?!.") in IN_OTHER_WORDS:
        return True
    if "?" in said:
        return False
    return words[0] in BY_NAME or bool(_WITH_NUMBERS.fullmatch(said) and orders.read(said).verb != "start-item")


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
