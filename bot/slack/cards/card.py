"""Renders any answer as a message: the blocks of its kind between a common heading, controls and sources."""

from collections.abc import Callable, Iterator, Mapping
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
from bot.answers.plain import PlainAnswer, is_overview, render_plain
from bot.answers.wording import composed_notice, month_name, same_role_notice
from bot.knowledge.models import Role
from bot.slack.blocks import Block, button, context, header, section
from bot.slack.cards.advice import advice
from bot.slack.cards.comparison import comparison, similarities
from bot.slack.cards.controls import FORGET_ACTION, Surface, controls
from bot.slack.cards.profile import ownership, profile
from bot.slack.cards.short_cards import clarification, directory, faq_answer, help_blocks, not_known
from bot.slack.cards.sources import source_lines
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, neutralise
from bot.understanding.intents import Intent, Meaning, encode_choice
from bot.understanding.suggestions import expand_abbreviation

MAX_FALLBACK_TEXT = 3900
"""In characters. Slack advises to keep a message's text below 4,000:
https://docs.slack.dev/reference/methods/chat.postMessage."""
MAX_FALLBACK_NOTES = 900
"""The part of the text that notes and sources may take up. Chosen by hand."""
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
"""Kind of answer to the function that returns the blocks between the heading and the buttons."""


def render_card(answer: Answer, *, surface: Surface) -> Message:
    """Return the answer as a message for the surface.

    Raises MessageError if it exceeds a limit of Slack's, which would be a bug here.
    """
    if isinstance(answer, Clarification | NotKnown):  # the two kinds that quote what the person typed
        answer = answer._replace(about=neutralise(answer.about))
    words = render_plain(answer)
    body = BODY_RENDERERS[type(answer)](answer)
    return Message(
        _text(words), [*_heading(answer, words.title), *body, *controls(answer, surface), *_sources_block(answer)]
    )


def _heading(answer: Answer, title: str) -> Iterator[Block]:
    """Yield the title, and the notices that the answer was composed, or that two names mean one role."""
    if title:
        yield header(title)
    if isinstance(answer, Comparison | Similarities) and answer.is_composed:
        yield context(escape(composed_notice(answer.roles)))
    if isinstance(answer, RoleProfile) and answer.is_same_role:
        yield section(escape(same_role_notice(answer.role, answer.related_roles)))


def _text(words: PlainAnswer) -> str:
    """Return the whole answer as text. If it is too long, its last lines are dropped but its sources are kept."""
    notes = fit_lines([escape(line) for line in (*words.notes, words.sources) if line], MAX_FALLBACK_NOTES)
    lines = [escape(line) for line in (words.title, *words.body) if line]
    body = fit_lines(lines, MAX_FALLBACK_TEXT - len(notes) - 1, TRUNCATED_NOTICE)
    return f"{body}\n{notes}" if notes else body


def _sources_block(answer: Answer) -> Iterator[Block]:
    """Yield a context block with the sources and the date of a stale review, if there are any."""
    sources = getattr(answer, "sources", ())
    lines = source_lines(sources, overview=is_overview(answer)) if sources else []
    if stale := getattr(answer, "stale", None):
        lines.append(f"Last reviewed {escape(month_name(stale))}.")
    if lines:
        yield context(*lines)


def add_meanings(
    message: Message, intent: Intent, meanings: tuple[Meaning, ...], roles: Mapping[str, Role], surface: Surface
) -> Message:
    """Return the card with a line for each abbreviation that was resolved, and a button to undo its meaning."""
    lines = [_meaning_line(abbreviation, roles[role], surface) for abbreviation, role in meanings]
    undo = [_undo_section(line, intent, meaning) for line, meaning in zip(lines, meanings, strict=True)]
    return Message("\n".join((message.text, *lines)), [*message.blocks, *undo])


def _meaning_line(abbreviation: str, role: Role, surface: Surface) -> str:
    here = "this conversation" if surface == "dm" else "this channel"
    return f"In {here} {escape(abbreviation.upper())} now means {escape(expand_abbreviation(role, abbreviation))}."


def _undo_section(line: str, intent: Intent, meaning: Meaning) -> Block:
    # A context block cannot hold a button, so the line is a section in italics.
    return section(f"_{line}_", button("Undo", FORGET_ACTION, encode_choice(intent, (meaning,))))
