"""Searches at every size limit, hostile texts, and checks of messages and views, for the Slack hiring tests."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from bot.hiring.models import Change, Checklist, HistoryEntry, Item
from bot.playground.block_rules import block_problems, view_problems
from bot.slack.message import Message
from samples.hiring import NOW, PHASES, TODAY, search

HOSTILE_TEXTS = (
    "<!channel> <!here> <@U0FOUNDER>",
    "R&D <b>bold</b> &lt;!channel&gt;",
    "*bold* _slanted_ ~struck~ `code` ```block```",
    "| a | b |",
    ":tada: 🚀👩‍👩‍👧‍👦🇩🇪",
    "\u202eright to left\u202c العربية",
    "a\u200bb\u200cc\u2060d\ufeff",
    "line\nbreak\r\ntab\there\x00\x07",
    "https://example.com/|<!channel>",
    "https://example.com/a_b*c~d",
    "<https://example.com|click>",
    "<mailto:a@example.com|mail>",
    "#general @here @channel",
    "&" * 300,
    "<" * 300,
    "   ",
    "=cmd|' /C calc'!A0",
)
texts = st.one_of(
    st.sampled_from(HOSTILE_TEXTS),
    st.text(max_size=400),
    st.text(alphabet="<>&*_~`|@#!: a\n", max_size=400),
)
"""Texts that a user might enter."""

_PING = re.compile(r"<!(?!date\^)|<@(?!U0)|<#(?!C0)|(?<!<)@(?:here|channel|everyone)\b|<mailto:")


def long_search(items: int = 60, title: str = "", note: str = "", **values: Any) -> Checklist:
    """A search with this many items, with titles of 300 and notes, reasons and evidence of 3,000 characters."""
    title, note = title or "R&D <b> & " * 30, note or "R&D <b> & " * 300
    states = ("open", "started", "blocked", "done", "skipped")
    made = tuple(
        Item(
            number,
            "",
            PHASES[number % 3][0],
            title,
            due=TODAY + timedelta(days=number - 30),
            state=states[number % 5],  # type: ignore[arg-type]  # one of them
            assignee="U0SOMEBODY",
            evidence=note,
            evidence_by="U0SOMEBODY",
            note=note,
            reason=note,
            evidence_wanted="A & note" * 20,
            closed_by="U0SOMEBODY" if number % 5 > 2 else "",
            closed_at=NOW if number % 5 > 2 else None,
        )
        for number in range(1, items + 1)
    )
    return Checklist(search(name=title[:120], **values), made)


def long_history(checklist: Checklist, text: str) -> tuple[HistoryEntry, ...]:
    """A rename and up to a hundred item changes, with this text in every text field."""
    fields = (("note", "", text),)
    changes = tuple(
        Change(item.number, verb, fields, text)
        for item, verb in zip(checklist.items, ("done", "note", "block", "skip", "add") * 20, strict=False)
    )
    rename = HistoryEntry("R", "U0SOMEBODY", NOW, (Change(0, "rename", (("name", "", text),), text),))
    return (rename, *(HistoryEntry(f"A{place}", "U0SOMEBODY", NOW, (change,)) for place, change in enumerate(changes)))


def assert_valid_message(message: Message) -> Message:
    """Check the message against Slack's limits, independently of our own code, and return it."""
    assert block_problems(list(message.blocks)) == []
    assert 0 < len(message.text) <= 4000
    return message


def assert_valid_view(view: dict[str, Any]) -> dict[str, Any]:
    """Check the view against Slack's limits, and return it."""
    assert view_problems(view) == []
    assert len(view["blocks"]) <= 100
    assert len(view["title"]["text"]) <= 24
    assert len(view["private_metadata"]) <= 3000
    for block in view["blocks"]:
        if block["type"] == "input":
            assert len(block["label"]["text"]) <= 2000
            assert len(block.get("hint", {"text": ""})["text"]) <= 2000
            assert len(block["element"].get("initial_value", "")) <= block["element"].get("max_length", 3000)
    return view


def mrkdwn_texts(value: Any) -> Iterator[str]:
    """Every text that Slack renders as mrkdwn."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield value["text"]
        for inner in value.values():
            yield from mrkdwn_texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from mrkdwn_texts(inner)


def assert_no_pings(message: Message) -> Message:
    """Check that the message mentions only users and channels from the samples, and return it."""
    for text in (message.text, *mrkdwn_texts(message.blocks)):
        assert not _PING.search(text), text
    return message
