"""Handles what happens in the Home tab: it is opened, a question is asked, a page is turned, a quick start is pressed.

Items, searches and decisions in it have the same buttons as everywhere else.
"""

import re
from functools import partial
from typing import Any

from slack_bolt import App, Args

from bot.slack import compare_form
from bot.slack.blocks import context, section
from bot.slack.cards.controls import selected_value
from bot.slack.delivery import Destination, acknowledge, post
from bot.slack.errors import with_error_reply
from bot.slack.hiring.context import HiringServices
from bot.slack.hiring.hiring_shortcuts import open_start_form
from bot.slack.home.home_view import ASK_BOX, COMPARE_BUTTON, HELP_BUTTON, MAX_QUESTION, PAGE_ACTION, START_BUTTON
from bot.slack.home_tabs import OVERVIEW, HomeState
from bot.slack.memory import NO_THREAD, Memory
from bot.slack.modals import modal
from bot.slack.replies import AnswerService

ANSWERED = "home:answered"
TITLE = "Rolecall"
WHERE = "The whole answer is in our direct conversation, with its sources and the next steps."
LINES_SHOWN = 2
"""Lines of the answer that the form shows: the title and the short answer."""
MAX_SHOWN = 2_900


def register(app: App, services: HiringServices, replies: AnswerService, memory: Memory) -> None:
    """Listen to the Home tab."""
    answer = partial(answer_question, services, replies, memory)
    for action, listener in (
        (re.compile(f"^({ASK_BOX}|{HELP_BUTTON})$"), answer),
        (re.compile(f"^{PAGE_ACTION}"), partial(turn_page, services)),
        (re.compile(f"^{COMPARE_BUTTON}$"), partial(compare_form.open_form, services.library)),
        (re.compile(f"^{START_BUTTON}$"), partial(open_start_form, services)),
    ):
        app.action(action)(ack=acknowledge, lazy=[with_error_reply(listener)])
    opened = with_error_reply(partial(show_home, services))
    app.event("app_home_opened", matchers=[_is_home_tab])(ack=acknowledge, lazy=[opened])


def show_home(services: HiringServices, args: Args) -> None:
    """Publish the Home tab of the person who opened it. Raises SlackApiError, and what the database raises."""
    services.home_tabs.show(args.client, args.context.team_id or "", (args.event or {})["user"])


def turn_page(services: HiringServices, args: Args) -> None:
    """Show the page on the button. Raises SlackApiError, and what the database raises."""
    page, team, user = selected_value(args.action), args.context.team_id or "", args.body["user"]["id"]
    before = services.home_tabs.state(team, user)
    state = HomeState(int(page) if page.isdecimal() else OVERVIEW, box=before.box)
    services.home_tabs.show(args.client, team, user, state)


def answer_question(services: HiringServices, replies: AnswerService, memory: Memory, args: Args) -> None:
    """Show the short answer in a form, send the whole one to the direct conversation, and empty the question box.

    Raises SlackApiError.
    """
    user, team, text = args.body["user"]["id"], args.context.team_id or "", selected_value(args.action)[:MAX_QUESTION]
    if not text.strip():
        return
    channel = args.client.conversations_open(users=user)["channel"]["id"]
    conversation = memory.conversation(team, channel, NO_THREAD)
    reply = replies.answer_text(text, "dm", conversation, user)
    shown = "\n".join(reply.message.text.splitlines()[:LINES_SHOWN])[:MAX_SHOWN]
    view = modal(ANSWERED, TITLE, [section(shown), context(WHERE)])
    args.client.views_open(trigger_id=args.body["trigger_id"], view=view)
    post(args.client, Destination(channel), reply.message)
    conversation.remember(reply.intent)
    before = services.home_tabs.state(team, user)
    services.home_tabs.show(args.client, team, user, before._replace(box=before.box + 1))


def _is_home_tab(event: dict[str, Any]) -> bool:
    """Return whether the Home tab was opened, rather than the Messages tab."""
    return event.get("tab") == "home"
