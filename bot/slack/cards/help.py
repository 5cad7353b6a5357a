"""How to ask."""

from bot.answers.models import Help
from bot.answers.plain import HOW_TO_ASK
from bot.slack.blocks import Block, section


def how_to_ask(_answer: Help) -> list[Block]:
    """The doors, and what to ask; the examples are the buttons below."""
    return [section("\n".join((*HOW_TO_ASK, "For example:")))]
