"""The decisions of every workspace on which role to hire."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, and_, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from bot.hiring.decisions import Decision, RecommendationSnapshot, supersedes
from bot.storage.engine import transaction
from bot.storage.tables import decisions

_IS_OPEN = decisions.c.closed_at.is_(None)
_NEWEST_FIRST = (decisions.c.at.desc(), ~_IS_OPEN, decisions.c.id)
"""Of two decisions in the same second, the open one comes before the one that it superseded."""


class SqlDecisionRepository:
    """The decisions. None is ever deleted.

    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url

    def add(self, decision: Decision) -> bool:
        """Record the decision; returns false if it was recorded before. Decisions that it supersedes are closed."""
        try:
            with transaction(self._url) as connection:
                connection.execute(insert(decisions), _decision_to_row(decision))
                earlier = connection.execute(
                    select(decisions).where(_is_in_channel(decision.team, decision.channel), _IS_OPEN)
                )
                for old in map(_decision_from_row, earlier.all()):
                    if supersedes(decision, old):
                        connection.execute(_close(old, decision.at))
        except IntegrityError:
            return False
        return True

    def decision(self, team: str, decision_id: str) -> Decision | None:
        """The decision with this id; None if the workspace has none."""
        found, _ = self._find(team, decisions.c.id == decision_id, 1)
        return found[0] if found else None

    def list_in_channel(self, team: str, channel: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions of a channel, newest first, limited; and the total."""
        return self._find(team, decisions.c.channel_id == channel, limit)

    def list_by_person(self, team: str, person: str, limit: int) -> tuple[tuple[Decision, ...], int]:
        """The decisions that a person recorded in any channel, newest first, limited; and the total."""
        return self._find(team, decisions.c.by == person, limit)

    def mark_reviewed(self, decision: Decision, at: datetime) -> bool:
        """Close the decision as reviewed; returns false if it was closed before."""
        with transaction(self._url) as connection:
            return bool(connection.execute(_close(decision, at)).rowcount)

    def find_waiting(self, team: str, channel: str, role: str) -> Decision | None:
        """The newest open decision of the channel for this role that no search has followed yet; None without one."""
        is_waiting = and_(_is_in_channel(team, channel), decisions.c.search_id == "", _IS_OPEN)
        with transaction(self._url, writable=False) as connection:
            rows = connection.execute(select(decisions).where(is_waiting).order_by(*_NEWEST_FIRST)).all()
        return next((each for each in map(_decision_from_row, rows) if role in each.choice), None)

    def link_search(self, decision: Decision, search: str) -> bool:
        """Link the search that followed to the decision; returns false if it has one already."""
        linked = update(decisions).where(_is_decision(decision), decisions.c.search_id == "").values(search_id=search)
        with transaction(self._url) as connection:
            return bool(connection.execute(linked).rowcount)

    def list_due_reviews(self, team: str, person: str, today: date) -> tuple[Decision, ...]:
        """The open decisions of a person whose review date has come, the longest overdue first."""
        return self._find_due(today, decisions.c.team_id == team, decisions.c.by == person)

    def find_due_reviews(self, today: date) -> tuple[Decision, ...]:
        """The open decisions whose review date has come, the longest overdue first.

        For the reminder job, and so the only query across all workspaces.
        """
        return self._find_due(today)

    def _find_due(self, today: date, *conditions: ColumnElement[bool]) -> tuple[Decision, ...]:
        query = select(decisions).where(_IS_OPEN, decisions.c.review_on <= today, *conditions)
        query = query.order_by(decisions.c.review_on, decisions.c.at, decisions.c.id)
        with transaction(self._url, writable=False) as connection:
            return tuple(map(_decision_from_row, connection.execute(query)))

    def _find(self, team: str, condition: ColumnElement[bool], limit: int) -> tuple[tuple[Decision, ...], int]:
        where = and_(decisions.c.team_id == team, condition)
        with transaction(self._url, writable=False) as connection:
            rows = connection.execute(select(decisions).where(where).order_by(*_NEWEST_FIRST).limit(limit)).all()
            total = connection.scalar(select(func.count()).select_from(decisions).where(where))
        return tuple(map(_decision_from_row, rows)), total or 0


def _is_in_channel(team: str, channel: str) -> ColumnElement[bool]:
    return and_(decisions.c.team_id == team, decisions.c.channel_id == channel)


def _is_decision(decision: Decision) -> ColumnElement[bool]:
    return and_(_is_in_channel(decision.team, decision.channel), decisions.c.id == decision.id)


def _close(decision: Decision, at: datetime) -> Update:
    return update(decisions).where(_is_decision(decision), _IS_OPEN).values(closed_at=at)


def _decision_to_row(decision: Decision) -> dict[str, Any]:
    return {
        "team_id": decision.team,
        "id": decision.id,
        "channel_id": decision.channel,
        "roles": decision.roles,
        "answers": decision.answers,
        "advised": json.dumps(decision.recommendation),
        "choice": decision.choice,
        "reasons": decision.reasons,
        "dissent": decision.dissent,
        "review_on": decision.review_on,
        "by": decision.by,
        "at": decision.at,
        "search_id": decision.search,
        "closed_at": decision.closed_at,
    }


def _decision_from_row(row: Row[Any]) -> Decision:
    return Decision(
        id=row.id,
        team=row.team_id,
        channel=row.channel_id,
        roles=row.roles,
        answers=row.answers,
        recommendation=_read_snapshot(row.advised),
        choice=row.choice,
        reasons=row.reasons,
        dissent=row.dissent,
        review_on=row.review_on,
        by=row.by,
        at=row.at,
        search=row.search_id,
        closed_at=row.closed_at,
    )


def _read_snapshot(encoded: str) -> RecommendationSnapshot:
    """The recommendation as stored. Decisions from before the reasoning was kept have the first three parts only."""
    verdict, roles, scores, *reasoning = json.loads(encoded)
    because, against, would_change = reasoning or ((), "", ())
    points = tuple((role, score) for role, score in scores)
    return RecommendationSnapshot(verdict, tuple(roles), points, tuple(because), against, tuple(would_change))
