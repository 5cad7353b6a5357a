"""A call of Slack's Web API: its parameters, its result, and the error that refuses it."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

Item = TypeVar("Item")
Params = Mapping[str, Any]
Result = dict[str, Any]

JSON_PARAMS = ("blocks", "view", "prompts", "attachments", "loading_messages", "metadata", "files", "outputs")
"""Parameters that are objects or lists: in a form they arrive as JSON text."""

DEFAULT_PAGE = 100
MAX_PAGE = 1000


class ApiError(Exception):
    """Slack's refusal of a call: `code` is Slack's error code, `details` are its explanations.

    `more` are further keys of the answer, such as the `needed` scope.
    """

    def __init__(self, code: str, *details: str, **more: str) -> None:
        super().__init__(code, *details)
        self.code = code
        self.details = details
        self.more = more

    @property
    def summary(self) -> str:
        """The code and the explanations on one line."""
        return " ".join((self.code, *self.details))


@dataclass(frozen=True, slots=True)
class ApiCall:
    """One call the app made: the method, the parameters it sent, the result it received.

    `at` is when, in seconds of `time.perf_counter`; `seconds` is how long the answer took.
    """

    method: str
    params: Params
    result: Result
    at: float = 0.0
    seconds: float = 0.0


def decode_params(params: Params) -> dict[str, Any]:
    """The parameters with the JSON inside a form decoded. Raises ApiError `invalid_json`."""
    try:
        return {
            key: json.loads(value) if key in JSON_PARAMS and isinstance(value, str) else value
            for key, value in params.items()
        }
    except ValueError:
        raise ApiError("invalid_json") from None


def is_flag_set(params: Params, key: str) -> bool:
    """Whether a boolean parameter is true: forms send it as `true` or `1`."""
    return str(params.get(key, "")).lower() in {"true", "1"}


def paginate(items: Sequence[Item], key: Callable[[Item], str], params: Params) -> tuple[Sequence[Item], Result]:
    """One page of `items`, chosen by `cursor` and `limit`, and its `response_metadata`. Raises ApiError.

    A cursor holds the `key` of the first item of its page, so items added at the front do not shift the pages.
    https://docs.slack.dev/apis/web-api/pagination
    """
    start, size = _start(items, key, params.get("cursor") or ""), _page_size(params)
    rest = items[start + size :]
    cursor = base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""
    return items[start : start + size], {"next_cursor": cursor}


def _start(items: Sequence[Item], key: Callable[[Item], str], cursor: str) -> int:
    if not cursor:
        return 0
    try:
        wanted = base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
        return [key(item) for item in items].index(wanted)
    except ValueError:
        raise ApiError("invalid_cursor") from None


def _page_size(params: Params) -> int:
    try:
        size = int(params.get("limit") or DEFAULT_PAGE)
    except ValueError:
        raise ApiError("invalid_limit") from None
    if not 1 <= size <= MAX_PAGE:
        raise ApiError("invalid_limit")
    return size
