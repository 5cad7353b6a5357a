import csv
from datetime import date
from io import StringIO

import pytest
from samples.hiring import ASSIGNEE, NOW, OWNER, SOMEBODY, checklist, opened, with_items

from bot.hiring.models import Change, HistoryEntry
from bot.slack.hiring.exporting import COLUMNS, as_csv, as_markdown, list_people, strip_mrkdwn

NAMES = {OWNER: "Owen Owner", ASSIGNEE: "Ada <Assignee>"}


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


def test_the_table_has_a_line_for_each_item_with_names():
    given = with_items(
        checklist(),
        item1={"state": "done", "assignee": ASSIGNEE, "closed_by": SOMEBODY, "closed_at": NOW, "evidence": "signed"},
    )
    head, first, *rest = rows(as_csv(given, NAMES))
    assert tuple(head) == COLUMNS
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
    ]
    assert [row[0] for row in rest] == ["2", "3", "4", "5"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_what_a_spreadsheet_would_run_is_made_text(text: str):
    given = with_items(checklist(), item1={"title": text, "note": text, "evidence": text, "reason": text})
    cells = rows(as_csv(given, {ASSIGNEE: text}))[1]
    assert [cells[place] for place in (2, 8, 9, 10)] == [f"'{text}"] * 4


def test_what_is_only_text_stays_as_it_is():
    given = with_items(checklist(), item1={"note": 'a "quoted", line\nand another'})
    assert rows(as_csv(given, {}))[1][9] == 'a "quoted", line\nand another'


def test_the_text_is_a_list_with_boxes_and_the_history_the_oldest_first():
    given = with_items(
        checklist(name="R&D\nlead", state="hired", reason="at\nlast"),
        item1={"state": "done", "assignee": ASSIGNEE, "note": "two\nlines"},
        item3={"state": "blocked", "reason": "no time"},
    )
    done = HistoryEntry(
        "B", OWNER, NOW, (Change(1, "done", (), "https://example.com/a"), Change(1, "note", (), "a *b* & c"))
    )
    text = as_markdown(given, (done, opened(given)), NAMES)
    assert text.startswith(
        "# R&D lead\n\nChief Revenue Officer. ██░░░░░░░░ 1 of 5 done.\n"
        "Owner: Owen Owner. First day: Wednesday 31 March 2027.\n\nClosed: hired, at last.\n\n## Brief\n"
    )
    assert "- [x] 1. Agree the scorecard (done, Ada <Assignee>, due 2026-11-09)\n  - note: two lines\n" in text
    assert "- [ ] 3. Take references (blocked)\n  - reason: no time\n" in text
    assert text.endswith(
        "## History\n\n- 2026-11-02 09:30 UTC, Owen Owner: opened the search\n"
        "- 2026-11-02 09:30 UTC, Owen Owner: closed 1. Agree the scorecard: https://example.com/a\n"
        "- 2026-11-02 09:30 UTC, Owen Owner: wrote a note on 1. Agree the scorecard: a \u2217b\u2217 & c\n"
    )


def test_a_search_that_ended_without_a_word_says_only_how():
    assert "Closed: hired.\n" in as_markdown(checklist(state="hired"), (), {})
    assert "Closed" not in as_markdown(checklist(), (), {})


def test_in_words_nothing_is_marked_and_everybody_is_named():
    given = "handed *X &amp; Y* to <@U0OWNER> and <@U0NOBODY>: <https://e.com/a?b=1&amp;c|label>"
    assert strip_mrkdwn(given, NAMES) == "handed X & Y to Owen Owner and U0NOBODY: https://e.com/a?b=1&c"


def test_everybody_who_appears_is_asked_about_once():
    given = with_items(checklist(), item1={"assignee": ASSIGNEE, "closed_by": SOMEBODY}, item2={"assignee": ASSIGNEE})
    act = HistoryEntry("A", "U0LATE", NOW, (Change(1, "due", (("due", None, date(2026, 12, 1)),)),))
    assert list_people(given, [act, opened(given)]) == [OWNER, ASSIGNEE, SOMEBODY, "U0LATE"]
