"""One item in full: what it is, how it stands, what it waits for, what the law says, and what can be pressed."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.gates import held_up_by, lacks_evidence, waiting_for
from bot.hiring.models import Checklist, Item
from bot.knowledge.base import KnowledgeBase
from bot.slack.blocks import Block, Element, actions, button, context, header, section
from bot.slack.cards.evidence import SECTION, source_lines
from bot.slack.hiring.wording import (
    STATES,
    due_in_words,
    long_day,
    name_of,
    numbered,
    person,
    plain_title,
    said,
    title_of,
)
from bot.slack.message import Message
from bot.slack.text import echo, escape, fit


def item_card(checklist: Checklist, item: Item, base: KnowledgeBase, today: date, user: str = "") -> Message:
    """The item as a message, with buttons for what can be done next, by this user."""
    standing = list(how_it_stands(checklist, item, today))
    lines = [f"{item.number}. {title_of(item)}", *what_it_is(item), *standing]
    blocks = [
        header(f"{item.number}. {plain_title(item)}"),
        *explanation(item, base),
        section(fit(standing, SECTION)),
        actions(_buttons(checklist, item, user)),
    ]
    return Message(fit(lines, SECTION), blocks)


def explanation(item: Item, base: KnowledgeBase) -> Iterator[Block]:
    """What the item is, then the law and the sources in small print."""
    if lines := list(what_it_is(item)):
        yield section("\n".join(lines))
    for caution in (base.cautions[each] for each in item.cautions if each in base.cautions):
        yield context(f":scales: _{escape(', '.join(caution.where))}_: {escape(caution.text)} Not legal advice.")
    if sources := base.cited(item.sources):
        yield context(*source_lines(sources, overview=False))


def what_it_is(item: Item) -> Iterator[str]:
    """What done means, who usually does it and how long it takes, and what has to be shown."""
    if item.meaning:
        yield f"*Done means*: {escape(item.meaning)}"
    if item.usual_owner:
        days = f", about {item.takes} {'day' if item.takes == 1 else 'days'}" if item.takes else ""
        ours = " _(our suggestion)_" if item.suggested else ""
        yield f"*Usually*: {escape(item.usual_owner)}{days}{ours}"
    if item.evidence_wanted:
        yield f"*Closed with evidence*: {escape(item.evidence_wanted)}"


def how_it_stands(checklist: Checklist, item: Item, today: date) -> Iterator[str]:
    """State, person, day, what it waits for and what waits for it, and what people wrote."""
    reason = f", {echo(item.reason)}" if item.reason else ""
    by = f", by {person(item.closed_by)} on {long_day(item.closed_at.date())}" if item.closed_at else ""
    yield f"*State*: {STATES[item.state]}{by}{reason}"
    yield f"*Person*: {person(item.assignee)}"
    if item.due:
        ahead = due_in_words(item, today)
        yield f"*Due*: {long_day(item.due)}{f' ({ahead})' if ahead and 'due ' not in ahead else ''}"
    if item.snoozed and item.snoozed > today:
        yield f"*No reminders before*: {long_day(item.snoozed)}"
    if others := waiting_for(checklist, item):
        yield f"*Waits for*: {', '.join(map(numbered, others))}"
    if others := held_up_by(checklist, item):
        yield f"*Holds up*: {', '.join(map(numbered, others))}"
    for name, text in (("Evidence", item.evidence), ("Note", item.note)):
        if text:
            yield f"*{name}*: {said(text)}"
    yield f"*Search*: {name_of(checklist.search)}"


def _buttons(checklist: Checklist, item: Item, user: str) -> list[Element]:
    key = f"{checklist.search.id}:{item.number}"
    edit = button("Work on it", "item:open", key, "primary")
    past = button("History", "item:history", key)
    if not checklist.search.is_open:
        return [past]
    if item.closed:
        return [edit, button("Reopen", "item:reopen", key), past]
    ready = not waiting_for(checklist, item) and not lacks_evidence(item)
    quick = [button("Done", "item:done", key)] if ready else []
    begin = [button("Start", "item:start-item", key)] if item.state == "open" else []
    free = [button("Unblock", "item:unblock", key)] if item.state == "blocked" else []
    take = [button("Take it", "item:take", key)] if item.assignee != user else []
    return [edit, *quick, *begin, *free, *take, past]
