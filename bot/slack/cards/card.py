"""Any answer as a message: its kind gives the body, and all share one frame."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.answers.models import (
    Advice,
    Answer,
    Clarification,
    Comparison,
    CuratedAnswer,
    Directory,
    Help,
    NotKnown,
    Ownership,
    RoleProfile,
    Similarities,
)
from bot.answers.plain import Plain, in_overview, plain
from bot.answers.wording import composed, month, one_role
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.advice import advice
from bot.slack.cards.comparison import comparison
from bot.slack.cards.controls import controls
from bot.slack.cards.curated import curated
from bot.slack.cards.directory import directory
from bot.slack.cards.door import Door
from bot.slack.cards.evidence import source_lines
from bot.slack.cards.help import how_to_ask
from bot.slack.cards.ownership import ownership
from bot.slack.cards.profile import profile
from bot.slack.cards.remarks import clarification, not_known
from bot.slack.cards.similarities import similarities
from bot.slack.message import Message
from bot.slack.text import escape, fit, neutral

TEXT = 3900
CLOSING = 900
SHORTENED = "(Shortened by {} lines: ask about one topic at a time for all of it.)"

BODIES: dict[type[Any], Callable[[Any], list[Block]]] = {
    Comparison: comparison,
    Similarities: similarities,
    RoleProfile: profile,
    Advice: advice,
    Ownership: ownership,
    CuratedAnswer: curated,
    Directory: directory,
    Help: how_to_ask,
    Clarification: clarification,
    NotKnown: not_known,
}
"""Kind of answer to the blocks between its heading and its buttons."""


def card(answer: Answer, *, door: Door) -> Message:
    """The answer as it looks at that door.

    Raises MessageError where it breaks a limit of Slack's, which is a mistake of ours.
    """
    if isinstance(answer, Clarification | NotKnown):
        answer = answer._replace(about=neutral(answer.about))
    words = plain(answer)
    body = BODIES[type(answer)](answer)
    return Message(_text(words), [*_heading(answer, words.title), *body, *controls(answer, door), *_evidence(answer)])


def _heading(answer: Answer, title: str) -> Iterator[Block]:
    """What the answer is called, that it was composed where it was, and that two names mean one role."""
    if title:
        yield header(title)
    if isinstance(answer, Comparison | Similarities) and answer.composed:
        yield context(escape(composed(answer.roles)))
    if isinstance(answer, RoleProfile) and answer.by_two_names:
        yield section(escape(one_role(answer.role, answer.beside)))


def _text(words: Plain) -> str:
    """The whole answer as text; a long one keeps its sources and loses its last lines."""
    closing = fit([escape(line) for line in (*words.notes, words.sources) if line], CLOSING)
    lines = [escape(line) for line in (words.title, *words.body) if line]
    body = fit(lines, TEXT - len(closing) - 1, SHORTENED)
    return f"{body}\n{closing}" if closing else body


def _evidence(answer: Answer) -> Iterator[Block]:
    """Where it comes from and how old it is, in small print."""
    sources = getattr(answer, "sources", ())
    lines = source_lines(sources, overview=in_overview(answer)) if sources else []
    if stale := getattr(answer, "stale", None):
        lines.append(f"Last reviewed {escape(month(stale))}.")
    if lines:
        yield context(*lines)
