"""The body of a request, parsed: JSON for an event, a form for a command, JSON within a form for a click or a view."""

import json
from typing import Any
from urllib.parse import parse_qsl

MAX_FIELDS = 100
"""Fields of a form. Slack sends about fifteen."""


def parse_body(text: str, content_type: str = "") -> dict[str, Any]:
    """The body as a dictionary.

    Unlike Bolt's own parser, it doesn't take a command with the word "payload" in it for a click. Raises ValueError or
    RecursionError if the body is none that Slack sends.
    """
    if text.startswith("{") or content_type == "application/json":
        return _parse_json(text)
    fields = dict(parse_qsl(text, keep_blank_values=True, max_num_fields=MAX_FIELDS))
    return _parse_json(fields["payload"]) if "payload" in fields else fields


def _parse_json(text: str) -> dict[str, Any]:
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004  the value is wrong, whatever its type
    return found
