"""How answers look in Slack: an Answer in, a Message out."""

from bot.slack.cards.card import render_card
from bot.slack.cards.controls import Surface
from bot.slack.cards.meanings import add_meanings

__all__ = ["Surface", "add_meanings", "render_card"]
