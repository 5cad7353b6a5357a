"""The Block Kit elements used by the sample apps."""

from typing import Any

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": plain(label), "action_id": action_id, "value": label, **more}


def option(label: str, value: str) -> Json:
    return {"text": plain(label), "value": value}


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **more}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(parts)}]}


def field(label: str, element: Json, **more: Any) -> Json:
    """An input block; its `block_id` is the action id of its element."""
    return {"type": "input", "block_id": element["action_id"], "label": plain(label), "element": element, **more}
