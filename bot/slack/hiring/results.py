"""What is said after something was done: what changed, what was refused, how far it is, what is next."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from bot.hiring.models import CLOSED, Change, Item, Search
from bot.hiring.progress import progress, ready, when
from bot.hiring.service import Worked
from bot.slack.blocks import Block, Element, actions, button, context, section
from bot.slack.hiring.first_day import moved_lines
from bot.slack.hiring.law import Cautions, law_lines
from bot.slack.hiring.refusals import Hearer, none_of, refused, way_out, why
from bot.slack.hiring.wording import (
    ENDS,
    bar,
    due_in_words,
    long_day,
    name_of,
    numbered,
    person,
    said,
    stands,
)
from bot.slack.message import Message
from bot.slack.text import clip, escape, fit

NO_CAUTIONS: Cautions = {}
ROOM = 2900
FEW = 2
"""Refusals that are each told with what to do instead."""
MOST_TOLD = 8
"""Refusals that are told at all, one by one."""
MOST_OPENED = 20


def worked_message(worked: Worked, today: date, hearer: Hearer, cautions: Cautions = NO_CAUTIONS) -> Message:
    """What came of an act, for the person who did it, with a button that takes it back.

    Of the `cautions` that the knowledge has, those are told that bear on an item which was closed.
    """
    done = moved_lines(worked) or [_done(worked, change, today) for change in _told_as_one(worked.changed)]
    lines = [*done, *_refusals(worked, hearer)]
    foot = [*law_lines(worked, cautions), *_outlook(worked)] if done else []
    foot += _where(worked.after.search, hearer)
    text = fit([*lines, *foot], ROOM)
    small = [context(clip(line, ROOM)) for line in foot]
    return Message(text, [section(fit(lines, ROOM)), *small, *_controls(worked)])


def _refusals(worked: Worked, hearer: Hearer) -> Iterator[str]:
    """Why each was refused, with what to do instead: where many were, first and once for all of the same reason."""
    search, refusals = worked.after.search, worked.refusals
    if len(refusals) <= FEW:
        yield from (f":warning: {refused(each, search, hearer)}" for each in refusals)
        return
    reasons = dict.fromkeys(each.reason for each in refusals)
    first_of = (next(each for each in refusals if each.reason == reason) for reason in reasons)
    yield from filter(None, (way_out(each, search, hearer) for each in first_of))
    missing = [each for each in refusals if each.reason == "no_such_item"]
    if missing:
        yield f":warning: {none_of(missing, search, hearer)}"
    told = [each for each in refusals if each not in missing]
    yield from (f":warning: {why(each, search, hearer)}" for each in told[:MOST_TOLD])
    if told[MOST_TOLD:]:
        yield f"{len(told) - MOST_TOLD} more were left as they are as well."


def _where(search: Search, hearer: Hearer) -> list[str]:
    """Which search that was, for somebody who was not in its channel."""
    return [] if search.channel == hearer.channel else [f"In *{name_of(search)}*, `{escape(search.short)}`"]


def _told_as_one(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, with all that was taken back of one item in one."""
    undone: dict[int, Change] = {}
    for change in changes:
        before = undone.get(change.number)
        if change.verb != "undo":
            yield change
        else:
            undone[change.number] = change._replace(fields=(*(before.fields if before else ()), *change.fields))
    yield from undone.values()


def _done(worked: Worked, change: Change, today: date) -> str:
    if not change.number:
        back = change.verb == "undo"
        return _search_back(worked.after.search, change) if back else _search_done(worked.after.search, change)
    item = worked.after.items[change.number - 1]
    if change.verb == "undo":
        return _taken_back(item, change, today)
    if change.verb == "add":
        return _added(item, worked.after.search, today)
    why = f" Why: {_ended(said(change.why))}" if change.verb == "assign" and change.why else ""
    return f"{_ITEM[change.verb](item, today)}{why}"


def _taken_back(item: Item, change: Change, today: date) -> str:
    """That something was taken back, and how the item stands now in what it was about."""
    if item.gone:
        return f"Taken back: {numbered(item)} is gone."
    names = {name for name, *_ in change.fields}
    now = [
        stands(item).removeprefix("is ") if "state" in names else "",
        f"with {person(item.assignee)}" if "assignee" in names else "",
        due_in_words(item, today) or "without a day" if "due" in names else "",
    ]
    told = ", ".join(filter(None, now))
    return f"Taken back: {numbered(item)} is {told or 'as it was'}."


def _search_done(search: Search, change: Change) -> str:
    """What became of the search itself."""
    short, day = escape(search.short), long_day(search.starts_on)
    return {
        "rename": f"The search is called *{name_of(search)}* now; its short name stays `{short}`.",
        "owner": f"*{name_of(search)}* belongs to {person(search.owner)} now.",
        "target": f"*{name_of(search)}* aims at *{day}* now. It led there anyway, so no day of an item moved.",
        "close": f"*{name_of(search)}* is closed: {ENDS[search.state]}. `/hiring reopen-search {short}` undoes that.",
        "reopen-search": f"*{name_of(search)}* is open again.",
        "weekly": f"The weekly summary of *{name_of(search)}* is {'on' if search.weekly else 'off'}.",
    }[change.verb]


def _search_back(search: Search, change: Change) -> str:
    """That something about the search was taken back, and how it stands now in what it was about."""
    names = {name for name, *_ in change.fields}
    now = [
        "is called so again" if "name" in names else "",
        f"belongs to {person(search.owner)} again" if "owner" in names else "",
        f"has {'a' if search.weekly else 'no'} weekly summary again" if "weekly" in names else "",
        f"is {'open' if search.is_open else ENDS[search.state]} again" if "state" in names else "",
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
    return f"{numbered(item)} goes to {person(item.assignee)}{f', {due}' if due else ''}."


def _dated(item: Item, _: date) -> str:
    return f"{numbered(item)} is due on *{long_day(item.due)}*." if item.due else f"{numbered(item)} has no day now."


def _snoozed(item: Item, _: date) -> str:
    if item.snoozed is None:
        return f"Reminders of {numbered(item)} are on again."
    return f"No reminder of {numbered(item)} before *{long_day(item.snoozed)}*."


def _ended(text: str) -> str:
    """The text with a full stop, where it does not end with a mark of its own."""
    return text if text.rstrip("\u2060\u200b").endswith((".", "?", "!", "…", ":")) else f"{text}."


_ITEM: dict[str, Callable[[Item, date], str]] = {
    "done": lambda item, _: f"☑ {numbered(item)} is done{_ended(f': {said(item.evidence)}' if item.evidence else '')}",
    "override": lambda item, _: f"☑ {numbered(item)} is closed, overriding what held it up. The history has why.",
    "skip": lambda item, _: f"{numbered(item)} does not apply: {_ended(said(item.reason))}",
    "reopen": lambda item, _: f"☐ {numbered(item)} is open again.",
    "start-item": lambda item, _: f"◐ {numbered(item)} is under way.",
    "block": lambda item, _: f"⊘ {numbered(item)} is blocked: {_ended(said(item.reason))}",
    "unblock": lambda item, _: f"{numbered(item)} is free again.",
    "assign": _assigned,
    "due": _dated,
    "note": lambda item, _: f"Noted on {numbered(item)}: {_ended(said(item.note))}",
    "evidence": lambda item, _: f"Evidence for {numbered(item)}: {_ended(said(item.evidence))}",
    "snooze": _snoozed,
}


def _outlook(worked: Worked) -> Iterator[str]:
    """What nothing holds up any more, how far the search is, and what is next, where it has come further."""
    if not any(map(_counts, worked.changed)):
        return
    able, closed = ready(worked.after), set(_just_closed(worked))
    if freed := [item for item in able if not closed.isdisjoint(item.needs)]:
        yield f"Free to go now: {', '.join(map(numbered, freed))}"
    then = f" · next: {numbered(min(able, key=when))}" if able else ""
    yield f"{bar(progress(worked.after.items))}{then}"


def _just_closed(worked: Worked) -> Iterator[str]:
    """The keys of the items that were not closed before and are now."""
    for number in {change.number for change in worked.changed if change.number}:
        before, after = worked.before.item(number), worked.after.item(number)
        if before and after and after.closed and not before.closed:
            yield after.key


def _counts(change: Change) -> bool:
    """Whether it makes another number of items that are done, or that apply."""
    return change.number > 0 and any(
        name == "gone" or (name == "state" and not CLOSED.isdisjoint((before, after)))
        for name, before, after in change.fields
    )


def _controls(worked: Worked) -> list[Block]:
    search = worked.after.search
    elements: list[Element] = []
    if worked.act and not worked.act.undoes:
        elements.append(button("Undo", "search:undo", f"{search.id}:0:{worked.act.id}"))
    single = {change.number for change in worked.changed} | {refusal.number for refusal in worked.refusals}
    if len(single) == 1 and worked.after.item(number := single.pop()):
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
    parts = [fit([f"*{name}*", *map(_line, searches)], ROOM) for name, searches in shown]
    opened = [
        button(search.short, f"search:status:{place}", search.id)
        for place, search in enumerate((*here, *elsewhere, *over[::-1])[:MOST_OPENED])
    ]
    text = fit("\n".join(parts).split("\n"), ROOM)
    return Message(text, [*map(section, parts), actions(opened)])


def _line(search: Search) -> str:
    state = "" if search.is_open else f" · {ENDS[search.state]}"
    where = f" · <#{search.channel}>" if search.channel.startswith(("C", "G")) else " · in a direct conversation"
    return f"`{escape(search.short)}` *{name_of(search)}* · owner {person(search.owner)}{where}{state}"
