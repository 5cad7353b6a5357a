"""Messages about decisions: one that was saved, the list of a channel, and one that is due for review."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answers.wording import number_word
from bot.hiring.decisions import MAX_TEXT_LENGTH, Decision
from bot.hiring.recommendation_rules import OPEN
from bot.knowledge.base import KnowledgeBase
from bot.knowledge.models import Role
from bot.slack.blocks import Block, Element, actions, button, context, header, section
from bot.slack.cards.controls import DECIDE_ACTION
from bot.slack.cards.sources import MAX_SECTION
from bot.slack.hiring.button_values import StartRequest
from bot.slack.hiring.views.recommendation import Names, named, outcome, short_names
from bot.slack.hiring.views.wording import long_day, mention
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

START = "hiring:start"
REVIEWED = "decision:reviewed"
COPY_DECISION = "decision:copy"
MAX_CHARS = 3900
"""Slack recommends at most 4,000 characters for the text of a message."""


class DecisionList(NamedTuple):
    """The newest decisions of a channel, or of one person (`is_personal`), and the total number."""

    decisions: tuple[Decision, ...]
    total: int
    is_personal: bool = False


def decision_card(decision: Decision, base: KnowledgeBase) -> Message:
    """A decision as saved, with a button for each chosen role that starts its search."""
    names = short_names(base)
    lines = list(_lines(decision, names))
    title = f"Decision: {_choice_text(decision, names)}"
    buttons = [*_start_buttons(decision, base), button("Copy as text", COPY_DECISION, decision.id)]
    reasoning = list(_reasoning(decision))
    return Message(
        "\n".join((escape(title), *lines, *reasoning)),
        [
            header(title),
            section("\n".join(lines)),
            *_text_sections(decision),
            *map(section, reasoning),
            actions(buttons),
        ],
    )


def review_message(decision: Decision, base: KnowledgeBase) -> Message:
    """The reminder that a decision is due for review, with buttons to review it and to keep it."""
    names = short_names(base)
    lines = list(_lines(decision, names))
    opening = "This decision is due for review. Is it still right?"
    return Message(
        "\n".join((opening, *_texts(decision), *lines)),
        [
            header(f"Still right? {_choice_text(decision, names)}"),
            section(opening),
            section("\n".join(lines)),
            *_text_sections(decision),
            actions(review_buttons(decision, base)),
        ],
    )


def reviewed_message(decision: Decision, base: KnowledgeBase, user: str) -> Message:
    """The decision after a person reviewed and kept it."""
    shown = decision_card(decision, base)
    note = f"{mention(user)} reviewed this decision and kept it."
    return Message(f"{shown.text}\n{note}", [*shown.blocks, context(note)])


def review_summary(decision: Decision, base: KnowledgeBase) -> Iterator[str]:
    """A decision that is due for review in a few lines of mrkdwn."""
    names = short_names(base)
    yield _bold(decision, names)
    yield f"In <#{decision.channel}>"
    yield from _lines(decision, names)


def listing_message(listing: DecisionList, base: KnowledgeBase) -> Message:
    """The decisions, newest first, each open one with buttons to review it and to keep it."""
    if not listing.decisions:
        nothing = "No decisions saved here yet. `/hiring decide cmo cro` helps you choose between two roles."
        return Message(nothing, [section(nothing)])
    title = "Decisions you saved elsewhere" if listing.is_personal else "Decisions in this channel"
    names = short_names(base)
    blocks = [block for each in listing.decisions for block in _entry(each, base, names, own=listing.is_personal)]
    rest = listing.total - len(listing.decisions)
    more = f"{number_word(rest)} earlier {'decision' if rest == 1 else 'decisions'} not shown.".capitalize()
    lines = [f"{_bold(each, names)}\n{_body(each, names)}" for each in listing.decisions]
    return Message(
        fit_lines((title, *lines, *([more] if rest else [])), MAX_CHARS),
        [header(title), *blocks, *([context(more)] if rest else [])],
    )


def _entry(decision: Decision, base: KnowledgeBase, names: Names, *, own: bool) -> Iterator[Block]:
    place = [f"In <#{decision.channel}>"] if own else []
    yield section("\n".join((_bold(decision, names), *place, *_lines(decision, names))))
    yield from _text_sections(decision)
    if decision.is_open:
        yield actions(review_buttons(decision, base))


def _bold(decision: Decision, names: Names) -> str:
    return f"*{escape(_choice_text(decision, names))}*"


def _body(decision: Decision, names: Names) -> str:
    return "\n".join((*_texts(decision), *_lines(decision, names)))


def _choice_text(decision: Decision, names: Names) -> str:
    return outcome(decision.choice, len(decision.roles), names)


def _lines(decision: Decision, names: Names) -> Iterator[str]:
    yield f"Compared: {escape(named(decision.roles, names))}"
    yield f"Recommendation: {escape(_recommendation_text(decision, names))}"
    yield f"Saved by {mention(decision.by)} on {long_day(decision.at.date())}"
    if decision.closed_at:
        yield f"Reviewed on {long_day(decision.closed_at.date())}"
    else:
        yield f"Review date: {long_day(decision.review_on) if decision.review_on else 'none'}"
    if decision.search:
        yield "The search has started."


def _recommendation_text(decision: Decision, names: Names) -> str:
    """What was recommended, with the points of each role."""
    snapshot = decision.recommendation
    points = ", ".join(f"{names.get(role, role)} {count}" for role, count in snapshot.scores)
    text = "none" if snapshot.verdict == OPEN else outcome(snapshot.roles, len(decision.roles), names)
    return f"{text} ({points})" if points else text


def _texts(decision: Decision) -> Iterator[str]:
    for name, text in (("Reasons", decision.reasons), ("Dissent", decision.dissent)):
        if text.strip():
            yield f"*{name}*: {safe_mrkdwn(text, MAX_TEXT_LENGTH)}"


def _reasoning(decision: Decision) -> Iterator[str]:
    """Why it was recommended, the strongest argument against it, and what would change it."""
    found = decision.recommendation
    parts = (
        ("Why", found.because),
        ("Strongest argument against", (found.against,)),
        ("What would change it", found.would_change),
    )
    for name, texts in parts:
        said = [f"• {escape(text)}" for text in texts if text]
        if said:
            yield fit_lines([f"*{name}*", *said], MAX_SECTION)


def _text_sections(decision: Decision) -> list[Block]:
    return [section(text) for text in _texts(decision)]


def _start_buttons(decision: Decision, base: KnowledgeBase) -> Sequence[Element]:
    roles = [base.roles[role] for role in decision.choice if role in base.roles]
    ids = (START, *(f"{START}:{place}" for place in range(2, len(roles) + 1)))
    if len(roles) == 1:
        return [button("Start search", START, _start_value(decision, roles[0]), "primary")]
    return [
        button(f"Start search: {role.short}", key, _start_value(decision, role))
        for role, key in zip(roles, ids, strict=False)
    ]


def _start_value(decision: Decision, role: Role) -> str:
    return StartRequest(role.id, decision=decision.id).encoded()


def review_buttons(decision: Decision, base: KnowledgeBase) -> Sequence[Element]:
    """The buttons of a decision that is due for review: decide again, or keep it."""
    known = all(role in base.roles for role in decision.roles)
    again = [button("Review now", DECIDE_ACTION, ",".join(decision.roles))] if known else []
    return [*again, button("Keep decision", REVIEWED, decision.id)]
