"""The form that adds a message to a checklist as a new item: the search, and the title of the item."""

from collections.abc import Sequence

from bot.commands.verb import MAX_TITLE
from bot.hiring.models import Item, Search
from bot.slack.blocks import MAX_OPTIONS, context, option, section
from bot.slack.hiring.views.refusals import to_plain_text
from bot.slack.hiring.views.wording import name_of, numbered
from bot.slack.modals import View, choice_input, input_block, input_value, modal, text_input
from bot.slack.text import truncate

CALLBACK = "hiring:add-message"
TITLE = "Add to checklist"
NO_SEARCH = "No search is open here or elsewhere that you can add items to."
HOW_TO_START = "Start one with the shortcut *Start a search*, or type `/hiring start cro` in its channel."


def message_item_modal(searches: Sequence[Search], text: str) -> View:
    """The form, with the searches to choose from and the text of the message, the first search chosen."""
    if not searches:
        return modal(CALLBACK, TITLE, [section(NO_SEARCH), context(HOW_TO_START)])
    choices = [option(f"{each.name} ({each.short})", each.id) for each in searches[:MAX_OPTIONS]]
    plain = " ".join(to_plain_text(text).split())
    title = text_input(truncate(plain, MAX_TITLE), max_length=MAX_TITLE)
    fields = [
        input_block("search", "Search", choice_input(choices, searches[0].id), optional=False),
        input_block("title", "What needs to be done?", title, hint="Don't name candidates.", optional=False),
    ]
    return modal(CALLBACK, TITLE, fields, submit="Add")


def added_modal(search: Search, item: Item) -> View:
    """The form once the item is added."""
    added = section(f"{numbered(item)} is now on the checklist of *{name_of(search)}*.")
    return modal(
        CALLBACK, TITLE, [added, context(f"Type `/hiring assign {item.number} @name` to give it to a person.")]
    )


def read_values(view: View) -> tuple[str, str]:
    """The id of the search, and the title of the item, empty if it is blank."""
    return str(input_value(view, "search")), " ".join(str(input_value(view, "title") or "").split())
