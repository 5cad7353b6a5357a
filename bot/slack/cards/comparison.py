"""Roles side by side: one table over all topics, or one topic told role by role."""

from bot.answers.models import Comparison, Row
from bot.answers.plain import in_overview, numbered
from bot.answers.wording import cell, cites, listed, shorts
from bot.slack.blocks import Block, section, table
from bot.slack.cards.evidence import SECTION, fact_lines, paragraphs, remark
from bot.slack.limits import TABLE
from bot.slack.text import escape, fit

ALL_ROLES = 9000
"""How many characters the roles of a one-topic comparison share, so that eight of them stay readable."""


def comparison(answer: Comparison) -> list[Block]:
    """The difference in a sentence, then the table; or the topic as a question, then each role on it."""
    opening = [section(escape(answer.headline)), *_left_out(answer)]
    return opening + (_overview(answer) if in_overview(answer) else _one_topic(answer))


def _left_out(answer: Comparison) -> list[Block]:
    if not answer.left_out:
        return []
    return [remark(f"Left out, because no more fit side by side: {listed(shorts(answer.left_out))}.")]


def _overview(answer: Comparison) -> list[Block]:
    head = ["Topic", *shorts(answer.roles)]
    rows = [[row.title, *map(cell, row.cells)] for row in answer.rows]
    fitting = _that_fit(head, rows)
    if not fitting:
        return []
    dropped = [row.title for row in answer.rows[fitting:]]
    note = f"Not in the table for its length: {listed(dropped)}. The menu has them."
    return [table(head, rows[:fitting]), *([remark(note)] if dropped else [])]


def _that_fit(head: list[str], rows: list[list[str]]) -> int:
    """How many rows from the top stay within what Slack takes; topics stand in the order of their weight."""
    room = TABLE - sum(map(len, head))
    for place, row in enumerate(rows):
        room -= sum(map(len, row))
        if room < 0:
            return place
    return len(rows)


def _one_topic(answer: Comparison) -> list[Block]:
    numbers = numbered(answer.sources)
    room = min(SECTION, ALL_ROLES // len(answer.roles))
    roles = [section(_role(answer.rows, place, room, numbers)) for place in range(len(answer.roles))]
    points = [line for each in answer.points for line in (f"*{escape(each.title)}*", *fact_lines(each.facts, numbers))]
    return roles + list(paragraphs(points))


def _role(rows: tuple[Row, ...], place: int, room: int, numbers: dict[str, int]) -> str:
    """One role on the topic: each row's line in turn, then the facts."""
    role = rows[0].cells[place].role
    lines = [escape(cell(row.cells[place])) + cites(row.cells[place].sources, numbers) for row in rows]
    facts = fact_lines(rows[0].cells[place].facts, numbers)
    return fit([f"*{escape(role.short)}*: {lines[0]}", *lines[1:], *facts], room)
