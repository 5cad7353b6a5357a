"""Handles mentions and direct messages. They are acknowledged at once and answered in their thread or conversation.

An edited message changes the answer that it got, rather than getting a second one.
"""

import logging
import re
from functools import partial
from http.client import HTTPException
from typing import Any

from slack_bolt import App, Args
from slack_sdk.errors import SlackApiError

from bot.logs import log_event
from bot.slack.answer_cache import QuestionReply
from bot.slack.delivery import Destination, post, post_ephemeral, update
from bot.slack.error_codes import outcome_of
from bot.slack.errors import Listener, with_error_reply
from bot.slack.memory import NO_THREAD, Conversation, Memory
from bot.slack.message import Message
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerService
from bot.slack.shared_channels import SharedChannels
from bot.slack.slow_status import with_status
from bot.slack.text import truncate
from bot.understanding.intents import Intent, encode

EVENTS = frozenset({"app_home_opened", "app_mention", "member_joined_channel", "message.im"})
"""The events that the app subscribes to: only what is addressed to it, and that it was added to a channel."""
OPTIONAL_EVENTS = frozenset({"message.channels", "message.groups"})
"""The events that an administrator may add, so that replies in its own threads need no mention."""
PERSON_SUBTYPES = frozenset({None, "file_share", "me_message", "thread_broadcast"})
"""The subtypes of messages that people write: plain, with a file, `/me`, a reply that is also sent to the channel."""
EDIT = "message_changed"
"""The subtype of the event for an edited direct message. An edited mention comes as another mention instead."""
MAX_PROMPTS = 4
"""Slack's limit for suggested prompts."""
PROMPTS_TITLE = "Some things to try"
NEXT_TITLE = "What people ask next"
MAX_THREAD_TITLE = 100
"""Characters; Slack gives no limit. Chosen by hand."""
ADDED = Message(
    "I answer questions about leadership roles here, with sources: `@Rolecall CMO vs CRO KPIs?`, or `/roles help`. "
    "I read only what is addressed to me."
)
"""What a channel gets once when the app is added to it."""

log = logging.getLogger("rolecall.events")


def register(app: App, replies: AnswerService, memory: Memory, repeats: Repeats, shared: SharedChannels) -> None:
    """Register the listeners for messages addressed to the app, and acknowledge all other events."""

    def lazy(listener: Listener) -> list[Listener]:
        return [with_error_reply(skip_redeliveries(repeats, listener))]

    direct, edited = (partial(each, replies, memory) for each in (answer_direct_message, answer_edited_message))
    mention, reply = (partial(each, replies, memory, shared) for each in (answer_mention, answer_thread_reply))
    suggest = partial(suggest_questions, replies)
    app.event("app_mention", matchers=[is_from_person])(ack=acknowledge, lazy=lazy(with_status(mention)))
    app.event("message", matchers=[is_from_person, is_direct_message])(ack=acknowledge, lazy=lazy(with_status(direct)))
    app.event("message", matchers=[is_edit, is_direct_message])(ack=acknowledge, lazy=lazy(edited))
    # These come only if an administrator has added the optional events of the manifest.
    app.event("message", matchers=[is_from_person, is_thread_reply])(ack=acknowledge, lazy=lazy(reply))
    app.event("member_joined_channel", matchers=[_is_app_itself])(ack=acknowledge, lazy=lazy(greet_channel))
    app.event("app_home_opened", matchers=[_is_messages_tab])(ack=acknowledge, lazy=lazy(suggest))
    # Slack repeats events that are not acknowledged, and in the end stops sending events.
    app.event(re.compile(""))(acknowledge)


def acknowledge() -> None:
    """Do nothing: Bolt acknowledges every event that has a listener."""


def answer_mention(replies: AnswerService, memory: Memory, shared: SharedChannels, args: Args) -> None:
    """Answer in the thread of the mention, or start one; if it was answered before an edit, change that answer.

    Where another company is in the channel, only the person who asked sees the answer.
    """
    event = _event(args)
    thread = event.get("thread_ts") or event["ts"]
    conversation = _channel_conversation(memory, shared, args, thread)
    reply = replies.answer_text(
        event.get("text", ""), "command" if conversation.is_shared else "mention", conversation, event["user"]
    )
    _show_answer(args, conversation, event, Destination(event["channel"], thread), reply)


def answer_direct_message(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Answer in the thread of the message if it is in one, else directly in the conversation."""
    event = _event(args)
    thread = event.get("thread_ts")
    conversation = memory.conversation(args.context.team_id, event["channel"], thread or NO_THREAD)
    before = conversation.last_intent() if thread else None
    is_untitled = before is None or before.kind == "unknown"
    reply = replies.answer_text(event.get("text", ""), "dm", conversation, event["user"])
    _show_answer(args, conversation, event, Destination(event["channel"], thread), reply)
    if thread is None and reply.intent:
        _suggest_follow_ups(replies, args, reply.intent)
    elif thread and is_untitled and reply.intent and reply.intent.kind != "unknown":
        _title_thread(args, thread, replies.title_of(encode(reply.intent)))


def _title_thread(args: Args, thread: str, title: str) -> None:
    """Name the thread after the first answer in it, in the list of conversations with the app. A failure is logged."""
    if not title:
        return
    try:
        args.client.assistant_threads_setTitle(
            channel_id=_event(args)["channel"], thread_ts=thread, title=truncate(title, MAX_THREAD_TITLE)
        )
    except (SlackApiError, OSError, HTTPException) as error:
        log_event(log, "could not title a thread", logging.WARNING, slack_error=outcome_of(error))


def _suggest_follow_ups(replies: AnswerService, args: Args, intent: Intent) -> None:
    """Suggest what people ask next. Slack has no suggestions in threads. A failure is logged."""
    prompts = [{"title": title, "message": question} for title, question in replies.suggest_follow_ups(intent)]
    if not prompts:
        return
    try:
        _set_prompts(args, NEXT_TITLE, prompts)
    except (SlackApiError, OSError, HTTPException) as error:
        log_event(log, "could not suggest questions", logging.WARNING, slack_error=outcome_of(error))


def _channel_conversation(memory: Memory, shared: SharedChannels, args: Args, thread: str) -> Conversation:
    """Return the conversation in a thread of a channel. The request says whether another company is in it."""
    team, channel = args.context.team_id or "", _event(args)["channel"]
    is_shared = bool(args.body.get("is_ext_shared_channel"))
    shared.keep(team, channel, is_shared=is_shared)
    return memory.conversation(team, channel, thread, is_shared=is_shared)


def answer_thread_reply(replies: AnswerService, memory: Memory, shared: SharedChannels, args: Args) -> None:
    """Answer a reply without a mention in a thread that the app has answered in, if it is clearly a question.

    People also talk to each other there, so anything else stays without an answer, as does everything where another
    company is in the channel. A reply with a mention comes as a mention too.
    """
    event = _event(args)
    conversation = _channel_conversation(memory, shared, args, event["thread_ts"])
    text, is_mention = event.get("text", ""), f"<@{args.context.bot_user_id}>" in event.get("text", "")
    if conversation.is_shared or is_mention or conversation.last_intent() is None:
        return
    reply = replies.answer_text(text, "mention", conversation, event["user"], is_addressed=False)
    if reply.intent and reply.intent.kind != "unknown":
        _show_answer(args, conversation, event, Destination(event["channel"], event["thread_ts"]), reply)


def answer_edited_message(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Change the answer to a direct message that was edited; if it has none, answer it now."""
    channel, message = _event(args)["channel"], _event(args)["message"]
    thread = message.get("thread_ts")
    conversation = memory.conversation(args.context.team_id, channel, thread or NO_THREAD)
    reply = replies.answer_text(message.get("text", ""), "dm", conversation, message["user"])
    _show_answer(args, conversation, message, Destination(channel, thread), reply)


def _show_answer(
    args: Args, conversation: Conversation, message: dict[str, Any], destination: Destination, reply: QuestionReply
) -> None:
    """Post the answer to a message, or change the one that it got before it was edited.

    Where another company is in the channel, only the person sees the answer, so a follow-up in the thread isn't about
    it. Slack shows a private message in a thread only if the thread has replies already.
    """
    if conversation.is_shared:
        where = Destination(destination.channel, message.get("thread_ts"))
        post_ephemeral(args.client, where, message["user"], reply.message.text, reply.message.blocks)
        return
    earlier = conversation.find_answer(message["ts"]) if "edited" in message else None
    if earlier:
        update(args.client, destination.channel, earlier, reply.message)
    else:
        conversation.save_answer(message["ts"], post(args.client, destination, reply.message))
    conversation.remember(reply.intent)


def suggest_questions(replies: AnswerService, args: Args) -> None:
    """Suggest questions when a person opens the conversation with the app. Raises SlackApiError."""
    prompts = [{"title": question, "message": question} for question in replies.suggest_questions()[:MAX_PROMPTS]]
    _set_prompts(args, PROMPTS_TITLE, prompts)


def _set_prompts(args: Args, title: str, prompts: list[dict[str, str]]) -> None:
    """Show the prompts in the conversation with the app, in place of those before.

    The client is called directly because Bolt's helper passes the thread if there is one, and Slack then shows nothing.
    """
    channel = _event(args)["channel"]
    args.client.assistant_threads_setSuggestedPrompts(channel_id=channel, title=title, prompts=prompts)


def greet_channel(args: Args) -> None:
    """Say in one line what the app is for in a channel that it was added to. Raises SlackApiError."""
    post(args.client, Destination(_event(args)["channel"]), ADDED)


def skip_redeliveries(repeats: Repeats, listener: Listener) -> Listener:
    """Wrap a listener so that it runs for the first delivery of an event only."""

    def run(args: Args) -> None:
        if repeats.is_first_delivery(args.context.team_id or "", args.body["event_id"]):
            listener(args)
        else:
            log_event(log, "repeated event", event=args.body["event_id"], team=args.context.team_id)

    return run


def _event(args: Args) -> dict[str, Any]:
    return args.event or {}


def is_from_person(event: dict[str, Any]) -> bool:
    """Return whether a person wrote the message: not an app, not a notice of Slack's such as a join."""
    return "bot_id" not in event and event.get("subtype") in PERSON_SUBTYPES and bool(event.get("user"))


def is_edit(event: dict[str, Any]) -> bool:
    """Return whether the event says that a person changed the text of a message: a link's preview is no edit."""
    message = event.get("message", {})
    is_changed = message.get("text") != event.get("previous_message", {}).get("text")
    return event.get("subtype") == EDIT and is_changed and is_from_person(message)


def is_direct_message(event: dict[str, Any]) -> bool:
    """Return whether the message is in the direct message conversation with the app."""
    return event.get("channel_type") == "im"


def is_thread_reply(event: dict[str, Any]) -> bool:
    """Return whether the message is a reply in a thread of a channel."""
    return event.get("channel_type") in ("channel", "group") and "thread_ts" in event


def _is_app_itself(event: dict[str, Any], body: dict[str, Any]) -> bool:
    """Return whether it is the app that joined, and not a person."""
    return any(event.get("user") == each.get("user_id") for each in body.get("authorizations") or ())


def _is_messages_tab(event: dict[str, Any]) -> bool:
    """Return whether the Messages tab was opened, rather than the Home tab."""
    return event.get("tab") == "messages"
