"""What roles have in common."""

from bot.answers.models import Similarities
from bot.answers.plain import nothing_shared, numbered
from bot.answers.wording import OWN
from bot.slack.blocks import Block, section
from bot.slack.cards.evidence import paragraphs, said
from bot.slack.text import escape


def similarities(answer: Similarities) -> list[Block]:
    """One bullet for each thing shared, or that nothing good is known to be."""
    if not answer.items:
        return [section(escape(nothing_shared(answer.roles)))]
    numbers = numbered(answer.sources)
    return list(
        paragraphs(
            f"• *{escape(each.title)}*: {said(each.text, OWN if each.own else '', each.sources, numbers)}"
            for each in answer.items
        )
    )
