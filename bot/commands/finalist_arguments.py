"""Readers for the arguments of verbs about finalists: a letter, a step, and the words that follow."""

import re
from collections.abc import Mapping

from bot.commands.command import Command, CommandProblem
from bot.commands.free_text import is_courtesy, strip_leading_punctuation, strip_quotes
from bot.commands.prefix import Prefix, extract_search
from bot.knowledge.base import KnowledgeBase

STEP_WORDS: Mapping[str, str] = {
    "consent": "consent|consents|consented|agreed|agrees",
    "references": "references?|refs?|referees?",
    "check": "(?:background )?checks?|checked|background|vetting|screening",
    "withdrew": "withdr(?:ew|awn|aws?)|out|dropped out|left|rejected|declined the offer",
}
"""What is recorded about a finalist, to the words for it."""

_LETTER = re.compile(
    r"(?:(?:for|of|on|the)\s+)*(?:(?:finalist|candidate)\b\s*)?[\"'(]?\b(?P<letter>[a-h])\b[\"')]?(?=\W|$)",
    re.IGNORECASE,
)
_STEP = re.compile(
    r"(?:(?:has|have|is|was|gave|the|their)\s+)*(?:"
    + "|".join(f"(?P<{step}>{words})" for step, words in STEP_WORDS.items())
    + r")\b(?:\s+(?:given|taken|done|received|to references))?[\s:,-]*",
    re.IGNORECASE,
)
_IN = re.compile(r"(?:in|for)\s+(?:the\s+)?", re.IGNORECASE)
_BECAUSE = re.compile(r"(?:because(?: of)?|reason)\b[\s:]*", re.IGNORECASE)


def read_finalist(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The letter of a finalist, which is required, and the words after it."""
    command = read_optional_finalist(prefix, base)
    return command if command.filter else command._replace(problem=CommandProblem("no_finalist", command.text))


def read_optional_finalist(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The letter of a finalist, if there is one, and the words after it."""
    search, rest = extract_search(prefix, base)
    found = _LETTER.match(rest.strip())
    if search is None and found:  # only the letter may stand before the search: a reason may end in a role
        search, rest = _search_after(prefix, rest.strip(), found.end(), base)
    words = rest.strip()[found.end() :] if found else rest
    reason = strip_leading_punctuation(words)
    because = _BECAUSE.match(reason)
    text = strip_quotes(reason[because.end() :] if because else reason)
    letter = found["letter"].upper() if found else ""
    return Command(prefix.verb, search, filter=letter, text="" if is_courtesy(text) else text)


def _search_after(prefix: Prefix, rest: str, end: int, base: KnowledgeBase) -> tuple[str | None, str]:
    """The search right after the letter, as in `A in cro` or `A cro`, and the letter with the words that are left."""
    after = rest[end:].lstrip()
    search, left = extract_search(prefix._replace(rest=_IN.sub("", after, count=1)), base)
    is_named = search is not None and (_IN.match(after) or not left.strip())
    return (search, f"{rest[:end]} {left}") if is_named else (None, rest)


def read_finalist_step(prefix: Prefix, base: KnowledgeBase) -> Command:
    """The letter, what is recorded about the finalist, and what shows it: `A consent signed form in the ATS`."""
    command = read_finalist(prefix, base)
    if command.problem:
        return command
    found = _STEP.match(command.text)
    if not found:
        return command._replace(problem=CommandProblem("no_step", command.text))
    text = strip_quotes(strip_leading_punctuation(command.text[found.end() :]))
    because = _BECAUSE.match(text)
    return command._replace(step=found.lastgroup or "", text=text[because.end() :] if because else text)
