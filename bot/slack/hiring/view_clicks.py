"""Answers to clicks in the Home tab, and in the forms that open from it. Neither has a response URL."""

from typing import Any

from slack_bolt import Args
from slack_sdk import WebClient

from bot.slack.blocks import section
from bot.slack.hiring.context import HiringServices
from bot.slack.message import Message
from bot.slack.modals import View, modal
from bot.slack.text import truncate

SHOWN = "home:shown"
TITLE = "Rolecall"
MESSAGE_ONLY = frozenset(("table", "context_actions"))
"""Blocks that Slack doesn't allow in a form."""
MAX_TEXT = 2_900


def answer_in_view(services: HiringServices, args: Args, message: Message, *, has_changed: bool) -> None:
    """Show the answer: a change at the top of the Home tab, anything else in a form. Raises SlackApiError."""
    view = args.body["view"]
    if view["type"] == "modal":
        args.client.views_update(view_id=view["id"], view=shown_modal(message))
    elif has_changed:
        show_on_home(services, args.client, args.body, message)
    else:
        args.client.views_open(trigger_id=args.body["trigger_id"], view=shown_modal(message))


def show_on_home(services: HiringServices, client: WebClient, body: dict[str, Any], message: Message) -> None:
    """Publish the Home tab of the person with the message at its top. Raises SlackApiError."""
    team, user = str((body.get("team") or {}).get("id") or ""), str(body["user"]["id"])
    services.home_tabs.show(
        client, team, user, services.home_tabs.state(team, user)._replace(notice=tuple(message.blocks))
    )


def shown_modal(message: Message) -> View:
    """Return a form that shows the message; as text, if it has blocks that Slack doesn't allow there."""
    is_allowed = message.blocks and MESSAGE_ONLY.isdisjoint(block["type"] for block in message.blocks)
    return modal(SHOWN, TITLE, message.blocks if is_allowed else [section(truncate(message.text, MAX_TEXT))])


def open_view(args: Args, view: View) -> None:
    """Open a form: on top of the one that was clicked, if any. Raises SlackApiError."""
    is_on_form = (args.body.get("view") or {}).get("type") == "modal"
    show = args.client.views_push if is_on_form else args.client.views_open
    show(trigger_id=args.body["trigger_id"], view=view)
