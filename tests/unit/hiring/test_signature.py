from datetime import date

import pytest
from samples.hiring import NOW, OWNER, TODAY, checklist, search

from bot.dates.mentions import find_dates
from bot.hiring.models import Change, Checklist, Item
from bot.hiring.rules import RuleInput
from bot.hiring.signature import find_earliest_start, find_signing_date, happened_on

DONE = (("state", "open", "done"),)


def given(text: str) -> RuleInput:
    return RuleInput(OWNER, NOW, text, today=TODAY, find_dates=find_dates)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("signed on 30 october 2026", date(2026, 10, 30)),
        ("signed, starts on 31 march 2027", TODAY),
        ("agreed on 20 october 2026, signed on 30 october 2026", date(2026, 10, 30)),
        ("", TODAY),
    ],
)
def test_an_item_was_done_on_the_last_day_up_to_today_that_its_evidence_names(text: str, day: date):
    assert happened_on(given(text)) == day


def test_only_the_item_about_the_signature_gives_the_date_of_the_signature():
    before = checklist()
    signed = Checklist(before.search, (*before.items, Item(6, "signed_offer", "offer", "Get the offer signed")))
    inputs = {1: given("on 1 october 2026"), 6: given("on 30 october 2026")}
    assert find_signing_date(signed, [Change(1, "done", DONE)], inputs) is None
    assert find_signing_date(signed, [Change(6, "note", (("note", "", "soon"),))], inputs) is None
    assert find_signing_date(signed, [Change(1, "done", DONE), Change(6, "done", DONE)], inputs) == date(2026, 10, 30)


@pytest.mark.parametrize(
    ("notice", "country", "earliest"),
    [
        (0, "", None),
        (30, "", None),
        (183, "", date(2027, 5, 3)),
        (180, "DE", date(2027, 4, 29)),
        (182, "DE", date(2027, 5, 3)),  # the first of May is a Saturday
    ],
)
def test_the_executive_starts_after_the_notice_period_on_a_working_day(
    notice: int, country: str, earliest: date | None
):
    known = search(notice_days=notice, country=country)
    assert find_earliest_start(known, date(2026, 10, 31)) == earliest
