"""What a channel reads on Monday, and what is said where somebody has left."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.reminders import Week
from bot.slack.blocks import Block, actions, button, context, header, section
from bot.slack.hiring.wording import (
    bar,
    due_in_words,
    item_text,
    long_day,
    name_of,
    numbered,
    person,
    plain_name,
)
from bot.slack.message import Message
from bot.slack.text import echo, escape

SHOWN = 8
LINES = 2_900
"""Characters of a list; a section takes 3,000."""
OPENED = 5


def week_message(week: Week) -> Message:
    """The summary of a week, with a button that turns it off."""
    search, lists = week.search, list(_lists(week))
    blocks = [
        header(f"The week ahead: {plain_name(search)}"),
        section("\n".join(_standing(week))),
        *(section(f"*{what}*\n{_listed(lines)}") for what, lines in lists),
        actions(
            [
                button("Status", "search:status", search.id),
                button("All items", "search:items", search.id),
                button("Turn off", "search:weekly", search.id),
            ]
        ),
        context("Once a week, on Monday. *Turn off* ends it for this search; `/hiring weekly on` begins it again."),
    ]
    texts = [f"{what}:\n{_listed(lines)}".replace("*", "") for what, lines in lists]
    return Message("\n".join((f"The week ahead: {name_of(search)}", *_standing(week), *texts)), blocks)


def departed_message(search: Search, user: str, left: Sequence[Item], today: date) -> Message:
    """Tells the owner of a search that somebody has left, with what they still had to do."""
    count = f"{len(left)} open {'item' if len(left) == 1 else 'items'}"
    opening = f"{person(user)} has left, and still has {count} in *{name_of(search)}* in <#{search.channel}>."
    number = left[0].number
    how = f"Give them to somebody with `/hiring assign {escape(search.short)} {number} @somebody`, or press *Open*."
    return _departure(search, (opening, how), left, today)


def ownerless_message(search: Search, user: str, left: Sequence[Item], today: date) -> Message:
    """Tells the channel that the owner of its search has left, with what they still had to do."""
    opening = f"{person(user)}, who owns *{name_of(search)}*, has left."
    how = (
        f"Whoever takes it on types `/hiring owner {escape(search.short)} me`; until then nobody hears of what is late."
    )
    return _departure(search, (opening, how), left, today)


def _departure(search: Search, words: Sequence[str], left: Sequence[Item], today: date) -> Message:
    lines = [item_text(item, today) for item in left]
    listed = _listed(lines) if lines else ""
    opened = [
        button(f"Open {item.number}", f"item:open:{item.number}", f"{search.id}:{item.number}")
        for item in left[:OPENED]
    ]
    opening, how = words
    blocks: list[Block] = [section(opening), *([section(listed), actions(opened)] if left else []), context(how)]
    return Message("\n".join((opening, *([listed] if left else []), how)), blocks)


def _standing(week: Week) -> Iterator[str]:
    yield bar(week.progress)
    ahead = (week.search.starts_on - week.day).days
    yield f"First day: {long_day(week.search.starts_on)}{f', in {ahead} days' if ahead > 1 else ''}"


def _lists(week: Week) -> Iterator[tuple[str, list[str]]]:
    """Each list that has anything in it, under its name."""
    lists = (
        ("Done in the last week", [f"{numbered(item)}, by {person(item.closed_by)}" for item in week.done]),
        ("Late", [_line(item, week.day) for item in week.late]),
        ("Blocked", [f"{numbered(item)}: {echo(item.reason, 140)}" for item in week.blocked]),
        ("The next two weeks", [_line(item, week.day) for item in week.ahead]),
        ("Soon due, and nobody's", [numbered(item) for item in week.nobodys]),
    )
    counted = ((f"{what} ({len(lines)})", lines) for what, lines in lists)
    found = [(what, lines) for what, lines in counted if lines]
    return iter(found or [("Nothing is due in the next two weeks", ["`/hiring next` says what can be worked on."])])


def _line(item: Item, today: date) -> str:
    whose = f" · {person(item.assignee)}" if item.assignee else ""
    return f"{numbered(item)} · {due_in_words(item, today)}{whose}"


def _listed(lines: Sequence[str]) -> str:
    """As many of the first eight lines as there is room for, and how many more there are. One alone always fits."""
    cut = (_with_count(lines, count) for count in range(min(SHOWN, len(lines)), 0, -1))
    return next(text for text in cut if len(text) <= LINES)


def _with_count(lines: Sequence[str], count: int) -> str:
    more = [f"… and {len(lines) - count} more."] if lines[count:] else []
    return "\n".join((*lines[:count], *more))
