"""The SQL statements on searches, their items and their history.

They are built once, since building one takes longer than executing it. Those that every change needs are compiled once
as well. All take the id of the workspace as `team`, and those on one search its id as `search`; other parameters are
named in the statement. In updates, parameters that are named like columns are the new values.
"""

from functools import cache

from sqlalchemy import bindparam, func, insert, or_, select, update

from bot.storage.compiled_statements import CompiledStatement
from bot.storage.search_rows import ITEM_COLUMNS, SEARCH_COLUMNS
from bot.storage.tables import history, items, searches

_IN_TEAM = searches.c.team_id == bindparam("team")
_IN_CHANNEL = searches.c.channel_id == bindparam("channel")
_IS_OPEN = searches.c.state == "open"
_SEARCHES = select(*SEARCH_COLUMNS).where(_IN_TEAM)
_OLDEST_FIRST = (searches.c.created_at, searches.c.short, searches.c.id)

_OPEN_IN_CHANNEL = _SEARCHES.where(_IN_CHANNEL, _IS_OPEN).order_by(*_OLDEST_FIRST)
OPEN_IN_CHANNEL = CompiledStatement(_OPEN_IN_CHANNEL)
LOCK_OPEN_IN_CHANNEL = CompiledStatement(_OPEN_IN_CHANNEL.with_for_update(key_share=True))
"""Waits until no other transaction has locked the searches, then locks them until this one ends.

`key_share` because inserts of items and history, whose foreign keys refer to the search, would wait for a full lock.
"""
CLOSED_IN_CHANNEL = _SEARCHES.where(_IN_CHANNEL, ~_IS_OPEN).order_by(*_OLDEST_FIRST)

_ASSIGNED = select(items.c.search_id).where(
    items.c.team_id == bindparam("team"), items.c.assignee == bindparam("person"), items.c.gone.is_(False)
)
_OWNED_OR_ASSIGNED = or_(searches.c.owner_id == bindparam("person"), searches.c.id.in_(_ASSIGNED))
OPEN_OF_PERSON = _SEARCHES.where(_IS_OPEN, _OWNED_OR_ASSIGNED).order_by(*_OLDEST_FIRST)

SEARCH = _SEARCHES.where(searches.c.id == bindparam("search"))
LOCK_SEARCH = SEARCH.with_for_update(key_share=True)

SHORT_NAMES = select(searches.c.short).where(_IN_TEAM, _IN_CHANNEL)
LOCK_CHANNEL = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))
"""PostgreSQL only: until this transaction ends, others that lock the same name wait."""

_ITEMS = select(*ITEM_COLUMNS).where(items.c.team_id == bindparam("team"), items.c.search_id == bindparam("search"))
ITEMS = CompiledStatement(_ITEMS.order_by(items.c.number))

_IN_SEARCH = (history.c.team_id == bindparam("team"), history.c.search_id == bindparam("search"))
_NEWEST_FIRST = (history.c.version.desc(), history.c.place.desc())
LAST_VERSION = CompiledStatement(select(func.max(history.c.version).label("version")).where(*_IN_SEARCH))
HISTORY = select(history).where(*_IN_SEARCH).order_by(*_NEWEST_FIRST)
HISTORY_OF_ITEM = HISTORY.where(history.c.number == bindparam("number"))
_VERSION_OF_ENTRY = select(func.max(history.c.version)).where(*_IN_SEARCH, history.c.act_id == bindparam("entry"))
HISTORY_AFTER = HISTORY.where(history.c.version > _VERSION_OF_ENTRY.scalar_subquery())
_UNDONE = select(history.c.undoes).where(*_IN_SEARCH, history.c.undoes != "")
_IS_UNDOABLE = (history.c.by == bindparam("person"), history.c.undoes == "", history.c.act_id.not_in(_UNDONE))
_LAST_BY = select(history.c.act_id).where(*_IN_SEARCH, *_IS_UNDOABLE).order_by(*_NEWEST_FIRST).limit(1)
LAST_ENTRY_BY = HISTORY.where(history.c.act_id == _LAST_BY.scalar_subquery())

UPDATE_SEARCH = update(searches).where(_IN_TEAM, searches.c.id == bindparam("search"))
UPDATE_CARD = UPDATE_SEARCH.where(searches.c.card_ts == bindparam("before"))

INSERT_SEARCH = insert(searches)
INSERT_ITEM = insert(items)
INSERT_HISTORY = CompiledStatement(insert(history), {column.name for column in history.columns} - {"id"})


@cache
def update_item(columns: frozenset[str]) -> CompiledStatement:
    """The statement that gives these columns of an item new values; `item` is its number."""
    where = (items.c.team_id == bindparam("team"), items.c.search_id == bindparam("search"))
    return CompiledStatement(update(items).where(*where, items.c.number == bindparam("item")), columns)
