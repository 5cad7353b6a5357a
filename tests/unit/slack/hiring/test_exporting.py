import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO
from itertools import cycle

import pytest
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, checklist, make_start_entry, with_items
from slack_sdk import WebClient

from bot.hiring.models import Change, HistoryEntry
from bot.playground.fake_slack import FakeSlack
from bot.playground.loopback import LoopbackServer, Request, Response
from bot.slack.hiring.export_files import (
    BYTE_ORDER_MARK,
    HISTORY_COLUMNS,
    ITEM_COLUMNS,
    as_markdown,
    history_csv,
    items_csv,
    strip_mrkdwn,
)
from bot.slack.hiring.exporting import MAX_LOOKUPS, fetch_names, list_people

TODAY = date(2026, 11, 20)
NAMES = {OWNER: "Owen Owner", ASSIGNEE: "Ada <Assignee>"}


def rows(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(StringIO(text.removeprefix(BYTE_ORDER_MARK))))


def test_the_csv_has_a_row_for_each_item_with_names():
    given = with_items(
        checklist(),
        item1={
            "state": "done",
            "assignee": ASSIGNEE,
            "closed_by": OTHER_USER,
            "closed_at": NOW,
            "evidence": "signed",
            "evidence_by": OWNER,
        },
    )
    head, first, *rest = rows(items_csv(given, (), NAMES))
    assert tuple(head) == ITEM_COLUMNS
    assert first == [
        "1",
        "Brief",
        "Agree the scorecard",
        "done",
        "Ada <Assignee>",
        "2026-11-09",
        "Everybody signed it",
        "CEO",
        "signed",
        "",
        "",
        "U0SOMEBODY",
        "2026-11-02 09:30",
        "Owen Owner",
        "",
    ]
    assert [row[0] for row in rest] == ["2", "3", "4", "5"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_formulas_are_escaped(text: str):
    given = with_items(checklist(), item1={"title": text, "note": text, "evidence": text, "reason": text})
    cells = rows(items_csv(given, (), {ASSIGNEE: text}))[1]
    assert [cells[place] for place in (2, 8, 9, 10)] == [f"'{text}"] * 4


def test_ordinary_text_is_unchanged():
    given = with_items(checklist(), item1={"note": 'a "quoted", line\nand another'})
    assert rows(items_csv(given, (), {}))[1][9] == 'a "quoted", line\nand another'


def test_an_override_is_exported_with_its_reason_until_the_item_is_reopened():
    given = with_items(checklist(), item3={"state": "done"})
    override = HistoryEntry("A", OWNER, NOW, (Change(3, "override", (("state", "open", "done"),), "next week"),))
    assert rows(items_csv(given, (override,), NAMES))[3][-1] == "next week"
    assert "  - override: next week\n" in as_markdown(given, (override,), NAMES, TODAY)
    reopened = HistoryEntry("B", OWNER, NOW, (Change(3, "reopen", (("state", "done", "open"),)),))
    assert rows(items_csv(given, (reopened, override), NAMES))[3][-1] == ""


def test_the_history_csv_has_every_value_in_full_oldest_first():
    given, long = checklist(), "all of it " * 100
    fields = (
        ("assignee", "", ASSIGNEE),
        ("note", "", long),
        ("due", None, date(2026, 12, 1)),
        ("snoozes", (), ((OWNER, "2026-12-01"),)),
    )
    changed = HistoryEntry("B", OWNER, NOW, (Change(2, "note", fields, "=because"),))
    head, start, *changes = rows(history_csv(given, (changed, make_start_entry(given)), NAMES))
    assert tuple(head) == HISTORY_COLUMNS
    assert start[:5] == ["2026-11-02 09:30:00", "Owen Owner", "", "", "opened the search"]
    assert [(row[5], row[7]) for row in changes] == [
        ("assignee", "Ada <Assignee>"),
        ("note", long),
        ("due", "2026-12-01"),
        ("snoozes", "Owen Owner until 2026-12-01"),
    ]
    assert {(row[2], row[3], row[8], row[9]) for row in changes} == {("2", "Begin sourcing", "'=because", "B")}


def test_the_markdown_opens_with_what_is_overdue_blocked_and_next():
    given = with_items(checklist(), item3={"state": "blocked", "reason": "no time"})
    head, _, _ = as_markdown(given, (), NAMES, TODAY).partition("\n## ")
    assert "\n- Overdue: 5 Prepare the first week; 1 Agree the scorecard; 2 Begin sourcing.\n" in head
    assert "\n- Blocked: 3 Take references.\n" in head
    assert "\n- Next: 5 Prepare the first week; 1 Agree the scorecard." in head


def test_the_markdown_has_a_task_list_and_the_history_oldest_first():
    given = with_items(
        checklist(name="R&D\nlead", state="hired", reason="at\nlast"),
        item1={"state": "done", "assignee": ASSIGNEE, "note": "two\nlines"},
        item3={"state": "blocked", "reason": "no time"},
    )
    done = HistoryEntry(
        "B", OWNER, NOW, (Change(1, "done", (), "https://example.com/a"), Change(1, "note", (), "a *b* & c"))
    )
    text = as_markdown(given, (done, make_start_entry(given)), NAMES, TODAY)
    assert text.startswith(
        "# R&D lead\n\nChief Revenue Officer. ██░░░░░░░░ 1 of 5 done.\n"
        "Owner: Owen Owner. Target start date: Wednesday 31 March 2027.\n\nClosed: hired, at last.\n\n## Brief\n"
    )
    assert "- [x] 1. Agree the scorecard (done, Ada <Assignee>, due 2026-11-09)\n  - note: two lines\n" in text
    assert "- [ ] 3. Take references (blocked)\n  - reason: no time\n" in text
    assert text.endswith(
        "## History\n\n- 2026-11-02 09:30 UTC, Owen Owner: opened the search\n"
        "- 2026-11-02 09:30 UTC, Owen Owner: closed 1. Agree the scorecard: https://example.com/a\n"
        "- 2026-11-02 09:30 UTC, Owen Owner: wrote a note on 1. Agree the scorecard: a \u2217b\u2217 & c\n"
    )


def test_a_search_closed_without_a_reason_shows_only_the_outcome():
    assert "Closed: hired.\n" in as_markdown(checklist(state="hired"), (), {}, TODAY)
    assert "Closed" not in as_markdown(checklist(), (), {}, TODAY)


def test_mrkdwn_becomes_plain_text_with_names():
    given = "handed *X &amp; Y* to <@U0OWNER> and <@U0NOBODY>: <https://e.com/a?b=1&amp;c|label>"
    assert strip_mrkdwn(given, NAMES) == "handed X & Y to Owen Owner and U0NOBODY: https://e.com/a?b=1&c"


def test_everyone_in_the_search_or_its_history_is_listed_once():
    given = with_items(checklist(), item1={"assignee": ASSIGNEE, "closed_by": OTHER_USER}, item2={"assignee": ASSIGNEE})
    act = HistoryEntry("A", "U0LATE", NOW, (Change(1, "assign", (("assignee", "U0PAST", ASSIGNEE),)),))
    assert list_people(given, [act, make_start_entry(given)]) == [OWNER, ASSIGNEE, OTHER_USER, "U0LATE", "U0PAST"]


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    with FakeSlack() as slack:
        yield slack


def test_names_come_from_slack_and_unknown_people_are_left_out(slack: FakeSlack):
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    assert fetch_names(client, ["U0FOUNDER", "U0GONE", "U0HRLEAD"]) == {"U0FOUNDER": "Founder", "U0HRLEAD": "HR lead"}


def test_the_number_of_lookups_is_limited(slack: FakeSlack):
    client = WebClient(slack.bot_token, base_url=slack.api_url)
    people = [f"{user}" for user, _ in zip(cycle(["U0FOUNDER"]), range(MAX_LOOKUPS + 9), strict=False)]
    fetch_names(client, people)
    assert len(slack.api.calls) == MAX_LOOKUPS


@pytest.mark.parametrize(
    ("user", "name"),
    [
        ('{"profile": {"display_name": "", "real_name": "Ada A"}, "name": "ada"}', "Ada A"),
        ('{"real_name": "Ada A", "name": "ada"}', "Ada A"),
        ('{"name": "ada"}', "ada"),
    ],
)
def test_the_first_name_that_slack_has_is_used(user: str, name: str):
    def route(_: Request) -> Response:
        return Response(200, f'{{"ok": true, "user": {user}}}'.encode(), "application/json")

    with LoopbackServer(route) as server:
        assert fetch_names(WebClient("xoxb-1", base_url=f"{server.url}/api/"), ["U1"]) == {"U1": name}


def test_without_slack_there_are_no_names():
    assert fetch_names(WebClient("xoxb-1", base_url="http://127.0.0.1:9/api/"), ["U1"]) == {}
