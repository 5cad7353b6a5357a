"""`/hiring` commands in messages: in threads and direct conversations, where Slack takes no slash commands."""

from dataclasses import replace
from functools import partial
from typing import Any

from slack_bolt import App, Args, BoltContext

from bot.slack.blocks import context, section
from bot.slack.delivery import Destination, post, post_ephemeral
from bot.slack.errors import with_error_reply
from bot.slack.events import (
    acknowledge,
    is_direct_message,
    is_edit,
    is_from_person,
    is_thread_reply,
    skip_redeliveries,
)
from bot.slack.hiring.addressing import Addressed, Place, find_command
from bot.slack.hiring.context import HiringServices, RequestContext
from bot.slack.hiring.dispatcher import run_command
from bot.slack.hiring.named_items import read_command
from bot.slack.memory import Memory
from bot.slack.message import Message
from bot.slack.slow_status import with_status

READ_AS_COMMAND = "I read this as a `/hiring` command. To ask about roles, leave out “hiring”."
"""Added to what is wrong with a command that was typed without the slash."""
EDITED = "I'd already carried out that message before you edited it. To change something, send a new one."


def register(app: App, services: HiringServices, memory: Memory) -> None:
    """Listen to mentions and direct messages that begin like the slash command."""
    listener = with_status(partial(answer_message, services, memory))
    answer = [with_error_reply(skip_redeliveries(services.repeats, listener))]
    remark = [with_error_reply(skip_redeliveries(services.repeats, remark_on_edit))]

    def is_command(event: dict[str, Any], context: BoltContext) -> bool:
        return is_from_person(event) and _find(services, event, context) is not None

    def is_in_card_thread(event: dict[str, Any], context: BoltContext) -> bool:
        # A reply that mentions the app comes as a mention too.
        is_mention = f"<@{context.bot_user_id}>" in event.get("text", "")
        return is_thread_reply(event) and not is_mention and locate(services, context.team_id, event) == "card"

    def is_edited_command(event: dict[str, Any]) -> bool:
        message = event.get("message") or {}
        return (
            is_edit(event) and is_from_person(message) and find_command(message.get("text", ""), "direct") is not None
        )

    app.event("app_mention", matchers=[is_command])(ack=acknowledge, lazy=answer)
    app.event("message", matchers=[is_direct_message, is_command])(ack=acknowledge, lazy=answer)
    app.event("message", matchers=[is_in_card_thread, is_command])(ack=acknowledge, lazy=answer)
    app.event("message", matchers=[is_direct_message, is_edited_command])(ack=acknowledge, lazy=remark)


def _find(services: HiringServices, event: dict[str, Any], context: BoltContext) -> Addressed | None:
    return find_command(event.get("text", ""), locate(services, context.team_id, event))


def locate(services: HiringServices, team: str | None, event: dict[str, Any]) -> Place:
    """Where the message is. The database is only asked about a thread."""
    if event.get("channel_type") == "im" or str(event.get("channel", "")).startswith("D"):
        return "direct"
    thread = event.get("thread_ts")
    if not thread or not team or find_command(event.get("text", ""), "card") is None:
        return "channel"
    with services.units_of_work.begin(team, writable=False) as uow:
        searches = uow.open_searches_in(event["channel"])
    return "card" if any(search.card == thread for search in searches) else "channel"


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
    addressed = _find(services, event, args.context) or Addressed("")
    ctx = RequestContext.from_args(services, args)
    command = read_command(services, ctx, addressed.text)
    message = run_command(services, ctx, command)
    if message is None:
        return
    if command.problem and not addressed.has_slash:
        message = _with_remark(message)
    is_in_channel = not is_direct_message(event)
    if message.is_private and is_in_channel:
        # Slack shows an ephemeral message in a thread only if the thread has replies already.
        destination = Destination(event["channel"], event.get("thread_ts"))
        post_ephemeral(args.client, destination, event["user"], message.text, message.blocks)
        return
    thread = event.get("thread_ts") or (event["ts"] if is_in_channel else None)
    post(args.client, Destination(event["channel"], thread), message)


def _with_remark(message: Message) -> Message:
    """The message with the remark that it answers a command."""
    blocks = message.blocks or (section(message.text),)
    return replace(message, text=f"{message.text}\n{READ_AS_COMMAND}", blocks=(*blocks, context(READ_AS_COMMAND)))


def remark_on_edit(args: Args) -> None:
    """Say in the direct conversation that an edited command is not carried out."""
    event = args.event or {}
    post(args.client, Destination(event["channel"], event["message"].get("thread_ts")), Message(EDITED))
