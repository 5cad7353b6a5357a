"""Renders answers for Slack: takes an Answer and returns a Message."""

from bot.slack.cards.card import View, add_dispute, add_meanings, render_card
from bot.slack.cards.controls import Surface

__all__ = ["Surface", "View", "add_dispute", "add_meanings", "render_card"]
