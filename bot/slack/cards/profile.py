"""The cards of one role, and of who owns a thing."""

from bot.answers.models import Cell, Ownership, RoleProfile
from bot.answers.plain import describe_other_names, no_stake_text, number_sources
from bot.answers.wording import NOT_COVERED, STAKE_LABELS, as_sentence, basis_label, cell_text
from bot.slack.blocks import Block, section, table
from bot.slack.cards.sources import fact_lines, paragraphs, small_print, statement_text
from bot.slack.text import escape


def profile(answer: RoleProfile) -> list[Block]:
    """Return the role in a sentence and a table of its topics, or one topic in full."""
    if answer.topic:
        return _one_topic(answer)
    role = answer.role
    rows = [[row.title, cell_text(row.cells[0])] for row in answer.rows]
    names = [small_print(line) for line in describe_other_names(role)]
    return [section(escape(role.summary)), *([table(["Topic", role.short], rows)] if rows else []), *names]


def _one_topic(answer: RoleProfile) -> list[Block]:
    aspect = answer.aspect
    if not aspect or not answer.topic:
        return [section(f"{NOT_COVERED}.")]
    brief = as_sentence(cell_text(Cell(answer.role, aspect.brief, aspect.facts)))
    facts = fact_lines(aspect.facts, number_sources(answer.sources))
    return list(paragraphs([f"_{escape(answer.topic.question)}_", f"*{escape(brief)}*", *facts]))


def ownership(answer: Ownership) -> list[Block]:
    """Return each role with a stake, the strongest first, then how companies differ."""
    numbers = number_sources(answer.sources)
    names = {role.id: escape(role.short) for role in answer.roles}
    stakes = [
        f"• *{STAKE_LABELS[each.part]}*: *{names[each.role]}*. "
        f"{statement_text(each.text, basis_label(each), each.sources, numbers)}"
        for each in answer.thing.stakes
    ]
    uninvolved = [role for role in answer.asked if role.id not in names]
    differs = ["*Where companies differ*", *fact_lines(answer.thing.differs, numbers)] if answer.thing.differs else []
    return [*paragraphs([*stakes, *([escape(no_stake_text(uninvolved))] if uninvolved else [])]), *paragraphs(differs)]
