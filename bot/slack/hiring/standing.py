"""The button under a question about a running hire: it shows what `/hiring status` would show."""

import re
from functools import partial

from slack_bolt import App, Args

from bot.slack.acks import acknowledge
from bot.slack.cards.controls import STANDING
from bot.slack.delivery import answer_privately, replace
from bot.slack.errors import lazily
from bot.slack.hiring.answering import obey
from bot.slack.hiring.buttons import UnknownButtonError, value_of
from bot.slack.hiring.here import Here
from bot.slack.hiring.means import Hiring


def register(app: App, hiring: Hiring) -> None:
    """Listen to the button."""
    app.action(re.compile(f"^{STANDING}$"))(ack=acknowledge, lazy=[lazily(partial(show_standing, hiring))])


def show_standing(hiring: Hiring, args: Args) -> None:
    """Show whoever pressed the search that they may see; for everybody else the question stays as it is."""
    order = hiring.orders.read(value_of(args.action or {}))
    if order.verb != "status" or order.problem:
        raise UnknownButtonError
    message = obey(hiring, Here.behind(hiring, args), order).message
    container = args.body.get("container") or {}
    if message and container.get("is_ephemeral"):
        replace(args.respond, message)
    elif message:
        answer_privately(args.respond, message, container.get("thread_ts"))
