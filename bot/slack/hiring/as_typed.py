"""An order as somebody could have typed it, with the search named in it."""

from collections.abc import Iterator

from bot.slack.text import CLIPPED, escape
from bot.understanding.order import Order
from bot.understanding.people import ME, NOBODY

COMMAND = "/hiring"
_SAFE = str.maketrans({"`": "\u02cb", "@": "@\u200b"})
PART = 2500
"""Characters of an order in one block, once it is escaped."""


def as_typed(order: Order, short: str) -> str:
    """The command that does the same in the search of this short name, unescaped; a person stands as `@somebody`."""
    return " ".join(part for part in (COMMAND, *_head(order, short), *_tail(order)) if part)


def in_code(order: Order, short: str, limit: int) -> str:
    """The same as code within mrkdwn, no longer than this and with an ellipsis where it would be."""
    typed = _harmless(as_typed(order, short))
    return f"`{escape(typed if len(typed) <= limit else typed[: limit - 1] + CLIPPED)}`"


def in_full(order: Order, short: str) -> list[str]:
    """All of it as code, in as many parts as it takes, to be copied."""
    parts, line = [], ""
    for character in map(escape, _harmless(as_typed(order, short))):
        if len(line) + len(character) > PART:
            parts.append(line)
            line = ""
        line += character
    return [f"```{part}```" for part in (*parts, line)]


def _head(order: Order, short: str) -> Iterator[str]:
    yield "override" if order.override else order.verb
    yield short
    yield from map(str, order.numbers)


def _tail(order: Order) -> Iterator[str]:
    who = order.person or ""
    yield who if who in ("", ME, NOBODY) else "@somebody"
    yield order.when if order.verb != "add" else ""
    yield order.outcome or ""
    yield order.format or ""
    yield {True: "on", False: "off", None: ""}[order.on]
    if order.verb == "add" and order.filter:
        yield f'"{order.text}" {order.filter}' if '"' not in order.text else f"{order.text} in {order.filter}"
    else:
        yield order.filter
        yield order.text
    if order.verb == "add" and order.when:
        yield f"by {order.when}"


def _harmless(text: str) -> str:
    """The text as it may stand in code: on one line, ending the code nowhere and calling nobody."""
    return "".join(each if each.isprintable() else " " for each in text).translate(_SAFE)
