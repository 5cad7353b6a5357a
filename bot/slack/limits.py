"""Slack's limits for the blocks of a message, as tables of checks that every block passes before it is sent.

The numbers come from https://docs.slack.dev/reference/block-kit and the docstrings of slack_sdk. slack_sdk's own
classes check about half of them and take thirty times as long. Keys and types that are not in the tables are refused,
so that a misspelt key or an unchecked block never reaches Slack.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.errors import MessageError

Check = Callable[[Any], None]
"""Takes a part of a block; raises _LimitError if Slack would refuse it."""

MAX_ID = 255
MAX_SECTION_TEXT = 3000
MAX_FIELD = 2000
MAX_BUTTON_VALUE = 2000
MAX_URL = 3000
MAX_ROWS = 100
MAX_COLUMNS = 20
MAX_TABLE_CHARACTERS = 10_000
"""In all cells of a message's table together."""


def check_block(block: Mapping[str, Any], path: str) -> None:
    """Check one block. Raises MessageError with the path of the first part that Slack would refuse."""
    try:
        _BLOCK(block)
    except _LimitError as wrong:
        raise limit_error(f"{path}{wrong.path}", wrong.what) from wrong


def limit_error(path: str, what: str) -> MessageError:
    """Return the error for the part at the path; `what` says what is allowed there."""
    return MessageError(f"The message exceeds a limit of Slack's at {path}: {what}.")


def count_characters(cell: Mapping[str, Any]) -> int:
    """Return the number of characters of text in a table cell, or 0 if it is not a cell."""
    kind = cell.get("type")
    if kind == "raw_text":
        return len(cell.get("text", ""))
    if kind == "rich_text":
        return sum([len(inner.get("text", "")) for part in cell["elements"] for inner in part["elements"]])
    return len(str(cell.get("value", ""))) if kind == "raw_number" else 0


class _LimitError(Exception):
    """What is wrong. The path is only built while the error is raised through the checks: most blocks need none."""

    def __init__(self, what: str, path: str = "") -> None:
        super().__init__(what)
        self.what, self.path = what, path

    def prefixed(self, step: str) -> "_LimitError":
        return _LimitError(self.what, step + self.path)


def _text_up_to(most: int) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise _LimitError(f"1 to {most} characters, not {len(value) if isinstance(value, str) else value!r}")

    return check


def _text(most: int, *kinds: str) -> Check:
    """Check a text object of one of the kinds. Slack treats a text of spaces as empty."""

    def check(value: Any) -> None:
        if not isinstance(value, dict) or value.get("type") not in kinds or not value.keys() <= TEXT_KEYS:
            raise _LimitError(f"a text object of type {' or '.join(kinds)}")
        text = value.get("text")
        if not isinstance(text, str) or not 0 < len(text) <= most or text.isspace():
            raise _LimitError(f"1 to {most} characters of text, not {len(text) if isinstance(text, str) else text!r}")

    return check


def _plain(most: int) -> Check:
    return _text(most, "plain_text")


def _any_text(most: int) -> Check:
    return _text(most, "plain_text", "mrkdwn")


def _list_of(most: int, each: Check, least: int = 1) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, Sequence) or isinstance(value, str) or not least <= len(value) <= most:
            raise _LimitError(f"{least} to {most} items, not {len(value) if isinstance(value, Sequence) else value!r}")
        for index, item in enumerate(value):
            try:
                each(item)
            except _LimitError as wrong:
                raise wrong.prefixed(f"[{index}]") from None

    return check


def _keys(rules: Mapping[str, Check], required: frozenset[str] = frozenset()) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, dict):
            raise _LimitError("an object")
        if missing := required - value.keys():
            raise _LimitError(f"{' and '.join(sorted(missing))} is missing")
        for key, inner in value.items():
            rule = rules.get(key)
            if rule is None:
                raise _LimitError(f"there is no {key} here")
            try:
                rule(inner)
            except _LimitError as wrong:
                raise wrong.prefixed(f".{key}") from None

    return check


def _by_type(table: Mapping[str, Check]) -> Check:
    """Check an object by its `type`. The table is looked up late, so it may be completed after this call."""

    def check(value: Any) -> None:
        rule = table.get(value.get("type", "")) if isinstance(value, dict) else None
        if rule is None:
            raise _LimitError(f"one of {', '.join(sorted(table))}")
        rule(value)

    return check


# Each factory above and below returns a check; the tables at the end combine them into one check for each block.


def _no_check(_value: Any) -> None:
    """Accept anything: for the type, which has already selected the check, and for true or false."""


def _one_of(*allowed: str) -> Check:
    def check(value: Any) -> None:
        if value not in allowed:
            raise _LimitError(f"one of {', '.join(allowed)}, not {value!r}")

    return check


def _either_key(one: str, other: str, inner: Check) -> Check:
    """Check that at least one of two keys is present."""

    def check(value: Any) -> None:
        inner(value)
        if one not in value and other not in value:
            raise _LimitError(f"{one} or {other}")

    return check


def _rows(rows: Any) -> None:
    """Check the rows of a table and count their characters. Written for speed: it runs for dozens of cells a card."""
    size = 0
    for row, cells in enumerate(rows):
        if not 0 < len(cells) <= MAX_COLUMNS:
            raise _LimitError(f"1 to {MAX_COLUMNS} cells, not {len(cells)}", f"[{row}]")
        for column, cell in enumerate(cells):
            if not (counted := count_characters(cell)):
                raise _LimitError("a cell of raw or rich text that is not empty", f"[{row}][{column}]")
            size += counted
    if not 0 < len(rows) <= MAX_ROWS:
        raise _LimitError(f"1 to {MAX_ROWS} rows, not {len(rows)}")
    if size > MAX_TABLE_CHARACTERS:
        raise _LimitError(f"at most {MAX_TABLE_CHARACTERS} characters in all, not {size}")


def _element(required: str, **rules: Check) -> Check:
    common = {"type": _no_check, "action_id": _text_up_to(MAX_ID), "focus_on_load": _no_check, "confirm": _CONFIRM}
    return _keys({**common, **rules}, frozenset(required.split()))


TEXT_KEYS = frozenset(("type", "text", "emoji", "verbatim"))
_CONFIRM = _keys(
    {"title": _plain(100), "text": _any_text(300), "confirm": _plain(30), "deny": _plain(30), "style": _no_check},
    frozenset(("title", "text", "confirm", "deny")),
)
_OPTION = _keys(
    {"text": _plain(75), "value": _text_up_to(150), "description": _plain(75), "url": _text_up_to(MAX_URL)},
    frozenset(("text", "value")),
)
_CHOICE = _keys(
    {"text": _any_text(75), "value": _text_up_to(150), "description": _any_text(75)}, frozenset(("text", "value"))
)
_PROMPT = _plain(150)
_GROUP = _keys({"label": _plain(75), "options": _list_of(100, _OPTION)}, frozenset(("label", "options")))
_IMAGE = {"type": _no_check, "image_url": _text_up_to(MAX_URL), "alt_text": _text_up_to(2000), "slack_file": _no_check}
_FEEDBACK = _keys(
    {"text": _plain(75), "value": _text_up_to(2000), "accessibility_label": _text_up_to(75)},
    frozenset(("text", "value")),
)

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "action_id text",
        text=_plain(75),
        value=_text_up_to(MAX_BUTTON_VALUE),
        url=_text_up_to(MAX_URL),
        style=_one_of("primary", "danger"),
        accessibility_label=_text_up_to(75),
    ),
    "static_select": _either_key(
        "options",
        "option_groups",
        _element(
            "action_id",
            placeholder=_PROMPT,
            options=_list_of(100, _OPTION),
            option_groups=_list_of(100, _GROUP),
            initial_option=_OPTION,
        ),
    ),
    "multi_static_select": _element(
        "action_id", placeholder=_PROMPT, options=_list_of(100, _OPTION), max_selected_items=_no_check
    ),
    "users_select": _element("action_id", placeholder=_PROMPT, initial_user=_text_up_to(MAX_ID)),
    "conversations_select": _element(
        "action_id",
        placeholder=_PROMPT,
        initial_conversation=_text_up_to(MAX_ID),
        default_to_current_conversation=_no_check,
        filter=_no_check,
    ),
    "datepicker": _element("action_id", placeholder=_PROMPT, initial_date=_text_up_to(10)),
    "overflow": _element("action_id options", options=_list_of(5, _OPTION)),
    "checkboxes": _element("action_id options", options=_list_of(10, _CHOICE), initial_options=_list_of(10, _CHOICE)),
    "radio_buttons": _element("action_id options", options=_list_of(10, _CHOICE), initial_option=_CHOICE),
    "feedback_buttons": _element(
        "action_id positive_button negative_button", positive_button=_FEEDBACK, negative_button=_FEEDBACK
    ),
}
"""Type of an interactive element to its check."""

_ANY_ELEMENT = _by_type(ELEMENTS)
_SMALL_IMAGE = _either_key("image_url", "slack_file", _keys(_IMAGE, frozenset(("alt_text",))))


def _block(required: str, **rules: Check) -> Check:
    return _keys({"type": _no_check, "block_id": _text_up_to(MAX_ID), **rules}, frozenset(required.split()))


BLOCKS: dict[str, Check] = {
    "header": _block("text", text=_plain(150)),
    "section": _either_key(
        "text",
        "fields",
        _block(
            "",
            text=_any_text(MAX_SECTION_TEXT),
            fields=_list_of(10, _any_text(MAX_FIELD)),
            accessory=_by_type({**ELEMENTS, "image": _SMALL_IMAGE}),
            expand=_no_check,
        ),
    ),
    "context": _block(
        "elements",
        elements=_list_of(
            10,
            _by_type(
                {"plain_text": _plain(MAX_SECTION_TEXT), "mrkdwn": _any_text(MAX_SECTION_TEXT), "image": _SMALL_IMAGE}
            ),
        ),
    ),
    "divider": _block(""),
    "actions": _block("elements", elements=_list_of(25, _ANY_ELEMENT)),
    "context_actions": _block("elements", elements=_list_of(5, _ANY_ELEMENT)),
    "input": _block(
        "element label",
        element=_ANY_ELEMENT,
        label=_plain(2000),
        hint=_plain(2000),
        optional=_no_check,
        dispatch_action=_no_check,
    ),
    "image": _either_key("image_url", "slack_file", _block("alt_text", **_IMAGE, title=_plain(2000))),
    "table": _block(
        "rows",
        rows=_rows,
        column_settings=_list_of(
            MAX_COLUMNS, _keys({"align": _one_of("left", "center", "right"), "is_wrapped": _no_check})
        ),
    ),
}
"""Type of a block to its check. A block of another type cannot be sent until it has an entry here."""
_BLOCK = _by_type(BLOCKS)
