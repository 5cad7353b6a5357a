"""Block Kit as plain dicts, built by small functions.

https://docs.slack.dev/reference/block-kit/blocks describes each block. What is only a label (header, button, option,
placeholder) is clipped to what Slack takes; everything else is for the caller to fit, and for `Message` to check.
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
    """A plain_text object, clipped."""
    return {"type": "plain_text", "text": truncate(text, limit)}


def mrkdwn(text: str) -> dict[str, str]:
    """A mrkdwn object; the text has been escaped."""
    return {"type": "mrkdwn", "text": text}


def header(text: str) -> Block:
    """A heading, in plain text."""
    return {"type": "header", "text": plain_text(text, MAX_HEADER)}


def section(text: str, accessory: Element | None = None) -> Block:
    """A paragraph of mrkdwn, shown at its full length, with something to press beside it where that is given."""
    block: Block = {"type": "section", "text": mrkdwn(text), "expand": True}
    if accessory:
        block["accessory"] = accessory
    return block


def fields_section(texts: Iterable[str]) -> Block:
    """Up to ten short texts in two columns."""
    return {"type": "section", "fields": [mrkdwn(text) for text in texts]}


def context(*texts: str) -> Block:
    """Small print, in mrkdwn."""
    return {"type": "context", "elements": [mrkdwn(text) for text in texts]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def actions(elements: Sequence[Element]) -> Block:
    """Things to press, in a row."""
    return {"type": "actions", "elements": list(elements)}


def button(text: str, action_id: str, value: str, style: Style | None = None) -> Element:
    """A button that sends its value."""
    element: Element = {"type": "button", "text": plain_text(text, MAX_BUTTON), "action_id": action_id, "value": value}
    if style:
        element["style"] = style
    return element


def option(text: str, value: str) -> Element:
    """A line in a menu."""
    return {"text": plain_text(text, MAX_OPTION), "value": value}


def option_group(label: str, options: Sequence[Element]) -> Element:
    """Lines in a menu under a label."""
    return {"label": plain_text(label, MAX_OPTION), "options": list(options)}


def static_select(action_id: str, placeholder: str, groups: Sequence[tuple[str, Sequence[Element]]]) -> Element:
    """A menu; a single group is shown without its label."""
    element: Element = {
        "type": "static_select",
        "action_id": action_id,
        "placeholder": plain_text(placeholder, MAX_PLACEHOLDER),
    }
    if len(groups) == 1:
        return {**element, "options": list(groups[0][1])}
    return {**element, "option_groups": [option_group(label, options) for label, options in groups]}


def overflow(action_id: str, options: Sequence[Element]) -> Element:
    """The menu behind three dots, with up to five lines."""
    return {"type": "overflow", "action_id": action_id, "options": list(options)}


def cell(text: str) -> Element:
    """A table cell with text as it is."""
    return {"type": "raw_text", "text": text}


def bold_cell(text: str) -> Element:
    """A table cell in bold: the head of a column or of a row."""
    words = {"type": "text", "text": text, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Block:
    """A table whose first row and first column are in bold and whose columns all wrap."""
    body = [[bold_cell(row[0]), *map(cell, row[1:])] for row in rows]
    settings = [{"is_wrapped": True} for _ in head]
    return {"type": "table", "column_settings": settings, "rows": [[bold_cell(text) for text in head], *body]}
