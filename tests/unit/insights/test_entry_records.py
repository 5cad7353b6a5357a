from datetime import date

import pytest

from bot.insights.entry_records import DueReview, EntryRecord, OwnedEntry, current_owner, find_due, reminder_day

ENTRY = OwnedEntry("role:cro", "U0CRO", "2025-11")
DUE = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("record", "today", "day"),
    [
        (None, date(2026, 11, 30), DUE),
        (None, date(2026, 12, 9), DUE),
        (None, date(2027, 1, 1), date(2027, 1, 1)),
        (EntryRecord("role:cro", "", "right", date(2026, 12, 9)), date(2027, 12, 1), date(2028, 1, 1)),
        (EntryRecord("role:cro", "", "right", date(2026, 12, 9)), date(2028, 1, 3), date(2028, 1, 1)),
        (EntryRecord("role:cro", "", "edit", date(2026, 12, 9)), date(2026, 12, 20), date(2026, 12, 23)),
        (EntryRecord("role:cro", "", "edit", date(2026, 12, 9)), date(2026, 12, 24), date(2026, 12, 23)),
        (EntryRecord("role:cro", "U0NEXT"), date(2026, 12, 9), DUE),
    ],
)
def test_a_reminder_belongs_to_the_day_it_is_due_and_to_each_later_month(
    record: EntryRecord | None, today: date, day: date
):
    assert reminder_day(ENTRY, record, today) == day


def test_an_entry_without_an_owner_in_slack_reminds_no_one_until_it_is_handed_over():
    entry = ENTRY._replace(owner="")
    assert find_due([entry], {}, DUE) == ()
    records = {"role:cro": EntryRecord("role:cro", "U0NEXT")}
    assert current_owner(entry, records) == "U0NEXT"
    assert find_due([entry], records, DUE) == (DueReview("role:cro", "U0NEXT", DUE),)


def test_a_review_in_the_file_counts_even_if_an_earlier_answer_says_otherwise():
    records = {"role:cro": EntryRecord("role:cro", "", "edit", date(2026, 12, 2))}
    assert find_due([ENTRY._replace(reviewed="2026-12")], records, date(2027, 1, 4)) == ()
