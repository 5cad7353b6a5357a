"""The SQL statements on scorecards. None of them reads a sealed scorecard for anyone but its author."""

import json

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, insert, or_, select, update

from bot.hiring.models import Search
from bot.hiring.scorecards import Scorecard, Submission
from bot.storage.scorecard_tables import scorecards

_OLDEST_FIRST = (scorecards.c.at, scorecards.c.id)


def find_readable(connection: Connection, search: Search, reader: str) -> tuple[Scorecard, ...]:
    """The scorecards that are open, and those of the reader; the oldest first."""
    is_readable = or_(scorecards.c.is_open, scorecards.c.by == reader)
    query = select(scorecards).where(_is_in(search), is_readable).order_by(*_OLDEST_FIRST)
    return tuple(_from_row(row) for row in connection.execute(query))


def find_submissions(connection: Connection, search: Search) -> tuple[Submission, ...]:
    """Who has submitted a scorecard for which finalist; the oldest first."""
    query = select(scorecards.c.letter, scorecards.c.by).where(_is_in(search)).order_by(*_OLDEST_FIRST)
    return tuple(Submission(row.letter, row.by) for row in connection.execute(query))


def replace_sealed(connection: Connection, search: Search, card: Scorecard, card_id: str) -> None:
    """Store a sealed scorecard, in place of an earlier sealed one by the same interviewer for the same finalist."""
    is_same = and_(scorecards.c.letter == card.letter, scorecards.c.by == card.by, ~scorecards.c.is_open)
    connection.execute(delete(scorecards).where(_is_in(search), is_same))
    connection.execute(
        insert(scorecards),
        {
            "team_id": search.team,
            "id": card_id,
            "search_id": search.id,
            "letter": card.letter,
            "by": card.by,
            "at": card.at,
            "scores": json.dumps(card.scores),
            "remark": card.remark,
            "is_open": False,
        },
    )


def open_all(connection: Connection, search: Search, letter: str) -> None:
    """Open the scorecards for the finalist."""
    connection.execute(update(scorecards).where(_is_in(search), scorecards.c.letter == letter).values(is_open=True))


def _is_in(search: Search) -> ColumnElement[bool]:
    return and_(scorecards.c.team_id == search.team, scorecards.c.search_id == search.id)


def _from_row(row: Row[tuple[object, ...]]) -> Scorecard:
    scores = tuple((criterion, score) for criterion, score in json.loads(row.scores))
    return Scorecard(row.letter, row.by, row.at, scores, row.remark)
