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
                "*4. Hold the final round* waits for *2. Begin sourcing*. Only <@U0OWNER>, who owns the search, can "
                "close it anyway: `/hiring override 4 reason`."
            ),
        ),
        (
            "needs_first",
            {},
            FOR_OWNER,
            (
                "*4. Hold the final round* waits for *2. Begin sourcing*. You own the search, so you can close it "
                "anyway: `/hiring override 4 reason`."
            ),
        ),
        (
            "needs_evidence",
            {"evidence_wanted": "A <note>"},
            FOR_OWNER,
            (
                "*4. Hold the final round* needs evidence before it can be closed: A &lt;note&gt;. Give a note or "
                "link: `/hiring done 4 https://...`. You own the search, so you can close it anyway: "
                "`/hiring override 4 reason`."
            ),
        ),
        (
            "not_the_owner",
            {},
            FOR_SOMEBODY,
            (
                "Only <@U0OWNER>, who owns the search, can override what holds up *4. Hold the final round*. It "
                "waits for *2. Begin sourcing*."
            ),
        ),
        (
            "needs_reason",
            {},
            FOR_SOMEBODY,
            "A reason is needed, for the history: add one for *4. Hold the final round*.",
        ),
        (
            "nothing_to_override",
            {},
            FOR_OWNER,
            "Nothing holds up *4. Hold the final round*. `/hiring done 4` closes it.",
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
            "*4. Hold the final round* is marked as not applicable. Type `/hiring reopen 4` first.",
        ),
        (
            "already",
            {"state": "done", "closed_by": OWNER, "closed_at": NOW},
            FOR_SOMEBODY,
            "*4. Hold the final round* is done already, by <@U0OWNER> on 02 November; nothing was changed.",
        ),
        ("already", {}, Recipient(verb="reopen"), "*4. Hold the final round* is to do already; nothing was changed."),
        (
            "already",
            {"assignee": OWNER},
            Recipient(verb="assign"),
            "*4. Hold the final round* is with <@U0OWNER> already; nothing was changed.",
        ),
        (
            "already",
            {"due": TODAY},
            Recipient(verb="due"),
            "*4. Hold the final round* is due on Monday 2 November 2026 already; nothing was changed.",
        ),
        (
            "already",
            {},
            Recipient(verb="due"),
            "*4. Hold the final round* has no due date already; nothing was changed.",
        ),
        (
            "already",
            {"snoozed": TODAY},
            Recipient(verb="snooze"),
            "*4. Hold the final round* is snoozed until Monday 2 November 2026 already; nothing was changed.",
        ),
        ("already", {}, Recipient(verb="snooze"), "*4. Hold the final round* is not snoozed; nothing was changed."),
        (
            "already",
            {},
            Recipient(verb="note"),
            "*4. Hold the final round* has that note already; nothing was changed.",
        ),
        ("already", {}, Recipient(verb="unblock"), "*4. Hold the final round* is not blocked; nothing was changed."),
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
        ("no_such_item", "There is no item 9 in *Revenue lead*. `/hiring items all` lists all items."),
        ("already", "No change: it is already set to that."),
        ("has_passed", "That date has passed. Choose a later one."),
        (
            "search_closed",
            "*Revenue lead* is closed (hired), so nothing was changed. `/hiring reopen-search cro` opens it again.",
        ),
    ],
)
def test_a_refusal_about_the_search_gives_the_reason_and_the_remedy(reason: RefusalReason, expected: str):
    refusal = Refusal(9, reason)
    assert explain_refusal(refusal, search(state="hired"), FOR_SOMEBODY) == expected
    assert refusal_remedy(refusal, search(), FOR_SOMEBODY) == ""


def test_an_unchanged_first_day_is_named():
    expected = explain_refusal(Refusal(0, "already"), search(), Recipient(OTHER_USER, CHANNEL, "target"))
    assert (
        expected == "The target first day of *Revenue lead* is *Wednesday 31 March 2027* already; nothing was changed."
    )


def test_in_a_closed_search_the_refusal_is_about_the_search():
    assert explain_refusal(Refusal(4, "search_closed", item()), search(state="hired"), FOR_SOMEBODY).startswith(
        "*Revenue lead* is closed"
    )


def test_without_prerequisites_none_are_mentioned():
    assert "waits" not in explain_refusal(Refusal(4, "not_the_owner", item()), GIVEN.search, FOR_SOMEBODY)


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
        "Several searches are open here: which one? `cro` (Revenue lead), `cro2` (&lt;Second&gt;). "
        "Name it, as in `/hiring done cro2 3 4`."
    )
    assert [element["text"]["text"] for element in message.blocks[1]["elements"]] == ["cro", "cro2"]


@pytest.mark.parametrize(
    ("unclear", "order", "channel", "expected"),
    [
        (
            AmbiguousSearch((search(),), "cmo"),
            Command("next"),
            CHANNEL,
            "There is no search called “cmo” here: which one?",
        ),
        (AmbiguousSearch((search(),)), Command("next"), OTHER_CHANNEL, "You are part of several searches: which one?"),
        (
            AmbiguousSearch((search(),)),
            Command("reopen-search"),
            CHANNEL,
            "Several searches are closed here: which one?",
        ),
        (AmbiguousSearch(), Command("next"), CHANNEL, "There is no open search here. `/hiring start cro` opens one"),
        (AmbiguousSearch((), "<x>"), Command("next"), CHANNEL, "There is no open search called “&lt;x&gt;” here."),
        (AmbiguousSearch(), Command("reopen-search"), CHANNEL, "There is no closed search here."),
    ],
)
def test_the_question_says_why_the_search_is_ambiguous(
    unclear: AmbiguousSearch, order: Command, channel: str, expected: str
):
    assert ask_which_search(unclear, order, channel).text.startswith(expected)


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        (None, "You have changed nothing in *Revenue lead* that could be undone."),
        (HistoryEntry("A", OWNER, NOW, (Change(3, "done", ()),)), "Item 3 has been changed again since"),
        (
            HistoryEntry("A", OWNER, NOW, (Change(3, "done", ()), Change(4, "done", ()))),
            "What you changed last has been changed",
        ),
        (HistoryEntry("A", OWNER, NOW, (Change(0, "rename", ()),)), "What you changed last has been changed"),
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
        "There is no item 90 in *Revenue lead*. `/hiring items all` lists all items."
    )


def test_opening_a_search_cannot_be_undone():
    opening = HistoryEntry("S1", OWNER, NOW, (Change(0, "start", ()),))
    assert explain_nothing_undone(NothingToUndo(GIVEN, opening)) == (
        "Opening *Revenue lead* can't be undone, and you have changed nothing in it since. "
        "`/hiring close cro cancelled` ends it."
    )
