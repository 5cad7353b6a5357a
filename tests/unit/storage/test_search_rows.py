from datetime import UTC, date, datetime
from typing import Any

import pytest
from samples.hiring import NOW, OWNER, checklist, search

from bot.hiring.models import Change, HistoryEntry, Item, Search
from bot.storage.search_rows import (
    COLUMN_OF_FIELD,
    ITEM_COLUMNS,
    SEARCH_COLUMNS,
    entry_to_rows,
    fields_as_json,
    item_from_row,
    item_to_row,
    search_to_row,
    to_column_values,
)
from bot.storage.tables import items, searches


def test_every_field_of_a_search_has_its_column_and_the_other_way_round():
    assert len(COLUMN_OF_FIELD) == len(Search._fields)
    assert set(search_to_row(search())) == {column.name for column in searches.columns}
    assert {column.name for column in SEARCH_COLUMNS} <= {column.name for column in searches.columns}


def test_every_field_of_an_item_has_its_column_and_the_other_way_round():
    assert set(item_to_row(search(), checklist().items[0])) == {column.name for column in items.columns}
    assert [column.name for column in ITEM_COLUMNS] == list(Item._fields)


@pytest.mark.parametrize(
    "item",
    [
        *checklist().items,
        Item(
            7,
            "key",
            "brief",
            'Quotes " and \\ and ünïcode 日本',
            needs=("a", "b"),
            cautions=("c",),
            sources=("d", "e"),
            state="skipped",
            due=date(2026, 11, 9),
            snoozed=date(2026, 11, 10),
            closed_by=OWNER,
            closed_at=NOW,
            gone=True,
        ),
    ],
)
def test_an_item_comes_back_from_its_row_as_it_was(item: Item):
    row = item_to_row(search(), item)
    assert item_from_row([row[name] for name in Item._fields]) == item


def test_times_are_kept_as_seconds():
    assert to_column_values({"closed_at": NOW, "created_at": NOW, "due": date(2026, 11, 9), "note": "text"}) == {
        "closed_at": 1793611800,
        "created_at": 1793611800,
        "due": date(2026, 11, 9),
        "note": "text",
    }
    assert to_column_values({"closed_at": None}) == {"closed_at": None}


@pytest.mark.parametrize(
    ("field", "line"),
    [
        (("note", "", 'say "hello"'), '[["note", "", "say \\"hello\\""]]'),
        (("due", None, date(2026, 11, 9)), '[["due", null, "2026-11-09"]]'),
        (("closed_at", datetime(1970, 1, 1, 0, 1, tzinfo=UTC), None), '[["closed_at", 60, null]]'),
        (("weekly", True, False), '[["weekly", true, false]]'),
    ],
)
def test_what_changed_is_written_as_one_line(field: tuple[str, Any, Any], line: str):
    assert fields_as_json([field]) == line


def test_an_act_is_one_row_a_change_in_their_order():
    act = HistoryEntry("A1", OWNER, NOW, (Change(0, "rename", (), "why"), Change(3, "done", ())), "A0")
    rows = entry_to_rows(search(), act, 7)
    assert [(row["place"], row["number"], row["verb"], row["why"]) for row in rows] == [
        (0, 0, "rename", "why"),
        (1, 3, "done", ""),
    ]
    shared = {(row["team_id"], row["search_id"], row["act_id"], row["by"], row["at"], row["undoes"]) for row in rows}
    assert shared == {("T1", "S1", "A1", OWNER, 1793611800, "A0")}
