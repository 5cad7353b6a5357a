"""What waits for the finalists, and what has to be done again if the one who was chosen withdraws."""

import pytest
from samples.hiring import checklist

from bot.hiring.finalists import Finalist, StepRecord, find_waiting_finalists, is_settled
from bot.hiring.lifecycle import find_items_after_decision
from bot.hiring.models import Checklist, Item

REFUSED = StepRecord("consent", "no", "on 3 May", "U1")
KEYS = ("decision", "board_approval", "signed_offer", "review")
NEEDS = ((), ("decision",), ("board_approval",), ("signed_offer",))


def test_the_decision_waits_until_the_scores_of_every_finalist_in_the_search_are_open():
    finalists = (Finalist("A", is_open=True), Finalist("B"), Finalist("C", withdrawn="another offer"), Finalist("D"))
    assert find_waiting_finalists(finalists, "decision") == ("B", "D")
    assert find_waiting_finalists((), "decision") == ()


def test_references_are_settled_if_consent_was_refused():
    refused = Finalist("B", steps=(REFUSED,))
    assert is_settled(refused, "references")
    assert is_settled(refused, "consent")
    assert not is_settled(refused, "check")


@pytest.mark.parametrize(("done", "found"), [(0, ()), (1, KEYS[:1]), (2, KEYS[:2]), (3, KEYS[:3]), (4, KEYS[:3])])
def test_what_followed_the_decision_is_about_the_finalist_who_was_chosen(done: int, found: tuple[str, ...]):
    items = tuple(
        Item(place, key, "offer", key, needs=needs, state="done" if place <= done else "open")
        for place, (key, needs) in enumerate(zip(KEYS, NEEDS, strict=True), 1)
    )
    given = Checklist(checklist().search, items)
    assert tuple(item.key for item in find_items_after_decision(given)) == found
