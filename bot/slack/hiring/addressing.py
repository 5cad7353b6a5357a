"""Which messages are `/hiring` commands: in threads and direct conversations, where Slack takes no slash commands."""

import re
from typing import Literal, NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.free_text import strip_markup
from bot.commands.splitting import begins_command
from bot.commands.tokens import tokenise

Place = Literal["channel", "card", "direct"]
"""Where a message is: in a channel, in the thread of the card of a search, or in a direct conversation."""
_ADDRESS = re.compile(r"^\s*(?:<@[UW]\w+(?:\|[^>]*)?>)?[\s,:]*(?:(/?)hiring\b[\s,:]*)?(.*)", re.IGNORECASE | re.DOTALL)
VERBS = frozenset(verb.name for verb in CATALOGUE.values() if verb.is_typed)
UNAMBIGUOUS_WORDS = ("mine", "overdue", "late", "todo", "todos", "progress")
"""Single words that only a question about a search uses; `timeline`, for one, may ask about any hire."""
QUESTION_PHRASES = frozenset(
    phrase
    for verb in CATALOGUE.values()
    if verb.is_question
    for phrase in verb.phrases.split(", ")
    if " " in phrase or phrase in UNAMBIGUOUS_WORDS
)
COMPLETE_WORDS = frozenset(("status", "next", "items", "undo", "history", "searches", "export", "pause", "resume"))
"""Verbs that are a whole command in the thread of a card and in a direct conversation."""
_FIRST_WORD = re.compile(r"[a-z][a-z-]*")


class Addressed(NamedTuple):
    """A message that is a command: what follows `/hiring`, and whether it began with the slash."""

    text: str
    has_slash: bool = False


def find_command(text: str, place: Place = "channel") -> Addressed | None:
    """The command in a message, perhaps after a mention of the app; None if it is no command.

    After `hiring`, a verb makes it one, however long it is. Without `hiring`, only in the thread of a card and in a
    direct conversation: if it begins with a verb and what the verb is for, or is such a verb alone.
    """
    slash, rest = _ADDRESS.match(text).groups()  # type: ignore[union-attr]  # the pattern matches any text
    if slash:
        return Addressed(rest, has_slash=True)
    is_command = _is_after_hiring(rest) if slash is not None else place != "channel" and _is_alone(rest)
    return Addressed(rest) if is_command else None


def _is_after_hiring(text: str) -> bool:
    words = _folded(text)
    if not words:
        return False
    plain = strip_markup(text)
    after_name = plain.partition(" ")[2]  # of the search: `cro done 3`
    if _is_question_phrase(words) or begins_command(tokenise(plain)) or begins_command(tokenise(after_name)):
        return True
    return "?" not in words and _begins_with_verb(words)


def _begins_with_verb(words: str) -> bool:
    """Whether a verb comes first, perhaps after the short name of a search: `cro status`."""
    first, *others = (*_FIRST_WORD.findall(words)[:2], "")
    return first in VERBS or (len(words.split()) == 2 and others[0] in VERBS)  # noqa: PLR2004  a name and a verb


def _is_alone(text: str) -> bool:
    words = _folded(text)
    return _is_question_phrase(words) or words in COMPLETE_WORDS or begins_command(tokenise(strip_markup(text)))


def _is_question_phrase(words: str) -> bool:
    name, _, rest = words.partition(" ")
    return words in QUESTION_PHRASES or (rest in QUESTION_PHRASES and name.isalnum())


def _folded(text: str) -> str:
    return text.casefold().replace("\u2019", "'").strip(" \t\n?!.")
