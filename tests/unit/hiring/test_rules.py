from datetime import date, timedelta
from typing import Any

import pytest
from samples.hiring import ASSIGNEE, NOW, OTHER_USER, OWNER, checklist, make_rule_input, with_items
from samples.use_cases import ITEM_RULES

from bot.hiring.models import Change, Checklist, Item
from bot.hiring.rules import Refusal, RuleInput

FRIDAY = date(2026, 11, 6)
SNOOZES = (("U0ANNA", "2026-11-20"),)
CLOSED_BY_OTHER_USER = (("closed_by", "", OTHER_USER), ("closed_at", None, NOW))


def apply_rule(
    verb: str, number: int, original: Checklist | None = None, rule_input: RuleInput | None = None
) -> Change | Refusal:
    """The result of the rule for this verb on one item."""
    original = original or checklist()
    return ITEM_RULES[verb](original, original.items[number - 1], rule_input or make_rule_input())


def refusal_fields(result: Change | Refusal) -> tuple[int, str, list[int]]:
    assert isinstance(result, Refusal)
    assert isinstance(result.item, Item)
    return result.number, result.reason, [item.number for item in result.others]


def test_done_closes_an_item_and_records_the_user_and_the_time():
    assert apply_rule("done", 1) == Change(1, "done", (("state", "open", "done"), *CLOSED_BY_OTHER_USER))


def test_done_stores_the_note_or_link_as_evidence():
    change = apply_rule("done", 3, rule_input=make_rule_input(text="https://example.com/notes"))
    assert change == Change(
        3,
        "done",
        (
            ("state", "open", "done"),
            *CLOSED_BY_OTHER_USER,
            ("evidence", "", "https://example.com/notes"),
            ("evidence_by", "", OTHER_USER),
        ),
        "https://example.com/notes",
    )


@pytest.mark.parametrize("state", ["started", "blocked", "skipped"])
def test_done_closes_an_item_in_any_state_and_clears_the_reason(state: str):
    change = apply_rule("done", 1, with_items(checklist(), item1={"state": state, "reason": "on leave"}))
    assert isinstance(change, Change)
    assert change.fields[0] == ("state", state, "done")
    assert ("reason", "on leave", "") in change.fields


def test_done_is_refused_while_prerequisites_are_open():
    assert refusal_fields(apply_rule("done", 4)) == (4, "needs_first", [2, 3])
    assert refusal_fields(apply_rule("done", 2)) == (2, "needs_first", [1])


def test_done_is_refused_without_the_required_evidence():
    assert refusal_fields(apply_rule("done", 3)) == (3, "needs_evidence", [])


def test_a_note_is_never_evidence():
    noted = with_items(checklist(), item3={"note": "called all three, see https://example.com/notes"})
    assert refusal_fields(apply_rule("done", 3, noted)) == (3, "needs_evidence", [])


def test_evidence_given_before_closes_the_item_and_stays_with_the_person_who_gave_it():
    given = with_items(checklist(), item3={"evidence": "called all three", "evidence_by": ASSIGNEE})
    for text in ("", "called all three"):
        change = apply_rule("done", 3, given, make_rule_input(text=text))
        assert isinstance(change, Change)
        assert not {"evidence", "evidence_by"} & {name for name, *_ in change.fields}


@pytest.mark.parametrize("verb", ["done", "evidence"])
def test_doubtful_evidence_is_refused_until_the_person_confirms_it(verb: str):
    text = "candidate B has refused consent"
    refusal = apply_rule(verb, 3, rule_input=make_rule_input(text=text))
    assert refusal_fields(refusal) == (3, "doubtful_evidence", [])
    assert isinstance(refusal, Refusal)
    assert (refusal.text, refusal.problem and refusal.problem.words) == (text, "refused")
    confirmed = make_rule_input(text=text, is_confirmed=True)
    assert isinstance(apply_rule(verb, 3, rule_input=confirmed), Change)


def test_accepting_doubted_evidence_is_a_verb_of_its_own_in_the_history():
    change = apply_rule("accept", 3, rule_input=make_rule_input(text="two of three declined, notes in Greenhouse"))
    assert isinstance(change, Change)
    assert (change.verb, change.fields[0]) == ("accept", ("state", "open", "done"))


def test_accepting_does_not_replace_evidence_that_is_missing():
    assert refusal_fields(apply_rule("accept", 3)) == (3, "needs_evidence", [])


def test_stored_evidence_that_reads_as_a_draft_is_doubted_when_the_item_is_closed():
    given = with_items(checklist(), item3={"evidence": "First draft in the board pack", "evidence_by": ASSIGNEE})
    assert refusal_fields(apply_rule("done", 3, given)) == (3, "doubtful_evidence", [])


def test_evidence_with_a_date_in_the_future_is_doubted():
    def find_dates(_: str, __: date) -> tuple[date, ...]:
        return (FRIDAY,)

    ahead = make_rule_input(text="signed", today=FRIDAY - timedelta(days=1), find_dates=find_dates)
    refusal = apply_rule("done", 3, rule_input=ahead)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.problem and refusal.problem.future) == ("doubtful_evidence", FRIDAY)
    assert isinstance(apply_rule("done", 3, rule_input=ahead._replace(today=FRIDAY)), Change)


def test_the_owner_can_override_open_prerequisites_with_a_reason():
    change = apply_rule("override", 4, rule_input=make_rule_input(OWNER, text="the round was held last week"))
    assert isinstance(change, Change)
    assert (change.verb, change.why) == ("override", "the round was held last week")
    assert change.fields == (("state", "open", "done"), ("closed_by", "", OWNER), ("closed_at", None, NOW))


def test_the_owner_can_override_missing_evidence_without_adding_any():
    change = apply_rule("override", 3, rule_input=make_rule_input(OWNER, text="told me by phone"))
    assert isinstance(change, Change)
    assert "evidence" not in [name for name, *_ in change.fields]


@pytest.mark.parametrize(
    ("number", "rule_input", "refusal"),
    [
        (4, make_rule_input(OTHER_USER, text="why not"), (4, "not_the_owner", [2, 3])),
        (4, make_rule_input(ASSIGNEE, text="mine"), (4, "not_the_owner", [2, 3])),
        (4, make_rule_input(OWNER), (4, "needs_reason", [2, 3])),
        (1, make_rule_input(OWNER, text="why not"), (1, "nothing_to_override", [])),
    ],
)
def test_an_override_requires_the_owner_a_reason_and_something_to_override(
    number: int, rule_input: RuleInput, refusal: tuple[int, str, list[int]]
):
    assert refusal_fields(apply_rule("override", number, rule_input=rule_input)) == refusal


def test_skip_closes_an_item_and_stores_the_reason():
    change = apply_rule("skip", 4, rule_input=make_rule_input(text="promoted from within"))
    assert isinstance(change, Change)
    assert change.fields == (
        ("state", "open", "skipped"),
        *CLOSED_BY_OTHER_USER,
        ("reason", "", "promoted from within"),
    )


@pytest.mark.parametrize("state", ["started", "blocked"])
def test_reopen_resets_a_started_or_blocked_item(state: str):
    change = apply_rule("reopen", 1, with_items(checklist(), item1={"state": state}))
    assert change == Change(1, "reopen", (("state", state, "open"),))


@pytest.mark.parametrize("state", ["done", "skipped"])
def test_reopen_clears_the_closing_details_but_not_the_evidence(state: str):
    closed = {"state": state, "reason": "why", "evidence": "seen", "closed_by": OWNER, "closed_at": NOW}
    assert apply_rule("reopen", 1, with_items(checklist(), item1=closed)) == Change(
        1,
        "reopen",
        (("state", state, "open"), ("reason", "why", ""), ("closed_by", OWNER, ""), ("closed_at", NOW, None)),
    )


def test_start_marks_an_item_as_started():
    assert apply_rule("start-item", 4) == Change(4, "start-item", (("state", "open", "started"),))


def test_block_stores_a_reason_that_can_be_changed_later():
    assert apply_rule("block", 1, rule_input=make_rule_input(text="no budget")) == Change(
        1, "block", (("state", "open", "blocked"), ("reason", "", "no budget")), "no budget"
    )
    blocked = with_items(checklist(), item1={"state": "blocked", "reason": "no budget"})
    assert apply_rule("block", 1, blocked, make_rule_input(text="on leave")) == Change(
        1, "block", (("reason", "no budget", "on leave"),), "on leave"
    )


def test_unblock_opens_the_item_and_clears_the_reason():
    blocked = with_items(checklist(), item1={"state": "blocked", "reason": "no budget"})
    assert apply_rule("unblock", 1, blocked) == Change(
        1, "unblock", (("state", "blocked", "open"), ("reason", "no budget", ""))
    )


def test_assign_sets_and_clears_the_assignee():
    assert apply_rule("assign", 1, rule_input=make_rule_input(person=ASSIGNEE)) == Change(
        1, "assign", (("assignee", "", ASSIGNEE),)
    )
    assigned = with_items(checklist(), item1={"assignee": ASSIGNEE})
    assert apply_rule("assign", 1, assigned) == Change(1, "assign", (("assignee", ASSIGNEE, ""),))


def test_a_new_due_date_ends_a_snooze():
    snoozed = with_items(checklist(), item1={"snoozes": SNOOZES})
    assert apply_rule("due", 1, snoozed, make_rule_input(day=FRIDAY)) == Change(
        1, "due", (("due", date(2026, 11, 9), FRIDAY), ("snoozes", SNOOZES, ()))
    )


def test_a_due_date_can_be_cleared():
    assert apply_rule("due", 1) == Change(1, "due", (("due", date(2026, 11, 9), None),))


def test_a_note_replaces_the_previous_one():
    noted = with_items(checklist(), item1={"note": "first"})
    assert apply_rule("note", 1, noted, make_rule_input(text="second")) == Change(
        1, "note", (("note", "first", "second"),), "second"
    )
    assert apply_rule("note", 1, noted) == Change(1, "note", (("note", "first", ""),))


def test_the_evidence_of_a_done_item_can_be_replaced_but_not_cleared():
    closed = with_items(checklist(), item3={"state": "done", "evidence": "calls of 2 May", "note": "all went well"})
    assert refusal_fields(apply_rule("evidence", 3, closed, make_rule_input())) == (3, "needs_evidence", [])
    assert isinstance(apply_rule("evidence", 3, closed, make_rule_input(text="calls of 3 May")), Change)
    assert isinstance(apply_rule("note", 3, closed, make_rule_input()), Change)


@pytest.mark.parametrize(
    "values",
    [
        {"evidence": "seen"},
        {"state": "skipped", "evidence": "seen"},
    ],
    ids=["open item", "skipped item"],
)
def test_evidence_can_be_cleared_if_the_item_does_not_depend_on_it(values: dict[str, str]):
    assert isinstance(apply_rule("evidence", 3, with_items(checklist(), item3=values), make_rule_input()), Change)


def test_evidence_can_be_cleared_if_the_item_requires_none():
    assert isinstance(
        apply_rule("evidence", 1, with_items(checklist(), item1={"state": "done", "evidence": "x"}), make_rule_input()),
        Change,
    )


def test_evidence_replaces_the_previous_evidence_and_does_not_close_the_item():
    with_evidence = with_items(checklist(), item3={"evidence": "first"})
    assert apply_rule("evidence", 3, with_evidence, make_rule_input(text="second")) == Change(
        3, "evidence", (("evidence", "first", "second"), ("evidence_by", "", OTHER_USER)), "second"
    )


def test_a_snooze_is_of_one_person_and_leaves_those_of_others():
    snoozed = with_items(checklist(), item1={"snoozes": ((OTHER_USER, "2026-11-02"), *SNOOZES)})
    after = (*SNOOZES, (OTHER_USER, FRIDAY.isoformat()))
    change = apply_rule("snooze", 1, snoozed, make_rule_input(day=FRIDAY))
    assert change == Change(1, "snooze", (("snoozes", snoozed.items[0].snoozes, after),))
    ended = apply_rule("snooze", 1, snoozed, make_rule_input())
    assert ended == Change(1, "snooze", (("snoozes", snoozed.items[0].snoozes, SNOOZES),))


def test_a_snooze_stores_its_end_date():
    assert apply_rule("snooze", 1, rule_input=make_rule_input(day=FRIDAY)) == Change(
        1, "snooze", (("snoozes", (), ((OTHER_USER, FRIDAY.isoformat()),)),)
    )


ALREADY: list[tuple[str, dict[str, Any], RuleInput]] = [
    ("done", {"state": "done"}, make_rule_input()),
    ("override", {"state": "done"}, make_rule_input(OWNER, text="why")),
    ("skip", {"state": "skipped"}, make_rule_input(text="why")),
    ("reopen", {"state": "open"}, make_rule_input()),
    ("start-item", {"state": "started"}, make_rule_input()),
    ("block", {"state": "blocked", "reason": "no budget"}, make_rule_input(text="no budget")),
    ("unblock", {"state": "open"}, make_rule_input()),
    ("unblock", {"state": "done"}, make_rule_input()),
    ("assign", {"assignee": ASSIGNEE}, make_rule_input(person=ASSIGNEE)),
    ("assign", {}, make_rule_input()),
    ("due", {"due": FRIDAY}, make_rule_input(day=FRIDAY)),
    ("due", {"due": None}, make_rule_input()),
    ("note", {"note": "same"}, make_rule_input(text="same")),
    ("note", {}, make_rule_input()),
    ("evidence", {"evidence": "same"}, make_rule_input(text="same")),
    ("evidence", {}, make_rule_input()),
    ("snooze", {"snoozes": ((OTHER_USER, FRIDAY.isoformat()),)}, make_rule_input(day=FRIDAY)),
    ("snooze", {}, make_rule_input()),
]


@pytest.mark.parametrize(("verb", "values", "rule_input"), ALREADY)
def test_a_request_that_changes_nothing_is_refused_as_already_done(
    verb: str, values: dict[str, Any], rule_input: RuleInput
):
    assert refusal_fields(apply_rule(verb, 1, with_items(checklist(), item1=values), rule_input)) == (1, "already", [])


@pytest.mark.parametrize(
    ("verb", "state", "rule_input", "reason"),
    [
        ("skip", "open", make_rule_input(), "needs_reason"),
        ("block", "open", make_rule_input(), "needs_reason"),
        ("start-item", "blocked", make_rule_input(), "is_blocked"),
        ("start-item", "done", make_rule_input(), "is_closed"),
        ("start-item", "skipped", make_rule_input(), "is_closed"),
        ("block", "done", make_rule_input(text="why"), "is_closed"),
        ("block", "skipped", make_rule_input(text="why"), "is_closed"),
        ("snooze", "done", make_rule_input(day=FRIDAY), "is_closed"),
        ("snooze", "skipped", make_rule_input(day=FRIDAY), "is_closed"),
    ],
)
def test_a_verb_that_does_not_fit_the_item_is_refused_with_the_reason(
    verb: str, state: str, rule_input: RuleInput, reason: str
):
    assert refusal_fields(apply_rule(verb, 1, with_items(checklist(), item1={"state": state}), rule_input)) == (
        1,
        reason,
        [],
    )


@pytest.mark.parametrize("verb", ITEM_RULES)
def test_a_change_lists_only_the_fields_that_differ(verb: str):
    full_input = make_rule_input(OWNER, text="text", person=ASSIGNEE, day=FRIDAY)
    for state in ("open", "started", "blocked", "done", "skipped"):
        original = with_items(checklist(), item4={"state": state})
        change = apply_rule(verb, 4, original, full_input)
        if isinstance(change, Change):
            assert change.fields
            assert all(before != after for _, before, after in change.fields)
            assert all(getattr(original.items[3], name) == before for name, before, _ in change.fields)
