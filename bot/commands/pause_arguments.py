"""Readers for the arguments of the verbs that pause and resume a search."""

import re

from bot.commands.command import Command
from bot.commands.free_text import is_courtesy, strip_leading_punctuation, strip_quotes
from bot.commands.item_arguments import read_item, read_items_and_reason
from bot.commands.item_numbers import parse_numbers
from bot.commands.prefix import Prefix, extract_search
from bot.commands.search_arguments import FILLER_WORDS, read_search
from bot.knowledge.base import KnowledgeBase
from bot.understanding.phrases import words_of

_PAUSED = re.compile(
    r"^\s*(?:(?:the|this|whole|our|all)\s+)*(?:search|hiring|hire)?\s*(?:on\s+)?(?:hold|ice)?(?:\s+now)?"
    r"(?=\s*(?:[:;,.-]|because\b|$|until\b|till\b|for\b|as\b))",
    re.IGNORECASE,
)
"""What may follow `pause` or `put the search on`, before the reason."""
_BECAUSE = re.compile(r"^(?:because(?: of)?|reason)\b[\s:]*", re.IGNORECASE)


def read_pause(prefix: Prefix, base: KnowledgeBase) -> Command:
    """At most a search, then the reason. With numbers, items: `pause 3` blocks one."""
    search, rest = extract_search(prefix, base)
    if prefix.numbers or parse_numbers(rest).numbers:
        return read_items_and_reason(prefix._replace(verb="block", verb_words=""), base)
    reason = strip_quotes(_BECAUSE.sub("", strip_leading_punctuation(_PAUSED.sub("", rest))))
    reason = "" if is_courtesy(reason) or FILLER_WORDS.issuperset(words_of(reason)) else reason
    return Command("pause", search, text=reason)


def read_resume(prefix: Prefix, base: KnowledgeBase) -> Command:
    """At most a search. With numbers, items: `resume 3` unblocks one."""
    _, rest = extract_search(prefix, base)
    if prefix.numbers or parse_numbers(rest).numbers:
        return read_item(prefix._replace(verb="unblock", verb_words=""), base)
    return read_search(prefix, base)
