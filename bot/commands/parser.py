"""What the words after `/hiring` order: one verb with its arguments; nothing here knows which searches there are."""

import re
from collections.abc import Iterable, Mapping

from bot.commands import item_arguments, search_arguments
from bot.commands.command import Command
from bot.commands.item_arguments import ArgumentReader, read_target
from bot.commands.markup import find_user_names, replace_mentions_with_names, strip_markup
from bot.commands.prefix import Prefix, parse_prefix
from bot.commands.verbs import Verb
from bot.knowledge.base import KnowledgeBase
from bot.understanding.intents import Meaning

SHOW_WORDS = frozenset(("show", "view", "see", "look at", "display", "open", "list", "check", "details", "detail"))
"""Words that show whatever is named behind them: `show overdue`, `list items`, `check status`."""
ITEM_WORDS = frozenset(("item", "step", "task"))
"""Words for one item, or without a number for all."""
BEGIN_WORDS = frozenset(("begin", "begin with", "start on"))
"""Words that begin an item where there is a number, and a search where there is none."""
_ARTICLES = re.compile(r"(?:(?:me|us|the|of|at|for)\s+)+", re.IGNORECASE)
ARGUMENT_READERS: Mapping[Verb, ArgumentReader] = {
    "status": search_arguments.read_search,
    "items": search_arguments.read_item_filter,
    "next": search_arguments.read_search,
    "item": item_arguments.read_item,
    "done": item_arguments.read_done,
    "reopen": item_arguments.read_reopen,
    "assign": item_arguments.read_assign,
    "due": item_arguments.read_items_and_date,
    "start-item": item_arguments.read_item,
    "block": item_arguments.read_items_and_reason,
    "unblock": item_arguments.read_item,
    "skip": item_arguments.read_items_and_reason,
    "note": item_arguments.read_note,
    "add": search_arguments.read_add,
    "history": item_arguments.read_history,
    "export": search_arguments.read_export,
    "rename": search_arguments.read_rename,
    "owner": search_arguments.read_owner,
    "target": read_target,
    "close": search_arguments.read_close,
    "reopen-search": search_arguments.read_search,
    "undo": search_arguments.read_search,
    "weekly": search_arguments.read_weekly,
    "snooze": item_arguments.read_items_and_date,
    "searches": search_arguments.read_no_arguments,
    "decisions": search_arguments.read_no_arguments,
    "help": search_arguments.read_no_arguments,
    "empty": search_arguments.read_no_arguments,
    "unknown": search_arguments.read_unknown,
}
"""How each verb's arguments are read; `start` and `decide` also take what shared abbreviations mean."""


def parse_command(text: str, base: KnowledgeBase, meanings: Iterable[Meaning] = ()) -> Command:
    """What the text after `/hiring` orders, as Slack sends it, escaped and with its markup. Never raises.

    `meanings` say which role a shared abbreviation stands for.
    """
    opening = _resolve_show(parse_prefix(strip_markup(text), base), base)
    order = _read_arguments(opening, base, tuple(meanings))
    known = find_user_names(text)
    whole, said = (
        replace_mentions_with_names(opening.argument_text, known),
        replace_mentions_with_names(order.text, known),
    )
    return order._replace(text=said, argument_text=whole, problem=opening.problem or order.problem)


def _read_arguments(prefix: Prefix, base: KnowledgeBase, meanings: tuple[Meaning, ...]) -> Command:
    if prefix.verb == "start" or (prefix.verb_words in BEGIN_WORDS and not re.search(r"\d", prefix.rest)):
        return search_arguments.read_new_search(prefix, base, meanings)
    if prefix.verb == "decide":
        return search_arguments.read_decide(prefix, base, meanings)
    return ARGUMENT_READERS[prefix.verb](prefix, base)


def _resolve_show(prefix: Prefix, base: KnowledgeBase) -> Prefix:
    """Of an order to show something the order to show just that."""
    if prefix.verb == "item" and prefix.verb_words in ITEM_WORDS and not re.search(r"\d", prefix.rest):
        return prefix if prefix.numbers else prefix._replace(verb="items")
    if prefix.verb_words not in SHOW_WORDS or prefix.numbers:
        return prefix
    if not prefix.rest:
        bare: dict[str, Verb] = {"open": "items", "list": "searches", "check": "done"}
        return prefix._replace(verb=bare.get(prefix.verb_words, "status"))
    rest = _ARTICLES.sub("", prefix.rest, count=1)
    shown = parse_prefix(rest, base)
    if prefix.verb_words == "check" and shown.verb == "item":
        return prefix
    if shown.verb in ("unknown", "empty"):
        return prefix._replace(verb="items") if prefix.verb_words == "list" else prefix
    return shown._replace(search=shown.search or prefix.search)
