"""What Slack takes in the blocks of a message, as one table that is walked over every block before it is sent.

The numbers are those of https://docs.slack.dev/reference/block-kit and of slack_sdk's docstrings; slack_sdk's own
classes check about half of them and take thirty times as long. What is not in the table is refused, so that a
misspelt key or a block that nobody has checked never reaches Slack.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.errors import MessageError

Check = Callable[[Any], None]

ID = 255
TEXT = 3000
FIELD = 2000
BUTTON_VALUE = 2000
ADDRESS = 3000
ROWS = 100
COLUMNS = 20
TABLE = 10_000
"""Characters in the table of a message."""


def check_block(block: Mapping[str, Any], path: str) -> None:
    """Raise MessageError naming the path of the first thing in the block that Slack would refuse."""
    try:
        _BLOCK(block)
    except _WrongError as wrong:
        raise refuse(f"{path}{wrong.path}", wrong.what) from wrong


def refuse(path: str, what: str) -> MessageError:
    """The error for what stands at the path."""
    return MessageError(f"The message breaks a limit of Slack's at {path}: {what}.")


def characters(cell: Mapping[str, Any]) -> int:
    """How many characters of text a table cell holds; 0 for what is no cell."""
    kind = cell.get("type")
    if kind == "raw_text":
        return len(cell.get("text", ""))
    if kind == "rich_text":
        return sum([len(inner.get("text", "")) for part in cell["elements"] for inner in part["elements"]])
    return len(str(cell.get("value", ""))) if kind == "raw_number" else 0


class _WrongError(Exception):
    """What is wrong; the path to it is put together on the way up, since hardly any block has need of one."""

    def __init__(self, what: str, path: str = "") -> None:
        super().__init__(what)
        self.what, self.path = what, path

    def within(self, step: str) -> "_WrongError":
        return _WrongError(self.what, step + self.path)


def _string(most: int) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, str) or not 0 < len(value) <= most:
            raise _WrongError(f"1 to {most} characters, not {len(value) if isinstance(value, str) else value!r}")

    return check


def _text(most: int, *kinds: str) -> Check:
    """A text object of one of the kinds; blank is empty to Slack."""

    def check(value: Any) -> None:
        if not isinstance(value, dict) or value.get("type") not in kinds or not value.keys() <= TEXT_KEYS:
            raise _WrongError(f"a text object of type {' or '.join(kinds)}")
        text = value.get("text")
        if not isinstance(text, str) or not 0 < len(text) <= most or text.isspace():
            raise _WrongError(f"1 to {most} characters of text, not {len(text) if isinstance(text, str) else text!r}")

    return check


def _plain(most: int) -> Check:
    return _text(most, "plain_text")


def _either(most: int) -> Check:
    return _text(most, "plain_text", "mrkdwn")


def _many(most: int, each: Check, least: int = 1) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, Sequence) or isinstance(value, str) or not least <= len(value) <= most:
            raise _WrongError(f"{least} to {most} items, not {len(value) if isinstance(value, Sequence) else value!r}")
        for place, item in enumerate(value):
            try:
                each(item)
            except _WrongError as wrong:
                raise wrong.within(f"[{place}]") from None

    return check


def _keys(rules: Mapping[str, Check], required: frozenset[str] = frozenset()) -> Check:
    def check(value: Any) -> None:
        if not isinstance(value, dict):
            raise _WrongError("an object")
        if missing := required - value.keys():
            raise _WrongError(f"{' and '.join(sorted(missing))} is missing")
        for key, inner in value.items():
            rule = rules.get(key)
            if rule is None:
                raise _WrongError(f"there is no {key} here")
            try:
                rule(inner)
            except _WrongError as wrong:
                raise wrong.within(f".{key}") from None

    return check


def _typed(table: Mapping[str, Check]) -> Check:
    """Whatever the object's type says it is, by a table that may still be filled."""

    def check(value: Any) -> None:
        rule = table.get(value.get("type", "")) if isinstance(value, dict) else None
        if rule is None:
            raise _WrongError(f"one of {', '.join(sorted(table))}")
        rule(value)

    return check


def _anything(_value: Any) -> None:
    """Nothing to check: the type, which chose the rule, or a yes or no."""


def _one_of(*allowed: str) -> Check:
    def check(value: Any) -> None:
        if value not in allowed:
            raise _WrongError(f"one of {', '.join(allowed)}, not {value!r}")

    return check


def _either_key(one: str, other: str, inner: Check) -> Check:
    """At least one of two keys."""

    def check(value: Any) -> None:
        inner(value)
        if one not in value and other not in value:
            raise _WrongError(f"{one} or {other}")

    return check


def _rows(rows: Any) -> None:
    """The rows of a table, counted on the way: the one check that runs for dozens of cells, so without detours."""
    size = 0
    for row, cells in enumerate(rows):
        if not 0 < len(cells) <= COLUMNS:
            raise _WrongError(f"1 to {COLUMNS} cells, not {len(cells)}", f"[{row}]")
        for column, cell in enumerate(cells):
            if not (counted := characters(cell)):
                raise _WrongError("a cell of raw or rich text that is not empty", f"[{row}][{column}]")
            size += counted
    if not 0 < len(rows) <= ROWS:
        raise _WrongError(f"1 to {ROWS} rows, not {len(rows)}")
    if size > TABLE:
        raise _WrongError(f"at most {TABLE} characters in all, not {size}")


def _element(required: str, **rules: Check) -> Check:
    common = {"type": _anything, "action_id": _string(ID), "focus_on_load": _anything, "confirm": _CONFIRM}
    return _keys({**common, **rules}, frozenset(required.split()))


TEXT_KEYS = frozenset(("type", "text", "emoji", "verbatim"))
_CONFIRM = _keys(
    {"title": _plain(100), "text": _either(300), "confirm": _plain(30), "deny": _plain(30), "style": _anything},
    frozenset(("title", "text", "confirm", "deny")),
)
_OPTION = _keys(
    {"text": _plain(75), "value": _string(150), "description": _plain(75), "url": _string(ADDRESS)},
    frozenset(("text", "value")),
)
_CHOICE = _keys({"text": _either(75), "value": _string(150), "description": _either(75)}, frozenset(("text", "value")))
_PROMPT = _plain(150)
_GROUP = _keys({"label": _plain(75), "options": _many(100, _OPTION)}, frozenset(("label", "options")))
_IMAGE = {"type": _anything, "image_url": _string(ADDRESS), "alt_text": _string(2000), "slack_file": _anything}
_FEEDBACK = _keys(
    {"text": _plain(75), "value": _string(2000), "accessibility_label": _string(75)}, frozenset(("text", "value"))
)

ELEMENTS: dict[str, Check] = {
    "button": _element(
        "action_id text",
        text=_plain(75),
        value=_string(BUTTON_VALUE),
        url=_string(ADDRESS),
        style=_one_of("primary", "danger"),
        accessibility_label=_string(75),
    ),
    "static_select": _either_key(
        "options",
        "option_groups",
        _element(
            "action_id",
            placeholder=_PROMPT,
            options=_many(100, _OPTION),
            option_groups=_many(100, _GROUP),
            initial_option=_OPTION,
        ),
    ),
    "users_select": _element("action_id", placeholder=_PROMPT, initial_user=_string(ID)),
    "conversations_select": _element(
        "action_id", placeholder=_PROMPT, initial_conversation=_string(ID), filter=_anything
    ),
    "datepicker": _element("action_id", placeholder=_PROMPT, initial_date=_string(10)),
    "overflow": _element("action_id options", options=_many(5, _OPTION)),
    "checkboxes": _element("action_id options", options=_many(10, _CHOICE), initial_options=_many(10, _CHOICE)),
    "radio_buttons": _element("action_id options", options=_many(10, _CHOICE), initial_option=_CHOICE),
    "feedback_buttons": _element(
        "action_id positive_button negative_button", positive_button=_FEEDBACK, negative_button=_FEEDBACK
    ),
}
"""What can be pressed, chosen or filled in within a message."""

_ANY_ELEMENT = _typed(ELEMENTS)
_SMALL_IMAGE = _either_key("image_url", "slack_file", _keys(_IMAGE, frozenset(("alt_text",))))


def _block(required: str, **rules: Check) -> Check:
    return _keys({"type": _anything, "block_id": _string(ID), **rules}, frozenset(required.split()))


BLOCKS: dict[str, Check] = {
    "header": _block("text", text=_plain(150)),
    "section": _either_key(
        "text",
        "fields",
        _block(
            "",
            text=_either(TEXT),
            fields=_many(10, _either(FIELD)),
            accessory=_typed({**ELEMENTS, "image": _SMALL_IMAGE}),
            expand=_anything,
        ),
    ),
    "context": _block(
        "elements",
        elements=_many(10, _typed({"plain_text": _plain(TEXT), "mrkdwn": _either(TEXT), "image": _SMALL_IMAGE})),
    ),
    "divider": _block(""),
    "actions": _block("elements", elements=_many(25, _ANY_ELEMENT)),
    "context_actions": _block("elements", elements=_many(5, _ANY_ELEMENT)),
    "input": _block(
        "element label",
        element=_ANY_ELEMENT,
        label=_plain(2000),
        hint=_plain(2000),
        optional=_anything,
        dispatch_action=_anything,
    ),
    "image": _either_key("image_url", "slack_file", _block("alt_text", **_IMAGE, title=_plain(2000))),
    "table": _block(
        "rows",
        rows=_rows,
        column_settings=_many(COLUMNS, _keys({"align": _one_of("left", "center", "right"), "is_wrapped": _anything})),
    ),
}
"""The blocks that we send. A block of another type needs its line here first."""
_BLOCK = _typed(BLOCKS)
