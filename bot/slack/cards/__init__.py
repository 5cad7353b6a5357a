"""How answers look in Slack: an Answer in, a Message out."""

from bot.slack.cards.card import card
from bot.slack.cards.door import Door

__all__ = ["Door", "card"]
