"""Builds Block Kit blocks and elements as plain dicts.

https://docs.slack.dev/reference/block-kit/blocks describes each block. Labels (header, button, option, placeholder) are
clipped to Slack's limits; other texts must be fitted by the caller and are checked by `Message`. slack_sdk's classes
are not used because building a card with them takes over a millisecond.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from bot.slack.text import truncate

Block = dict[str, Any]
Element = dict[str, Any]
Style = Literal["primary", "danger"]

MAX_HEADER = 150
MAX_BUTTON = 75
MAX_OPTION = 75
MAX_OPTION_VALUE = 150
MAX_PLACEHOLDER = 150
MAX_OPTIONS = 100


def plain_text(text: str, limit: int) -> dict[str, str]:
    """Return a plain_text object, clipped to the limit."""
    return {"type": "plain_text", "text": truncate(text, limit)}


def mrkdwn(text: str) -> dict[str, str]:
    """Return a mrkdwn object. The caller has escaped the text."""
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    """Return a header block, in plain text."""
    return {"type": "header", "text": plain_text(text, MAX_HEADER)}


def section(text: str, accessory: Element | None = None) -> Block:
    """Return a section of mrkdwn, with an optional element on its right. `expand` keeps Slack from folding it."""
    block: Block = {"type": "section", "text": mrkdwn(text), "expand": True}
    if accessory:
        block["accessory"] = accessory
    return block


def fields_section(texts: Iterable[str], heading: str = "") -> Block:
    """Return a section of up to ten short mrkdwn texts in two columns, with an optional mrkdwn heading above them."""
    block: Block = {"type": "section", "text": mrkdwn(heading)} if heading else {"type": "section"}
    return block | {"fields": [mrkdwn(text) for text in texts]}


def context(*texts: str) -> Block:
    """Return a context block (small print) of up to ten mrkdwn texts."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    """Return a horizontal line."""
    return {"type": "divider"}


def actions(elements: Sequence[Element]) -> Block:
    """Return a row of up to 25 interactive elements."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str, style: Style | None = None, *, spoken: str = "") -> Element:
    """Return a button that sends its value when clicked. Screen readers read `spoken` instead of its text."""
    element: Element = {"type": "button", "text": plain_text(text, MAX_BUTTON), "action_id": action_id, "value": value}
    if style:
        element["style"] = style
    if spoken:
        element["accessibility_label"] = truncate(spoken, MAX_BUTTON)
    return element


def option(text: str, value: str) -> Element:
    """Return an option of a menu."""
    return {"text": plain_text(text, MAX_OPTION), "value": value}


def option_group(label: str, options: Sequence[Element]) -> Element:
    """Return a labelled group of options."""
    return {"label": plain_text(label, MAX_OPTION), "options": list(options)}


def static_select(action_id: str, placeholder: str, groups: Sequence[tuple[str, Sequence[Element]]]) -> Element:
    """Return a menu. A single group is shown without its label."""
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, MAX_PLACEHOLDER),
    }
    if len(groups) == 1:
        return {**element, "options": list(groups[0][1])}
    return {**element, "option_groups": [option_group(label, options) for label, options in groups]}


def overflow(action_id: str, options: Sequence[Element]) -> Element:
    """Return an overflow menu (three dots) of up to five options."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def cell(text: str) -> Element:
    """Return a table cell of raw text, which needs no escaping."""
    return {"type": "raw_text", "text": text}


def bold_cell(text: str) -> Element:
    """Return a table cell in bold, for the heading of a column or a row."""
    words = {"type": "text", "text": text, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """Return a table whose first row and first column are bold and whose columns all wrap."""
    body = [[bold_cell(row[0]), *map(cell, row[1:])] for row in rows]
    settings = [{"is_wrapped": True} for _ in head]
    return {"type": "table", "column_settings": settings, "rows": [[bold_cell(text) for text in head], *body]}
