"""What is said where something was not done: why, and what to do instead."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.command import Command
from bot.hiring.access import AmbiguousSearch
from bot.hiring.models import Item, Search
from bot.hiring.rules import Refusal
from bot.hiring.service import NothingToUndo
from bot.slack.blocks import actions, section
from bot.slack.hiring.button_values import can_fit_button, search_button
from bot.slack.hiring.views.command_text import as_code_blocks, as_inline_code
from bot.slack.hiring.views.templates import fill_item_template, fill_search_template
from bot.slack.hiring.views.wording import mention, name_of, numbered, state_phrase
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

MOST_CHOICES = 10
MOST_NAMED = 5
LONGEST_EXAMPLE = 120
TOO_LONG = "That is too much for a button to carry, so here it is again: send it with the right name in it."
SHORTENED = 60
NAMED_SHORT = 40
_MARKUP = re.compile(r"[*`]")
_PERSON = re.compile(r"<@\w+>")


class Recipient(NamedTuple):
    """Whoever is told: their id, the channel they are in, and the verb of what they wanted."""

    user: str = ""
    channel: str = ""
    verb: str = ""


def explain_refusal(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """One sentence or two in mrkdwn on why an item was left as it is, and what to do instead."""
    return " ".join(
        part
        for part in (refusal_reason(refusal, search, recipient), refusal_remedy(refusal, search, recipient))
        if part
    )


def refusal_reason(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """Why an item was left as it is."""
    if refusal.item is None:
        return _without_item(refusal, search, recipient)
    return _REASONS[refusal.reason](refusal, refusal.item, search, recipient)


def refusal_remedy(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    """What to do instead; empty where nothing has to be done, or it was said with the reason."""
    if refusal.item is None or refusal.reason not in _REMEDIES:
        return ""
    return _REMEDIES[refusal.reason](refusal.item, search, recipient)


def to_plain_text(text: str) -> str:
    """The same sentence for a place that takes no markup, and shows nobody's name."""
    bare = _MARKUP.sub("", _PERSON.sub("somebody", text))
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        bare = bare.replace(entity, character)
    return bare


def _without_item(refusal: Refusal, search: Search, recipient: Recipient) -> str:
    return _ABOUT_SEARCH[refusal.reason](refusal, search, recipient)


def _no_such_item(refusal: Refusal, search: Search, _: Recipient) -> str:
    return f"There is no item {refusal.number} in *{name_of(search)}*. `/hiring items all` lists them."


def no_such_items(refusals: Sequence[Refusal], search: Search, recipient: Recipient) -> str:
    """That there are no items of these numbers."""
    if len(refusals) == 1:
        return _no_such_item(refusals[0], search, recipient)
    numbers = ", ".join(str(each.number) for each in refusals[:MOST_NAMED])
    more = f" and {len(refusals) - MOST_NAMED} more" if refusals[MOST_NAMED:] else ""
    return f"There are no items {numbers}{more} in *{name_of(search)}*. `/hiring items all` lists those there are."


def _not_yours(_: Refusal, search: Search, __: Recipient) -> str:
    return (
        f"Only {mention(search.owner)}, who owns *{name_of(search)}*, can hand it on. Whoever is in the channel can "
        "once they have left it, or the company."
    )


def _search_already(_: Refusal, search: Search, recipient: Recipient) -> str:
    verb = CATALOGUE.get(recipient.verb)
    if verb and verb.unchanged:
        return fill_search_template(verb.unchanged, search)
    return "No change: it is already set to that."


def _search_closed_text(search: Search) -> str:
    return (
        f"*{name_of(search)}* is closed ({search.state}), so nothing was changed. "
        f"`/hiring reopen-search {escape(search.short)}` takes it up again."
    )


_ABOUT_SEARCH: dict[str, Callable[[Refusal, Search, Recipient], str]] = {
    "no_such_item": _no_such_item,
    "already": _search_already,
    "has_passed": lambda *_: "That day has passed. Choose one that is still to come.",
    "needs_owner": lambda *_: "A search is always somebody's. Name a person with @, or write `me`.",
    "not_yours": _not_yours,
    "search_closed": lambda _, search, __: _search_closed_text(search),
}


def _already(_: Refusal, item: Item, __: Search, recipient: Recipient) -> str:
    verb = CATALOGUE.get(recipient.verb)
    if verb and verb.unchanged:
        is_cleared = bool(verb.unchanged_cleared) and not getattr(item, verb.sets)
        template = verb.unchanged_cleared if is_cleared else verb.unchanged
        # Of these texts none is relative to today.
        return f"{numbered(item)} {fill_item_template(template, item, date.min)}; nothing was changed."
    by = f", by {mention(item.closed_by)} on {item.closed_at:%d %B}" if item.closed_by and item.closed_at else ""
    return f"{numbered(item)} {state_phrase(item)} already{by}; nothing was changed."


def _first(refusal: Refusal, item: Item, _: Search, __: Recipient) -> str:
    return f"{numbered(item)} waits for {_listed(refusal.others)}."


def _evidence(_: Refusal, item: Item, __: Search, ___: Recipient) -> str:
    return f"{numbered(item)} is closed with evidence: {escape(item.evidence_wanted)}."


def _not_owner(refusal: Refusal, item: Item, search: Search, _: Recipient) -> str:
    prerequisites = f" It waits for {_listed(refusal.others)}." if refusal.others else ""
    owner = f"Only {mention(search.owner)}, who owns the search"
    return f"{owner}, may override what holds up {numbered(item)}.{prerequisites}"


_REASONS: dict[str, Callable[[Refusal, Item, Search, Recipient], str]] = {
    "already": _already,
    "needs_first": _first,
    "needs_evidence": _evidence,
    "needs_reason": lambda _, item, __, ___: f"A reason is needed, for the history: add one for {numbered(item)}.",
    "not_the_owner": _not_owner,
    "nothing_to_override": lambda _, item, __, ___: f"Nothing holds up {numbered(item)}.",
    "is_blocked": lambda _, item, __, ___: f"{numbered(item)} is blocked: {safe_mrkdwn(item.reason)}.",
    "is_closed": lambda _, item, __, ___: f"{numbered(item)} {state_phrase(item)}.",
    "search_closed": lambda _, __, search, ___: _search_closed_text(search),
}


def _may_override(item: Item, search: Search, recipient: Recipient) -> str:
    may = "You own the search, so you may close it all the same"
    if recipient.user != search.owner:
        may = f"Only {mention(search.owner)}, who owns the search, may close it all the same"
    return f"{may}: `/hiring override {item.number} reason`."


def _with_evidence(item: Item, search: Search, recipient: Recipient) -> str:
    how = f"Give a note or link: `/hiring done {item.number} https://...`."
    return f"{how} {_may_override(item, search, recipient)}"


_REMEDIES: dict[str, Callable[[Item, Search, Recipient], str]] = {
    "needs_first": _may_override,
    "needs_evidence": _with_evidence,
    "nothing_to_override": lambda item, _, __: f"`/hiring done {item.number}` closes it.",
    "is_blocked": lambda item, _, __: f"`/hiring unblock {item.number}` comes first.",
    "is_closed": lambda item, _, __: f"`/hiring reopen {item.number}` comes first.",
}


def ask_which_search(ambiguous: AmbiguousSearch, command: Command, channel: str) -> Message:
    """That it is not clear which search is meant, with a button for each that does there what was ordered."""
    if not ambiguous.candidates:
        return Message(_none(ambiguous, command))
    shown = ambiguous.candidates[:MOST_CHOICES]
    names = ", ".join(f"`{escape(search.short)}` ({name_of(search, NAMED_SHORT)})" for search in shown)
    more = f" and {len(ambiguous.candidates) - MOST_CHOICES} more" if ambiguous.candidates[MOST_CHOICES:] else ""
    question = f"{_several(ambiguous, command, channel)}: which one? {names}{more}."
    if not can_fit_button(command, shown[0]):
        text = f"{question} {TOO_LONG}"
        return Message(text, [section(text), *map(section, as_code_blocks(command, shown[-1].short))])
    text = f"{question} Name it, as in {as_inline_code(command, ambiguous.candidates[-1].short, LONGEST_EXAMPLE)}."
    choices = [search_button(command, search, place) for place, search in enumerate(shown)]
    return Message(text, [section(text), actions(choices)])


def _several(ambiguous: AmbiguousSearch, command: Command, channel: str) -> str:
    if ambiguous.name:
        return f"There is no search called “{safe_mrkdwn(ambiguous.name, 40)}” here"
    if CATALOGUE[command.verb].finds_closed:
        return "Several searches are closed here"
    here = any(search.channel == channel for search in ambiguous.candidates)
    return "Several searches run here" if here else "You have a part in several searches"


def _none(ambiguous: AmbiguousSearch, command: Command) -> str:
    state = "closed" if CATALOGUE[command.verb].finds_closed else "open"
    named = f" called “{safe_mrkdwn(ambiguous.name, 40)}”" if ambiguous.name else ""
    return (
        f"There is no {state} search{named} here. `/hiring start cro` opens one for a CRO, "
        "`/hiring searches` lists those that you have a part in."
    )


def explain_nothing_undone(nothing: NothingToUndo) -> str:
    """Why nothing was taken back."""
    search = nothing.checklist.search
    if nothing.entry and nothing.entry.changes[0].verb == "start":
        return (
            f"That *{name_of(search)}* was opened cannot be taken back, and you have changed nothing in it since. "
            f"`/hiring close {escape(search.short)} cancelled` ends it."
        )
    if nothing.entry is None:
        return f"You have changed nothing in *{name_of(search)}* that could be taken back."
    numbers = sorted({change.number for change in nothing.entry.changes if change.number})
    what = f"Item {numbers[0]}" if len(numbers) == 1 else "What you changed last"
    return f"{what} has been changed again since, so nothing was taken back. `/hiring history` shows by whom."


def explain_not_last_change(search: Search) -> str:
    """Why a button takes nothing back: the person did something else since, or it was done by somebody else."""
    return (
        f"That is not what you did last in *{name_of(search)}*, so nothing was taken back. "
        "`/hiring undo` takes back the last thing that you did there."
    )


def _listed(items: Sequence[Item]) -> str:
    more = f" and {len(items) - MOST_NAMED} more" if items[MOST_NAMED:] else ""
    return ", ".join(numbered(item, SHORTENED) for item in items[:MOST_NAMED]) + more
