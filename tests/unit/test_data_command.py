import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO

import pytest

from bot.data_command import export_data, forget_data, show_data
from bot.errors import UsageError
from bot.storage.seen_events import SeenEvents
from bot.storage.stored_data import Subject

WORKSPACE = Subject("T1")


@pytest.fixture
def url(sqlite_url: str) -> str:
    SeenEvents(sqlite_url).first_time("T1", "Ev1", datetime(2026, 11, 2, 9, 30, tzinfo=UTC))
    return sqlite_url


def printed(run: Callable[..., None], url: str, *rest: object) -> str:
    out = StringIO()
    run(url, WORKSPACE, out, *rest)
    return out.getvalue()


def test_what_is_stored_is_shown_by_table(url: str):
    assert printed(show_data, url).split() == ["seen_events", "1"]


def test_an_export_is_json_lines(url: str):
    [row] = map(json.loads, printed(export_data, url).splitlines())
    assert row == {
        "table": "seen_events",
        "team_id": "T1",
        "event_id": "Ev1",
        "seen_at": "2026-11-02T09:30:00+00:00",
    }


def test_nothing_is_deleted_without_a_yes(url: str):
    with pytest.raises(UsageError, match="Nothing was deleted"):
        printed(forget_data, url, lambda _: False)
    assert "seen_events" in printed(show_data, url)


def test_after_a_yes_nothing_is_left(url: str):
    assert "the data of workspace T1 is deleted" in printed(forget_data, url, lambda _: True)
    assert printed(show_data, url) == "There is no data of workspace T1.\n"
