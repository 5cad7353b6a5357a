"""The question before a search is closed: what is still open, which cautions apply to that, and what goes on."""

from collections.abc import Iterator, Sequence

from bot.commands.command import Command
from bot.hiring.lifecycle import SIGNATURE_KEY, find_open_onboarding_items, find_open_search_items
from bot.hiring.models import Checklist, Item, Search
from bot.slack.blocks import Element, Style, actions, button, context, section
from bot.slack.hiring.button_values import can_fit_button, confirm_button
from bot.slack.hiring.views.command_text import command_code
from bot.slack.hiring.views.legal_notes import NOT_ADVICE, Cautions, caution_text, cautions_of, first_sentence
from bot.slack.hiring.views.wording import name_of, numbered
from bot.slack.message import Message
from bot.slack.text import fit_lines

MAX_NAMED = 8
"""Open items that are named; the others are counted."""
MAX_TITLE = 80
MAX_CHARS = 2900
MAX_CAUTIONS = 3
HIRED_BUTTON: tuple[str, Style] = ("Mark as hired", "primary")
CANCELLED_BUTTON: tuple[str, Style] = ("Close as cancelled", "danger")
NOTHING_YET = "Nothing has changed yet."


def closing_question(checklist: Checklist, command: Command, cautions: Cautions) -> Message | None:
    """The question whether to close the search; None if there is nothing to ask, because everything before is done.

    Cancelling a search is always a question.
    """
    lines = list(closing_lines(checklist, command.outcome or "", cautions))
    if command.outcome == "hired" and not lines:
        return None
    search = checklist.search
    question = f"Close *{name_of(search)}* as {command.outcome}? {NOTHING_YET}"
    typed = f"Or type {command_code(f'close {search.short} {command.outcome} confirmed {command.text}'.strip())}."
    foot = [*(context(line) for line in _undo_hint(command)), context(typed)]
    shown = fit_lines([question, *lines], MAX_CHARS)
    return Message(f"{shown}\n{typed}", [section(shown), actions(_buttons(checklist, command)), *foot])


def closing_lines(checklist: Checklist, outcome: str, cautions: Cautions) -> Iterator[str]:
    """What closing the search with this outcome leaves undone, in mrkdwn; nothing if everything is done."""
    before, after = find_open_search_items(checklist), find_open_onboarding_items(checklist)
    if outcome == "cancelled":
        yield f"{_count((*before, *after), 'item')} still open. There will be no more reminders."
        return
    if before:
        yield from _before_hire_lines(checklist.search, before, cautions)
    if before and after:
        yield f"{_count(after, 'onboarding and review item')} then left, with reminders until the last one is done."


def _before_hire_lines(search: Search, items: Sequence[Item], cautions: Cautions) -> Iterator[str]:
    """The open items that come before the hire, the missing signature first, and the legal cautions on them."""
    if signature := next((item for item in items if item.key == SIGNATURE_KEY), None):
        yield f":warning: {numbered(signature)} isn't done. If it's signed, close that item first."
    named = f"{_count(items, 'item')} still open that should be done before the hire: {_names(items)}"
    yield f"{named}. Reminders for them would stop."
    yield from _caution_lines(search, items, cautions)


def _caution_lines(search: Search, items: Sequence[Item], cautions: Cautions) -> Iterator[str]:
    """The first sentence of each caution of these items, and how many more there are."""
    found = {each.id: (item, each) for item in items for each in cautions_of(item, search, cautions)}
    for item, each in list(found.values())[:MAX_CAUTIONS]:
        yield f":scales: {caution_text(each, first_sentence(each.text))} (`/hiring item {item.number}`)"
    if len(found) > MAX_CAUTIONS:
        yield f"{len(found) - MAX_CAUTIONS} more legal considerations apply. Each item shows its own. {NOT_ADVICE}"


def _names(items: Sequence[Item]) -> str:
    more = f" and {len(items) - MAX_NAMED} more" if items[MAX_NAMED:] else ""
    return ", ".join(numbered(item, MAX_TITLE) for item in items[:MAX_NAMED]) + more


def _count(items: Sequence[Item], noun: str) -> str:
    """`1 item is`, `12 items are`."""
    return f"{len(items)} {noun}{' is' if len(items) == 1 else 's are'}"


def _buttons(checklist: Checklist, command: Command) -> list[Element]:
    search = checklist.search
    confirmed = command._replace(confirmed=True)
    label, style = HIRED_BUTTON if command.outcome == "hired" else CANCELLED_BUTTON
    confirm = [confirm_button(confirmed, search, label, style)] if can_fit_button(confirmed, search) else []
    pause = [button("Pause instead", "search:pause", search.id)] if search.state == "open" else []
    others = pause if command.outcome == "cancelled" else []
    return [*confirm, *others, button("All items", "search:items", search.id)]


def _undo_hint(command: Command) -> Iterator[str]:
    """What may have been meant by `cancel` or `stop` alone."""
    if command.outcome == "cancelled" and not command.text:
        yield "`/hiring undo` undoes your last change; `/hiring skip 3 reason` skips one item."
