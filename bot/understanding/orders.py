"""What the words after `/hiring` order: one verb with its arguments; nothing here knows which searches there are."""

import re
from collections.abc import Iterable, Mapping

from bot.knowledge.base import KnowledgeBase
from bot.understanding import item_arguments, search_arguments
from bot.understanding.intents import Meaning
from bot.understanding.item_arguments import Reader
from bot.understanding.markup import named, names, plain
from bot.understanding.openings import Opening, open_order
from bot.understanding.order import Order
from bot.understanding.problems import Problem
from bot.understanding.targets import read_target
from bot.understanding.verbs import Verb

__all__ = ["Order", "Problem", "read_order"]

LOOKING = frozenset(("show", "view", "see", "look at", "display", "open", "list", "check", "details", "detail"))
"""Words that show whatever is named behind them: `show overdue`, `list items`, `check status`."""
ITEM = frozenset(("item", "step", "task"))
"""Words for one item, or without a number for all."""
BEGINNING = frozenset(("begin", "begin with", "start on"))
"""Words that begin an item where there is a number, and a search where there is none."""
_ARTICLES = re.compile(r"(?:(?:me|us|the|of|at|for)\s+)+", re.IGNORECASE)
READERS: Mapping[Verb, Reader] = {
    "status": search_arguments.read_about,
    "items": search_arguments.read_items,
    "next": search_arguments.read_about,
    "item": item_arguments.read_item,
    "done": item_arguments.read_done,
    "reopen": item_arguments.read_reopen,
    "assign": item_arguments.read_assign,
    "due": item_arguments.read_dated,
    "start-item": item_arguments.read_item,
    "block": item_arguments.read_reasoned,
    "unblock": item_arguments.read_item,
    "skip": item_arguments.read_reasoned,
    "note": item_arguments.read_note,
    "add": search_arguments.read_add,
    "history": item_arguments.read_history,
    "export": search_arguments.read_export,
    "rename": search_arguments.read_rename,
    "owner": search_arguments.read_owner,
    "target": read_target,
    "close": search_arguments.read_close,
    "reopen-search": search_arguments.read_about,
    "undo": search_arguments.read_about,
    "weekly": search_arguments.read_weekly,
    "snooze": item_arguments.read_dated,
    "searches": search_arguments.read_alone,
    "decisions": search_arguments.read_alone,
    "help": search_arguments.read_alone,
    "empty": search_arguments.read_alone,
    "unknown": search_arguments.read_unknown,
}
"""How each verb's arguments are read; `start` and `decide` also take what shared abbreviations mean."""


def read_order(text: str, base: KnowledgeBase, meanings: Iterable[Meaning] = ()) -> Order:
    """What the text after `/hiring` orders, as Slack sends it, escaped and with its markup. Never raises.

    `meanings` say which role a shared abbreviation stands for.
    """
    opening = _looked_at(open_order(plain(text), base), base)
    order = _read(opening, base, tuple(meanings))
    known = names(text)
    whole, said = named(opening.whole, known), named(order.text, known)
    return order._replace(text=said, whole=whole, problem=opening.problem or order.problem)


def _read(opening: Opening, base: KnowledgeBase, meanings: tuple[Meaning, ...]) -> Order:
    if opening.verb == "start" or (opening.called in BEGINNING and not re.search(r"\d", opening.rest)):
        return search_arguments.read_opening(opening, base, meanings)
    if opening.verb == "decide":
        return search_arguments.read_decide(opening, base, meanings)
    return READERS[opening.verb](opening, base)


def _looked_at(opening: Opening, base: KnowledgeBase) -> Opening:
    """Of an order to show something the order to show just that."""
    if opening.verb == "item" and opening.called in ITEM and not re.search(r"\d", opening.rest):
        return opening if opening.numbers else opening._replace(verb="items")
    if opening.called not in LOOKING or opening.numbers:
        return opening
    if not opening.rest:
        bare: dict[str, Verb] = {"open": "items", "list": "searches", "check": "done"}
        return opening._replace(verb=bare.get(opening.called, "status"))
    rest = _ARTICLES.sub("", opening.rest, count=1)
    shown = open_order(rest, base)
    if opening.called == "check" and shown.verb == "item":
        return opening
    if shown.verb in ("unknown", "empty"):
        return opening._replace(verb="items") if opening.called == "list" else opening
    return shown._replace(search=shown.search or opening.search)
