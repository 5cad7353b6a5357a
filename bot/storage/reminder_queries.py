"""The queries of the reminder job: some run every minute across all workspaces, the others for one person."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    type_coerce,
    union,
)

from bot.hiring.models import SENDS_REMINDERS, Checklist, Search
from bot.hiring.outbox import DeliveryKind
from bot.hiring.people import RETRY_AFTER
from bot.hiring.reminder_queries import DigestCandidate, Place, SummaryCandidate
from bot.hiring.reminders import WEEK
from bot.hiring.scorecards import Submission
from bot.storage.engine import insert_if_absent, transaction
from bot.storage.tables import deliveries, history, items, people, searches
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

MAX_SEARCHES_PER_PERSON = 40
"""Searches that are loaded for one person, which bounds the time that one digest takes."""
_OPEN_STATES = ("open", "started", "blocked")
_SENDS_REMINDERS = searches.c.state.in_(SENDS_REMINDERS)
"""Whether people are reminded of the search: it is neither paused nor closed. Below, only such a search is open."""
_HAS_SCORING = searches.c.state == "open"
"""Whether finalists are scored in the search: once a person is hired, no more scorecards are asked for."""
_PANELS = select(searches.c.team_id, searches.c.panel).where(searches.c.panel != (), _HAS_SCORING)
"""The interviewers of each of these searches."""


class SqlReminderQueries:
    """What the tables say about open searches, with the workspace of each result.

    Every method raises SQLAlchemyError if the database doesn't answer.
    """

    def __init__(self, database_url: str) -> None:
        """Connects to nothing until the first call."""
        self._url = database_url
        self._units_of_work = SqlUnitOfWorkFactory(database_url)

    def find_unknown_people(self, now: datetime) -> tuple[tuple[str, str], ...]:
        """Workspace and id of the people whose time zone is not known.

        They own an open search, have an open item in one or are an interviewer in one, and Slack was not asked about
        them in the last minutes.
        """
        rows = self._rows(_select_unknown_people(), _asked_since(now))
        return tuple(sorted({(row.team_id, row.user_id) for row in rows} | self._find_unknown_interviewers(now)))

    def record_first_seen(self, team: str, user: str, now: datetime) -> None:
        """Record when the person first got a part in an open search, so that old news aren't sent to them as new."""
        owned = select(func.min(searches.c.created_at).label("at")).where(_is_open_and_owned_by(team, user))
        is_about_user = history.c.fields.contains(f'"{user}"', autoescape=True)
        assigned = select(func.min(history.c.at)).where(
            history.c.team_id == team,
            history.c.search_id.in_(_select_searches_with_open_items(team, user)),
            is_about_user,
        )
        both = union(owned, assigned).subquery()
        [first] = self._rows(select(func.min(both.c.at).label("at")))
        row = {"team_id": team, "user_id": user, "zone": "", "deleted": False, "heard_at": first.at or now}
        with transaction(self._url) as connection:
            insert_if_absent(connection, people, row | {"checked_at": datetime.fromtimestamp(0, UTC)})

    def list_time_zones(self) -> tuple[str, ...]:
        """The time zones that people are in."""
        return tuple(row.zone for row in self._rows(select(people.c.zone).distinct()))

    def list_places(self) -> tuple[Place, ...]:
        """The countries and regions that open searches are in."""
        query = select(searches.c.country, searches.c.region).where(_SENDS_REMINDERS).distinct()
        return tuple((row.country, row.region) for row in self._rows(query))

    def find_digest_candidates(self, day: date, zones: Sequence[str]) -> tuple[DigestCandidate, ...]:
        """The people in these time zones whose digest of the day is not claimed."""
        is_claimed = _has_delivery("digest", people.c.team_id, people.c.user_id, day)
        owns = exists().where(
            searches.c.team_id == people.c.team_id, searches.c.owner_id == people.c.user_id, _SENDS_REMINDERS
        )
        has_item = exists().where(
            items.c.team_id == people.c.team_id,
            items.c.assignee == people.c.user_id,
            _is_open_item(),
            _is_in_open_search(),
        )
        has_open_work = or_(owns.correlate(people), has_item.correlate(people)).label("has_open_work")
        rows = self._rows(select(people, has_open_work).where(people.c.zone.in_(zones), ~is_claimed))
        is_complete = all(row.has_open_work for row in rows)
        asked = frozenset() if is_complete else self._find_snoozers() | self._find_interviewers()
        return tuple(
            DigestCandidate(
                row.team_id,
                row.user_id,
                row.zone,
                row.heard_at,
                bool(row.has_open_work) or (row.team_id, row.user_id) in asked,
            )
            for row in rows
        )

    def find_summary_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The open searches of owners in these time zones whose summary of the day is not claimed."""
        return self._find_searches("weekly", day, zones, searches.c.weekly == true())

    def find_card_candidates(self, day: date, zones: Sequence[str]) -> tuple[SummaryCandidate, ...]:
        """The open searches of owners in these time zones whose card was posted and is not updated on that day."""
        return self._find_searches("card", day, zones, searches.c.card_ts.not_in(("", "-")))

    def enterprise(self, team: str) -> str:
        """The id of the organisation that a workspace belongs to; empty if there is none."""
        rows = self._rows(select(searches.c.enterprise_id).where(searches.c.team_id == team).limit(1))
        return rows[0].enterprise_id if rows else ""

    def checklist(self, team: str, search: str) -> Checklist | None:
        """A search with its items; None if the workspace has none of this id."""
        found = self._load(team, [search])
        return found[0] if found else None

    def load_digest_checklists(self, team: str, user: str, day: date, until: date) -> tuple[tuple[Checklist, ...], int]:
        """The open searches that may have something for a person's digest of the day, the most urgent first.

        Those are the ones with open items of theirs that are due by `until` or wait for others, and those that they own
        with overdue items that are unassigned, assigned to a person who left, or a week late. Those in which they are
        an interviewer come last. At most MAX_SEARCHES_PER_PERSON; the number says how many were left out.
        """
        is_theirs = and_(items.c.assignee == user, or_(items.c.due <= until, items.c.needs != ()))
        has_left = exists().where(
            people.c.team_id == items.c.team_id, people.c.user_id == items.c.assignee, people.c.deleted
        )
        is_owned = items.c.search_id.in_(select(searches.c.id).where(_is_open_and_owned_by(team, user)))
        is_for_owner = or_(items.c.assignee == "", has_left, items.c.due <= day - WEEK)
        is_adopted = and_(is_owned, items.c.due < day, is_for_owner)
        dates = select(items.c.search_id, items.c.due).where(items.c.team_id == team, _is_open_item())
        is_asked = type_coerce(items.c.snoozes, Text).contains(f'"{user}"', autoescape=True)
        theirs = dates.where(or_(is_theirs, is_asked), _is_in_open_search())
        scored = _select_searches_with_interviewer(team, user)
        found = union(theirs, dates.where(is_adopted), scored).subquery()
        earliest = func.min(found.c.due)
        query = select(found.c.search_id).group_by(found.c.search_id)
        rows = self._rows(query.order_by(earliest.is_(None), earliest, found.c.search_id))
        ids = [row.search_id for row in rows]
        return self._load(team, ids[:MAX_SEARCHES_PER_PERSON]), len(ids[MAX_SEARCHES_PER_PERSON:])

    def load_submissions(self, team: str, searches: Iterable[Search]) -> Mapping[str, tuple[Submission, ...]]:
        """Who has scored which finalist in these searches, by the ids of those that have interviewers."""
        with self._units_of_work.begin(team, writable=False) as uow:
            return {each.id: uow.submissions(each) for each in searches if each.panel}

    def load_checklists_of(self, team: str, user: str) -> tuple[Checklist, ...]:
        """The open searches that a person owns or has open items in; at most MAX_SEARCHES_PER_PERSON."""
        owned = select(searches.c.id).where(_is_open_and_owned_by(team, user))
        both = union(owned, _select_searches_with_open_items(team, user)).limit(MAX_SEARCHES_PER_PERSON)
        return self._load(team, [row.id for row in self._rows(both)])

    def find_departed(self, team: str, users: frozenset[str]) -> frozenset[str]:
        """Those of the users whose accounts are deactivated."""
        query = select(people.c.user_id).where(people.c.team_id == team, people.c.deleted)
        return users & {row.user_id for row in self._rows(query)}

    def _find_snoozers(self) -> frozenset[tuple[str, str]]:
        """Workspace and id of everyone who wants to be reminded of an open item on some date."""
        snoozed = select(items.c.team_id, items.c.snoozes).where(items.c.snoozes != (), _is_open_item())
        rows = self._rows(snoozed.where(_is_in_open_search()))
        return frozenset((row.team_id, user) for row in rows for user, _ in row.snoozes)

    def _find_interviewers(self) -> frozenset[tuple[str, str]]:
        """Workspace and id of the interviewers of open searches."""
        rows = self._rows(_PANELS)
        return frozenset((row.team_id, user) for row in rows for user in row.panel)

    def _find_unknown_interviewers(self, now: datetime) -> frozenset[tuple[str, str]]:
        """Those of the interviewers whose time zone is not known."""
        found = self._find_interviewers()
        if not found:
            return found
        known = select(people.c.team_id, people.c.user_id).where(
            people.c.user_id.in_({user for _, user in found}), _was_found_or_asked(people)
        )
        return found - {(row.team_id, row.user_id) for row in self._rows(known, _asked_since(now))}

    def _find_searches(
        self, kind: DeliveryKind, day: date, zones: Sequence[str], is_wanted: ColumnElement[bool]
    ) -> tuple[SummaryCandidate, ...]:
        """The open searches of owners in these time zones for which this kind of delivery is not claimed."""
        is_claimed = _has_delivery(kind, searches.c.team_id, searches.c.id, day)
        is_owner = and_(people.c.team_id == searches.c.team_id, people.c.user_id == searches.c.owner_id)
        columns = (searches.c.team_id, searches.c.id, people.c.zone, searches.c.country, searches.c.region)
        query = select(*columns).join(people, is_owner)
        rows = self._rows(query.where(_SENDS_REMINDERS, is_wanted, people.c.zone.in_(zones), ~is_claimed))
        return tuple(SummaryCandidate(row.team_id, row.id, row.zone, (row.country, row.region)) for row in rows)

    def _load(self, team: str, ids: Sequence[str]) -> tuple[Checklist, ...]:
        with self._units_of_work.begin(team, writable=False) as uow:
            found = [uow.search(each) for each in ids]
            return tuple(uow.checklist(search) for search in found if search)

    def _rows(self, query: Any, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
        with transaction(self._url, writable=False) as connection:
            return connection.execute(query, values).all()


def _is_open_and_owned_by(team: str, user: str) -> ColumnElement[bool]:
    return and_(searches.c.team_id == team, _SENDS_REMINDERS, searches.c.owner_id == user)


def _select_searches_with_interviewer(team: str, user: str) -> Select[Any]:
    """The ids of the searches, without a due date."""
    no_date = literal(None, items.c.due.type).label("due")
    is_on_panel = type_coerce(searches.c.panel, Text).contains(f'"{user}"', autoescape=True)
    return select(searches.c.id.label("search_id"), no_date).where(
        searches.c.team_id == team, _HAS_SCORING, is_on_panel
    )


def _select_searches_with_open_items(team: str, user: str) -> Select[Any]:
    is_theirs = and_(items.c.team_id == team, items.c.assignee == user)
    return select(items.c.search_id).where(is_theirs, _is_open_item(), _is_in_open_search())


def _is_open_item() -> ColumnElement[bool]:
    return and_(items.c.state.in_(_OPEN_STATES), ~items.c.gone)


def _is_in_open_search() -> ColumnElement[bool]:
    is_same = and_(searches.c.team_id == items.c.team_id, searches.c.id == items.c.search_id)
    return exists().where(is_same, _SENDS_REMINDERS).correlate(items)


@cache  # putting it together takes longer than executing it, every minute
def _select_unknown_people() -> Select[Any]:
    """The owners of open searches and the people with open items in them whose time zone is not known."""
    owners = select(searches.c.team_id, searches.c.owner_id.label("user_id")).where(_SENDS_REMINDERS)
    assignees = _select_assignees()
    has_open_item = exists().where(
        items.c.team_id == assignees.c.team_id,
        items.c.assignee == assignees.c.user_id,
        _is_open_item(),
        _is_in_open_search(),
    )
    # People who are known are left out before their open items are searched for, which is slower.
    unknown = select(assignees).where(assignees.c.user_id != "", ~_is_known(assignees), has_open_item)
    both = union(owners, unknown).subquery()
    return select(both).where(~_is_known(both))


def _select_assignees() -> CTE:
    """All people with items in workspaces with an open search.

    A loose index scan: each step of the recursion jumps to the next assignee in ix_items_assignee, where SELECT
    DISTINCT would read all items.
    """
    teams = select(searches.c.team_id, cast("", Text).label("user_id")).where(_SENDS_REMINDERS).distinct()
    found = teams.cte("assignees", recursive=True)
    is_beyond = and_(items.c.team_id == found.c.team_id, items.c.assignee > found.c.user_id)
    following = select(func.min(items.c.assignee)).where(is_beyond).correlate(found).scalar_subquery()
    return found.union_all(select(found.c.team_id, following).where(found.c.user_id.is_not(None)))


def _is_known(person: FromClause) -> ColumnElement[bool]:
    """Whether the person's time zone is known, or Slack was asked for it in the last minutes; see `_asked_since`."""
    is_same = and_(people.c.team_id == person.c.team_id, people.c.user_id == person.c.user_id)
    return exists().where(is_same, _was_found_or_asked(people)).correlate(person)


def _was_found_or_asked(known: FromClause) -> ColumnElement[bool]:
    return or_(known.c.zone != "", known.c.checked_at > bindparam("asked_since"))


def _asked_since(now: datetime) -> dict[str, datetime]:
    """The parameter of `_was_found_or_asked`."""
    return {"asked_since": now - RETRY_AFTER}


def _has_delivery(kind: str, team: ColumnElement[str], recipient: ColumnElement[str], day: date) -> ColumnElement[bool]:
    is_of_day = and_(deliveries.c.kind == kind, deliveries.c.day == day)
    return exists().where(deliveries.c.team_id == team, deliveries.c.recipient == recipient, is_of_day)
