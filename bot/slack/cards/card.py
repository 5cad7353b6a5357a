"""Any answer as a message: its kind gives the body, and all share one frame."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.answers.models import (
    Advice,
    Answer,
    Clarification,
    Comparison,
    Directory,
    FaqAnswer,
    Help,
    NotKnown,
    Ownership,
    RoleProfile,
    Similarities,
)
from bot.answers.plain import PlainAnswer, is_overview, number_sources, render_plain
from bot.answers.wording import composed_notice, month_name, same_role_notice
from bot.slack.blocks import Block, context, header, section
from bot.slack.cards.advice import advice
from bot.slack.cards.comparison import comparison, similarities
from bot.slack.cards.controls import Surface, controls
from bot.slack.cards.directory import directory, help_blocks
from bot.slack.cards.profile import ownership, profile
from bot.slack.cards.sources import clarification, fact_lines, not_known, paragraphs, source_lines
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, neutralise


def faq_answer(answer: FaqAnswer) -> list[Block]:
    """Its facts."""
    return list(paragraphs(fact_lines(answer.facts, number_sources(answer.sources))))


MAX_TEXT = 3900
MAX_CLOSING = 900
TRUNCATED_NOTICE = "(Shortened by {} lines: ask about one topic at a time for all of it.)"

BODY_RENDERERS: dict[type[Any], Callable[[Any], list[Block]]] = {
    Comparison: comparison,
    Similarities: similarities,
    RoleProfile: profile,
    Advice: advice,
    Ownership: ownership,
    FaqAnswer: faq_answer,
    Directory: directory,
    Help: help_blocks,
    Clarification: clarification,
    NotKnown: not_known,
}
"""Kind of answer to the blocks between its heading and its buttons."""


def render_card(answer: Answer, *, door: Surface) -> Message:
    """The answer as it looks at that door.

    Raises MessageError where it breaks a limit of Slack's, which is a mistake of ours.
    """
    if isinstance(answer, Clarification | NotKnown):
        answer = answer._replace(about=neutralise(answer.about))
    words = render_plain(answer)
    body = BODY_RENDERERS[type(answer)](answer)
    return Message(
        _text(words), [*_heading(answer, words.title), *body, *controls(answer, door), *_sources_block(answer)]
    )


def _heading(answer: Answer, title: str) -> Iterator[Block]:
    """What the answer is called, that it was composed where it was, and that two names mean one role."""
    if title:
        yield header(title)
    if isinstance(answer, Comparison | Similarities) and answer.is_composed:
        yield context(escape(composed_notice(answer.roles)))
    if isinstance(answer, RoleProfile) and answer.is_same_role:
        yield section(escape(same_role_notice(answer.role, answer.related_roles)))


def _text(words: PlainAnswer) -> str:
    """The whole answer as text; a long one keeps its sources and loses its last lines."""
    closing = fit_lines([escape(line) for line in (*words.notes, words.sources) if line], MAX_CLOSING)
    lines = [escape(line) for line in (words.title, *words.body) if line]
    body = fit_lines(lines, MAX_TEXT - len(closing) - 1, TRUNCATED_NOTICE)
    return f"{body}\n{closing}" if closing else body


def _sources_block(answer: Answer) -> Iterator[Block]:
    """Where it comes from and how old it is, in small print."""
    sources = getattr(answer, "sources", ())
    lines = source_lines(sources, overview=is_overview(answer)) if sources else []
    if stale := getattr(answer, "stale", None):
        lines.append(f"Last reviewed {escape(month_name(stale))}.")
    if lines:
        yield context(*lines)
