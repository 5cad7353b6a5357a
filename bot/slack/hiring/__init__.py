"""The edge of the hiring half: what people type and press, and how searches look."""

from slack_bolt import App

from bot.slack.events import FirstTime
from bot.slack.hiring import buttons, commands, deciding, modals, speaking, standing
from bot.slack.hiring.commands import COMMAND
from bot.slack.hiring.means import Hiring

__all__ = ["COMMAND", "register"]


def register(app: App, hiring: Hiring, first_time: FirstTime) -> None:
    """Listen to everything that has to do with searches and decisions."""
    commands.register(app, hiring)
    buttons.register(app, hiring)
    modals.register(app, hiring)
    deciding.register(app, hiring)
    standing.register(app, hiring)
    speaking.register(app, hiring, first_time)
