"""Builds modals and their input fields as plain dicts, and reads the values of a submitted one.

https://docs.slack.dev/reference/views/modal-views describes modals; the limits are Slack's.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.slack.blocks import MAX_PLACEHOLDER, Block, Element, plain_text

MAX_TITLE = 24
MAX_LABEL = 150
MAX_HINT = 150
MAX_INPUT = 3000

View = dict[str, Any]


def modal(callback_id: str, title: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = "") -> View:
    """Return a modal. Without a label for the submit button it can only be closed."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, MAX_TITLE),
        "close": plain_text("Cancel" if submit else "Close", MAX_TITLE),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return view | {"submit": plain_text(submit, MAX_TITLE)} if submit else view


def input_block(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = True) -> Block:
    """Return an input block with its label. The element gets the block's id as its action id."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, MAX_LABEL),
        "element": {**element, "action_id": block_id},
        "optional": optional,
    }
    return block | {"hint": plain_text(hint, MAX_HINT)} if hint else block


def text_input(
    initial: str = "", *, multiline: bool = False, placeholder: str = "", max_length: int = MAX_INPUT
) -> Element:
    """Return a text field on one line or several, for at most `max_length` characters."""
    element: Element = {"type": "plain_text_input", "multiline": multiline, "max_length": max_length}
    if initial:
        element["initial_value"] = initial[:max_length]
    if placeholder:
        element["placeholder"] = plain_text(placeholder, MAX_PLACEHOLDER)
    return element


def person_input(initial: str = "") -> Element:
    """Return a menu of the people in the workspace; `initial` is a user id."""
    element: Element = {"type": "users_select", "placeholder": plain_text("Choose a person", MAX_PLACEHOLDER)}
    return element | {"initial_user": initial} if initial else element


def people_input(initial: Sequence[str] = (), max_selected: int = 0) -> Element:
    """Return a menu of the people in the workspace in which several can be chosen; `initial` are user ids."""
    element: Element = {
        "type": "multi_users_select",
        "placeholder": plain_text("Choose people", MAX_PLACEHOLDER),
    }
    element |= {"max_selected_items": max_selected} if max_selected else {}
    return element | {"initial_users": list(initial)} if initial else element


def date_input(initial: date | None = None) -> Element:
    """Return a date picker."""
    element: Element = {"type": "datepicker", "placeholder": plain_text("Choose a date", MAX_PLACEHOLDER)}
    return element | {"initial_date": initial.isoformat()} if initial else element


def choice_input(options: Sequence[Element], initial: str = "", kind: str = "static_select") -> Element:
    """Return a menu or, with the kind `radio_buttons`, radio buttons; `initial` is the value of the selected option."""
    element: Element = {"type": kind, "options": list(options)}
    chosen = next((option for option in options if option["value"] == initial), None)
    return element | {"initial_option": chosen} if chosen else element


def checkbox_input(options: Sequence[Element]) -> Element:
    """Return a group of checkboxes."""
    return {"type": "checkboxes", "options": list(options)}


def choices_input(options: Sequence[Element], max_selected: int) -> Element:
    """Return a menu in which up to `max_selected` options can be chosen."""
    placeholder = plain_text("Choose", MAX_PLACEHOLDER)
    return {
        "type": "multi_static_select",
        "placeholder": placeholder,
        "options": list(options),
        "max_selected_items": max_selected,
    }


def private_channel_input() -> Element:
    """Return a menu of the private channels that the person is in; the one they are looking at is chosen already."""
    return {
        "type": "conversations_select",
        "placeholder": plain_text("Choose a private channel", MAX_PLACEHOLDER),
        "default_to_current_conversation": True,
        "filter": {"include": ["private"], "exclude_external_shared_channels": True},
    }


def input_value(view: View, block_id: str) -> Any:
    """Return the value of a field of a submitted modal: a text, an id, a date as text, or the value of an option.

    For checkboxes, and for a menu with several choices, it is the list of the chosen values or ids. None if the field
    is empty or does not exist.
    """
    # Slack nests values by block id and action id, which `input_block` makes the same.
    state = view["state"]["values"].get(block_id, {}).get(block_id, {})
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or ()]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    keys = ("value", "selected_user", "selected_users", "selected_conversation", "selected_date")
    return next((state[key] for key in keys if key in state), None)
