"""Readers for the arguments of verbs about finalists: a letter, and the words that follow it."""

import re

from bot.commands.command import Command, CommandProblem
from bot.commands.free_text import is_courtesy, strip_leading_punctuation, strip_quotes
from bot.commands.prefix import Prefix, extract_search
from bot.knowledge.base import KnowledgeBase

_LETTER = re.compile(
    r"(?:(?:for|of|on|the)\s+)*(?:(?:finalist|candidate)\b\s*)?[\"'(]?\b(?P<letter>[a-h])\b[\"')]?(?=\W|$)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(r"(?:because(?: of)?|reason)\b[\s:]*", re.IGNORECASE)


def read_finalist(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The letter of a finalist, which is required, and the words after it."""
    command = read_optional_finalist(prefix, base)
    return command if command.filter else command._replace(problem=CommandProblem("no_finalist", command.text))


def read_optional_finalist(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The letter of a finalist, if there is one, and the words after it."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    found = _LETTER.match(rest.strip())
    words = rest.strip()[found.end() :] if found else rest
    reason = strip_leading_punctuation(words)
    because = _BECAUSE.match(reason)
    text = strip_quotes(reason[because.end() :] if because else reason)
    letter = found["letter"].upper() if found else ""
    return Command(prefix.verb, search, filter=letter, text="" if is_courtesy(text) else text)
