"""Interactive Block Kit elements: finding them in blocks, the value of a choice, and the state of a form."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Element = Mapping[str, Any]
State = dict[str, dict[str, dict[str, Any]]]

# The key under which Slack reports what was chosen, by element type:
# https://docs.slack.dev/reference/interaction-payloads/block_actions-payload
CHOSEN_KEY = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "checkboxes": "selected_options",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
}
INITIAL_KEY = {kind: key.replace("selected_", "initial_") for kind, key in CHOSEN_KEY.items()} | {
    kind: "initial_value" for kind, key in CHOSEN_KEY.items() if key == "value"
}
STATELESS = frozenset({"button", "overflow", "feedback_buttons", "icon_button", "workflow_button", "image"})


class ElementNotFoundError(LookupError):
    """There is no such button, menu or field, or it does not have that option."""


def elements(blocks: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Element]]:
    """Every element with the `block_id` of its block, in the order of the blocks."""
    for block in blocks:
        inside = [*block.get("elements", ()), *block.get("actions", ())]
        for element in (*inside, block.get("accessory"), block.get("element")):
            if isinstance(element, Mapping) and "action_id" in element:
                yield block.get("block_id", ""), element


def find_element(blocks: Iterable[Mapping[str, Any]], element_id: tuple[str, str]) -> Element:
    """The element with this `block_id` and `action_id`. Raises ElementNotFoundError."""
    for block_id, element in elements(blocks):
        if (block_id, element["action_id"]) == element_id:
            return element
    raise ElementNotFoundError(f"no element {element_id[1]} in block {element_id[0]}")


def action_payload(block_id: str, element: Element, choice: Any, at: str) -> dict[str, Any]:
    """One entry of `actions`: the element that was used at the timestamp `at`, and its value.

    Raises ElementNotFoundError.
    """
    used = {"action_id": element["action_id"], "block_id": block_id, "action_ts": at}
    return {"type": element["type"], **used, **chosen_value(element, choice)}


def chosen_value(element: Element, choice: Any) -> dict[str, Any]:
    """What Slack reports for `choice`: an option's value, an id, a date, a text, or a list of them.

    Raises ElementNotFoundError.
    """
    kind = element["type"]
    if kind == "feedback_buttons":
        return _feedback(element, choice)
    if kind not in CHOSEN_KEY:
        return {key: element[key] for key in ("text", "value") if key in element}
    key = CHOSEN_KEY[kind]
    if key == "selected_option":
        return {key: _option(element, choice) if choice is not None else None}
    if key == "selected_options":
        return {key: [_option(element, value) for value in choice or ()]}
    return {key: choice}


def initial_value(element: Element) -> dict[str, Any]:
    """What Slack reports for an element that nothing was entered in."""
    kind = element["type"]
    nothing: Any = [] if CHOSEN_KEY[kind].endswith("s") else None  # keys in the plural hold lists
    return {"type": kind, CHOSEN_KEY[kind]: element.get(INITIAL_KEY[kind], nothing)}


def state_values(blocks: Iterable[Mapping[str, Any]], entered: Mapping[tuple[str, str], Any]) -> State:
    """`state.values` of these blocks: the values `entered` by (block_id, action_id), otherwise the initial ones."""
    values: State = {}
    for block_id, element in elements(blocks):
        if element["type"] in STATELESS or element["type"] not in CHOSEN_KEY:
            continue
        key = (block_id, element["action_id"])
        value = (
            {"type": element["type"], **chosen_value(element, entered[key])}
            if key in entered
            else initial_value(element)
        )
        values.setdefault(block_id, {})[element["action_id"]] = value
    return values


def options(element: Element) -> list[dict[str, Any]]:
    """Every option of a menu, those in groups included."""
    grouped = [option for group in element.get("option_groups", ()) for option in group.get("options", ())]
    return [*element.get("options", ()), *grouped]


def _option(element: Element, choice: Any) -> dict[str, Any]:
    if isinstance(choice, dict) and "external" in element["type"]:
        return choice
    found = [option for option in options(element) if option["value"] == choice]
    if not found:
        raise ElementNotFoundError(f"{element['action_id']} has no option {choice!r}")
    return found[0]


def _feedback(element: Element, choice: Any) -> dict[str, Any]:
    for button in (element["positive_button"], element["negative_button"]):
        if button["value"] == choice:
            return {"text": button["text"], "value": button["value"]}
    raise ElementNotFoundError(f"{element['action_id']} has no option {choice!r}")
