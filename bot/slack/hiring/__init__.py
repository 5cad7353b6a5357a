"""The edge of the hiring half: what people type and press, and how searches look."""

from slack_bolt import App

from bot.slack.events import FirstDeliveryCheck
from bot.slack.hiring import buttons
from bot.slack.hiring import buttons as standing
from bot.slack.hiring import decisions as deciding
from bot.slack.hiring import dispatcher as commands
from bot.slack.hiring import message_commands as speaking
from bot.slack.hiring.context import HiringServices
from bot.slack.hiring.dispatcher import COMMAND
from bot.slack.hiring.forms import submissions as modals

__all__ = ["COMMAND", "register"]


def register(app: App, services: HiringServices, first_time: FirstDeliveryCheck) -> None:
    """Listen to everything that has to do with searches and decisions."""
    commands.register(app, services)
    buttons.register(app, services)
    modals.register(app, services)
    deciding.register(app, services)
    standing.register_status_button(app, services)
    speaking.register(app, services, first_time)
