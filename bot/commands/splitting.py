"""Splits a message into its sentences, where each may be a command of its own.

A message is only split where a command begins: a note can have commas, full stops and several lines.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.commands.free_text import QUOTES
from bot.commands.tokens import Token, tokenise

_BOUNDARY = re.compile(
    r"(?P<hard>\s*\n\s*|\s*;\s*|\s+/\s+|(?<=[\w)\]>\"'\u201d?!])[.!?]+[\s)]+)"
    r"|(?P<soft>\s*,\s*(?:(?:and|then|und|et|y|e|aber|mais|pero|but)\b\s*(?:then\b\s*|also\b\s*)?)?"
    r"|\s+(?:[-\u2013\u2014]\s+)|\s*:\s+"
    r"|\s+(?=(?:but\s+)?(?:not|except|except\s+for|au\u00dfer|sauf|salvo)\s+#?\d)"
    r"|\s+(?:and|then|und|et|y|e|plus|&|but|aber|mais|pero|mas|sowie|dann|puis|ensuite|luego)\s+(?:then\s+|also\s+)?)",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\n|;|,|\s/\s|(?<=[^\W\d_])[.!?]\s|\s(?:and|und|et|y|e|but)\s")
"""What ends the words that show whether a command begins."""
_CONJUNCTIONS = frozenset(("", "and", "but", "then", "und", "aber", "et", "mais", "y", "pero", "e", "mas"))
_EMOJI_END = re.compile(r":[a-z0-9_+'-]+:$")
_LABELLED = frozenset(("note", "add", "rename", "evidence"))
"""Acts after which, with a colon, everything on the line is text."""
_OPENING = ("filler", "request", "subject", "and", "item")
_ARGUMENTS = frozenset(("act", "negation", "preposition", "mention", "person", "date", "plan", "hedge"))
_SELF_SUFFICIENT = frozenset(("undo", "pause", "resume", "weekly"))
MAX_SENTENCES = 20
"""Sentences in one message; more than anyone types by hand."""


class Sentence(NamedTuple):
    """A part of a message, and whether only a comma or an `and` separates it from the part before."""

    text: str
    is_soft: bool = False


def split_sentences(text: str) -> list[Sentence]:
    """The parts of a plain text, each of which begins a command of its own, except perhaps the first."""
    parts: list[Sentence] = []
    start, is_soft = 0, False
    for found in _BOUNDARY.finditer(text):
        before, after = text[start : found.start()], text[found.end() :]
        if (
            len(parts) < MAX_SENTENCES
            and before.strip(" ,").casefold() not in _CONJUNCTIONS
            and _is_boundary(before, after, found)
        ):
            parts.append(Sentence(before.strip(), is_soft))
            start, is_soft = found.end(), bool(found["soft"])
    return [*parts, Sentence(text[start:].strip(), is_soft)]


def _is_boundary(before: str, after: str, found: re.Match[str]) -> bool:
    if found["soft"] and _is_labelled(before):
        return False
    tokens = tokenise(_FOLLOWING.split(after, maxsplit=1)[0])
    if _is_quoted(before) or (found.group().startswith(".") and tokenise(before)[-1].kind == "item"):
        return False
    if found["soft"] and found["soft"].strip() == ":":
        if _EMOJI_END.search(f"{before}:"):
            return False
        return _begins_with_number_or_act(tokens) and not _names_items(before)
    if found["soft"] and any(token.value == "target" for token in tokens if token.kind == "act"):
        return False
    return begins_command(tokens) and (not _continues_list(before, tokens) or _are_separate(before, tokens))


def _is_labelled(before: str) -> bool:
    """Whether the text before is a label and what it is for: `note 3: called, ...`, `add: ...`."""
    label, colon, _ = before.partition(":")
    acts = [token.value for token in tokenise(label) if token.kind == "act"]
    return bool(colon) and bool(acts) and acts[0] in _LABELLED


def _is_quoted(before: str) -> bool:
    """Whether a quotation begins in the text and isn't over."""
    return before.count('"') % 2 == 1 or before.count("\u201c") > before.count("\u201d")


def _continues_list(before: str, tokens: Sequence[Token]) -> bool:
    """Whether the number that follows may belong to a list that the text before ends with: `3, 4 done`."""
    last = [token for token in tokenise(before) if token.kind != "mark"][-1:]
    first = [token for token in tokens if token.kind not in _OPENING][:1]
    return bool(last and first) and last[0].kind == first[0].kind == "number"


def _are_separate(before: str, tokens: Sequence[Token]) -> bool:
    """Whether both sides of a separator say what to do with their own numbers: `not 3, and 4 is @ana`."""
    earlier = {token.kind for token in tokenise(before)}
    return "negation" in earlier or ("act" in earlier and any(token.kind == "act" for token in tokens))


def _names_items(text: str) -> bool:
    return any(token.kind in ("number", "act") for token in tokenise(text))


def _begins_with_number_or_act(tokens: Sequence[Token]) -> bool:
    first = next((token for token in tokens if token.kind not in _OPENING), None)
    return first is not None and first.kind in ("number", "act")


def begins_command(tokens: Sequence[Token]) -> bool:
    """Whether a command begins here: with its verb, its items, or the person who gets them."""
    significant = [
        each for each in tokens if each.kind not in _OPENING and (each.kind != "mark" or each.value in QUOTES)
    ]
    beginning = _BEGINNINGS.get(significant[0].kind) if significant else None
    return beginning is not None and beginning(significant[0], significant[1:])


def _is_act_with_object(act: Token, others: Sequence[Token]) -> bool:
    if not others:
        return act.value in _SELF_SUFFICIENT
    if act.value == "add":
        return others[0].kind == "mark"
    following = [token for token in others if token.kind not in ("preposition", "negation")]
    if following[1:] and following[0].kind == "other":  # perhaps the short name of a search, as in `done cro 3`
        return following[1].kind in ("number", "amount")
    return bool(following) and following[0].kind in ("number", "pronoun", "mention", "person", "act")


def _are_items_with_argument(_: Token, others: Sequence[Token]) -> bool:
    following = next((token.kind for token in others if token.kind not in ("number", "and")), "")
    return following in _ARGUMENTS


def _is_person_with_act(_: Token, others: Sequence[Token]) -> bool:
    is_act = bool(others) and others[0].kind == "act"
    return is_act and (others[0].value == "owner" or any(token.kind == "number" for token in others))


def _is_pronoun_with_act(_: Token, others: Sequence[Token]) -> bool:
    return any(token.kind == "act" for token in others[:2])


def _is_sign_with_items(_: Token, others: Sequence[Token]) -> bool:
    return any(token.kind == "number" for token in others[:2])


_BEGINNINGS: Mapping[str, Callable[[Token, Sequence[Token]], bool]] = {
    "act": _is_act_with_object,
    "number": _are_items_with_argument,
    "pronoun": _is_pronoun_with_act,
    "mention": _is_person_with_act,
    "negation": _is_sign_with_items,
    "question": _is_sign_with_items,
    "condition": _is_sign_with_items,
}
"""Kind of the first token that counts to the test whether the tokens after it make it the beginning of a command."""
