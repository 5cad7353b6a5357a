"""The answer to a change: what changed, what was refused and why, how far the search is, and what is next."""

from collections.abc import Iterable, Iterator
from datetime import date

from bot.commands.catalogue import CATALOGUE
from bot.hiring.models import CLOSED, SEARCH_NUMBER, Change, Item, Search
from bot.hiring.progress import compute_progress, due_sort_key, find_ready_items
from bot.hiring.scorecards import PERMANENT_VERBS
from bot.hiring.service import ChangeResult
from bot.slack.blocks import Block, Element, actions, button, context, section
from bot.slack.hiring.views.evidence_questions import doubt_buttons
from bot.slack.hiring.views.first_day import earliest_start_lines, rescheduled_lines, resumed_lines, withdrawal_lines
from bot.slack.hiring.views.legal_notes import NO_CAUTIONS, NOT_ADVICE, Cautions, cautions_of, short_notes
from bot.slack.hiring.views.refusals import Recipient, explain_refusal, no_such_items, refusal_reason, refusal_remedy
from bot.slack.hiring.views.search_settings import settings_lines
from bot.slack.hiring.views.wording import (
    OUTCOME_LABELS,
    STATE_LABELS,
    assigned_to,
    due_in_words,
    end_sentence,
    fill_item_template,
    fill_search_template,
    format_user_text,
    mention,
    name_of,
    numbered,
    progress_bar,
    set_value,
)
from bot.slack.message import Message
from bot.slack.text import escape, fit_lines, truncate

MAX_NAMED = 5
"""Items with cautions that are named."""
MAX_CHARS = 2900
"""Characters of a section, which may have 3,000."""
MAX_EXPLAINED = 2
"""Up to this number, each refusal is followed by its own remedy; beyond it, each kind of remedy is given once."""
MAX_REFUSALS = 8
"""Refusals listed one by one."""
MAX_BUTTONS = 20


def confirmation_message(
    result: ChangeResult, today: date, recipient: Recipient, cautions: Cautions = NO_CAUTIONS, note: str = ""
) -> Message:
    """The answer to a change for the person who made it, with an Undo button.

    `cautions` are all that the knowledge has; those that apply to an item that the person takes or begins are shown.
    `note` says how the command was understood, where that was a guess.
    """
    done = list(_done_lines(result, today))
    lines = [*done, *_refusals(result, recipient)]
    foot = [*legal_note_lines(result, cautions), *_progress_lines(result)] if done else []
    foot += [note] if note and done else []
    foot += _where(result.after.search, recipient)
    text = fit_lines([*lines, *foot], MAX_CHARS)
    small = [context(truncate(line, MAX_CHARS)) for line in foot]
    return Message(text, [section(fit_lines(lines, MAX_CHARS)), *small, *_controls(result)])


def _done_lines(result: ChangeResult, today: date) -> Iterator[str]:
    """What changed, one line for each item; a new first day has lines of its own."""
    changes = result.changes
    if any(change.verb == "resume" for change in changes):
        yield from resumed_lines(result)
        return
    is_of_search = any(change.number == SEARCH_NUMBER for change in changes)
    moved = (settings_lines(result) or rescheduled_lines(result)) if is_of_search else []
    yield from moved or (_confirm_change(result, change, today) for change in _merge_undone(changes))
    yield from earliest_start_lines(result)
    yield from withdrawal_lines(result)


def _refusals(result: ChangeResult, recipient: Recipient) -> Iterator[str]:
    """Each refusal with its reason and remedy; if there are many, the remedies come first, one for each reason."""
    search, refusals = result.after.search, result.refusals
    if len(refusals) <= MAX_EXPLAINED:
        yield from (f":warning: {explain_refusal(each, search, recipient)}" for each in refusals)
        return
    reasons = dict.fromkeys(each.reason for each in refusals)
    first_of = (next(each for each in refusals if each.reason == reason) for reason in reasons)
    yield from filter(None, (refusal_remedy(each, search, recipient) for each in first_of))
    missing = [each for each in refusals if each.reason == "no_such_item"]
    if missing:
        yield f":warning: {no_such_items(missing, search, recipient)}"
    others = [each for each in refusals if each not in missing]
    yield from (f":warning: {refusal_reason(each, search, recipient)}" for each in others[:MAX_REFUSALS])
    if others[MAX_REFUSALS:]:
        yield f"{len(others) - MAX_REFUSALS} more weren't changed."


def _where(search: Search, recipient: Recipient) -> list[str]:
    """The name of the search, for a person who is in another channel."""
    return [] if search.channel == recipient.channel else [f"In *{name_of(search)}*, `{escape(search.short)}`"]


def _merge_undone(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes, with everything that was undone in one item merged into one change."""
    undone: dict[int, Change] = {}
    for change in changes:
        before = undone.get(change.number)
        if change.verb != "undo":
            yield change
        else:
            undone[change.number] = change._replace(fields=(*(before.fields if before else ()), *change.fields))
    yield from undone.values()


def _confirm_change(result: ChangeResult, change: Change, today: date) -> str:
    """One change as a sentence, from the confirmation template of its verb."""
    search, verb = result.after.search, CATALOGUE[change.verb]
    item = result.after.items[change.number - 1] if change.number else None
    if change.verb == "undo":
        return verb.confirmation.format(
            changed=_item_after_undo(item, change, today) if item else _search_after_undo(search, change)
        )
    if item is None:
        return fill_search_template(verb.confirmation, search, change.why)
    by = result.entry.by if result.entry else ""
    is_cleared = bool(verb.confirmation_cleared) and not set_value(verb, item, by)
    template = verb.confirmation_cleared if is_cleared else verb.confirmation
    why = f" Reason: {end_sentence(format_user_text(change.why))}" if change.verb == "assign" and change.why else ""
    return f"{fill_item_template(template, item, today, search, by)}{why}"


def _item_after_undo(item: Item, change: Change, today: date) -> str:
    """How the item is now in what the undo changed: `*3. Take references* is back to “to do”`."""
    if item.gone:
        return f"{numbered(item)} is removed"
    names = {name for name, *_ in change.fields}
    parts = [
        f"back to “{STATE_LABELS[item.state]}”" if "state" in names else "",
        assigned_to(item.assignee) if "assignee" in names else "",
        due_in_words(item, today) or "without a due date" if "due" in names else "",
    ]
    return f"{numbered(item)} is {', '.join(filter(None, parts)) or 'as it was'}"


def _search_after_undo(search: Search, change: Change) -> str:
    """How the search is now in what the undo changed."""
    names = {name for name, *_ in change.fields}
    parts = [
        "has its old name again" if "name" in names else "",
        f"is owned by {mention(search.owner)} again" if "owner" in names else "",
        f"has {'a' if search.weekly else 'no'} weekly summary again" if "weekly" in names else "",
        f"is {OUTCOME_LABELS[search.state]} again" if "state" in names else "",
    ]
    return f"*{name_of(search)}* {', '.join(filter(None, parts)) or 'is as it was'}"


def legal_note_lines(result: ChangeResult, cautions: Cautions) -> Iterator[str]:
    """Lines in mrkdwn on the legal cautions of the items that the person has taken or begun, before they work on them.

    None if they have no cautions.
    """
    search = result.after.search
    begun = [result.after.items[change.number - 1] for change in result.changes if _begins_item(result, change)]
    affected = [item for item in begun if cautions_of(item, search, cautions)]
    if len(affected) == 1:
        yield from short_notes(affected[0], search, cautions)
    elif affected:
        numbers = ", ".join(str(item.number) for item in affected[:MAX_NAMED])
        more = f" and {len(affected) - MAX_NAMED} more" if affected[MAX_NAMED:] else ""
        yield (
            f":scales: Legal considerations apply to items {numbers}{more}. "
            f"See each one, for example `/hiring item {affected[0].number}`. {NOT_ADVICE}"
        )


def _begins_item(result: ChangeResult, change: Change) -> bool:
    """Whether the person takes the item with this change, or begins to work on it."""
    if change.number == SEARCH_NUMBER or change.verb == "undo" or result.entry is None:
        return False
    starts = (("assignee", result.entry.by), ("state", "started"))
    return any((name, after) in starts for name, _, after in change.fields)


def _progress_lines(result: ChangeResult) -> Iterator[str]:
    """What can be started now, how far the search is and what is next, if the change affects progress."""
    if not any(map(_affects_progress, result.changes)):
        return
    ready, closed = find_ready_items(result.after), set(_just_closed(result))
    if freed := [item for item in ready if not closed.isdisjoint(item.needs)]:
        yield f"Now unblocked: {', '.join(map(numbered, freed))}"
    is_active = result.after.search.sends_reminders
    then = f" · next: {numbered(min(ready, key=due_sort_key))}" if ready and is_active else ""
    yield f"{progress_bar(compute_progress(result.after.items))}{then}"


def _just_closed(result: ChangeResult) -> Iterator[str]:
    """The keys of the items that this change closed."""
    for number in {change.number for change in result.changes if change.number}:
        before, after = result.before.item(number), result.after.item(number)
        if before and after and after.is_closed and not before.is_closed:
            yield after.key


def _affects_progress(change: Change) -> bool:
    """Whether the change affects how many items are done, or apply."""
    return change.number > 0 and any(
        name == "gone" or (name == "state" and not CLOSED.isdisjoint((before, after)))
        for name, before, after in change.fields
    )


def _controls(result: ChangeResult) -> list[Block]:
    search = result.after.search
    elements: list[Element] = [*doubt_buttons(result.refusals, search)]
    is_permanent = any(change.verb in PERMANENT_VERBS for change in result.changes)
    if result.entry and not result.entry.undoes and not is_permanent:
        elements.append(button("Undo", "search:undo", f"{search.id}:0:{result.entry.id}"))
    numbers = {change.number for change in result.changes} | {refusal.number for refusal in result.refusals}
    if len(numbers) == 1 and result.after.item(number := numbers.pop()):
        elements.append(button("Open", "item:open", f"{search.id}:{number}"))
    return [actions(elements)] if elements else []


def searches_message(here: tuple[Search, ...], elsewhere: tuple[Search, ...], closed: tuple[Search, ...]) -> Message:
    """The searches of the channel, those elsewhere that a person is part of, and the closed ones of the channel."""
    groups = (
        ("In this channel", here),
        ("Other searches you're involved in", elsewhere),
        ("Closed in this channel", closed[::-1]),
    )
    shown = [(name, searches) for name, searches in groups if searches]
    if not shown:
        return Message("There's no search here, and you aren't involved in any others. `/hiring start cro` opens one.")
    parts = [fit_lines([f"*{name}*", *map(_search_line, searches)], MAX_CHARS) for name, searches in shown]
    buttons = [
        button(search.short, f"search:status:{place}", search.id)
        for place, search in enumerate((*here, *elsewhere, *closed[::-1])[:MAX_BUTTONS])
    ]
    text = fit_lines("\n".join(parts).split("\n"), MAX_CHARS)
    return Message(text, [*map(section, parts), actions(buttons)])


def _search_line(search: Search) -> str:
    state = "" if search.state == "open" else f" · {OUTCOME_LABELS[search.state]}"
    where = f" · <#{search.channel}>" if search.channel.startswith(("C", "G")) else " · in a DM"
    return f"`{escape(search.short)}` *{name_of(search)}* · owner {mention(search.owner)}{where}{state}"
