"""A search as a form: its name, owner and first day, whether it is summed up each week, and how it ended."""

import json
from datetime import date, datetime
from typing import Any, NamedTuple

from bot.hiring.models import Search
from bot.hiring.service import Turn
from bot.slack.blocks import option
from bot.slack.hiring.lengths import NAME
from bot.slack.hiring.wording import ENDS
from bot.slack.views import View, choice_input, day_input, entered, field, modal, person_input, text_input

CALLBACK = "hiring:search"
OWNER = "May override what holds up an item, and alone hands the search on."
MOVES = "Days laid out from it move with it; those that were set by hand stay."
WEEKLY = {"yes": "Every Monday, in the channel", "no": "Never"}
ALONE = {"name": "rename", "owner": "owner", "weekly": "weekly", "state": "close", "day": "target"}
"""The verb of a change to nothing but this."""


class Standing(NamedTuple):
    """What stands in the fields of the form."""

    name: str
    owner: str
    weekly: str
    state: str
    day: str = ""


def search_modal(search: Search) -> View:
    """The form of an open search."""
    weekly = [option(words, value) for value, words in WEEKLY.items()]
    ends = [option(words.capitalize(), state) for state, words in ENDS.items()]
    stands = _standing(search)
    fields = [
        field(
            "name", "Name", text_input(search.name, most=NAME), hint="Never the name of a candidate.", optional=False
        ),
        field("owner", "Owner", person_input(search.owner), hint=OWNER, optional=False),
        field("day", "First day", day_input(search.starts_on), hint=MOVES, optional=False),
        field("weekly", "Weekly summary", choice_input(weekly, stands.weekly), optional=False),
        field("state", "State", choice_input(ends, search.state), optional=False),
        field("reason", "Reason", text_input(), hint="Why it ended, where it did."),
    ]
    return modal(CALLBACK, "The search", fields, submit="Save", metadata=json.dumps([search.id, stands]))


def search_in(view: View) -> str:
    """The id of the search that the form is about. Raises ValueError where it is none of ours."""
    search, _ = json.loads(view["private_metadata"])
    return str(search)


def turn_of(view: View, at: datetime) -> Turn | None:
    """What was changed since the form was opened, None where nothing was; what others changed meanwhile stays.

    Nothing is emptied: a name of blanks leaves the one there was. Raises ValueError where the form is none of ours.
    """
    _, was = json.loads(view["private_metadata"])
    now = Standing(*(str(entered(view, name) or "").strip() for name in Standing._fields))
    fields = zip(Standing._fields, now, Standing(*was), strict=True)
    values: dict[str, Any] = {name: new for name, new, old in fields if new and new != old}
    if not values:
        return None
    verb = ALONE[next(iter(values))] if len(values) == 1 else "edit"
    why = str(entered(view, "reason") or "").strip() if "state" in values else ""
    if "weekly" in values:
        values["weekly"] = values["weekly"] == "yes"
    if "day" in values:
        values |= {"starts_on": date.fromisoformat(values.pop("day")), "targeted": True}
    if "state" in values:
        values |= {"reason": why, "closed_at": at}
    return Turn(verb, values, why)


def _standing(search: Search) -> Standing:
    weekly = "yes" if search.weekly else "no"
    return Standing(search.name.strip(), search.owner, weekly, search.state, search.starts_on.isoformat())
