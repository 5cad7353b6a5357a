"""The card of a comparison: a table over all topics, or one topic role by role."""

from bot.answers.models import Comparison, Row, Similarities
from bot.answers.plain import is_overview, number_sources
from bot.answers.wording import OWN_LABEL, cell_text, citation_marks, join_words, short_names
from bot.slack.blocks import Block, section, table
from bot.slack.cards.sources import MAX_SECTION, fact_lines, paragraphs, small_print, statement_text
from bot.slack.limits import MAX_TABLE_CHARACTERS
from bot.slack.text import count_fitting, escape, fit_lines

MAX_TOPIC_CHARACTERS = 9000
"""The characters that the roles share in a comparison on one topic. Chosen by hand so that eight stay readable."""


def comparison(answer: Comparison) -> list[Block]:
    """Return the table, or each role on the one topic."""
    return _overview(answer) if is_overview(answer) else _one_topic(answer)


def _overview(answer: Comparison) -> list[Block]:
    head = ["Topic", *short_names(answer.roles)]
    rows = [[row.title, *map(cell_text, row.cells)] for row in answer.rows]
    # Topics are listed by importance, so the rows that do not fit in Slack's limit are dropped from the end.
    fitting = count_fitting((sum(map(len, row)) for row in [head, *rows]), MAX_TABLE_CHARACTERS) - 1
    if fitting < 1:
        return []
    dropped = [row.title for row in answer.rows[fitting:]]
    note = f"Too long for the table: {join_words(dropped)}. Ask about one topic at a time to see them."
    return [table(head, rows[:fitting]), *([small_print(note)] if dropped else [])]


def _one_topic(answer: Comparison) -> list[Block]:
    numbers = number_sources(answer.sources)
    room = min(MAX_SECTION, MAX_TOPIC_CHARACTERS // len(answer.roles))
    roles = [section(_role(answer.rows, column, room, numbers)) for column in range(len(answer.roles))]
    points = [line for each in answer.points for line in (f"*{escape(each.title)}*", *fact_lines(each.facts, numbers))]
    return roles + list(paragraphs(points))


def _role(rows: tuple[Row, ...], column: int, room: int, numbers: dict[str, int]) -> str:
    """Return one role on the topic: its cell of each row, then the facts."""
    cells = [row.cells[column] for row in rows]
    role = cells[0].role
    lines = [escape(cell_text(cell)) + citation_marks(cell.sources, numbers) for cell in cells]
    facts = fact_lines(cells[0].facts, numbers)
    return fit_lines([f"*{escape(role.short)}*: {lines[0]}", *lines[1:], *facts], room)


def similarities(answer: Similarities) -> list[Block]:
    """Return a bullet for each thing the roles share."""
    numbers = number_sources(answer.sources)
    return list(
        paragraphs(
            f"• *{escape(each.title)}*: "
            f"{statement_text(each.text, OWN_LABEL if each.own else '', each.sources, numbers)}"
            for each in answer.items
        )
    )
