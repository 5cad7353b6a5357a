"""The form of what is known about a search: country, notice period and more. Every answer is optional."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.hiring.models import Search
from bot.hiring.tailoring import Circumstances
from bot.knowledge.jurisdictions import COUNTRIES, US, US_STATES
from bot.slack.blocks import Block, context, option
from bot.slack.hiring.views.wording import plain_name
from bot.slack.modals import View, choice_input, input_block, input_value, modal
from bot.slack.text import escape

CALLBACK = "hiring:settings"
NOT_KNOWN = "-"
"""The value of the option for a question that isn't answered."""
NOTICE_PERIODS: Mapping[str, str] = {
    "14": "Two weeks or less",
    "30": "One month",
    "61": "Two months",
    "91": "Three months",
    "183": "Six months",
    "365": "A year",
}
"""Days to label."""
OTHER_PERIOD = "{days} days"


class Question(NamedTuple):
    """A question of the form: the field that it fills, its label, the options as value to label, and a hint."""

    field: str
    label: str
    options: Mapping[str, str]
    hint: str = ""


QUESTIONS = (
    Question("country", "Country of the job", COUNTRIES, "Decides on legal notes, the order of checks and holidays."),
    Question("region", "US state", US_STATES, "Only for a job in the United States."),
    Question("listing", "Company", {"listed": "Listed", "private": "Private"}),
    Question("vacancy", "The role is", {"replacement": "A replacement", "new": "New"}),
    Question("visibility", "The search is", {"confidential": "Confidential", "open": "Open"}),
    Question(
        "notice_days", "Notice period of candidates", NOTICE_PERIODS, "Time between the signature and the first day."
    ),
    Question("decided_by", "Who decides", {"board": "The board", "ceo": "The CEO"}),
)


def settings_modal(search: Search) -> View:
    """The form, with what is known filled in."""
    about = (
        f"Search: {escape(plain_name(search))}. Answer what you know. You can change it later with `/hiring settings`."
    )
    fields = [_field(search, each) for each in QUESTIONS]
    title = "About this search"
    return modal(CALLBACK, title, [context(about), *fields], submit="Save", metadata=json.dumps([search.id]))


def read_search_id(view: View) -> str:
    """The id of the search that the form is about. Raises ValueError if it has none."""
    [search] = json.loads(view["private_metadata"])
    return str(search)


def read_answers(view: View, search: Search) -> Circumstances:
    """What is known about the search after the form. A state without the United States is dropped."""
    values: dict[str, Any] = {each.field: _answer(view, each.field) for each in QUESTIONS}
    values["notice_days"] = int(values["notice_days"] or 0)
    if values["country"] != US:
        values["region"] = search.region if search.country == values["country"] else ""
    return Circumstances(**values)


def _field(search: Search, question: Question) -> Block:
    current = str(getattr(search, question.field) or "")
    known = dict(question.options)
    if current and current not in known:
        known[current] = OTHER_PERIOD.format(days=current) if question.field == "notice_days" else current
    options = [option("Not known yet", NOT_KNOWN), *(option(label, value) for value, label in known.items())]
    return input_block(question.field, question.label, choice_input(options, current or NOT_KNOWN), hint=question.hint)


def _answer(view: View, field: str) -> str:
    value = str(input_value(view, field) or "")
    return "" if value == NOT_KNOWN else value
