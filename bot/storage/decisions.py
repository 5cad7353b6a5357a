"""The decisions of every workspace, which role to hire."""

import json
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.hiring.decisions import Decision, RecommendationSnapshot, supersedes
from bot.storage.engine import transaction
from bot.storage.tables import decisions

_NEWEST_FIRST = (decisions.c.at.desc(), decisions.c.closed_at.is_not(None), decisions.c.id)
"""Of one second, what is open before what it superseded."""


class SqlDecisionRepository:
    """The decisions, shared by every worker on the same database. Nothing is ever taken away.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before somebody asks."""
        self._url = database_url

    def add(self, decision: Decision) -> bool:
        """Record it; false where it was recorded before. Earlier ones that it supersedes count as reviewed."""
        try:
            with transaction(self._url) as connection:
                connection.execute(insert(decisions), _row(decision))
                here = _in_channel(decision.team, decision.channel)
                earlier = connection.execute(select(decisions).where(here, decisions.c.closed_at.is_(None)))
                for old in map(_decision, earlier.all()):
                    if supersedes(decision, old):
                        connection.execute(_build_review_update(old, decision.at))
        except IntegrityError:
            return False
        return True

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision of this id, None where this workspace has none."""
        found, _ = self._found(team, decisions.c.id == decision_id, 1)
        return found[0] if found else None

    def list_in_channel(self, team: str, channel: str, most: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions of a channel, the newest first, at most so many; and how many there are."""
        return self._found(team, decisions.c.channel_id == channel, most)

    def list_by_person(self, team: str, person: str, most: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions that a person recorded, wherever: the newest first, at most so many; and how many there are."""
        return self._found(team, decisions.c.by == person, most)

    def mark_reviewed(self, decision: Decision, at: datetime) -> bool:
        """Count it as reviewed; false where it was already."""
        with transaction(self._url) as connection:
            return bool(connection.execute(_build_review_update(decision, at)).rowcount)

    def link_search(self, team: str, channel: str, role: str, search: str) -> Decision | None:
        """Note that a search for the role began in the channel: in the newest open decision for it that led to none.

        Gives that decision, None where there is none.
        """
        waiting = and_(_in_channel(team, channel), decisions.c.search_id == "", decisions.c.closed_at.is_(None))
        with transaction(self._url) as connection:
            rows = connection.execute(select(decisions).where(waiting).order_by(*_NEWEST_FIRST)).all()
            led = next((each for each in map(_decision, rows) if role in each.choice), None)
            if led:
                connection.execute(update(decisions).where(_is_decision(led)).values(search_id=search))
        return led and led._replace(search=search)

    def find_due_reviews(self, today: date) -> tuple[Decision, ...]:
        """The open decisions of every workspace whose day of review has come, the longest overdue first.

        The one question that looks across workspaces, for the one who reminds them all; each decision names its own.
        """
        come = and_(decisions.c.closed_at.is_(None), decisions.c.review_on <= today)
        query = select(decisions).where(come).order_by(decisions.c.review_on, decisions.c.at, decisions.c.id)
        with transaction(self._url, writable=False) as connection:
            return tuple(map(_decision, connection.execute(query).all()))

    def _found(self, team: str, which: ColumnElement[bool], most: int) -> tuple[tuple[Decision, ...], int]:
        where = and_(decisions.c.team_id == team, which)
        with transaction(self._url, writable=False) as connection:
            rows = connection.execute(select(decisions).where(where).order_by(*_NEWEST_FIRST).limit(most)).all()
            number = connection.scalar(select(func.count()).select_from(decisions).where(where))
        return tuple(map(_decision, rows)), number or 0


def _in_channel(team: str, channel: str) -> ColumnElement[bool]:
    return and_(decisions.c.team_id == team, decisions.c.channel_id == channel)


def _is_decision(decision: Decision) -> ColumnElement[bool]:
    return and_(_in_channel(decision.team, decision.channel), decisions.c.id == decision.id)


def _build_review_update(decision: Decision, at: datetime) -> Any:
    still_open = and_(_is_decision(decision), decisions.c.closed_at.is_(None))
    return update(decisions).where(still_open).values(closed_at=int(at.timestamp()))


def _row(decision: Decision) -> dict[str, Any]:
    return {
        "team_id": decision.team,
        "id": decision.id,
        "channel_id": decision.channel,
        "roles": " ".join(decision.roles),
        "answers": json.dumps(decision.answers),
        "advised": json.dumps(decision.recommendation),
        "choice": " ".join(decision.choice),
        "reasons": decision.reasons,
        "dissent": decision.dissent,
        "review_on": decision.review_on,
        "by": decision.by,
        "at": int(decision.at.timestamp()),
        "search_id": decision.search,
        "closed_at": int(decision.closed_at.timestamp()) if decision.closed_at else None,
    }


def _decision(row: Row[Any]) -> Decision:
    verdict, roles, points = json.loads(row.advised)
    return Decision(
        id=row.id,
        team=row.team_id,
        channel=row.channel_id,
        roles=tuple(row.roles.split()),
        answers=tuple((question, answer) for question, answer in json.loads(row.answers)),
        recommendation=RecommendationSnapshot(verdict, tuple(roles), tuple((role, count) for role, count in points)),
        choice=tuple(row.choice.split()),
        reasons=row.reasons,
        dissent=row.dissent,
        review_on=row.review_on,
        by=row.by,
        at=_time(row.at),
        search=row.search_id,
        closed_at=_time(row.closed_at) if row.closed_at is not None else None,
    )


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
