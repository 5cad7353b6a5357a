"""Renders any answer as a message: the blocks of its kind between a common heading, controls and sources."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from bot.answers.models import (
    Advice,
    Answer,
    Clarification,
    Comparison,
    Directory,
    FaqAnswer,
    FullAnswer,
    Help,
    NotKnown,
    Ownership,
    RoleProfile,
    Similarities,
)
from bot.answers.plain import PlainAnswer, is_overview, notices, render_plain, render_summary
from bot.answers.remarks import NO_REMARKS, Remarks, remark_lines
from bot.answers.summary import summarise
from bot.answers.wording import answer_with_note
from bot.knowledge.models import Role
from bot.slack.blocks import Block, button, context, header, section
from bot.slack.cards.advice import advice
from bot.slack.cards.comparison import comparison, similarities
from bot.slack.cards.controls import FORGET_ACTION, Surface, controls, full_view_controls
from bot.slack.cards.first_view import answer_section, sources_line, summary_blocks
from bot.slack.cards.profile import ownership, profile
from bot.slack.cards.short_cards import clarification, directory, faq_answer, help_blocks, not_known
from bot.slack.cards.sources import MAX_SECTION, small_print, source_lines
from bot.slack.cards.vote_buttons import vote_buttons
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, neutralise
from bot.understanding.intents import Intent, Meaning, encode_choice
from bot.understanding.suggestions import expand_abbreviation

MAX_FALLBACK_TEXT = 3900
"""In characters. Slack advises to keep a message's text below 4,000:
https://docs.slack.dev/reference/methods/chat.postMessage."""
MAX_FALLBACK_NOTES = 900
"""The part of the text that notes and sources may take up. Chosen by hand."""
MENTION_HINT = "Mention me to continue."
TRUNCATED_NOTICE = "(Shortened by {} lines: ask about one topic at a time for all of it.)"

DISPUTE = "Several people here dispute this answer. Check its sources before you rely on it."
HEADING_BLOCKS = 2
"""The title, and the answer in one sentence."""

View = Literal["short", "full"]

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


def render_card(
    answer: Answer,
    *,
    surface: Surface,
    view: View = "short",
    remarks: Remarks = NO_REMARKS,
    can_ask: bool = False,
) -> Message:
    """Return the answer as a message for the surface. `can_ask` says whether there is a person to ask about it.

    An answer with evidence has two views: short (the answer and what decides it) and full (everything).
    Raises MessageError if it exceeds a limit of Slack's, which would be a bug here.
    """
    if not isinstance(answer, FullAnswer):
        return _plain_card(answer, surface, can_ask=can_ask)
    return _full_card(answer, surface) if view == "full" else _short_card(answer, surface, remarks, can_ask=can_ask)


def _plain_card(answer: Directory | Help | Clarification | NotKnown, surface: Surface, *, can_ask: bool) -> Message:
    """Return an answer without evidence. Those that quote what the person typed are made safe."""
    if isinstance(answer, Clarification | NotKnown):
        answer = answer._replace(about=neutralise(answer.about))
    words = render_plain(answer)
    heading = [header(words.title)] if words.title else []
    is_thanks = isinstance(answer, NotKnown) and answer.reason == "thanks"
    hint = [context(MENTION_HINT)] if surface == "mention" and not is_thanks else []
    votes = [vote_buttons(answer.intent)] if isinstance(answer, Directory | NotKnown) and not is_thanks else []
    body = BODY_RENDERERS[type(answer)](answer)
    return Message(_text(words), [*heading, *body, *controls(answer, surface, can_ask=can_ask), *hint, *votes])


def _short_card(answer: FullAnswer, surface: Surface, remarks: Remarks, *, can_ask: bool) -> Message:
    summary = summarise(answer)
    lines = remark_lines(remarks, neutralise)
    words = render_summary(answer, summary, lines)
    small = [escape(line) for line in (*lines, *notices(answer))]
    sources = sources_line(summary)
    blocks = [
        *summary_blocks(summary),
        *controls(answer, surface, summary, remarks, can_ask=can_ask),
        *([context(fit_lines(small, MAX_SECTION))] if small else []),
        *([context(MENTION_HINT)] if surface == "mention" else []),
        *([context(sources)] if sources else []),
        vote_buttons(answer.intent),
    ]
    return Message(_text(words), blocks)


def _full_card(answer: FullAnswer, surface: Surface) -> Message:
    words = render_plain(answer)
    short = answer_with_note(answer.short, {source.id: source for source in answer.sources})
    body = [answer_section(short), *BODY_RENDERERS[type(answer)](answer)]
    small = [small_print(line) for line in notices(answer)]
    below = [*full_view_controls(answer, surface), *_sources_block(answer), vote_buttons(answer.intent)]
    return Message(_text(words), [header(words.title), *body, *small, *below])


def _text(words: PlainAnswer) -> str:
    """Return the whole answer as text. If it is too long, its last lines are dropped but its sources are kept."""
    notes = fit_lines([escape(line) for line in (*words.notes, words.sources) if line], MAX_FALLBACK_NOTES)
    lines = [escape(line) for line in (words.title, *words.body) if line]
    body = fit_lines(lines, MAX_FALLBACK_TEXT - len(notes) - 1, TRUNCATED_NOTICE)
    return f"{body}\n{notes}" if notes else body


def _sources_block(answer: FullAnswer) -> Iterator[Block]:
    """Yield a context block with all sources, if there are any."""
    if answer.sources:
        yield context(*source_lines(answer.sources, overview=is_overview(answer)))


def add_dispute(message: Message) -> Message:
    """Return the card of an answer that several people dispute, with a remark below its first sentence."""
    above, below = message.blocks[:HEADING_BLOCKS], message.blocks[HEADING_BLOCKS:]
    return Message(f"{message.text}\n{DISPUTE}", [*above, context(f"⚠️ {DISPUTE}"), *below])


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
