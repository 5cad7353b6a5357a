"""Signs that a sentence is no command: it asks, denies, plans, reports, or names a condition."""

from collections.abc import Sequence
from typing import Literal, cast

from bot.commands.tokens import Token, fold
from bot.commands.vocabulary import DOUBTS, OPENERS

Doubt = Literal["", "question", "condition", "negation", "report", "plan", "hedge", "or", "unexplained", "problem"]
"""Why a sentence isn't carried out as it stands. `problem`: the command in it lacks something."""
_FUTURE_ACTS = frozenset(("done", "start-item", "do"))
_AFTER_QUESTION_MARK = " \t\n!.:)\"'*_~"


def find_sign(tokens: Sequence[Token]) -> Doubt:
    """The most telling sign among the tokens that the sentence is no command; empty if there is none."""
    kinds = {token.kind for token in tokens}
    return next((cast("Doubt", kind) for kind in DOUBTS if kind in kinds), "")


def is_question(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the sentence asks something: it ends with a question mark, or opens with a word that asks.

    A request such as `could you close 3?` doesn't.
    """
    significant = [token for token in tokens if token.kind not in ("filler", "mark", "and", "pronoun")]
    asks = bool(significant) and significant[0].kind == "question"
    is_request = any(token.kind == "request" for token in tokens)
    return asks or _opens_with_verb(text, tokens) or (has_question_mark(text) and not is_request)


def has_question_mark(text: str) -> bool:
    """Whether a question mark ends the text, or a part of it."""
    text = text.rstrip(_AFTER_QUESTION_MARK)
    return text.endswith("?") or "\u00bf" in text or "? " in text


def _opens_with_verb(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the sentence begins with its verb, as in `is 3 done` and `has 3 been done`."""
    first = next((token for token in tokens if token.kind not in ("mark", "and")), None)
    if first is None or first.kind in ("request", "act"):
        return False
    return fold(text[first.start : first.end]).split()[0] in OPENERS


def is_intention(tokens: Sequence[Token]) -> bool:
    """Whether the writer says when they are going to do something: `5 I am doing tomorrow`."""
    kinds = {token.kind for token in tokens}
    acts = {token.value for token in tokens if token.kind == "act"}
    return {"subject", "date"} <= kinds and not acts.isdisjoint(_FUTURE_ACTS)


def begins_negated(tokens: Sequence[Token]) -> bool:
    """Whether the first word that counts denies, asks, or names a condition."""
    first = next((token for token in tokens if token.kind not in ("filler", "mark")), None)
    return first is not None and first.kind in ("negation", "condition", "question")
