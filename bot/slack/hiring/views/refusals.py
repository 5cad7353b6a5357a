"""Why something was not done, and what to do instead."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bot.answers.wording import join_words
from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.hiring.access import AmbiguousSearch
from bot.hiring.finalists import STEP_OF_ITEM
from bot.hiring.models import Item, Search
from bot.hiring.rules import Refusal
from bot.hiring.service import NothingToUndo
from bot.slack.blocks import actions, section
from bot.slack.hiring.button_values import can_fit_button, search_button
from bot.slack.hiring.views.command_text import as_code_blocks, as_inline_code
from bot.slack.hiring.views.evidence_questions import (
    CONFIRM_OR_NOTE,
    evidence_example,
    explain_doubt,
    explain_missing_evidence,
)
from bot.slack.hiring.views.wording import (
    described_state,
    fill_item_template,
    fill_search_template,
    mention,
    name_of,
    numbered,
    set_value,
)
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

NOT_YOUR_ITEM = "You can only work on your own items in this search. `/hiring items mine` lists them."
MAX_CHOICES = 10
MAX_NAMED = 5
MAX_EXAMPLE = 120
TOO_LONG = "Your text is too long for a button. Copy it from here and send it with the right short name:"
MAX_ITEM_TITLE = 60
MAX_SEARCH_NAME = 40
_MARKUP = re.compile(r"[*`]")
_PERSON = re.compile(r"<@\w+>")


class Recipient(NamedTuple):
    """The person a message is for: their user id, the channel they are in, and the verb they used."""

    user: str = ""
    channel: str = ""
    verb: str = ""


def explain_refusal(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """Why nothing was done and what to do instead, in a sentence or two of mrkdwn."""
    return " ".join(
        part
        for part in (refusal_reason(refusal, search, recipient), refusal_remedy(refusal, search, recipient))
        if part
    )


def refusal_reason(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """Why nothing was done to the item or the search, in mrkdwn."""
    if refusal.item is None:
        return _SEARCH_REASONS[refusal.reason](refusal, search, recipient)
    return _ITEM_REASONS[refusal.reason](refusal, refusal.item, search, recipient)


def refusal_remedy(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """What to do instead; empty if there is nothing to do, or the reason says it."""
    if refusal.item is None or refusal.reason not in _REMEDIES:
        return ""
    return _REMEDIES[refusal.reason](refusal.item, search, recipient)


def to_plain_text(text: str) -> str:
    """The sentence for a place without markup or mentions."""
    plain = _MARKUP.sub("", _PERSON.sub("someone", text))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        plain = plain.replace(entity, character)
    return plain


def _no_such_item(refusal: Refusal, search: Search, _: Recipient) -> str:
    return f"There's no item {refusal.number} in *{name_of(search)}*. `/hiring items all` lists all items."


def no_such_items(refusals: Sequence[Refusal], search: Search, recipient: Recipient) -> str:
    """One sentence for all numbers that no item has."""
    if len(refusals) == 1:
        return _no_such_item(refusals[0], search, recipient)
    numbers = ", ".join(str(each.number) for each in refusals[:MAX_NAMED])
    more = f" and {len(refusals) - MAX_NAMED} more" if refusals[MAX_NAMED:] else ""
    return f"There are no items {numbers}{more} in *{name_of(search)}*. `/hiring items all` lists all items."


def _not_yours(_: Refusal, search: Search, __: Recipient) -> str:
    return (
        f"Only the search owner, {mention(search.owner)}, can hand over *{name_of(search)}*. "
        "Once they've left the channel or the company, anyone in the channel can."
    )


def _owner_decides(_: Refusal, search: Search, __: Recipient) -> str:
    return f"Only the search owner, {mention(search.owner)}, can decide what guests may do in *{name_of(search)}*."


def _search_already(_: Refusal, search: Search, recipient: Recipient) -> str:
    verb = CATALOGUE.get(recipient.verb)
    if verb and verb.unchanged:
        return fill_search_template(verb.unchanged, search)
    return "That's already set. Nothing changed."


def _search_closed_text(search: Search) -> str:
    return (
        f"*{name_of(search)}* is closed ({search.state}), so nothing changed. "
        f"`/hiring reopen-search {escape(search.short)}` reopens it."
    )


def _needs_owner_or_reason(_: Refusal, search: Search, __: Recipient) -> str:
    return (
        f"Only the search owner, {mention(search.owner)}, can close *{name_of(search)}* without a reason. "
        f"Add yours: `/hiring close {escape(search.short)} hired reason`. It goes in the history."
    )


def _search_paused(_: Refusal, search: Search, __: Recipient) -> str:
    return (
        f"*{name_of(search)}* is paused. `/hiring resume {escape(search.short)}` moves its dates by the length of the "
        "pause; then you can move the start date."
    )


def _is_hired(_: Refusal, search: Search, __: Recipient) -> str:
    return (
        f"*{name_of(search)}* is marked as hired, and closes when its last onboarding item is done or skipped. "
        f"`/hiring reopen-search {escape(search.short)}` goes back to the search."
    )


_SEARCH_REASONS: dict[str, Callable[[Refusal, Search, Recipient], str]] = {
    "no_such_item": _no_such_item,
    "already": _search_already,
    "has_passed": lambda *_: "That date has passed. Choose a later one.",
    "needs_owner": lambda *_: "Every search needs an owner. Type @ and a name, or `me`.",
    "not_yours": _not_yours,
    "search_closed": lambda _, search, __: _search_closed_text(search),
    "needs_owner_or_reason": _needs_owner_or_reason,
    "search_paused": _search_paused,
    "owner_decides": _owner_decides,
    "is_hired": _is_hired,
    "not_your_item": lambda *_: NOT_YOUR_ITEM,
}


def _already(_: Refusal, item: Item, __: Search, recipient: Recipient) -> str:
    verb = CATALOGUE.get(recipient.verb)
    if verb and verb.unchanged:
        is_cleared = bool(verb.unchanged_cleared) and not set_value(verb, item, recipient.user)
        template = verb.unchanged_cleared if is_cleared else verb.unchanged
        # None of these templates shows a date relative to today, so any date will do.
        return f"{numbered(item)} {fill_item_template(template, item, date.min, user=recipient.user)}. Nothing changed."
    at = item.closed_at
    by = f" ({mention(item.closed_by)}, {at.day} {at:%B})" if item.closed_by and at else ""
    return f"{numbered(item)} is already {described_state(item)}{by}. Nothing changed."


def _needs_first(refusal: Refusal, item: Item, _: Search, __: Recipient) -> str:
    return f"{numbered(item)} is blocked by {_listed(refusal.others) or 'other items'}."


def _not_owner(refusal: Refusal, item: Item, search: Search, _: Recipient) -> str:
    prerequisites = f" It's blocked by {_listed(refusal.others)}." if refusal.others else ""
    return f"Only the search owner, {mention(search.owner)}, can override blockers on {numbered(item)}.{prerequisites}"


STEP_EXAMPLES = {
    "consent": "signed form in the ATS",
    "references": "two calls, notes in the ATS",
    "check": "report of 2 March in the ATS",
}
"""What may show each step that is recorded for a finalist."""


def _needs_finalists(refusal: Refusal, item: Item, _: Search, __: Recipient) -> str:
    letters, step = refusal.finalists, STEP_OF_ITEM.get(item.key)
    names = f"finalists {join_words(letters)}" if letters[1:] else f"finalist {letters[0]}"
    if step is None:
        waits = f"{numbered(item)} waits until the scores of {names} are open."
        return f"{waits} `/hiring scorecards` shows who still has to score."
    whom = f"{names} {'have' if letters[1:] else 'has'}"
    return (
        f"{numbered(item)} needs a record for each finalist, and {whom} none yet. For example: "
        f"`/hiring finalist {letters[0]} {step} {STEP_EXAMPLES[step]}`."
    )


_ITEM_REASONS: dict[str, Callable[[Refusal, Item, Search, Recipient], str]] = {
    "already": _already,
    "needs_first": _needs_first,
    "needs_evidence": lambda refusal, item, _, __: explain_missing_evidence(refusal, item),
    "needs_finalists": _needs_finalists,
    "doubtful_evidence": lambda refusal, item, _, __: explain_doubt(refusal, item),
    "needs_reason": lambda _, item, __, ___: f"Add a reason for {numbered(item)}. It goes in the history.",
    "not_the_owner": _not_owner,
    "nothing_to_override": lambda _, item, __, ___: f"Nothing blocks {numbered(item)}.",
    "is_blocked": lambda _, item, __, ___: f"{numbered(item)} is blocked: {safe_mrkdwn(item.reason)}.",
    "is_closed": lambda _, item, __, ___: f"{numbered(item)} is {described_state(item)}.",
    "search_closed": lambda _, __, search, ___: _search_closed_text(search),
}


def _who_can_override(item: Item, search: Search, recipient: Recipient) -> str:
    who = "You own the search, so you can"
    if recipient.user != search.owner:
        who = f"Only the search owner, {mention(search.owner)}, can"
    return f"{who} override: `/hiring override {item.number} reason`."


def _with_evidence(item: Item, search: Search, recipient: Recipient) -> str:
    return f"{evidence_example(item)} {_who_can_override(item, search, recipient)}"


_REMEDIES: dict[str, Callable[[Item, Search, Recipient], str]] = {
    "needs_first": _who_can_override,
    "needs_finalists": _who_can_override,
    "needs_evidence": _with_evidence,
    "doubtful_evidence": lambda *_: CONFIRM_OR_NOTE,
    "nothing_to_override": lambda item, _, __: f"`/hiring done {item.number}` closes it.",
    "is_blocked": lambda item, _, __: f"Type `/hiring unblock {item.number}` first.",
    "is_closed": lambda item, _, __: f"Type `/hiring reopen {item.number}` first.",
}


def ask_which_search(ambiguous: AmbiguousSearch, command: Command, channel: str) -> Message:
    """The question which search is meant, with a button for each that carries out the command in it."""
    if not ambiguous.candidates:
        return Message(_no_search(ambiguous, command))
    shown = ambiguous.candidates[:MAX_CHOICES]
    names = ", ".join(f"`{escape(search.short)}` ({name_of(search, MAX_SEARCH_NAME)})" for search in shown)
    more = f" and {len(ambiguous.candidates) - MAX_CHOICES} more" if ambiguous.candidates[MAX_CHOICES:] else ""
    question = f"{_why_ambiguous(ambiguous, command, channel)}. Which one? {names}{more}."
    if not can_fit_button(command, shown[0]):
        text = f"{question} {TOO_LONG}"
        return Message(text, [section(text), *map(section, as_code_blocks(command, shown[-1].short))])
    text = f"{question} For example: {as_inline_code(command, ambiguous.candidates[-1].short, MAX_EXAMPLE)}."
    choices = [search_button(command, search, place) for place, search in enumerate(shown)]
    return Message(text, [section(text), actions(choices)])


def _why_ambiguous(ambiguous: AmbiguousSearch, command: Command, channel: str) -> str:
    if ambiguous.name:
        return f"There's no search called “{safe_mrkdwn(ambiguous.name, 40)}” here"
    if CATALOGUE[command.verb].finds_closed:
        return "Several searches here can be reopened"
    here = any(search.channel == channel for search in ambiguous.candidates)
    return "Several searches are open here" if here else "You're involved in several searches"


def _no_search(ambiguous: AmbiguousSearch, command: Command) -> str:
    state = "closed" if CATALOGUE[command.verb].finds_closed else "open"
    named = f" called “{safe_mrkdwn(ambiguous.name, 40)}”" if ambiguous.name else ""
    return (
        f"There's no {state} search{named} here. `/hiring start cro` opens one for a CRO; "
        "`/hiring searches` lists the ones you're involved in."
    )


def explain_nothing_undone(nothing: NothingToUndo) -> str:
    """Why nothing was undone."""
    search = nothing.checklist.search
    if nothing.entry and nothing.entry.changes[0].verb == "start":
        return (
            f"Opening *{name_of(search)}* can't be undone, and you've changed nothing in it since. "
            f"`/hiring close {escape(search.short)} cancelled` closes it."
        )
    if nothing.entry is None:
        return f"You have no changes to undo in *{name_of(search)}*."
    numbers = sorted({change.number for change in nothing.entry.changes if change.number})
    what = f"Item {numbers[0]}" if len(numbers) == 1 else "Part of your last change"
    return f"{what} has changed again since, so nothing was undone. `/hiring history` shows who changed it."


def explain_not_last_change(search: Search) -> str:
    """Why a button undid nothing: the person did something else since, or another person made the change."""
    return (
        f"That isn't your last change in *{name_of(search)}*, so nothing was undone. "
        "`/hiring undo` undoes your last one."
    )


def _listed(items: Sequence[Item]) -> str:
    more = f" and {len(items) - MAX_NAMED} more" if items[MAX_NAMED:] else ""
    return ", ".join(numbered(item, MAX_ITEM_TITLE) for item in items[:MAX_NAMED]) + more
