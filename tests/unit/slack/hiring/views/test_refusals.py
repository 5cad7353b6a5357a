from typing import Any

import pytest
from samples.hiring import CHANNEL, NOW, OTHER_CHANNEL, OTHER_USER, OWNER, TODAY, checklist, search, with_items

from bot.commands.command import Command
from bot.hiring.access import AmbiguousSearch
from bot.hiring.models import Change, HistoryEntry, Item
from bot.hiring.rules import Refusal, RefusalReason
from bot.hiring.service import NothingToUndo
from bot.slack.hiring.views.refusals import (
    Recipient,
    ask_which_search,
    explain_nothing_undone,
    explain_refusal,
    no_such_items,
    refusal_remedy,
    to_plain_text,
)

GIVEN = checklist()
FOR_SOMEBODY, FOR_OWNER = Recipient(OTHER_USER, CHANNEL, "done"), Recipient(OWNER, CHANNEL, "done")


def item(**values: Any) -> Item:
    return GIVEN.items[3]._replace(**values)


@pytest.mark.parametrize(
    ("reason", "values", "recipient", "expected"),
    [
        (
            "needs_first",
            {},
            FOR_SOMEBODY,
            (
                "*4. Hold the final round* is blocked by *2. Begin sourcing*. Only the search owner, <@U0OWNER>, can "
                "override: `/hiring override 4 reason`."
            ),
        ),
        (
            "needs_first",
            {},
            FOR_OWNER,
            (
                "*4. Hold the final round* is blocked by *2. Begin sourcing*. You own the search, so you can override: "
                "`/hiring override 4 reason`."
            ),
        ),
        (
            "needs_evidence",
            {"evidence_wanted": "A <note>"},
            FOR_OWNER,
            (
                "*4. Hold the final round* needs evidence before you close it: A &lt;note&gt;. "
                "For example: `/hiring done 4 https://...`. You own the search, so you can override: "
                "`/hiring override 4 reason`."
            ),
        ),
        (
            "not_the_owner",
            {},
            FOR_SOMEBODY,
            (
                "Only the search owner, <@U0OWNER>, can override blockers on *4. Hold the final round*. It's "
                "blocked by *2. Begin sourcing*."
            ),
        ),
        (
            "needs_reason",
            {},
            FOR_SOMEBODY,
            "Add a reason for *4. Hold the final round*. It goes in the history.",
        ),
        (
            "nothing_to_override",
            {},
            FOR_OWNER,
            "Nothing blocks *4. Hold the final round*. `/hiring done 4` closes it.",
        ),
        (
            "is_blocked",
            {"state": "blocked", "reason": "no <b>"},
            FOR_SOMEBODY,
            "*4. Hold the final round* is blocked: no &lt;b&gt;. Type `/hiring unblock 4` first.",
        ),
        (
            "is_closed",
            {"state": "skipped"},
            FOR_SOMEBODY,
            "*4. Hold the final round* is marked not applicable. Type `/hiring reopen 4` first.",
        ),
        (
            "already",
            {"state": "done", "closed_by": OWNER, "closed_at": NOW},
            FOR_SOMEBODY,
            "*4. Hold the final round* is already done (<@U0OWNER>, 2 November). Nothing changed.",
        ),
        ("already", {}, Recipient(verb="reopen"), "*4. Hold the final round* is already open. Nothing changed."),
        (
            "already",
            {"assignee": OWNER},
            Recipient(verb="assign"),
            "*4. Hold the final round* is already assigned to <@U0OWNER>. Nothing changed.",
        ),
        (
            "already",
            {"due": TODAY},
            Recipient(verb="due"),
            "*4. Hold the final round* is already due on Monday 2 November 2026. Nothing changed.",
        ),
        (
            "already",
            {},
            Recipient(verb="due"),
            "*4. Hold the final round* already has no due date. Nothing changed.",
        ),
        (
            "already",
            {"snoozes": (("U1", "2026-11-02"),)},
            Recipient("U1", verb="snooze"),
            "*4. Hold the final round* is already snoozed until Monday 2 November 2026 for you. Nothing changed.",
        ),
        ("already", {}, Recipient(verb="snooze"), "*4. Hold the final round* isn't snoozed for you. Nothing changed."),
        (
            "already",
            {},
            Recipient(verb="note"),
            "*4. Hold the final round* already has that note. Nothing changed.",
        ),
        ("already", {}, Recipient(verb="unblock"), "*4. Hold the final round* isn't blocked. Nothing changed."),
    ],
)
def test_a_refusal_gives_the_reason_and_the_remedy(
    reason: RefusalReason, values: dict, recipient: Recipient, expected: str
):
    refusal = Refusal(4, reason, item(**values), GIVEN.items[1:2])
    assert explain_refusal(refusal, GIVEN.search, recipient) == expected


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("no_such_item", "There's no item 9 in *Revenue lead*. `/hiring items all` lists all items."),
        ("already", "That's already set. Nothing changed."),
        ("has_passed", "That date has passed. Choose a later one."),
        (
            "search_closed",
            "*Revenue lead* is closed (hired), so nothing changed. `/hiring reopen-search cro` reopens it.",
        ),
    ],
)
def test_a_refusal_about_the_search_gives_the_reason_and_the_remedy(reason: RefusalReason, expected: str):
    refusal = Refusal(9, reason)
    assert explain_refusal(refusal, search(state="hired"), FOR_SOMEBODY) == expected
    assert refusal_remedy(refusal, search(), FOR_SOMEBODY) == ""


def test_an_unchanged_first_day_is_named():
    expected = explain_refusal(Refusal(0, "already"), search(), Recipient(OTHER_USER, CHANNEL, "target"))
    assert expected == "The target start date of *Revenue lead* is already *Wednesday 31 March 2027*. Nothing changed."


def test_in_a_closed_search_the_refusal_is_about_the_search():
    assert explain_refusal(Refusal(4, "search_closed", item()), search(state="hired"), FOR_SOMEBODY).startswith(
        "*Revenue lead* is closed"
    )


def test_without_prerequisites_none_are_mentioned():
    assert "blocked" not in explain_refusal(Refusal(4, "not_the_owner", item()), GIVEN.search, FOR_SOMEBODY)


def test_many_prerequisites_are_counted():
    many = tuple(item(number=number) for number in range(1, 9))
    assert "*5. Hold the final round* and 3 more." in explain_refusal(
        Refusal(9, "needs_first", item(), many), GIVEN.search, FOR_OWNER
    )


def test_plain_text_has_no_markup_and_no_names():
    assert to_plain_text("*A &amp; B* by <@U1>: `x &lt; y &gt; z`") == "A & B by someone: x < y > z"


def test_several_searches_are_offered_with_a_button_each():
    second = search(id="S2", short="cro2", name="<Second>")
    message = ask_which_search(AmbiguousSearch((search(), second)), Command("done", numbers=(3, 4)), CHANNEL)
    assert message.text == (
        "Several searches are open here. Which one? `cro` (Revenue lead), `cro2` (&lt;Second&gt;). "
        "For example: `/hiring done cro2 3 4`."
    )
    assert [element["text"]["text"] for element in message.blocks[1]["elements"]] == ["cro", "cro2"]


@pytest.mark.parametrize(
    ("unclear", "order", "channel", "expected"),
    [
        (
            AmbiguousSearch((search(),), "cmo"),
            Command("next"),
            CHANNEL,
            "There's no search called “cmo” here. Which one?",
        ),
        (
            AmbiguousSearch((search(),)),
            Command("next"),
            OTHER_CHANNEL,
            "You're involved in several searches. Which one?",
        ),
        (
            AmbiguousSearch((search(),)),
            Command("reopen-search"),
            CHANNEL,
            "Several searches here can be reopened. Which one?",
        ),
        (AmbiguousSearch(), Command("next"), CHANNEL, "There's no open search here. `/hiring start cro` opens one"),
        (AmbiguousSearch((), "<x>"), Command("next"), CHANNEL, "There's no open search called “&lt;x&gt;” here."),
        (AmbiguousSearch(), Command("reopen-search"), CHANNEL, "There's no closed search here."),
    ],
)
def test_the_question_says_why_the_search_is_ambiguous(
    unclear: AmbiguousSearch, order: Command, channel: str, expected: str
):
    assert ask_which_search(unclear, order, channel).text.startswith(expected)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (None, "You have no changes to undo in *Revenue lead*."),
        (
            HistoryEntry("A", OWNER, NOW, (Change(3, "done", ()),)),
            "Item 3 has changed again since, so nothing was undone.",
        ),
        (
            HistoryEntry("A", OWNER, NOW, (Change(3, "done", ()), Change(4, "done", ()))),
            "Part of your last change has changed again since, so nothing was undone.",
        ),
        (
            HistoryEntry("A", OWNER, NOW, (Change(0, "rename", ()),)),
            "Part of your last change has changed again since, so nothing was undone.",
        ),
    ],
)
def test_why_nothing_was_undone(act: HistoryEntry | None, expected: str):
    assert explain_nothing_undone(NothingToUndo(GIVEN, act)).startswith(expected)


def test_prerequisites_are_named_as_in_their_search():
    blocked = with_items(GIVEN, item4={"state": "blocked", "reason": "x"})
    assert "is blocked" in explain_refusal(Refusal(4, "is_blocked", blocked.items[3]), GIVEN.search, FOR_SOMEBODY)


def test_several_unknown_numbers_are_one_sentence():
    missing = [Refusal(number, "no_such_item") for number in range(90, 100)]
    assert no_such_items(missing, GIVEN.search, FOR_OWNER) == (
        "There are no items 90, 91, 92, 93, 94 and 5 more in *Revenue lead*. `/hiring items all` lists all items."
    )
    assert no_such_items(missing[:1], GIVEN.search, FOR_OWNER) == (
        "There's no item 90 in *Revenue lead*. `/hiring items all` lists all items."
    )


def test_opening_a_search_cannot_be_undone():
    opening = HistoryEntry("S1", OWNER, NOW, (Change(0, "start", ()),))
    assert explain_nothing_undone(NothingToUndo(GIVEN, opening)) == (
        "Opening *Revenue lead* can't be undone, and you've changed nothing in it since. "
        "`/hiring close cro cancelled` closes it."
    )
