"""Modals as plain dicts, built by small functions.

https://docs.slack.dev/reference/views/modal-views describes them.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.slack.blocks import PLACEHOLDER, Block, Element, plain

TITLE = 24
LABEL = 150
HINT = 150
TYPED = 3000

View = dict[str, Any]


def modal(callback_id: str, title: str, blocks: Sequence[Block], *, submit: str = "", metadata: str = "") -> View:
    """A modal; without a word on its submit button it can only be closed."""
    view: View = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain(title, TITLE),
        "close": plain("Cancel" if submit else "Close", TITLE),
        "blocks": list(blocks),
        "private_metadata": metadata,
    }
    return view | {"submit": plain(submit, TITLE)} if submit else view


def field(block_id: str, label: str, element: Element, *, hint: str = "", optional: bool = True) -> Block:
    """An input with its label; its action id is that of the block."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain(label, LABEL),
        "element": {**element, "action_id": block_id},
        "optional": optional,
    }
    return block | {"hint": plain(hint, HINT)} if hint else block


def text_input(initial: str = "", *, lines: bool = False, placeholder: str = "", most: int = TYPED) -> Element:
    """A field to type into, on one line or several, at most so many characters."""
    element: Element = {"type": "plain_text_input", "multiline": lines, "max_length": most}
    if initial:
        element["initial_value"] = initial[:most]
    if placeholder:
        element["placeholder"] = plain(placeholder, PLACEHOLDER)
    return element


def person_input(initial: str = "") -> Element:
    """A menu of the people in the workspace."""
    element: Element = {"type": "users_select", "placeholder": plain("Nobody yet", PLACEHOLDER)}
    return element | {"initial_user": initial} if initial else element


def day_input(initial: date | None = None) -> Element:
    """A calendar."""
    element: Element = {"type": "datepicker", "placeholder": plain("No day", PLACEHOLDER)}
    return element | {"initial_date": initial.isoformat()} if initial else element


def choice_input(options: Sequence[Element], initial: str = "", kind: str = "static_select") -> Element:
    """A menu or, with the kind `radio_buttons`, a list to choose one from, with the option of this value chosen."""
    element: Element = {"type": kind, "options": list(options)}
    chosen = next((option for option in options if option["value"] == initial), None)
    return element | {"initial_option": chosen} if chosen else element


def tick_input(options: Sequence[Element]) -> Element:
    """Boxes to tick."""
    return {"type": "checkboxes", "options": list(options)}


def entered(view: View, block_id: str) -> Any:
    """What stands in a field of a submitted modal: a text, an id, a day as text, or the value of an option.

    None where nothing does, or there is no such field; of boxes, the list of the values ticked.
    """
    state = view["state"]["values"].get(block_id, {}).get(block_id, {})
    if "selected_options" in state:
        return [option["value"] for option in state["selected_options"] or ()]
    if "selected_option" in state:
        return (state["selected_option"] or {}).get("value")
    return next((state[key] for key in ("value", "selected_user", "selected_date") if key in state), None)
