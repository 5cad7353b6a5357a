"""The global shortcut that compares roles: a form with the roles and a topic, and the card in the direct conversation.

A global shortcut belongs to no channel, and the app may not be in the one that the person is looking at.
"""

from collections.abc import Callable
from functools import partial

from slack_bolt import App, Args
from slack_bolt.context.ack import Ack

from bot.answers.comparison import MAX_ROLES
from bot.knowledge.base import KnowledgeBase
from bot.slack.answer_cache import KnowledgeSource, QuestionReply
from bot.slack.blocks import MAX_OPTIONS, Element, context, option, section
from bot.slack.delivery import Destination, acknowledge, post
from bot.slack.errors import with_error_reply
from bot.slack.memory import NO_THREAD, Memory
from bot.slack.modals import View, choice_input, choices_input, input_block, input_value, modal
from bot.slack.repeats import Repeats
from bot.slack.replies import AnswerService
from bot.understanding.grammar import comparison_intent
from bot.understanding.intents import encode

SHORTCUT = "compare_roles"
FORM = "compare"
TITLE = "Compare roles"
MIN_ROLES = 2
TOO_FEW = "Choose two roles or more."
WHERE = "The card is in our direct conversation, with its sources and the next steps."
LINES_SHOWN = 2
"""Lines of the answer that the form shows: the title and the short answer."""


def register(app: App, library: KnowledgeSource, replies: AnswerService, memory: Memory, repeats: Repeats) -> None:
    """Open the form for the shortcut, and answer what is submitted."""
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[with_error_reply(partial(open_form, library))])
    send = with_error_reply(partial(_send_once, replies, memory, repeats))
    app.view(FORM)(ack=_answer_in_form(replies), lazy=[send])


def compare_modal(base: KnowledgeBase) -> View:
    """Return the form, with the roles and topics of this knowledge."""
    topics = [option(topic.name, topic.id) for topic in base.topics.values()][:MAX_OPTIONS]
    fields = [
        input_block("roles", "Roles", choices_input(role_options(base), MAX_ROLES), optional=False),
        input_block("topic", "Topic", choice_input(topics), hint="Leave empty to compare the most important topics."),
    ]
    return modal(FORM, TITLE, fields, submit="Compare")


def role_options(base: KnowledgeBase) -> list[Element]:
    """Return an option for each role, by title; as many as Slack allows."""
    return [option(role.title, role.id) for role in base.roles.values()][:MAX_OPTIONS]


def open_form(library: KnowledgeSource, args: Args) -> None:
    """Open the form. Raises SlackApiError."""
    args.client.views_open(trigger_id=args.body["trigger_id"], view=compare_modal(library.base))


def _answer_in_form(replies: AnswerService) -> Callable[[Ack, View], None]:
    """Return the listener that shows the short answer instead of the form, or the error at its field."""

    def answer(ack: Ack, view: View) -> None:
        if len(_roles(view)) < MIN_ROLES:
            ack(response_action="errors", errors={"roles": TOO_FEW})
            return
        shown = _reply(replies, view).message.text.splitlines()[:LINES_SHOWN]
        ack(response_action="update", view=modal(FORM, TITLE, [section("\n".join(shown)), context(WHERE)]))

    return answer


def _send_once(replies: AnswerService, memory: Memory, repeats: Repeats, args: Args) -> None:
    view = args.body["view"]
    if len(_roles(view)) >= MIN_ROLES:
        send = partial(_send, replies, memory, args)
        repeats.run_once(args.context.team_id or "", f"compare:{view['id']}", send)


def _send(replies: AnswerService, memory: Memory, args: Args) -> None:
    """Post the card to the direct conversation, where it can be followed up. Raises SlackApiError."""
    channel = args.client.conversations_open(users=args.body["user"]["id"])["channel"]["id"]
    reply = _reply(replies, args.body["view"])
    post(args.client, Destination(channel), reply.message)
    memory.conversation(args.context.team_id, channel, NO_THREAD).remember(reply.intent)


def _reply(replies: AnswerService, view: View) -> QuestionReply:
    intent = comparison_intent(tuple(_roles(view)), input_value(view, "topic"))
    return replies.answer_button(encode(intent), "dm")


def _roles(view: View) -> list[str]:
    return input_value(view, "roles") or []
