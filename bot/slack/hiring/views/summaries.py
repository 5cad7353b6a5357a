"""The weekly summary of a search, and the messages about people who have left."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.hiring.models import Checklist, Item, Search
from bot.hiring.reminders import WeeklySummary
from bot.slack.blocks import Block, actions, button, context, header, section
from bot.slack.hiring.views.first_day_forecast import forecast_blocks, forecast_lines
from bot.slack.hiring.views.scorecard_views import scoring_lines
from bot.slack.hiring.views.search_card import start_date_line
from bot.slack.hiring.views.wording import (
    due_in_words,
    item_text,
    mention,
    name_of,
    numbered,
    plain_name,
    progress_bar,
)
from bot.slack.message import Message
from bot.slack.text import escape, safe_mrkdwn

SENT_WEEKLY = "Sent each week. *Turn off* stops it for this search; `/hiring weekly on` starts it again."
TURNED_OFF = "Turned off for this search. `/hiring weekly on` starts it again."
MAX_LINES = 8
MAX_CHARS = 2_900
"""Characters of a list; a section can have 3,000."""
MAX_BUTTONS = 5


def week_message(week: WeeklySummary) -> Message:
    """The summary of a week, with a button that turns it off, if it is on."""
    search, lists = week.search, _non_empty_lists(week)
    turn_off = [button("Turn off", "search:weekly", search.id)] if search.weekly else []
    blocks = [
        header(f"Week ahead: {plain_name(search)}"),
        section("\n".join(_progress_lines(week))),
        *forecast_blocks(week.checklist, week.day),
        *(section(f"*{title}*\n{_fit_list(lines)}") for title, lines in lists),
        actions(
            [
                button("Status", "search:status", search.id),
                button("All items", "search:items", search.id),
                *turn_off,
            ]
        ),
        context(SENT_WEEKLY if search.weekly else TURNED_OFF),
    ]
    forecast = [line.replace("*", "") for line in forecast_lines(week.checklist, week.day)]
    texts = [f"{title}:\n{_fit_list(lines)}".replace("*", "") for title, lines in lists]
    opening = f"Week ahead: {name_of(search)}"
    return Message("\n".join((opening, *_progress_lines(week), *forecast, *texts)), blocks)


def departed_message(search: Search, user: str, items: Sequence[Item], today: date) -> Message:
    """Tells the owner of a search that a person has left, with the items they haven't finished."""
    count = f"{len(items)} open {'item' if len(items) == 1 else 'items'}"
    opening = f"{mention(user)} has left but still owns {count} in *{name_of(search)}* (<#{search.channel}>)."
    number = items[0].number
    remedy = f"Reassign them with `/hiring assign {escape(search.short)} {number} @name`, or press *Open*."
    return _departure_message(search, (opening, remedy), items, today)


def ownerless_message(search: Search, user: str, items: Sequence[Item], today: date) -> Message:
    """Tells the channel that the owner of its search has left, with the items they haven't finished."""
    opening = f"{mention(user)}, the owner of *{name_of(search)}*, has left."
    remedy = (
        f"To take over, type `/hiring owner {escape(search.short)} me`. "
        "Until then, unassigned overdue items get no reminders."
    )
    return _departure_message(search, (opening, remedy), items, today)


def _departure_message(search: Search, sentences: tuple[str, str], items: Sequence[Item], today: date) -> Message:
    """The opening sentence, the items with a button that opens each, and the sentence on what to do."""
    opening, remedy = sentences
    if not items:
        return Message(f"{opening}\n{remedy}", [section(opening), context(remedy)])
    listed = _fit_list([item_text(item, today) for item in items])
    buttons = [
        button(f"Open {item.number}", f"item:open:{item.number}", f"{search.id}:{item.number}")
        for item in items[:MAX_BUTTONS]
    ]
    blocks: list[Block] = [section(opening), section(listed), actions(buttons), context(remedy)]
    return Message(f"{opening}\n{listed}\n{remedy}", blocks)


def _progress_lines(week: WeeklySummary) -> Iterator[str]:
    yield progress_bar(week.progress)
    yield start_date_line(week.search, week.day)


def _non_empty_lists(week: WeeklySummary) -> list[tuple[str, list[str]]]:
    """Title and lines of each list that isn't empty; if all are, a sentence that says so."""
    lists = (
        ("Done in the past week", [f"{numbered(item)}, by {mention(item.closed_by)}" for item in week.done]),
        ("Overdue", [f"{_line(item, week.day)}{_waiting(week.checklist, item)}" for item in week.overdue]),
        ("Blocked", [f"{_line(item, week.day)}: {safe_mrkdwn(item.reason, 140)}" for item in week.blocked]),
        ("Due in the next two weeks", [_line(item, week.day) for item in week.upcoming]),
        ("Finalists to score", list(scoring_lines(week.scoring))),
    )
    filled = [(f"{title} ({len(lines)})", lines) for title, lines in lists if lines]
    return filled or [("Nothing is due in the next two weeks", ["`/hiring next` shows what to work on."])]


def _line(item: Item, today: date) -> str:
    return " · ".join(filter(None, (numbered(item), due_in_words(item, today), mention(item.assignee))))


def _waiting(checklist: Checklist, item: Item) -> str:
    """The items that it waits for, as the end of its line: ` · waits for 10, 12`; empty if it can be worked on."""
    others = checklist.open_prerequisites(item)
    return f" · waits for {', '.join(str(each.number) for each in others)}" if others else ""


def _fit_list(lines: Sequence[str]) -> str:
    """As many of the first `MAX_LINES` lines as fit, and how many more there are. A single line always fits."""
    shortened = (_with_count(lines, count) for count in range(min(MAX_LINES, len(lines)), 0, -1))
    return next(text for text in shortened if len(text) <= MAX_CHARS)


def _with_count(lines: Sequence[str], count: int) -> str:
    more = [f"… and {len(lines) - count} more."] if lines[count:] else []
    return "\n".join((*lines[:count], *more))
