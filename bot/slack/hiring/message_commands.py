"""`/hiring` commands in messages: in threads and direct conversations, where Slack takes no slash commands."""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.slack.delivery import Destination, post, post_ephemeral
from bot.slack.errors import with_error_reply
from bot.slack.events import (
    acknowledge,
    is_direct_message,
    is_edit,
    is_from_person,
    skip_redeliveries,
)
from bot.slack.hiring.context import CommandParser, HiringServices, RequestContext
from bot.slack.hiring.dispatcher import run_text
from bot.slack.memory import Memory
from bot.slack.message import Message

_COMMAND = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(/?)hiring\b[\s,:]*(.*)", re.IGNORECASE | re.DOTALL)
BARE_VERBS = frozenset(verb.name for verb in CATALOGUE.values() if verb.is_typed and verb.name != "start")
"""Verbs understood without the slash. Not `start`: `hiring start dates` is a question about something else."""
UNAMBIGUOUS_WORDS = ("mine", "overdue", "late", "todo", "todos", "progress")
"""Single words that only a question about a search uses; `timeline`, for one, may ask about any hire."""
QUESTION_PHRASES = frozenset(
    phrase
    for verb in CATALOGUE.values()
    if verb.is_question
    for phrase in verb.phrases.split(", ")
    if " " in phrase or phrase in UNAMBIGUOUS_WORDS
)
_WITH_NUMBERS = re.compile(r"[a-z' ]+?[\s#]+\d[\d\s,#-]*")
MAX_WORDS = 6
"""More words after `hiring`, without the slash, are taken for a question."""
EDITED = "I'd already carried out that message before you edited it. To change something, send a new one."


def register(app: App, services: HiringServices, memory: Memory) -> None:
    """Listen to mentions and direct messages that begin like the slash command."""
    answer = [with_error_reply(skip_redeliveries(services.repeats, partial(answer_message, services, memory)))]
    remark = [with_error_reply(skip_redeliveries(services.repeats, remark_on_edit))]

    def is_command(event: dict[str, Any]) -> bool:
        return is_from_person(event) and extract_command(services.parser, event.get("text", "")) is not None

    def is_edited_command(event: dict[str, Any]) -> bool:
        return is_edit(event) and is_command(event["message"])

    app.event("app_mention", matchers=[is_command])(ack=acknowledge, lazy=answer)
    app.event("message", matchers=[is_direct_message, is_command])(ack=acknowledge, lazy=answer)
    app.event("message", matchers=[is_direct_message, is_edited_command])(ack=acknowledge, lazy=remark)


def extract_command(parser: CommandParser, text: str) -> str | None:
    """What follows `/hiring` in a message, perhaps after a mention of the app; None if it is no command.

    Without the slash, `hiring` may begin a question. Only a short text that is a complete command is taken for one: by
    the name of its verb, by phrases that can mean nothing else, or with nothing but numbers after the verb.
    """
    found = _COMMAND.match(text)
    if not found:
        return None
    slash, rest = found.groups()
    if slash:
        return rest
    words = rest.casefold().replace("\u2019", "'").strip()
    if not words or len(words.split()) > MAX_WORDS or not _is_command(parser, words):
        return None
    return rest if parser.parse(rest).problem is None else None


def _is_command(parser: CommandParser, text: str) -> bool:
    """Whether the text can only be a command, perhaps after the short name of a search."""
    words = text.split()
    first = words[0] if len(words) > 1 and words[0] not in BARE_VERBS else ""
    if first and parser.parse(first) == Command("status", search=parser.parse(first).search, argument_text=first):
        text, words = text.removeprefix(first).strip(), words[1:]
    if text.rstrip(" ?!.") in QUESTION_PHRASES:
        return True
    if "?" in text:
        return False
    return words[0] in BARE_VERBS or bool(_WITH_NUMBERS.fullmatch(text) and parser.parse(text).verb != "start-item")


def answer_message(services: HiringServices, memory: Memory, args: Args) -> None:
    """Answer in the thread of the message, or in the direct conversation.

    In a channel, a private message is shown to the person alone. A command is carried out once: an edit of its message
    is only remarked on.
    """
    event = args.event or {}
    conversation = memory.conversation(args.context.team_id, event["channel"])
    if "edited" in event and conversation.find_answer(event["ts"]) is not None:
        post_ephemeral(args.client, Destination(event["channel"], event.get("thread_ts")), event["user"], EDITED)
        return
    conversation.save_answer(event["ts"], "")
    text = extract_command(services.parser, event.get("text", "")) or ""
    message = run_text(services, RequestContext.from_args(services, args), text)
    if message is None:
        return
    is_mention = event["type"] == "app_mention"
    if message.is_private and is_mention:
        # Slack shows an ephemeral message in a thread only if the thread has replies already.
        destination = Destination(event["channel"], event.get("thread_ts"))
        post_ephemeral(args.client, destination, event["user"], message.text, message.blocks)
        return
    thread = event.get("thread_ts") or (event["ts"] if is_mention else None)
    post(args.client, Destination(event["channel"], thread), message)


def remark_on_edit(args: Args) -> None:
    """Say in the direct conversation that an edited command is not carried out."""
    event = args.event or {}
    post(args.client, Destination(event["channel"], event["message"].get("thread_ts")), Message(EDITED))
