"""`/hiring ...` said to us in a thread or a direct conversation, where Slack takes no slash commands."""

import re
from functools import partial
from typing import Any, get_args

from slack_bolt import App, Args

from bot.commands.command import Command
from bot.commands.verbs import SYNONYMS, Verb
from bot.slack.delivery import Destination, post, post_ephemeral
from bot.slack.errors import with_error_reply
from bot.slack.events import FirstDeliveryCheck, acknowledge, is_direct_message, is_from_person, skip_redeliveries
from bot.slack.hiring.context import CommandParser, HiringServices, RequestContext
from bot.slack.hiring.dispatcher import run_text

_TEXT_COMMAND = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(/?)hiring\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
BARE_VERBS = frozenset(get_args(Verb)) - {"start", "empty", "unknown"} | {"override"}
"""What is taken for a command without the slash; `start` is not, for `hiring start dates` asks something."""
READ_VERBS: tuple[Verb, ...] = ("status", "items", "next", "history", "searches")
UNAMBIGUOUS_WORDS = ("mine", "overdue", "late", "todo", "todos", "progress")
"""Of the other words for those, the single ones that ask about a search; `timeline`, say, may ask about any hire."""
VERB_SYNONYMS = frozenset(
    words for verb in READ_VERBS for words in SYNONYMS[verb].split(", ") if " " in words or words in UNAMBIGUOUS_WORDS
)
_WITH_NUMBERS = re.compile(r"[a-z' ]+?[\s#]+\d[\d\s,#-]*")
MOST_WORDS = 6
"""Words after `hiring`, without the slash, that are still taken for a command and not for a question."""


def register(app: App, services: HiringServices, first_time: FirstDeliveryCheck) -> None:
    """Listen to what is said to us and begins as the command does."""
    listener = [with_error_reply(skip_redeliveries(first_time, partial(answer_message, services)))]

    def for_hiring(event: dict[str, Any]) -> bool:
        return is_from_person(event) and extract_command(services.parser, event.get("text", "")) is not None

    app.event("app_mention", matchers=[for_hiring])(ack=acknowledge, lazy=listener)
    app.event("message", matchers=[is_direct_message, for_hiring])(ack=acknowledge, lazy=listener)


def extract_command(orders: CommandParser, text: str) -> str | None:
    """What follows `/hiring` in a message, perhaps after a mention of us; None where it is no command.

    Without the slash, `hiring` may begin a question; only a short text that is a whole command is taken for one: by
    its own name, by words that can mean nothing else, or with nothing but numbers behind it.
    """
    found = _TEXT_COMMAND.match(text)
    if not found:
        return None
    slash, rest = found.groups()
    if slash:
        return rest
    said = rest.casefold().replace("\u2019", "'").strip()
    if not said or len(said.split()) > MOST_WORDS or not _is_command(orders, said):
        return None
    return rest if orders.parse(rest).problem is None else None


def _is_command(orders: CommandParser, said: str) -> bool:
    """Whether the words can be nothing but an order, once the search named before them is taken off."""
    words = said.split()
    named = " ".join(words[:1]) if len(words) > 1 and words[0] not in BARE_VERBS else ""
    if named and orders.parse(named) == Command("status", search=orders.parse(named).search, argument_text=named):
        said = said.removeprefix(named).strip()
        words = words[1:]
    if said.rstrip(" ?!.") in VERB_SYNONYMS:
        return True
    if "?" in said:
        return False
    return words[0] in BARE_VERBS or bool(_WITH_NUMBERS.fullmatch(said) and orders.parse(said).verb != "start-item")


def answer_message(services: HiringServices, args: Args) -> None:
    """Answer where it was said: in its thread, or in the direct conversation.

    What is not for everybody in the channel, because it is about a search elsewhere, only the person sees.
    """
    event = args.event or {}
    came = run_text(
        services,
        RequestContext.from_args(services, args),
        extract_command(services.parser, event.get("text", "")) or "",
    )
    if came.message is None:
        return
    if came.is_private and event["type"] == "app_mention":
        # Slack shows a private message in a thread only where there is one already.
        place = Destination(event["channel"], event.get("thread_ts"))
        post_ephemeral(args.client, place, event["user"], came.message.text, came.message.blocks)
        return
    thread = event.get("thread_ts") or (event["ts"] if event["type"] == "app_mention" else None)
    post(args.client, Destination(event["channel"], thread), came.message)
