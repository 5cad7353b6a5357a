from datetime import date

import pytest
from samples.hiring import OWNER, PHASES, checklist, make_rule_input

from bot.hiring import search_rules
from bot.hiring.lifecycle import (
    begin_onboarding,
    end_onboarding,
    find_live_items,
    find_open_onboarding_items,
    find_open_search_items,
    find_state_problem,
)
from bot.hiring.models import Change, Checklist, Item
from bot.hiring.search_rules import SearchUpdate

SIGNATURE = Item(1, "signed_offer", "offer", "Get the offer signed")
FINALISTS = Item(2, "finalists_told", "offer", "Tell the other finalists", needs=("signed_offer",))
THANKS = Item(3, "thanks", "offer", "Thank the search firm", needs=("finalists_told",))
SCORECARD = Item(4, "scorecard", "brief", "Agree the scorecard")
ADDED = Item(5, "", "onboard", "Order a laptop")
REFERENCES = Item(6, "references", "find", "Take references", due=date(2027, 5, 1))


def hire(*items: Item, **values: object) -> Checklist:
    return Checklist(checklist(phases=(*PHASES, ("onboard", "Onboard")), **values).search, items)


def numbers(items: tuple[Item, ...]) -> set[int]:
    return {item.number for item in items}


def test_what_needs_the_signature_or_is_in_a_later_phase_comes_after_the_hire():
    given = hire(SIGNATURE, FINALISTS, THANKS, SCORECARD, ADDED, REFERENCES)
    assert numbers(find_open_onboarding_items(given)) == {2, 3, 5}
    assert numbers(find_open_search_items(given)) == {1, 4, 6}


def test_without_a_signature_what_is_due_from_the_first_day_on_comes_after_the_hire():
    first_day = Item(1, "welcome", "offer", "Welcome them", due=date(2027, 3, 31))
    given = hire(first_day, SCORECARD._replace(due=date(2027, 3, 30)), REFERENCES._replace(number=3))
    assert numbers(find_open_onboarding_items(given)) == {1, 3}


@pytest.mark.parametrize(("state", "live"), [("open", {1, 2, 4}), ("paused", {1, 2, 4}), ("onboarding", {2})])
def test_in_onboarding_only_what_comes_after_the_hire_is_live(state: str, live: set[int]):
    assert numbers(find_live_items(hire(SIGNATURE, FINALISTS, SCORECARD, state=state))) == live


@pytest.mark.parametrize(
    ("state", "item", "expected"),
    [
        ("open", FINALISTS, ("hire", "onboarding")),
        ("paused", FINALISTS, ("hire", "onboarding")),
        ("open", FINALISTS._replace(state="done"), ("close", "hired")),
    ],
)
def test_a_hire_begins_onboarding_if_there_is_any_to_do(state: str, item: Item, expected: tuple[str, str]):
    update = search_rules.close(make_rule_input(OWNER, outcome="hired"))
    begun = begin_onboarding(hire(SIGNATURE, item, state=state), update)
    assert (begun.verb, begun.values["state"]) == expected
    assert (begun.values["closed_at"] is None) == (begun.verb == "hire")


def test_a_cancelled_search_has_no_onboarding():
    update = search_rules.close(make_rule_input(OWNER, outcome="cancelled"))
    assert begin_onboarding(hire(SIGNATURE, FINALISTS), update) == update


@pytest.mark.parametrize(("state", "ends"), [("onboarding", True), ("open", False)])
def test_closing_the_last_onboarding_item_ends_the_search(state: str, *, ends: bool):
    at = make_rule_input().at
    closing = Change(2, "done", (("state", "open", "done"), ("closed_at", None, at)))
    given = hire(SIGNATURE, FINALISTS._replace(state="done"), state=state)
    end = Change(0, "end", (("state", "onboarding", "hired"), ("closed_at", None, at)))
    assert list(end_onboarding(given, (closing,))) == ([end] if ends else [])


@pytest.mark.parametrize(
    ("state", "verb", "problem"),
    [
        ("open", "pause", None),
        ("paused", "pause", "already"),
        ("onboarding", "pause", "is_hired"),
        ("hired", "pause", "search_closed"),
        ("paused", "resume", None),
        ("open", "resume", "already"),
        ("open", "reopen-search", "already"),
        ("paused", "reopen-search", "already"),
        ("onboarding", "reopen-search", None),
        ("cancelled", "reopen-search", None),
        ("cancelled", "rename", "search_closed"),
        ("paused", "rename", None),
    ],
)
def test_a_state_is_only_left_by_the_verbs_that_fit_it(state: str, verb: str, problem: str | None):
    assert find_state_problem(hire(state=state), SearchUpdate(verb, {})) == problem


@pytest.mark.parametrize(("item", "problem"), [(FINALISTS, "is_hired"), (FINALISTS._replace(state="done"), None)])
def test_a_hire_that_is_confirmed_twice_does_not_end_the_onboarding(item: Item, problem: str | None):
    update = search_rules.close(make_rule_input(OWNER, outcome="hired"))
    assert find_state_problem(hire(SIGNATURE, item, state="onboarding"), update) == problem
