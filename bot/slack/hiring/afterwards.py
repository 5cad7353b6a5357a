"""What follows a change: the card in the channel is drawn anew, and whoever was given something hears of it."""

from datetime import date

from slack_sdk import WebClient

from bot.hiring.models import Item, Search
from bot.hiring.service import Worked
from bot.slack.blocks import actions, button, section
from bot.slack.delivery import Place, post
from bot.slack.hiring.wording import due_in_words, name_of, numbered, person
from bot.slack.message import Message
from bot.slack.text import escape


def given_to(worked: Worked) -> dict[str, list[Item]]:
    """Person to the items that somebody else just gave them."""
    given: dict[str, list[Item]] = {}
    by = worked.act.by if worked.act else ""
    for change in worked.changed:
        for name, _, after in change.fields:
            if name == "assignee" and after and after != by and not worked.after.items[change.number - 1].closed:
                given.setdefault(after, []).append(worked.after.items[change.number - 1])
    return given


def tell_assigned(client: WebClient, worked: Worked, today: date) -> None:
    """Write to everybody who was just given an item, in their direct conversation. Raises SlackApiError."""
    by = worked.act.by if worked.act else ""
    for user, items in given_to(worked).items():
        post(client, Place(user), assigned_message(worked.after.search, items, by, today))


def assigned_message(search: Search, items: list[Item], by: str, today: date) -> Message:
    """What somebody was given, by whom, with a button that opens each."""
    opening = f"{person(by)} gave you {'this' if len(items) == 1 else 'these'} in *{name_of(search)}*:"
    lines = [f"{numbered(item)}{_due(item, today)}{_meaning(item)}" for item in items[:10]]
    more = [f"and {len(items) - 10} more: `/hiring items mine`"] if len(items) > 10 else []  # noqa: PLR2004  a screenful
    opened = [
        button(f"Open {item.number}", f"item:open:{item.number}", f"{search.id}:{item.number}") for item in items[:10]
    ]
    return Message("\n".join((opening, *lines, *more)), [section(opening), *map(section, lines), actions(opened)])


def _due(item: Item, today: date) -> str:
    due = due_in_words(item, today)
    return f", {due}" if due else ""


def _meaning(item: Item) -> str:
    return f"\n_Done means: {escape(item.meaning)}_" if item.meaning else ""
