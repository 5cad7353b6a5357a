"""Long lists, a page at a time: https://docs.slack.dev/apis/web-api/pagination."""

import base64
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.playground.request_context import Params, Result
from bot.playground.trigger_ids import ApiError

Item = TypeVar("Item")

DEFAULT_PAGE = 100
MAX_PAGE = 1000


def page(items: Sequence[Item], key: Callable[[Item], str], params: Params) -> tuple[Sequence[Item], Result]:
    """The items that `cursor` and `limit` ask for, and the `response_metadata` that leads on. Raises ApiError.

    A cursor names the item it leads to by its `key`, so that what is new at the front moves no page.
    """
    begin, size = _begin(items, key, params.get("cursor") or ""), _size(params)
    rest = items[begin + size :]
    following = base64.b64encode(f"next:{key(rest[0])}".encode()).decode() if rest else ""
    return items[begin : begin + size], {"next_cursor": following}


def _begin(items: Sequence[Item], key: Callable[[Item], str], cursor: str) -> int:
    if not cursor:
        return 0
    try:
        named = base64.b64decode(cursor, validate=True).decode().removeprefix("next:")
        return [key(item) for item in items].index(named)
    except ValueError:
        raise ApiError("invalid_cursor") from None


def _size(params: Params) -> int:
    try:
        size = int(params.get("limit") or DEFAULT_PAGE)
    except ValueError:
        raise ApiError("invalid_limit") from None
    if not 1 <= size <= MAX_PAGE:
        raise ApiError("invalid_limit")
    return size
