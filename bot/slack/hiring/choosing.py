"""An order that waits for a choice: which search it is for is said by a button, and then it is carried out there."""

import json
from typing import Any, NamedTuple, get_args

from bot.hiring.models import Search
from bot.slack.blocks import Element, button
from bot.slack.limits import BUTTON_VALUE
from bot.understanding.order import Order
from bot.understanding.verbs import Verb

KEPT = ("verb", "numbers", "person", "filter", "when", "text", "format", "outcome", "on", "override")
"""What of an order is still needed once its search is chosen."""

WAITING = frozenset(get_args(Verb)) - {"start", "unknown"}
"""What may wait for a choice: anything but what opens a search, or means nothing."""


class Chosen(NamedTuple):
    """An order, and the id of the search that it is for."""

    search: str
    order: Order


def waits(order: Order, search: Search) -> bool:
    """Whether a button can carry the order: it may be too long for that, whatever the search, for ids are alike."""
    return len(_kept(order, search)) <= BUTTON_VALUE


def choice(order: Order, search: Search, place: int) -> Element:
    """A button that carries out an order that `waits` in this search."""
    return button(search.short, f"search:chosen:{place}", _kept(order, search))


def chosen(value: str) -> Chosen:
    """What stands on such a button. Raises ValueError where nothing of ours wrote it."""
    match json.loads(value):
        case [str(search), [verb, list(numbers), *rest]] if len(rest) == len(KEPT) - 2 and verb in WAITING:
            kept: dict[str, Any] = dict(zip(KEPT[2:], rest, strict=True))
            return Chosen(search, Order(verb, numbers=tuple(map(int, numbers)), **kept))
    raise ValueError(value)


def _kept(order: Order, search: Search) -> str:
    return json.dumps([search.id, [getattr(order, name) for name in KEPT]], separators=(",", ":"), ensure_ascii=False)
