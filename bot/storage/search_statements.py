"""What is asked of the tables of searches, made once: making a statement takes longer than running it."""

from functools import cache

from sqlalchemy import ARRAY, Text, Update, bindparam, func, insert, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by

from bot.storage.compiled_statements import CompiledStatement
from bot.storage.search_rows import ITEM_COLUMNS, SEARCH_COLUMNS
from bot.storage.tables import history, items, searches

_IN_TEAM = (searches.c.team_id == bindparam("team"),)
_IN_SEARCH = (history.c.team_id == bindparam("team"), history.c.search_id == bindparam("id"))
_ORDER = (searches.c.created_at, searches.c.short, searches.c.id)
_VERSION = (
    select(func.max(history.c.version))
    .where(history.c.team_id == searches.c.team_id, history.c.search_id == searches.c.id)
    .scalar_subquery()
    .label("version")
)

_IN_CHANNEL = (
    select(*SEARCH_COLUMNS)
    .where(*_IN_TEAM, searches.c.channel_id == bindparam("channel"), searches.c.state == literal_column("'open'"))
    .order_by(*_ORDER)
)
OPEN_IN_CHANNEL = CompiledStatement(_IN_CHANNEL.add_columns(_VERSION))
"""Each search with its version."""
OPEN_IN_CHANNEL_FOR_UPDATE = CompiledStatement(_IN_CHANNEL.with_for_update(key_share=True))
"""The same, and nobody else changes them before the transaction ends; held in one order, so that none waits for one
that waits for it. SQLite has no such thing and needs none: it lets in one writer at a time. The version is not told: it
would be that from before the waiting."""
CLOSED_IN_CHANNEL = (
    select(*SEARCH_COLUMNS)
    .where(*_IN_TEAM, searches.c.channel_id == bindparam("channel"), searches.c.state != "open")
    .order_by(*_ORDER)
)
_another = searches.alias()
_OPEN = (
    _another.c.team_id == bindparam("this_team"),
    _another.c.channel_id == bindparam("channel"),
    _another.c.state == literal_column("'open'"),
)
_ORDER_OPEN = (_another.c.created_at, _another.c.short, _another.c.id)
_OPEN_NOW = select(func.array_agg(aggregate_order_by(_another.c.id, *_ORDER_OPEN))).where(*_OPEN).scalar_subquery()
_ordered = select(_another.c.id).where(*_OPEN).order_by(*_ORDER_OPEN).subquery()
_OPEN_NOW_IN_WORDS = select(func.group_concat(_ordered.c.id, literal_column("' '"))).scalar_subquery()
SHORTS_IN_CHANNEL = select(searches.c.short).where(*_IN_TEAM, searches.c.channel_id == bindparam("channel"))
LOCK_CHANNEL = select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name"), 0)))
"""PostgreSQL only: nobody else begins a search in the channel before the transaction ends."""
BY_ID = select(*SEARCH_COLUMNS).where(*_IN_TEAM, searches.c.id == bindparam("id"))
BY_ID_FOR_UPDATE = BY_ID.with_for_update(key_share=True)
_ASSIGNED = select(items.c.search_id).where(
    items.c.team_id == bindparam("team"), items.c.assignee == bindparam("person"), items.c.gone.is_(False)
)
OF_PERSON = (
    select(*SEARCH_COLUMNS)
    .where(
        *_IN_TEAM,
        searches.c.state == "open",
        or_(searches.c.owner_id == bindparam("person"), searches.c.id.in_(_ASSIGNED)),
    )
    .order_by(*_ORDER)
)
ITEMS = (
    select(*ITEM_COLUMNS)
    .where(items.c.team_id == bindparam("team"), items.c.search_id == bindparam("id"))
    .order_by(items.c.number)
)

_NEWEST_FIRST = (history.c.version.desc(), history.c.place.desc())
HISTORY = select(history).where(*_IN_SEARCH).order_by(*_NEWEST_FIRST)
HISTORY_OF_ITEM = HISTORY.where(history.c.number == bindparam("number"))
VERSION = CompiledStatement(select(func.max(history.c.version)).where(*_IN_SEARCH))
_VERSION_OF_ACT = select(func.max(history.c.version)).where(*_IN_SEARCH, history.c.act_id == bindparam("act"))
HISTORY_SINCE = HISTORY.where(history.c.version > _VERSION_OF_ACT.scalar_subquery())
_UNDONE_IDS = select(history.c.undoes).where(*_IN_SEARCH, history.c.undoes != "")
_LAST = (
    select(history.c.act_id)
    .where(
        *_IN_SEARCH, history.c.by == bindparam("person"), history.c.undoes == "", history.c.act_id.not_in(_UNDONE_IDS)
    )
    .order_by(*_NEWEST_FIRST)
    .limit(1)
)
LAST_ACT = HISTORY.where(history.c.act_id == _LAST.scalar_subquery())

NEW_SEARCH = insert(searches)
NEW_ITEM = insert(items)
HISTORY_COLUMNS = tuple(column.name for column in history.columns if column.name != "id")
INSERT_HISTORY = CompiledStatement(insert(history), HISTORY_COLUMNS)
UPDATE_CARD = (
    update(searches)
    .where(
        searches.c.team_id == bindparam("this_team"),
        searches.c.id == bindparam("this_search"),
        searches.c.card_ts == bindparam("before"),
    )
    .values(card_ts=bindparam("after"))
)


@cache
def item_update(names: frozenset[str], *, is_sure: bool = True) -> CompiledStatement:
    """The statement that gives these columns of an item new values.

    Unless it `is_sure` which searches are open in the channel, it touches nothing where they are others than those
    `seen`, which are ids in their order with blanks between; that is for SQLite.
    """
    here = (
        items.c.team_id == bindparam("this_team"),
        items.c.search_id == bindparam("this_search"),
        items.c.number == bindparam("this_number"),
    )
    as_seen = () if is_sure else (bindparam("seen") == _OPEN_NOW_IN_WORDS,)
    return CompiledStatement(update(items).where(*here, *as_seen).values({name: bindparam(name) for name in names}))


@cache
def item_update_told(names: frozenset[str], *, is_sure: bool) -> CompiledStatement:
    """The same, and the line of the history that tells it, in one go; PostgreSQL only.

    It waits for whoever holds the search, and fails where they made the version that the line is to make. Unless it
    `is_sure` which searches are open in the channel, it gives no row, and does nothing, where they are others than
    those `seen`, in their order.
    """
    here = (searches.c.team_id == bindparam("this_team"), searches.c.id == bindparam("this_search"))
    as_seen = () if is_sure else (bindparam("seen", type_=ARRAY(Text)) == _OPEN_NOW,)
    held = select(literal_column("1").label("one")).where(*here, *as_seen).with_for_update(key_share=True).cte("held")
    this = (
        items.c.team_id == bindparam("this_team"),
        items.c.search_id == bindparam("this_search"),
        items.c.number == bindparam("this_number"),
        held.c.one == literal_column("1"),
    )
    done = update(items).where(*this).values({name: bindparam(f"new_{name}") for name in names}).cte("done")
    told = select(*(bindparam(f"told_{name}", type_=history.c[name].type) for name in HISTORY_COLUMNS)).select_from(
        held
    )
    return CompiledStatement(
        insert(history).from_select(list(HISTORY_COLUMNS), told).add_cte(done).returning(history.c.version)
    )


@cache
def search_update(names: frozenset[str]) -> Update:
    """The statement that gives these columns of a search new values."""
    here = (searches.c.team_id == bindparam("this_team"), searches.c.id == bindparam("this_search"))
    return update(searches).where(*here).values({name: bindparam(name) for name in names})
