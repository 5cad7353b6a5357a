"""One role."""

from bot.answers.models import Cell, RoleProfile
from bot.answers.plain import numbered, other_names
from bot.answers.wording import NOT_COVERED, cell, sentence
from bot.slack.blocks import Block, section, table
from bot.slack.cards.evidence import fact_lines, paragraphs, remark
from bot.slack.text import escape


def profile(answer: RoleProfile) -> list[Block]:
    """The role in a sentence and a table of its topics; or one topic in full."""
    if answer.topic:
        return _one_topic(answer)
    role = answer.role
    rows = [[row.title, cell(row.cells[0])] for row in answer.rows]
    names = [remark(line) for line in other_names(role)]
    return [section(escape(role.summary)), *([table(["Topic", role.short], rows)] if rows else []), *names]


def _one_topic(answer: RoleProfile) -> list[Block]:
    aspect = answer.aspect
    if not aspect or not answer.topic:
        return [section(f"{NOT_COVERED}.")]
    brief = sentence(cell(Cell(answer.role, aspect.brief, aspect.facts)))
    facts = fact_lines(aspect.facts, numbered(answer.sources))
    return list(paragraphs([f"_{escape(answer.topic.question)}_", f"*{escape(brief)}*", *facts]))
