"""The card of an item: definition, state, prerequisites, legal cautions, sources and buttons."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.evidence_check import is_missing_evidence
from bot.hiring.finalists import DECISION_KEY, STEP_OF_ITEM, find_waiting_finalists, summarise_steps
from bot.hiring.models import Checklist, Item, Search
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, Element, actions, button, context, header, section
from bot.slack.cards.sources import MAX_SECTION, source_lines
from bot.slack.hiring.views.legal_notes import full_notes
from bot.slack.hiring.views.wording import (
    STATE_LABELS,
    due_in_words,
    format_user_text,
    long_day,
    mention,
    name_of,
    numbered,
    plain_title,
    title_of,
)
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, safe_mrkdwn

SCORED_ITEMS = frozenset(("interview_plan", "structured_interviews", "decision", *STEP_OF_ITEM))
"""Keys of the items that are about every finalist."""


def item_card(checklist: Checklist, item: Item, base: KnowledgeBase, today: date, user: str = "") -> Message:
    """The item as a message, with buttons for what this user can do next."""
    status = list(status_lines(checklist, item, today, user))
    lines = [f"{item.number}. {title_of(item)}", *definition_lines(item), *status]
    blocks = [
        header(f"{item.number}. {plain_title(item)}"),
        *definition_blocks(item, checklist.search, base),
        section(fit_lines(status, MAX_SECTION)),
        actions(_buttons(checklist, item, user)),
    ]
    return Message(fit_lines(lines, MAX_SECTION), blocks)


def definition_blocks(item: Item, search: Search, base: KnowledgeBase) -> Iterator[Block]:
    """The definition of the item, then in small print the legal cautions where the search is, and sources."""
    if lines := list(definition_lines(item)):
        yield section("\n".join(lines))
    yield from map(context, full_notes(item, search, base.cautions))
    if sources := base.get_sources(item.sources):
        yield context(*source_lines(sources, overview=False))


def definition_lines(item: Item) -> Iterator[str]:
    """What done means, the typical owner and duration, and which evidence is needed."""
    if item.meaning:
        yield f"*Done means*: {escape(item.meaning)}"
    if item.usual_owner:
        days = f", about {item.takes} {'day' if item.takes == 1 else 'days'}" if item.takes else ""
        suggested = " _(our suggestion)_" if item.suggested else ""
        yield f"*Typical owner*: {escape(item.usual_owner)}{days}{suggested}"
    if item.evidence_wanted:
        yield f"*Evidence needed*: {escape(item.evidence_wanted)}"


def status_lines(checklist: Checklist, item: Item, today: date, user: str = "") -> Iterator[str]:
    """Status, owner, due date, this user's snooze, what blocks it and what it blocks, and what people wrote."""
    reason = f", {safe_mrkdwn(item.reason)}" if item.reason else ""
    by = f", by {mention(item.closed_by)} on {long_day(item.closed_at.date())}" if item.closed_at else ""
    yield f"*Status*: {STATE_LABELS[item.state]}{by}{reason}"
    yield f"*Owner*: {mention(item.assignee)}"
    if item.due:
        relative = due_in_words(item, today)
        late = f" ({relative})" if relative and not relative.startswith("due") else ""
        yield f"*Due*: {long_day(item.due)}{late}"
    if (until := item.snoozed_until(user)) and until > today:
        yield f"*Your next reminder*: {long_day(until)}"
    if others := checklist.open_prerequisites(item):
        yield f"*Blocked by*: {', '.join(map(numbered, others))}"
    if letters := find_waiting_finalists(checklist.search.finalists, item.key):
        missing = "Scores not open yet" if item.key == DECISION_KEY else "Not recorded yet"
        yield f"*{missing} for finalists*: {', '.join(letters)}"
    if others := checklist.open_dependents(item):
        yield f"*Blocks*: {', '.join(map(numbered, others))}"
    if item.evidence:
        giver = f" (given by {mention(item.evidence_by)})" if item.evidence_by else ""
        yield f"*Evidence*: {format_user_text(item.evidence)}{giver}"
    if item.note:
        yield f"*Note*: {format_user_text(item.note)}"
    yield f"*Search*: {name_of(checklist.search)}"


def _buttons(checklist: Checklist, item: Item, user: str) -> list[Element]:
    scorecards = button("Show finalists", "search:scorecards", checklist.search.id)
    return [*_item_buttons(checklist, item, user), *([scorecards] if item.key in SCORED_ITEMS else ())]


def _item_buttons(checklist: Checklist, item: Item, user: str) -> list[Element]:
    key = f"{checklist.search.id}:{item.number}"
    edit = button("Update", "item:open", key, "primary")
    history = button("History", "item:history", key)
    if not checklist.search.is_open:
        return [history]
    if item.is_closed:
        return [edit, button("Reopen", "item:reopen", key), history]
    finalists = checklist.search.finalists
    is_ready = not checklist.open_prerequisites(item) and not find_waiting_finalists(finalists, item.key)
    is_closable = is_ready and (bool(summarise_steps(finalists, item.key)) or not is_missing_evidence(item))
    done = [button("Mark done", "item:done", key)] if is_closable else []
    start = [button("Start", "item:start-item", key)] if item.state == "open" else []
    unblock = [button("Unblock", "item:unblock", key)] if item.state == "blocked" else []
    take = [button("Assign to me", "item:take", key)] if item.assignee != user else []
    return [edit, *done, *start, *unblock, *take, history]
