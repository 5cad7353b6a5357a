"""Mentions and direct messages: acknowledged at once, answered in the thread or the conversation they came from."""

import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.logs import log_event, safe_traceback
from bot.slack.delivery import Destination, post
from bot.slack.errors import Listener, with_error_reply
from bot.slack.memory import NO_THREAD, Memory
from bot.slack.replies import AnswerService

EVENTS = frozenset({"app_home_opened", "app_mention", "message.im"})
"""What the app subscribes to: what is addressed to it, and nothing else."""
MAX_PROMPTS = 4
"""Questions that Slack lets an app suggest."""

log = logging.getLogger("rolecall.events")

FirstDeliveryCheck = Callable[[str, str, datetime], bool]
"""Whether this event of this workspace (team id, event id, now) is seen for the first time."""


def register(app: App, replies: AnswerService, memory: Memory, is_first_delivery: FirstDeliveryCheck) -> None:
    """Listen to what is addressed to the app, and acknowledge every other message."""

    def lazy(listener: Listener) -> list[Listener]:
        return [with_error_reply(skip_redeliveries(is_first_delivery, listener))]

    mention, direct = (partial(each, replies, memory) for each in (answer_mention, answer_direct_message))
    suggest = partial(suggest_questions, replies)
    app.event("app_mention", matchers=[is_from_person])(ack=acknowledge, lazy=lazy(mention))
    app.event("message", matchers=[is_from_person, is_direct_message])(ack=acknowledge, lazy=lazy(direct))
    app.event("app_home_opened", matchers=[_is_messages_tab])(ack=acknowledge, lazy=lazy(suggest))
    # Slack repeats what nobody acknowledges, and in the end stops sending.
    app.event(re.compile(""))(acknowledge)


def acknowledge() -> None:
    """Nothing to do: Bolt acknowledges every event that has a listener."""


def answer_mention(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Answer in the thread of the mention, starting one where there is none."""
    event = _event(args)
    thread = event.get("thread_ts") or event["ts"]
    where = memory.conversation(args.context.team_id, event["channel"], thread)
    reply = replies.answer_text(event.get("text", ""), "mention", where, event["user"])
    post(args.client, Destination(event["channel"], thread), reply.message)
    where.remember(reply.intent)


def answer_direct_message(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Answer in place: in the thread where the message is in one, else in the conversation."""
    event = _event(args)
    thread = event.get("thread_ts")
    where = memory.conversation(args.context.team_id, event["channel"], thread or NO_THREAD)
    reply = replies.answer_text(event.get("text", ""), "dm", where, event["user"])
    post(args.client, Destination(event["channel"], thread), reply.message)
    where.remember(reply.intent)


def suggest_questions(replies: AnswerService, args: Args) -> None:
    """Offer questions where the conversation with the app opens.

    The client is called directly: Bolt's own helper names the thread where there is one, and then Slack shows nothing.
    """
    prompts = [{"title": question, "message": question} for question in replies.suggest_questions()[:MAX_PROMPTS]]
    args.client.assistant_threads_setSuggestedPrompts(channel_id=_event(args)["channel"], prompts=prompts)


def skip_redeliveries(is_first_delivery: FirstDeliveryCheck, listener: Listener) -> Listener:
    """The listener, for the first delivery of an event only. Without the database an event may be answered twice."""

    def run(args: Args) -> None:
        try:
            first = is_first_delivery(args.context.team_id or "", args.body["event_id"], datetime.now(UTC))
        except Exception as error:  # noqa: BLE001  an answer too many is better than none
            log_event(log, "cannot tell repeated events", logging.WARNING, trace=safe_traceback(error))
            first = True
        if first:
            listener(args)
        else:
            log_event(log, "repeated event", event=args.body["event_id"], team=args.context.team_id)

    return run


def _event(args: Args) -> dict[str, Any]:
    return args.event or {}


def is_from_person(event: dict[str, Any]) -> bool:
    """Whether somebody typed it just now: no app, no edit, no join, and a user to answer."""
    return "bot_id" not in event and "subtype" not in event and bool(event.get("user"))


def is_direct_message(event: dict[str, Any]) -> bool:
    """Whether it was said in the direct conversation with us."""
    return event.get("channel_type") == "im"


def _is_messages_tab(event: dict[str, Any]) -> bool:
    """Whether the tab that was opened is the conversation."""
    return event.get("tab") == "messages"
