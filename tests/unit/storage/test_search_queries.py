from collections import namedtuple
from datetime import UTC, date, datetime
from typing import Any

import pytest
from samples.hiring import NOW, OWNER, checklist, search
from sqlalchemy import CursorResult, insert, literal, select

from bot.hiring.finalists import Finalist, StepRecord
from bot.hiring.models import Change, HistoryEntry, Item, Search
from bot.storage.compiled_statements import Columns
from bot.storage.engine import transaction
from bot.storage.search_queries import (
    ITEM_COLUMNS,
    SEARCH_COLUMNS,
    as_stored,
    encode_fields,
    entry_from_rows,
    entry_to_rows,
    from_columns,
    item_to_row,
    search_to_row,
)
from bot.storage.tables import history, items, searches

FULL_ITEM = Item(
    number=7,
    key="key",
    phase="brief",
    title='Quotes " and \\ and ünïcode 日本',
    meaning="meaning",
    usual_owner="CEO",
    suggested=True,
    takes=3,
    evidence_wanted="evidence wanted",
    evidence_kinds=("person", "date"),
    needs=("a", "b"),
    after="a",
    within=4,
    cautions=("c",),
    sources=("d", "e"),
    state="skipped",
    due=date(2026, 11, 9),
    assignee="U0ASSIGNEE",
    evidence="evidence",
    evidence_by=OWNER,
    note="note",
    reason="reason",
    snoozes=((OWNER, "2026-11-10"),),
    closed_by=OWNER,
    closed_at=NOW,
    gone=True,
)
FULL_SEARCH = search(
    state="hired",
    reason="signed",
    paused_on=NOW.date(),
    closed_at=NOW,
    weekly=False,
    card="1.2",
    enterprise="E1",
    country="US",
    region="CA",
    listing="listed",
    vacancy="new",
    visibility="open",
    decided_by="board",
    notice_days=91,
    guest_access="read",
    criteria=("Forecast accuracy", "Judgement"),
    panel=(OWNER, "U0ASSIGNEE"),
    finalists=(
        Finalist("A", "took another offer", is_open=True, steps=(StepRecord("consent", "yes", "by email", OWNER),)),
    ),
)


def test_every_field_of_a_search_has_a_column_and_every_column_a_field():
    assert set(search_to_row(search())) == {column.name for column in searches.columns}
    assert {column.name for column in SEARCH_COLUMNS} == set(Search._fields)


def test_every_field_of_an_item_has_a_column_and_every_column_a_field():
    assert set(item_to_row(search(), checklist().items[0])) == {column.name for column in items.columns}
    assert {column.name for column in ITEM_COLUMNS} == set(Item._fields)


def test_the_full_examples_have_a_value_of_their_own_in_every_field():
    assert [name for name, value in FULL_ITEM._asdict().items() if value == Item._field_defaults.get(name)] == []
    assert [name for name, value in FULL_SEARCH._asdict().items() if value == Search._field_defaults.get(name)] == []


def by_name(column: Any) -> str:
    return str(column.name)


def columns_of(result: CursorResult[Any]) -> Columns:
    return dict(zip(result.keys(), zip(*result, strict=True), strict=True))


@pytest.mark.parametrize("order", [list, reversed, lambda columns: sorted(columns, key=by_name)])
def test_a_column_in_between_or_in_another_order_shifts_nothing(database_url: str, order: Any):
    search_columns, item_columns = tuple(order(SEARCH_COLUMNS)), tuple(order(ITEM_COLUMNS))
    new = literal("of a new column").label("new")
    with transaction(database_url) as connection:
        connection.execute(insert(searches), search_to_row(FULL_SEARCH))
        connection.execute(insert(items), item_to_row(FULL_SEARCH, FULL_ITEM))
        found = columns_of(connection.execute(select(*search_columns[:9], new, *search_columns[9:])))
        assert from_columns(Search, found) == (FULL_SEARCH,)
        found = columns_of(connection.execute(select(*item_columns[:9], new, *item_columns[9:])))
        assert from_columns(Item, found) == (FULL_ITEM,)


def test_a_field_in_between_shifts_nothing():
    grown = namedtuple("Grown", [*Item._fields[:9], "new", *Item._fields[9:]])  # noqa: PYI024  from the fields of Item
    columns = {name: (value,) for name, value in FULL_ITEM._asdict().items()} | {"new": ("of a new column",)}
    [found] = from_columns(grown, columns)
    assert found._asdict() == FULL_ITEM._asdict() | {"new": "of a new column"}


@pytest.mark.parametrize(
    ("field", "encoded"),
    [
        (("note", "", 'say "hello"'), '[["note", "", "say \\"hello\\""]]'),
        (("due", None, date(2026, 11, 9)), '[["due", null, "2026-11-09"]]'),
        (("closed_at", datetime(1970, 1, 1, 0, 1, tzinfo=UTC), None), '[["closed_at", 60, null]]'),
        (("weekly", True, False), '[["weekly", true, false]]'),
    ],
)
def test_changes_of_fields_are_encoded_as_json(field: tuple[str, Any, Any], encoded: str):
    assert encode_fields([field]) == encoded


def test_an_entry_is_one_row_per_change_in_their_order():
    entry = HistoryEntry("A1", OWNER, NOW, (Change(0, "rename", (), "why"), Change(3, "done", ())), "A0")
    rows = entry_to_rows(search(), entry, 7)
    assert [(row["place"], row["number"], row["verb"], row["why"]) for row in rows] == [
        (0, 0, "rename", "why"),
        (1, 3, "done", ""),
    ]
    shared = [
        {name: row[name] for name in ("team_id", "search_id", "act_id", "version", "by", "undoes")} for row in rows
    ]
    assert (
        shared == [{"team_id": "T1", "search_id": "S1", "act_id": "A1", "version": 7, "by": OWNER, "undoes": "A0"}] * 2
    )


def test_an_entry_comes_back_from_its_rows(database_url: str):
    fields = (
        ("state", "open", "done"),
        ("due", None, date(2026, 11, 9)),
        ("closed_at", None, NOW),
        ("gone", False, True),
    )
    entry = HistoryEntry("A1", OWNER, NOW, (Change(3, "done", fields, "why"), Change(0, "rename", ())), "A0")
    with transaction(database_url) as connection:
        connection.execute(insert(searches), search_to_row(search()))
        connection.execute(insert(history), entry_to_rows(search(), entry, 1))
        assert entry_from_rows(connection.execute(select(history).order_by(history.c.place)).all()) == entry


def test_a_change_as_stored_has_no_fractions_of_a_second():
    exact = Change(1, "done", (("state", "open", "done"), ("closed_at", None, NOW.replace(microsecond=789))), "why")
    assert as_stored(exact) == Change(1, "done", (("state", "open", "done"), ("closed_at", None, NOW)), "why")
