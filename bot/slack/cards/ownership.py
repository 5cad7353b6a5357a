"""Who owns a thing."""

from bot.answers.models import Ownership
from bot.answers.plain import no_part, numbered
from bot.answers.wording import PARTS, standing
from bot.slack.blocks import Block
from bot.slack.cards.evidence import fact_lines, paragraphs, said
from bot.slack.text import escape


def ownership(answer: Ownership) -> list[Block]:
    """Each role with a stake, the strongest first, then how companies differ."""
    numbers = numbered(answer.sources)
    names = {role.id: escape(role.short) for role in answer.roles}
    stakes = [
        f"• *{PARTS[each.part]}*: *{names[each.role]}*. {said(each.text, standing(each), each.sources, numbers)}"
        for each in answer.thing.stakes
    ]
    idle = [role for role in answer.asked if role.id not in names]
    differs = ["*Where companies differ*", *fact_lines(answer.thing.differs, numbers)] if answer.thing.differs else []
    return [*paragraphs([*stakes, *([escape(no_part(idle))] if idle else [])]), *paragraphs(differs)]
