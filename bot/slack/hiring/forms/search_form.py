"""The form of a search: its name, owner, start date and weekly summary."""

import json
from datetime import date
from typing import Any, NamedTuple

from bot.commands.catalogue import CATALOGUE
from bot.commands.verb import MAX_NAME
from bot.hiring.models import Search
from bot.hiring.search_rules import SearchUpdate
from bot.slack.blocks import option
from bot.slack.modals import View, choice_input, date_input, input_block, input_value, modal, person_input, text_input

CALLBACK = "hiring:search"
OWNER_HINT = "Can override blockers. Only the owner can hand the search over."
FIRST_DAY_HINT = "Due dates move with it, except those set by hand."
WEEKLY = {"yes": "Every Monday, in the channel", "no": "Never"}
VERB_BY_FIELD = {verb.sets: verb.name for verb in CATALOGUE.values() if verb.search_rule and verb.sets}
"""Field of a search to the verb of a change to this field alone."""


class SearchFormValues(NamedTuple):
    """The values of the fields of the form; the first day as `2027-03-31`."""

    name: str
    owner: str
    weekly: str
    day: str


def search_modal(search: Search) -> View:
    """The form of an open search."""
    weekly = [option(label, value) for value, label in WEEKLY.items()]
    values = _values_of(search)
    fields = [
        input_block(
            "name",
            "Name",
            text_input(search.name, max_length=MAX_NAME),
            hint="Don't name candidates.",
            optional=False,
        ),
        input_block("owner", "Owner", person_input(search.owner), hint=OWNER_HINT, optional=False),
        input_block("day", "Target start date", date_input(search.starts_on), hint=FIRST_DAY_HINT, optional=False),
        input_block("weekly", "Weekly summary", choice_input(weekly, values.weekly), optional=False),
    ]
    return modal(CALLBACK, "Search settings", fields, submit="Save", metadata=json.dumps([search.id, values]))


def read_search_id(view: View) -> str:
    """The id of the search that the form is about. Raises ValueError if it has none."""
    search, _ = json.loads(view["private_metadata"])
    return str(search)


def read_update(view: View) -> SearchUpdate | None:
    """What the person changed since the form was opened, None if nothing; what others changed in the meantime is kept.

    No field is emptied: a blank name leaves the old one. Raises ValueError if the form carries no original values.
    """
    _, original = json.loads(view["private_metadata"])
    now = SearchFormValues(*(str(input_value(view, name) or "").strip() for name in SearchFormValues._fields))
    fields = zip(SearchFormValues._fields, now, SearchFormValues(*original), strict=True)
    values: dict[str, Any] = {name: new for name, new, old in fields if new and new != old}
    if not values:
        return None
    if "weekly" in values:
        values["weekly"] = values["weekly"] == "yes"
    if "day" in values:
        values["starts_on"] = date.fromisoformat(values.pop("day"))
    # A change to one field has a verb of its own in the history; several at once are an edit.
    verb = VERB_BY_FIELD[next(iter(values))] if len(values) == 1 else "edit"
    if "starts_on" in values:
        values["targeted"] = True
    return SearchUpdate(verb, values)


def _values_of(search: Search) -> SearchFormValues:
    weekly = "yes" if search.weekly else "no"
    return SearchFormValues(search.name.strip(), search.owner, weekly, search.starts_on.isoformat())
