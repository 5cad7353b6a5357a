"""The cards of one role, and of who owns a thing."""

from bot.answers.models import Ownership, RoleProfile
from bot.answers.plain import describe_other_names, number_sources
from bot.answers.wording import STAKE_LABELS, basis_label, cell_text
from bot.slack.blocks import Block, table
from bot.slack.cards.sources import fact_lines, paragraphs, small_print, statement_text
from bot.slack.text import escape


def profile(answer: RoleProfile) -> list[Block]:
    """Return a table of the topics of the role, or one topic in full."""
    if answer.topic:
        return _one_topic(answer)
    role = answer.role
    rows = [[row.title, cell_text(row.cells[0])] for row in answer.rows]
    names = [small_print(line) for line in describe_other_names(role)]
    return [*([table(["Topic", role.short], rows)] if rows else []), *names]


def _one_topic(answer: RoleProfile) -> list[Block]:
    aspect = answer.aspect
    return list(paragraphs(fact_lines(aspect.facts, number_sources(answer.sources)))) if aspect else []


def ownership(answer: Ownership) -> list[Block]:
    """Return each role with a stake, the strongest first, then how companies differ."""
    numbers = number_sources(answer.sources)
    names = {role.id: escape(role.short) for role in answer.roles}
    stakes = [
        f"• *{STAKE_LABELS[each.part]}*: *{names[each.role]}*. "
        f"{statement_text(each.text, basis_label(each), each.sources, numbers)}"
        for each in answer.thing.stakes
    ]
    differs = ["*Where companies differ*", *fact_lines(answer.thing.differs, numbers)] if answer.thing.differs else []
    return [*paragraphs(stakes), *paragraphs(differs)]
