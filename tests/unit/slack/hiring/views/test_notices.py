from datetime import date, timedelta
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, TODAY, checklist, with_items
from samples.slack_hiring import assert_valid_message, long_search

from bot.hiring.models import Change, Checklist, HistoryEntry
from bot.hiring.service import ChangeResult
from bot.knowledge.checklists import Caution
from bot.slack.hiring.views.notices import assigned_message, change_notices, newly_assigned
from bot.slack.message import Message


def today_for(_: str) -> date:
    return TODAY


def after(*changes: Change, given: Checklist | None = None, by: str = OTHER_USER) -> ChangeResult:
    before = given or checklist()
    return ChangeResult(before, before.with_changes(changes), HistoryEntry("A", by, NOW, changes))


def assign(number: int, person: str, before: str = "") -> Change:
    return Change(number, "assign", (("assignee", before, person),))


def notices(worked: ChangeResult) -> dict[str, Message]:
    return {user: assert_valid_message(message) for user, message in change_notices(worked, today_for)}


def test_an_assignee_is_told_which_items_by_whom_and_when_they_are_due():
    [(user, message)] = notices(after(assign(1, ASSIGNEE), assign(3, ASSIGNEE))).items()
    assert user == ASSIGNEE
    assert message.text == (
        "<@U0SOMEBODY> assigned you these items in *Revenue lead*:\n"
        "*1. Agree the scorecard*, due Mon 9 Nov\n_Done means: Everybody signed it_\n*3. Take references*"
    )
    assert [element["value"] for element in message.blocks[-1]["elements"]] == ["S1:1", "S1:3"]


def test_an_item_is_due_by_the_date_where_the_person_is_who_gets_it():
    given = with_items(checklist(), item1={"due": TODAY + timedelta(days=1)})
    for days, due in ((0, "due tomorrow"), (1, "due today")):
        [(_, message)] = change_notices(
            after(assign(1, ASSIGNEE), given=given), lambda _, days=days: TODAY + timedelta(days=days)
        )
        assert due in message.text


def test_an_assignee_is_told_the_legal_cautions_before_they_begin():
    law = Caution(id="notice", text="Give notice. And more.", where=("US",), sources=())
    result = after(assign(4, ASSIGNEE))
    [(_, message)] = change_notices(result, today_for, {"notice": law})
    assert_valid_message(message)
    assert "*4. Hold the final round*\n:scales: _US_: Give notice.\n" in message.text
    assert "In full: `/hiring item 4`. Not legal advice, ask counsel." in message.text
    elsewhere = result._replace(after=result.after._replace(search=result.after.search._replace(country="DE")))
    [(_, message)] = change_notices(elsewhere, today_for, {"notice": law})
    assert ":scales:" not in message.text


@pytest.mark.parametrize(
    "change",
    [
        assign(1, OTHER_USER),
        assign(1, "", OTHER_USER),
        Change(1, "due", (("due", None, TODAY),)),
        Change(0, "rename", (("name", "a", "b"),)),
    ],
    ids=["took it", "gave it back", "another day", "renamed"],
)
def test_people_are_not_told_about_their_own_changes_or_other_changes(change: Change):
    assert notices(after(change)) == {}


def test_a_closed_item_is_not_announced():
    closed = with_items(checklist(), item1={"state": "done"})
    assert notices(after(assign(1, ASSIGNEE), given=closed)) == {}


@pytest.mark.parametrize(
    ("to", "how"),
    [
        (OTHER_USER, "<@U0SOMEBODY> took it over"),
        (OWNER, "<@U0SOMEBODY> assigned it to <@U0OWNER>"),
        ("", "<@U0SOMEBODY> unassigned it"),
    ],
)
def test_a_person_who_loses_items_is_told_who_has_them_now(to: str, how: str):
    told = notices(after(assign(1, to, ASSIGNEE), assign(3, to, ASSIGNEE)))
    assert told[ASSIGNEE].text == (
        "You no longer have these items in *Revenue lead*:\n"
        f"*1. Agree the scorecard*: {how}\n*3. Take references*: {how}"
    )
    assert set(told) == {ASSIGNEE, to} - {"", OTHER_USER}


def test_a_person_is_not_told_that_they_lost_a_closed_item():
    closed = with_items(checklist(), item1={"state": "done"})
    assert notices(after(assign(1, "", ASSIGNEE), given=closed)) == {}


def test_each_person_is_told_about_their_own_items():
    assert {
        user: len(items)
        for user, items in newly_assigned(after(assign(1, "U1"), assign(2, "U2"), assign(3, "U1"))).items()
    } == {
        "U1": 2,
        "U2": 1,
    }


def test_the_new_owner_is_told_what_ownership_means():
    [(user, message)] = notices(after(Change(0, "owner", (("owner", OWNER, ASSIGNEE),)), by=OWNER)).items()
    assert user == ASSIGNEE
    assert message.text.startswith(
        "<@U0OWNER> handed *Revenue lead* over to you. As the search owner, you can override blockers."
    )


@pytest.mark.parametrize(
    ("to", "how"),
    [(OTHER_USER, "took it over"), (ASSIGNEE, "handed it over to <@U0ASSIGNEE>")],
)
def test_the_previous_owner_is_told_who_transferred_the_search(to: str, how: str):
    change_notices = notices(after(Change(0, "owner", (("owner", OWNER, to),))))
    assert change_notices[OWNER].text == (
        f"You no longer own *Revenue lead*: <@U0SOMEBODY> {how}. The new owner can hand it back."
    )
    assert set(change_notices) == {OWNER, to} - {OTHER_USER}


def test_an_owner_who_transfers_the_search_is_not_told():
    assert OWNER not in notices(after(Change(0, "owner", (("owner", OWNER, ASSIGNEE),)), by=OWNER))


def test_without_a_change_there_are_no_notices():
    given = checklist()
    assert list(change_notices(ChangeResult(given, given, None), today_for)) == []


def test_items_beyond_the_limit_are_counted():
    given: Any = long_search(25)
    message = assert_valid_message(assigned_message(given.search, list(given.items), OTHER_USER, TODAY))
    assert "And 15 more: `/hiring items mine`" in str(message.blocks)
    assert len(message.blocks[-1]["elements"]) == 10
