"""Ways to write an order that was not clear, each on a button that does what typing it would."""

from bot.slack.blocks import Element, button
from bot.slack.limits import BUTTON_VALUE
from bot.slack.text import clip, escape, neutral
from bot.understanding.order import Order

TYPED = "search:typed"
"""A button that stands for the command in its value, which is written as Slack sends what is typed after `/hiring`."""
LABEL = 70
EXAMPLE = 120
_SAFE = str.maketrans({"`": "\u02cb", "@": "@\u200b"})
RETYPED = ("which_numbers", "certain")
"""Problems for which what to write instead is known to the last word."""


def ways(order: Order) -> tuple[str, ...]:
    """What to type after `/hiring` in place of the order, unescaped; nothing where that is not known."""
    if order.problem is None or order.problem.kind not in RETYPED:
        return ()
    verb = "override" if order.override else order.verb
    return tuple(" ".join(filter(None, (verb, order.search, near))) for near in order.problem.near)


def choices(order: Order) -> list[Element]:
    """A button for each of these ways that a button has room for."""
    if order.problem is None:
        return []
    pairs = zip(order.problem.near, map(escape, ways(order)), strict=False)
    return [
        _closing(value) if order.problem.kind == "certain" else button(neutral(near, LABEL), f"{TYPED}:{place}", value)
        for place, (near, value) in enumerate(pairs)
        if len(value) <= BUTTON_VALUE
    ]


def shown(typed: str) -> str:
    """The command as code within mrkdwn: on one line, clipped, and ending the code nowhere."""
    line = "".join(each if each.isprintable() else " " for each in typed)
    return f"`/hiring {escape(clip(line, EXAMPLE)).translate(_SAFE)}`"


def _closing(value: str) -> Element:
    return button("Close it as cancelled", TYPED, value, "danger")
