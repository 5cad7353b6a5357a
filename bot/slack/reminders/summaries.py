"""What a channel reads on Monday, and what is said where somebody has left."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.hiring.models import Item, Search
from bot.hiring.reminders import WeeklySummary
from bot.slack.blocks import Block, actions, button, context, header, section
from bot.slack.hiring.views.wording import (
    due_in_words,
    item_text,
    long_day,
    mention,
    name_of,
    numbered,
    plain_name,
    progress_bar,
)
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

SHOWN = 8
LINES = 2_900
"""Characters of a list; a section takes 3,000."""
OPENED = 5


def week_message(week: WeeklySummary) -> Message:
    """The summary of a week, with a button that turns it off."""
    search, lists = week.search, list(_lists(week))
    blocks = [
        header(f"The week ahead: {plain_name(search)}"),
        section("\n".join(_progress_lines(week))),
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
    return Message("\n".join((f"The week ahead: {name_of(search)}", *_progress_lines(week), *texts)), blocks)


def departed_message(search: Search, user: str, left: Sequence[Item], today: date) -> Message:
    """Tells the owner of a search that somebody has left, with what they still had to do."""
    count = f"{len(left)} open {'item' if len(left) == 1 else 'items'}"
    opening = f"{mention(user)} has left, and still has {count} in *{name_of(search)}* in <#{search.channel}>."
    number = left[0].number
    how = f"Give them to somebody with `/hiring assign {escape(search.short)} {number} @somebody`, or press *Open*."
    return _departure(search, (opening, how), left, today)


def ownerless_message(search: Search, user: str, left: Sequence[Item], today: date) -> Message:
    """Tells the channel that the owner of its search has left, with what they still had to do."""
    opening = f"{mention(user)}, who owns *{name_of(search)}*, has left."
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


def _progress_lines(week: WeeklySummary) -> Iterator[str]:
    yield progress_bar(week.progress)
    ahead = (week.search.starts_on - week.day).days
    yield f"First day: {long_day(week.search.starts_on)}{f', in {ahead} days' if ahead > 1 else ''}"


def _lists(week: WeeklySummary) -> Iterator[tuple[str, list[str]]]:
    """Each list that has anything in it, under its name."""
    lists = (
        ("Done in the last week", [f"{numbered(item)}, by {mention(item.closed_by)}" for item in week.done]),
        ("Late", [_line(item, week.day) for item in week.overdue]),
        ("Blocked", [f"{numbered(item)}: {safe_mrkdwn(item.reason, 140)}" for item in week.blocked]),
        ("The next two weeks", [_line(item, week.day) for item in week.upcoming]),
        ("Soon due, and nobody's", [numbered(item) for item in week.unassigned]),
    )
    counted = ((f"{what} ({len(lines)})", lines) for what, lines in lists)
    found = [(what, lines) for what, lines in counted if lines]
    return iter(found or [("Nothing is due in the next two weeks", ["`/hiring next` says what can be worked on."])])


def _line(item: Item, today: date) -> str:
    whose = f" · {mention(item.assignee)}" if item.assignee else ""
    return f"{numbered(item)} · {due_in_words(item, today)}{whose}"


def _listed(lines: Sequence[str]) -> str:
    """As many of the first eight lines as there is room for, and how many more there are. One alone always fits."""
    cut = (_with_count(lines, count) for count in range(min(SHOWN, len(lines)), 0, -1))
    return next(text for text in cut if len(text) <= LINES)


def _with_count(lines: Sequence[str], count: int) -> str:
    more = [f"… and {len(lines) - count} more."] if lines[count:] else []
    return "\n".join((*lines[:count], *more))
