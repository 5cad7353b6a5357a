"""Who and what is to be looked at by the reminders: a few queries that run every minute, and those for one person."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    or_,
    select,
    true,
    union,
)

from bot.hiring.models import Checklist
from bot.hiring.outbox import DigestCandidate, SummaryCandidate
from bot.hiring.people import RETRY_AFTER
from bot.storage.engine import insert_if_absent, transaction
from bot.storage.tables import deliveries, history, items, people, searches
from bot.storage.unit_of_work import SqlSearchUnitOfWork

MAX_SEARCHES_PER_PERSON = 40
"""Searches that are looked into for one person."""
_OPEN_STATES = ("open", "started", "blocked")
"""The states of an item that is not closed."""


class SqlReminderQueries:
    """What the tables say of open searches, across workspaces; every row says which one it is of.

    Every method raises SQLAlchemyError where the database does not answer.
    """

    def __init__(self, database_url: str) -> None:
        """Nothing is connected before somebody asks."""
        self._url = database_url

    def find_unknown_people(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Owners of open searches and holders of open items in them, where nobody knows yet where they are."""
        owners = select(searches.c.team_id, searches.c.owner_id.label("user_id")).where(searches.c.state == "open")
        assignees = _assignees()
        busy = exists().where(
            items.c.team_id == assignees.c.team_id,
            items.c.assignee == assignees.c.user_id,
            _is_open_item(),
            _of_open_search(),
        )
        holders = select(assignees).where(assignees.c.user_id != "", ~_is_known(assignees, now), busy)
        everybody = union(owners, holders).subquery()
        return tuple((team, user) for team, user in self._rows(select(everybody).where(~_is_known(everybody, now))))

    def record_first_seen(self, team: str, user: str, now: datetime) -> None:
        """Note since when they have a part in an open search, so that nobody takes them for one who came today."""
        owned = select(func.min(searches.c.created_at).label("at")).where(_is_open_and_owned_by(team, user))
        named = history.c.fields.contains(f'"{user}"', autoescape=True)
        given = select(func.min(history.c.at)).where(
            history.c.team_id == team, history.c.search_id.in_(_select_searches_with_open_items(team, user)), named
        )
        both = union(owned, given).subquery()
        first = self._rows(select(func.min(both.c.at)))[0][0] or int(now.timestamp())
        row = {"team_id": team, "user_id": user, "zone": "", "deleted": False, "heard_at": first, "checked_at": 0}
        with transaction(self._url) as connection:
            insert_if_absent(connection, people, row)

    def list_time_zones(self) -> tuple[str, ...]:
        """The time zones that people are in."""
        return tuple(zone for (zone,) in self._rows(select(people.c.zone).distinct()))

    def find_digest_candidates(self, day: date, zones: Sequence[str]) -> tuple[DigestCandidate, ...]:
        """Those in these zones whose digest of the day nobody has taken on."""
        if not zones:
            return ()
        taken = _has_delivery("digest", people.c.team_id, people.c.user_id, day)
        held = exists().where(
            _is_open_item(), items.c.team_id == people.c.team_id, items.c.assignee == people.c.user_id
        )
        held = held.where(_of_open_search()).correlate(people)
        owned = exists().where(searches.c.team_id == people.c.team_id, searches.c.owner_id == people.c.user_id)
        busy = or_(owned.where(searches.c.state == "open").correlate(people), held)
        query = select(people.c.team_id, people.c.user_id, people.c.zone, people.c.heard_at, busy)
        rows = self._rows(query.where(people.c.zone.in_(zones), ~taken))
        return tuple(
            DigestCandidate(team, user, zone, _time(heard), bool(is_busy)) for team, user, zone, heard, is_busy in rows
        )

    def find_summary_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The searches of owners in these zones whose summary of the day nobody has taken on."""
        if not zones:
            return ()
        owner = and_(people.c.team_id == searches.c.team_id, people.c.user_id == searches.c.owner_id)
        query = select(searches.c.team_id, searches.c.id, people.c.zone).join(people, owner)
        wanted = (searches.c.state == "open", searches.c.weekly == true(), people.c.zone.in_(zones))
        rows = self._rows(query.where(*wanted, ~_has_delivery("weekly", searches.c.team_id, searches.c.id, day)))
        return tuple(SummaryCandidate(*row) for row in rows)

    def enterprise(self, team: str) -> str:
        """The organisation of a workspace, empty where it has none."""
        rows = self._rows(select(searches.c.enterprise_id).where(searches.c.team_id == team).limit(1))
        return str(rows[0][0]) if rows else ""

    def checklist(self, team: str, search: str) -> Checklist | None:
        """A search with its items, None where there is none."""
        found = self._checklists(team, [search])
        return found[0] if found else None

    def load_digest_checklists(self, team: str, user: str, day: date, until: date) -> tuple[tuple[Checklist, ...], int]:
        """The open searches in which something may be of interest to a person, the most urgent first."""
        awake = or_(items.c.snoozed.is_(None), items.c.snoozed <= day)
        theirs = and_(items.c.assignee == user, or_(items.c.due <= until, items.c.needs != ""))
        left = exists().where(
            people.c.team_id == items.c.team_id, people.c.user_id == items.c.assignee, people.c.deleted
        )
        in_theirs = items.c.search_id.in_(select(searches.c.id).where(_is_open_and_owned_by(team, user)))
        adopted = and_(in_theirs, items.c.due < day, or_(items.c.assignee == "", left))
        days = select(items.c.search_id, items.c.due).where(items.c.team_id == team, _is_open_item(), awake)
        found = union(days.where(theirs, _of_open_search()), days.where(adopted)).subquery()
        earliest = func.min(found.c.due)
        ordered = select(found.c.search_id).group_by(found.c.search_id).order_by(earliest.is_(None), earliest)
        ids = [row[0] for row in self._rows(ordered.order_by(found.c.search_id))]
        return self._checklists(team, ids[:MAX_SEARCHES_PER_PERSON]), len(ids[MAX_SEARCHES_PER_PERSON:])

    def load_checklists_of(self, team: str, user: str) -> tuple[Checklist, ...]:
        """The open searches that a person owns or has open items of, at most forty."""
        ids = union(
            select(searches.c.id).where(_is_open_and_owned_by(team, user)), _select_searches_with_open_items(team, user)
        ).limit(MAX_SEARCHES_PER_PERSON)
        return self._checklists(team, [row[0] for row in self._rows(ids)])

    def find_departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users who are known to have left."""
        gone = select(people.c.user_id).where(people.c.team_id == team, people.c.deleted)
        return users & {row[0] for row in self._rows(gone)}

    def _checklists(self, team: str, ids: Sequence[str]) -> tuple[Checklist, ...]:
        with transaction(self._url, writable=False) as connection:
            desk = SqlSearchUnitOfWork(connection, team, writable=False)
            found = [desk.search(each) for each in ids]
            return tuple(desk.checklist(search) for search in found if search)

    def _rows(self, query: Any) -> Sequence[Any]:
        with transaction(self._url, writable=False) as connection:
            return connection.execute(query).all()


def _is_open_and_owned_by(team: str, user: str) -> ColumnElement[bool]:
    return and_(searches.c.team_id == team, searches.c.state == "open", searches.c.owner_id == user)


def _select_searches_with_open_items(team: str, user: str) -> Select[Any]:
    """The open searches in which somebody has an open item."""
    theirs = (items.c.team_id == team, items.c.assignee == user)
    return select(items.c.search_id).where(*theirs, _is_open_item(), _of_open_search())


def _is_open_item() -> ColumnElement[bool]:
    return and_(items.c.state.in_(_OPEN_STATES), ~items.c.gone)


def _of_open_search() -> ColumnElement[bool]:
    same = and_(searches.c.team_id == items.c.team_id, searches.c.id == items.c.search_id)
    return exists().where(same, searches.c.state == "open").correlate(items)


def _assignees() -> CTE:
    """Everybody who has an item where a search is open: by hops over the index instead of a walk over all items."""
    teams = select(searches.c.team_id, cast("", Text).label("user_id")).where(searches.c.state == "open").distinct()
    found = teams.cte("assignees", recursive=True)
    beyond = and_(items.c.team_id == found.c.team_id, items.c.assignee > found.c.user_id)
    following = select(func.min(items.c.assignee)).where(beyond).correlate(found).scalar_subquery()
    return found.union_all(select(found.c.team_id, following).where(found.c.user_id.is_not(None)))


def _is_known(who: FromClause, now: datetime) -> ColumnElement[bool]:
    """Whether it is known where somebody is, or Slack was asked lately."""
    there = and_(people.c.team_id == who.c.team_id, people.c.user_id == who.c.user_id)
    asked_lately = people.c.checked_at > int((now - RETRY_AFTER).timestamp())
    return exists().where(there, or_(people.c.zone != "", asked_lately)).correlate(who)


def _has_delivery(kind: str, team: ColumnElement[str], recipient: ColumnElement[str], day: date) -> ColumnElement[bool]:
    of_kind = (deliveries.c.kind == kind, deliveries.c.day == day)
    return exists().where(deliveries.c.team_id == team, deliveries.c.recipient == recipient, *of_kind)


def _time(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
