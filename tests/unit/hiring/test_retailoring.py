from datetime import date, timedelta
from typing import Any

import pytest
from samples.hiring import NOW, OWNER, TODAY, make_actor, make_start_entry

from bot.hiring import rules, service
from bot.hiring.models import Checklist
from bot.hiring.retailoring import NOT_APPLICABLE
from bot.hiring.rules import RuleInput
from bot.hiring.service import ChangeResult
from bot.hiring.tailoring import Circumstances, tailor
from bot.hiring.template import NewSearch, draft_search
from bot.knowledge.loader import load
from bot.storage.unit_of_work import SqlUnitOfWorkFactory

BASE = load()
TEMPLATE = tuple(BASE.checklist.values())
TARGET = date(2028, 3, 1)
GIVEN = RuleInput(OWNER, NOW, today=TODAY)


@pytest.fixture
def opened(database_url: str) -> Checklist:
    """A stored search for a CFO about which nothing is known."""
    new = NewSearch("S1", "T1", "C0HIRE", OWNER, NOW, target=TARGET)
    draft, _ = draft_search(BASE.roles["cfo"], TEMPLATE, BASE.phases.values(), new, TODAY)
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        return service.create_search(uow, draft, make_start_entry(draft))


def change(database_url: str, **known: Any) -> ChangeResult:
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        checklist = service.load_checklist(uow, make_actor(OWNER), "S1")
        return service.change_settings(uow, make_actor(OWNER), checklist, Circumstances(**known), TEMPLATE, GIVEN)


def undo(database_url: str) -> Checklist:
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        checklist = service.load_checklist(uow, make_actor(OWNER), "S1")
        undone = service.undo(uow, make_actor(OWNER), checklist)
    assert isinstance(undone, ChangeResult)
    return undone.after


def by_key(checklist: Checklist) -> dict[str, Any]:
    return {item.key: item for item in checklist.visible_items}


@pytest.mark.usefixtures("opened")
def test_answers_drop_items_that_no_longer_apply_and_another_answer_brings_them_back(database_url: str):
    private = by_key(change(database_url, country="US", listing="private").after)
    assert (private["cfo_disclosure"].state, private["cfo_disclosure"].reason) == ("skipped", NOT_APPLICABLE)
    listed = by_key(change(database_url, country="US", listing="listed").after)
    assert (listed["cfo_disclosure"].state, listed["cfo_disclosure"].closed_at) == ("open", None)


def test_answers_change_order_words_and_dates_and_one_undo_takes_it_all_back(database_url: str, opened: Checklist):
    before = by_key(opened)
    result = change(database_url, country="US", region="FL", notice_days=91)
    after = by_key(result.after)
    assert before["criminal_check"].needs == ("written_offer",)
    assert after["criminal_check"].needs == ("structured_interviews",)
    assert after["right_to_work"].title == "Complete Form I-9"
    assert (before["signed_offer"].due - after["signed_offer"].due).days in range(57, 66)
    assert after["pre_boarding"].due == before["pre_boarding"].due
    assert undo(database_url) == opened


def test_items_that_a_search_never_had_are_added_after_the_others(database_url: str):
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        new = NewSearch("S2", "T1", "C0HIRE", OWNER, NOW, target=TARGET, known=Circumstances("US"))
        draft, _ = draft_search(BASE.roles["cro"], TEMPLATE, BASE.phases.values(), new, TODAY)
        created = service.create_search(uow, draft, make_start_entry(draft))
        assert "candidate_privacy" not in by_key(created)
        result = service.change_settings(uow, make_actor(OWNER), created, Circumstances("GB"), TEMPLATE, GIVEN)
    added = by_key(result.after)["candidate_privacy"]
    assert (added.number, added.state, added.gone) == (len(created.items) + 1, "open", False)
    assert added.due
    assert added.due < TARGET


def test_closed_items_and_due_dates_set_by_hand_stay(database_url: str, opened: Checklist):
    number = by_key(opened)["signed_offer"].number
    day = date(2027, 12, 1)
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        checklist = service.load_checklist(uow, make_actor(OWNER), "S1")
        steps = [(rules.set_due, number, RuleInput(OWNER, NOW, day=day)), (rules.skip, 1, RuleInput(OWNER, NOW, "why"))]
        service.apply_steps(uow, make_actor(OWNER), checklist, steps)
    after = change(database_url, notice_days=183).after
    assert by_key(after)["signed_offer"].due == day
    assert after.items[0].reason == "why"


def test_the_same_answers_change_nothing(database_url: str, opened: Checklist):
    unchanged = change(database_url)
    assert (unchanged.entry, unchanged.after) == (None, opened)
    assert [refusal.reason for refusal in unchanged.refusals] == ["already"]


@pytest.mark.parametrize("known", [{"listing": "private"}, {"country": "US"}, {"notice_days": 183}])
def test_after_a_first_day_that_no_one_chose_answers_only_move_items_whose_place_in_the_plan_changed(
    database_url: str, known: dict[str, Any]
):
    new = NewSearch("S1", "T1", "C0HIRE", OWNER, NOW)
    draft, _ = draft_search(BASE.roles["cfo"], TEMPLATE, BASE.phases.values(), new, TODAY)
    late = draft.search.starts_on + timedelta(days=10)
    before, after = (
        {each.key: each.due for each in tailor(TEMPLATE, draft.search.role, circumstances)}
        for circumstances in (Circumstances(), Circumstances(**known))
    )
    with SqlUnitOfWorkFactory(database_url).begin("T1") as uow:
        opened = service.create_search(uow, draft, make_start_entry(draft))
        given = GIVEN._replace(today=late)
        result = service.change_settings(uow, make_actor(OWNER), opened, Circumstances(**known), TEMPLATE, given)
    assert result.after.search.starts_on == opened.search.starts_on
    changed = {key for key, due in after.items() if before.get(key) != due}
    moved = {key for key, item in by_key(result.after).items() if item.due != by_key(opened).get(key, item).due}
    assert moved <= changed
