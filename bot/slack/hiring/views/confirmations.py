"""What is said after something was done: what changed, what was refused, how far it is, what is next."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.hiring.models import CLOSED, Change, Item, Search
from bot.hiring.progress import compute_progress, due_sort_key, find_ready_items
from bot.hiring.service import ChangeResult
from bot.slack.blocks import Block, Element, actions, button, context, section
from bot.slack.hiring.views.first_day import rescheduled_lines
from bot.slack.hiring.views.item_card import Cautions, legal_note_lines
from bot.slack.hiring.views.refusals import Recipient, explain_refusal, no_such_items, refusal_reason, refusal_remedy
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    due_in_words,
    format_user_text,
    long_day,
    mention,
    name_of,
    numbered,
    progress_bar,
    state_phrase,
)
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, truncate

NO_CAUTIONS: Cautions = {}
MAX_CHARS = 2900
FEW = 2
"""Refusals that are each told with what to do instead."""
MOST_TOLD = 8
"""Refusals that are told at all, one by one."""
MOST_OPENED = 20


def confirmation_message(
    result: ChangeResult, today: date, recipient: Recipient, cautions: Cautions = NO_CAUTIONS
) -> Message:
    """What came of an act, for the person who did it, with a button that takes it back.

    Of the `cautions` that the knowledge has, those are told that bear on an item which was closed.
    """
    done = rescheduled_lines(result) or [
        _confirm_change(result, change, today) for change in _merge_undone(result.changes)
    ]
    lines = [*done, *_refusals(result, recipient)]
    foot = [*legal_note_lines(result, cautions), *_progress_lines(result)] if done else []
    foot += _where(result.after.search, recipient)
    text = fit_lines([*lines, *foot], MAX_CHARS)
    small = [context(truncate(line, MAX_CHARS)) for line in foot]
    return Message(text, [section(fit_lines(lines, MAX_CHARS)), *small, *_controls(result)])


def _refusals(result: ChangeResult, recipient: Recipient) -> Iterator[str]:
    """Why each was refused, with what to do instead: where many were, first and once for all of the same reason."""
    search, refusals = result.after.search, result.refusals
    if len(refusals) <= FEW:
        yield from (f":warning: {explain_refusal(each, search, recipient)}" for each in refusals)
        return
    reasons = dict.fromkeys(each.reason for each in refusals)
    first_of = (next(each for each in refusals if each.reason == reason) for reason in reasons)
    yield from filter(None, (refusal_remedy(each, search, recipient) for each in first_of))
    missing = [each for each in refusals if each.reason == "no_such_item"]
    if missing:
        yield f":warning: {no_such_items(missing, search, recipient)}"
    told = [each for each in refusals if each not in missing]
    yield from (f":warning: {refusal_reason(each, search, recipient)}" for each in told[:MOST_TOLD])
    if told[MOST_TOLD:]:
        yield f"{len(told) - MOST_TOLD} more were left as they are as well."


def _where(search: Search, recipient: Recipient) -> list[str]:
    """Which search that was, for somebody who was not in its channel."""
    return [] if search.channel == recipient.channel else [f"In *{name_of(search)}*, `{escape(search.short)}`"]


def _merge_undone(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, with all that was taken back of one item in one."""
    undone: dict[int, Change] = {}
    for change in changes:
        before = undone.get(change.number)
        if change.verb != "undo":
            yield change
        else:
            undone[change.number] = change._replace(fields=(*(before.fields if before else ()), *change.fields))
    yield from undone.values()


def _confirm_change(result: ChangeResult, change: Change, today: date) -> str:
    if not change.number:
        back = change.verb == "undo"
        return _search_undone(result.after.search, change) if back else _search_changed(result.after.search, change)
    item = result.after.items[change.number - 1]
    if change.verb == "undo":
        return _item_undone(item, change, today)
    if change.verb == "add":
        return _added(item, result.after.search, today)
    refusal_reason = (
        f" Why: {_with_full_stop(format_user_text(change.why))}" if change.verb == "assign" and change.why else ""
    )
    return f"{_ITEM_CONFIRMATIONS[change.verb](item, today)}{refusal_reason}"


def _item_undone(item: Item, change: Change, today: date) -> str:
    """That something was taken back, and how the item stands now in what it was about."""
    if item.gone:
        return f"Taken back: {numbered(item)} is gone."
    names = {name for name, *_ in change.fields}
    now = [
        state_phrase(item).removeprefix("is ") if "state" in names else "",
        f"with {mention(item.assignee)}" if "assignee" in names else "",
        due_in_words(item, today) or "without a day" if "due" in names else "",
    ]
    told = ", ".join(filter(None, now))
    return f"Taken back: {numbered(item)} is {told or 'as it was'}."


def _search_changed(search: Search, change: Change) -> str:
    """What became of the search itself."""
    short, day = escape(search.short), long_day(search.starts_on)
    return {
        "rename": f"The search is called *{name_of(search)}* now; its short name stays `{short}`.",
        "owner": f"*{name_of(search)}* belongs to {mention(search.owner)} now.",
        "target": f"*{name_of(search)}* aims at *{day}* now. It led there anyway, so no day of an item moved.",
        "close": f"*{name_of(search)}* is closed: {OUTCOME_LABELS[search.state]}. "
        f"`/hiring reopen-search {short}` undoes that.",
        "reopen-search": f"*{name_of(search)}* is open again.",
        "weekly": f"The weekly summary of *{name_of(search)}* is {'on' if search.weekly else 'off'}.",
    }[change.verb]


def _search_undone(search: Search, change: Change) -> str:
    """That something about the search was taken back, and how it stands now in what it was about."""
    names = {name for name, *_ in change.fields}
    now = [
        "is called so again" if "name" in names else "",
        f"belongs to {mention(search.owner)} again" if "owner" in names else "",
        f"has {'a' if search.weekly else 'no'} weekly summary again" if "weekly" in names else "",
        f"is {'open' if search.is_open else OUTCOME_LABELS[search.state]} again" if "state" in names else "",
    ]
    told = ", ".join(filter(None, now))
    return f"Taken back: *{name_of(search)}* {told or 'is as it was'}."


def _added(item: Item, search: Search, today: date) -> str:
    """That there is one item more, in which phase, and by when."""
    phase = escape(dict(search.phases).get(item.phase, item.phase))
    day = due_in_words(item, today) or f"no day yet: `/hiring due {item.number} friday` sets one"
    return f"{numbered(item)} is added to *{phase}*, {day}."


def _assigned(item: Item, today: date) -> str:
    due = due_in_words(item, today)
    return f"{numbered(item)} goes to {mention(item.assignee)}{f', {due}' if due else ''}."


def _dated(item: Item, _: date) -> str:
    return f"{numbered(item)} is due on *{long_day(item.due)}*." if item.due else f"{numbered(item)} has no day now."


def _snoozed(item: Item, _: date) -> str:
    if item.snoozed is None:
        return f"Reminders of {numbered(item)} are on again."
    return f"No reminder of {numbered(item)} before *{long_day(item.snoozed)}*."


def _with_full_stop(text: str) -> str:
    """The text with a full stop, where it does not end with a mark of its own."""
    return text if text.rstrip("\u2060\u200b").endswith((".", "?", "!", "…", ":")) else f"{text}."


_ITEM_CONFIRMATIONS: dict[str, Callable[[Item, date], str]] = {
    "done": lambda item, _: (
        f"☑ {numbered(item)} is done{_with_full_stop(f': {format_user_text(item.evidence)}' if item.evidence else '')}"
    ),
    "override": lambda item, _: f"☑ {numbered(item)} is closed, overriding what held it up. The history has why.",
    "skip": lambda item, _: f"{numbered(item)} does not apply: {_with_full_stop(format_user_text(item.reason))}",
    "reopen": lambda item, _: f"☐ {numbered(item)} is open again.",
    "start-item": lambda item, _: f"◐ {numbered(item)} is under way.",
    "block": lambda item, _: f"⊘ {numbered(item)} is blocked: {_with_full_stop(format_user_text(item.reason))}",
    "unblock": lambda item, _: f"{numbered(item)} is free again.",
    "assign": _assigned,
    "due": _dated,
    "note": lambda item, _: f"Noted on {numbered(item)}: {_with_full_stop(format_user_text(item.note))}",
    "evidence": lambda item, _: f"Evidence for {numbered(item)}: {_with_full_stop(format_user_text(item.evidence))}",
    "snooze": _snoozed,
}


def _progress_lines(result: ChangeResult) -> Iterator[str]:
    """What nothing holds up any more, how far the search is, and what is next, where it has come further."""
    if not any(map(_affects_progress, result.changes)):
        return
    able, closed = find_ready_items(result.after), set(_just_closed(result))
    if freed := [item for item in able if not closed.isdisjoint(item.needs)]:
        yield f"Free to go now: {', '.join(map(numbered, freed))}"
    then = f" · next: {numbered(min(able, key=due_sort_key))}" if able else ""
    yield f"{progress_bar(compute_progress(result.after.items))}{then}"


def _just_closed(result: ChangeResult) -> Iterator[str]:
    """The keys of the items that were not closed before and are now."""
    for number in {change.number for change in result.changes if change.number}:
        before, after = result.before.item(number), result.after.item(number)
        if before and after and after.is_closed and not before.is_closed:
            yield after.key


def _affects_progress(change: Change) -> bool:
    """Whether it makes another number of items that are done, or that apply."""
    return change.number > 0 and any(
        name == "gone" or (name == "state" and not CLOSED.isdisjoint((before, after)))
        for name, before, after in change.fields
    )


def _controls(result: ChangeResult) -> list[Block]:
    search = result.after.search
    elements: list[Element] = []
    if result.entry and not result.entry.undoes:
        elements.append(button("Undo", "search:undo", f"{search.id}:0:{result.entry.id}"))
    single = {change.number for change in result.changes} | {refusal.number for refusal in result.refusals}
    if len(single) == 1 and result.after.item(number := single.pop()):
        elements.append(button("Open", "item:open", f"{search.id}:{number}"))
    return [actions(elements)] if elements else []


def searches_message(here: tuple[Search, ...], elsewhere: tuple[Search, ...], over: tuple[Search, ...]) -> Message:
    """The searches of the channel, those elsewhere that a person has a part in, and those that are over."""
    groups = (("Here", here), ("Elsewhere, with a part of yours", elsewhere), ("Closed here", over[::-1]))
    shown = [(name, searches) for name, searches in groups if searches]
    if not shown:
        return Message(
            "There is no search here, and none elsewhere that you have a part in. `/hiring start cro` opens one."
        )
    parts = [fit_lines([f"*{name}*", *map(_line, searches)], MAX_CHARS) for name, searches in shown]
    opened = [
        button(search.short, f"search:status:{place}", search.id)
        for place, search in enumerate((*here, *elsewhere, *over[::-1])[:MOST_OPENED])
    ]
    text = fit_lines("\n".join(parts).split("\n"), MAX_CHARS)
    return Message(text, [*map(section, parts), actions(opened)])


def _line(search: Search) -> str:
    state = "" if search.is_open else f" · {OUTCOME_LABELS[search.state]}"
    where = f" · <#{search.channel}>" if search.channel.startswith(("C", "G")) else " · in a direct conversation"
    return f"`{escape(search.short)}` *{name_of(search)}* · owner {mention(search.owner)}{where}{state}"
