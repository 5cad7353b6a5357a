"""Reads what guests may do in a search: `own`, `read` or `change`."""

from collections.abc import Mapping

from bot.commands.command import Command, CommandProblem
from bot.commands.prefix import Prefix, extract_search
from bot.knowledge.base import KnowledgeBase
from bot.understanding.normalise import squeeze

WORDS: Mapping[str, str] = {
    "own": "own",
    "off": "own",
    "nothing": "own",
    "read": "read",
    "see": "read",
    "view": "read",
    "change": "change",
    "edit": "change",
    "write": "change",
    "work": "change",
}
"""Each word for it to what it means."""


def read_guests(prefix: Prefix, base: KnowledgeBase) -> Command:
    """What guests may do; the last word that says so counts."""
    search, rest = extract_search(prefix, base, allow_trailing=True)
    words = [squeeze(word) for word in rest.split()]
    access = next((WORDS[word] for word in reversed(words) if word in WORDS), "")
    problem = None if access and len(words) == 1 else CommandProblem("no_guest_access")
    return Command("guests", search, text=access, problem=problem)
