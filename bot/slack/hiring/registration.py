"""Registers every listener to what is about searches and decisions."""

from slack_bolt import App

from bot.slack.hiring import (
    buttons,
    checklist_step,
    decisions,
    dispatcher,
    hiring_shortcuts,
    message_commands,
    scoring_commands,
)
from bot.slack.hiring.context import HiringServices
from bot.slack.hiring.forms import submissions
from bot.slack.memory import Memory


def register(app: App, services: HiringServices, memory: Memory) -> None:
    """Listen to everything about searches and decisions."""
    dispatcher.register(app, services)
    buttons.register(app, services)
    submissions.register(app, services)
    scoring_commands.register(app, services)
    decisions.register(app, services)
    hiring_shortcuts.register(app, services)
    checklist_step.register(app, services)
    message_commands.register(app, services, memory)
