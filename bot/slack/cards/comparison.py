"""Roles side by side: one table over all topics, or one topic told role by role."""

from bot.answers.models import Comparison, Row, Similarities
from bot.answers.plain import is_overview, no_similarities_text, number_sources
from bot.answers.wording import OWN_LABEL, cell_text, citation_marks, join_words, short_names
from bot.slack.blocks import Block, section, table
from bot.slack.cards.sources import MAX_SECTION, fact_lines, paragraphs, small_print, statement_text
from bot.slack.limits import MAX_TABLE_CHARACTERS
from bot.slack.text import escape, fit_lines

MAX_TOPIC_CHARACTERS = 9000
"""How many characters the roles of a one-topic comparison share, so that eight of them stay readable."""


def comparison(answer: Comparison) -> list[Block]:
    """The difference in a sentence, then the table; or the topic as a question, then each role on it."""
    opening = [section(escape(answer.headline)), *_left_out(answer)]
    return opening + (_overview(answer) if is_overview(answer) else _one_topic(answer))


def _left_out(answer: Comparison) -> list[Block]:
    if not answer.omitted_roles:
        return []
    return [
        small_print(f"Left out, because no more fit side by side: {join_words(short_names(answer.omitted_roles))}.")
    ]


def _overview(answer: Comparison) -> list[Block]:
    head = ["Topic", *short_names(answer.roles)]
    rows = [[row.title, *map(cell_text, row.cells)] for row in answer.rows]
    fitting = _count_fitting_rows(head, rows)
    if not fitting:
        return []
    dropped = [row.title for row in answer.rows[fitting:]]
    note = f"Not in the table for its length: {join_words(dropped)}. The menu has them."
    return [table(head, rows[:fitting]), *([small_print(note)] if dropped else [])]


def _count_fitting_rows(head: list[str], rows: list[list[str]]) -> int:
    """How many rows from the top stay within what Slack takes; topics stand in the order of their weight."""
    room = MAX_TABLE_CHARACTERS - sum(map(len, head))
    for place, row in enumerate(rows):
        room -= sum(map(len, row))
        if room < 0:
            return place
    return len(rows)


def _one_topic(answer: Comparison) -> list[Block]:
    numbers = number_sources(answer.sources)
    room = min(MAX_SECTION, MAX_TOPIC_CHARACTERS // len(answer.roles))
    roles = [section(_role(answer.rows, place, room, numbers)) for place in range(len(answer.roles))]
    points = [line for each in answer.points for line in (f"*{escape(each.title)}*", *fact_lines(each.facts, numbers))]
    return roles + list(paragraphs(points))


def _role(rows: tuple[Row, ...], place: int, room: int, numbers: dict[str, int]) -> str:
    """One role on the topic: each row's line in turn, then the facts."""
    role = rows[0].cells[place].role
    lines = [escape(cell_text(row.cells[place])) + citation_marks(row.cells[place].sources, numbers) for row in rows]
    facts = fact_lines(rows[0].cells[place].facts, numbers)
    return fit_lines([f"*{escape(role.short)}*: {lines[0]}", *lines[1:], *facts], room)


def similarities(answer: Similarities) -> list[Block]:
    """One bullet for each thing shared, or that nothing good is known to be."""
    if not answer.items:
        return [section(escape(no_similarities_text(answer.roles)))]
    numbers = number_sources(answer.sources)
    return list(
        paragraphs(
            f"• *{escape(each.title)}*: "
            f"{statement_text(each.text, OWN_LABEL if each.own else '', each.sources, numbers)}"
            for each in answer.items
        )
    )
