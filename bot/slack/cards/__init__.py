"""How answers look in Slack: an Answer in, a Message out."""

from bot.slack.cards.card import card
from bot.slack.cards.door import Door
from bot.slack.cards.meanings import with_meanings

__all__ = ["Door", "card", "with_meanings"]
