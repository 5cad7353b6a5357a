"""Every message and form of a search fits Slack's limits, whatever the search contains, and pings no one."""

import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from samples.hiring import CHANNEL, NOW, OWNER, TODAY, checklist, search, with_items
from samples.slack_hiring import (
    HOSTILE_TEXTS,
    assert_no_pings,
    assert_valid_message,
    assert_valid_view,
    long_history,
    long_search,
    mrkdwn_texts,
    texts,
)

from bot.commands.command import Command
from bot.hiring.access import AmbiguousSearch
from bot.hiring.history import invert_changes
from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.hiring.rules import Refusal
from bot.hiring.service import ChangeResult
from bot.knowledge.loader import load
from bot.slack.hiring.forms.item_form import item_modal
from bot.slack.hiring.forms.search_form import search_modal
from bot.slack.hiring.forms.state_form import state_modal
from bot.slack.hiring.forms.submissions import add_item_modal
from bot.slack.hiring.views.closing import closing_question
from bot.slack.hiring.views.confirmations import confirmation_message, searches_message
from bot.slack.hiring.views.history import history_card
from bot.slack.hiring.views.item_card import item_card
from bot.slack.hiring.views.lists import items_message, next_message
from bot.slack.hiring.views.notices import assigned_message, ownership_received_message
from bot.slack.hiring.views.refusals import Recipient, ask_which_search
from bot.slack.hiring.views.search_card import search_card
from bot.slack.message import Message

BASE = load()
RECIPIENT = Recipient("U0SOMEBODY", "C0ELSEWHERE", "done")


def every_message(given: Checklist, text: str) -> list[Message]:
    """Every kind of message about a search."""
    acts, item = long_history(given, text), given.items[0]
    refusals = tuple(Refusal(each.number, "needs_first", each, given.items[1:]) for each in given.items)
    some = HistoryEntry(
        "A", "U0SOMEBODY", NOW, tuple(change for act in acts for change in act.changes if change.number)
    )
    undone = HistoryEntry("B", "U0SOMEBODY", NOW, invert_changes(some), "A")
    unclear = AmbiguousSearch((given.search,) * 25, text)
    return [
        search_card(given, TODAY),
        *(items_message(given, wanted, "U0SOMEBODY", TODAY) for wanted in ("", "all", "mine", "overdue", "done", text)),
        next_message(given, "U0SOMEBODY", TODAY),
        item_card(given, item, BASE, TODAY, OWNER),
        history_card(given, acts),
        history_card(given, acts, 1),
        confirmation_message(ChangeResult(given, given, some, refusals), TODAY, RECIPIENT),
        confirmation_message(ChangeResult(given, given, undone), TODAY, RECIPIENT),
        confirmation_message(ChangeResult(given, given, acts[0]), TODAY, RECIPIENT),
        assigned_message(given.search, list(given.items), "U0SOMEBODY", TODAY),
        ownership_received_message(given.search, "U0SOMEBODY"),
        *filter(None, (closing_question(given, close, BASE.cautions) for close in closings(text))),
        searches_message((given.search,) * 25, (given.search,) * 25, (given.search,) * 25),
        ask_which_search(unclear, Command("note", text=text, numbers=(3,)), CHANNEL),
        ask_which_search(AmbiguousSearch((), text), Command("status"), CHANNEL),
    ]


def closings(text: str) -> list[Command]:
    return [Command("close", outcome="hired", text=text), Command("close", outcome="cancelled", text=text)]


def every_form(given: Checklist) -> list[dict]:
    """Every form of a search."""
    items = [item_modal(given, item, BASE, user, TODAY) for item in given.items[:5] for user in (OWNER, "U0OTHER")]
    whole = [state_modal(given, BASE.cautions)] if given.search.is_open else []
    return [*items, add_item_modal(given), search_modal(given.search), *whole]


@pytest.mark.no_cover
@pytest.mark.parametrize("items", [1, 60, 100, 400])
@pytest.mark.parametrize("state", ["open", "paused", "onboarding", "hired", "cancelled"])
def test_the_longest_search_fits_slacks_limits_in_every_view(items: int, state: str):
    given = long_search(items, state=state)
    for message in every_message(given, "R&D <b> & " * 300):
        assert_no_pings(assert_valid_message(message))
    for view in every_form(given):
        assert_valid_view(view)


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_user_text_pings_no_one_and_breaks_nothing(text: str):
    for message in every_message(long_search(20, text, text, reason=text), text):
        assert_no_pings(assert_valid_message(message))
    for view in every_form(long_search(5, text, text)):
        assert_valid_view(view)


def test_user_text_is_not_formatted():
    text = "*bold* _slanted_ ~struck~ `code` :tada:"
    for message in every_message(long_search(5, text, text, reason=text), text):
        for marked in text.split():
            outside_code = re.sub(r"`[^`]*`", "", "\n".join((message.text, *mrkdwn_texts(message.blocks))))
            assert marked not in outside_code


@pytest.mark.no_cover
@given(texts)
@settings(max_examples=60, deadline=None)
def test_generated_text_pings_no_one_and_fits_slacks_limits(text: str):
    for message in every_message(long_search(6, text or "x", text, reason=text), text):
        assert_no_pings(assert_valid_message(message))
    for view in every_form(long_search(5, text or "x", text)):
        assert_valid_view(view)


@pytest.mark.parametrize("role", ["cro", "cfo", "cto"])
def test_every_shipped_item_fits_slacks_limits(role: str):
    template = [each for each in BASE.checklist.values() if not each.roles or role in each.roles]
    items = tuple(
        Item(
            number,
            each.key,
            each.phase,
            each.title,
            meaning=each.done,
            usual_owner=each.owner,
            suggested=each.basis == "suggestion",
            takes=each.takes,
            evidence_wanted=each.evidence or "",
            needs=each.needs,
            cautions=each.cautions,
            sources=each.sources,
            due=TODAY + timedelta(days=number),
        )
        for number, each in enumerate(template, 1)
    )
    phases = tuple((phase.id, phase.name) for phase in BASE.phases.values())
    given = Checklist(search(phases=phases), items)
    assert_valid_message(search_card(given, TODAY))
    assert_valid_message(items_message(given, "all", OWNER, TODAY))
    for item in items:
        assert_valid_message(item_card(given, item, BASE, TODAY, OWNER))
        assert_valid_view(item_modal(given, item, BASE, OWNER, TODAY))


def test_texts_of_the_template_are_only_escaped():
    given = with_items(checklist(), item1={"title": "Agree R&D's <scorecard>"})
    assert "*1. Agree R&amp;D's &lt;scorecard&gt;*" in str(items_message(given, "all", OWNER, TODAY).blocks)


def test_a_phase_without_applicable_items_says_so():
    skipped = with_items(checklist(), item2={"state": "skipped"}, item3={"state": "skipped"})
    card = search_card(skipped, TODAY)
    assert "⊖ Find: not applicable" in str(card.blocks)
    without = Checklist(skipped.search, tuple(item for item in skipped.items if item.phase != "find"))
    assert "Find" not in str(search_card(without, TODAY).blocks)


def test_a_change_to_every_item_fits_slacks_limits():
    given = long_search(200)
    changes = tuple(Change(item.number, "assign", (("assignee", "", "U0OTHER"),)) for item in given.items)
    assert_valid_message(
        confirmation_message(ChangeResult(given, given, HistoryEntry("A", OWNER, NOW, changes)), TODAY, RECIPIENT)
    )
