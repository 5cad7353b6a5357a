"""Whether the start date holds, as a line on the card and in the weekly summary, with a button that moves it."""

from collections.abc import Iterator
from datetime import date

from bot.hiring.forecast import Forecast, forecast_first_day
from bot.hiring.models import Checklist, Item
from bot.slack.blocks import Block, button, section
from bot.slack.hiring.views.wording import due_in_words, long_day, numbered, plain_title

MAX_CAUSES = 3
MAX_TITLE = 80
HOLDS = "On track: nothing late moves the start date."
MOVE_LABEL = "Move start date"


def forecast_blocks(checklist: Checklist, today: date) -> Iterator[Block]:
    """The line, with the button if the start date has slipped; nothing if there is no forecast."""
    found = forecast_first_day(checklist, today)
    if found and found.holds:
        yield section(HOLDS)
    elif found:
        move = button(MOVE_LABEL, "search:first-day", checklist.search.id)
        yield section(forecast_text(found, today), move)


def forecast_lines(checklist: Checklist, today: date) -> Iterator[str]:
    """The line, in mrkdwn; nothing if there is no forecast."""
    if found := forecast_first_day(checklist, today):
        yield HOLDS if found.holds else forecast_text(found, today)


def forecast_text(found: Forecast, today: date) -> str:
    """How far the start date has slipped, and why."""
    days = f"{found.slipped_days} day{'' if found.slipped_days == 1 else 's'}"
    slip = f":warning: The start date has slipped by {days}: *{long_day(found.starts_on)}* is likely."
    if not found.causes:
        return f"{slip} The planned date has passed."
    more = f" and {len(found.causes) - MAX_CAUSES} more" if found.causes[MAX_CAUSES:] else ""
    causes = ", ".join(_cause(item, today) for item in found.causes[:MAX_CAUSES])
    # With the word, the number of the item isn't taken for the number of late items.
    return f"{slip} Late: {'item' if len(found.causes) == 1 else 'items'} {causes}{more}."


def describe_causes(found: Forecast | None) -> str:
    """The late items as a reason for the history, in plain text; empty if there are none."""
    causes = found.causes[:MAX_CAUSES] if found else ()
    return "; ".join(f"{item.number}. {plain_title(item, MAX_TITLE)} is late" for item in causes)


def _cause(item: Item, today: date) -> str:
    return f"{numbered(item, MAX_TITLE)} ({due_in_words(item, today)})"
