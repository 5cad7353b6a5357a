"""The answer to a question of the FAQ."""

from bot.answers.models import CuratedAnswer
from bot.answers.plain import numbered
from bot.slack.blocks import Block
from bot.slack.cards.evidence import fact_lines, paragraphs


def curated(answer: CuratedAnswer) -> list[Block]:
    """Its facts."""
    return list(paragraphs(fact_lines(answer.facts, numbered(answer.sources))))
