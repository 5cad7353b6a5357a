"""The form that moves the start date: it proposes the day that is likely now, and the late items as the reason."""

import json
from datetime import date

from bot.hiring import search_rules
from bot.hiring.access import Actor
from bot.hiring.forecast import forecast_first_day
from bot.hiring.models import Checklist
from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import RuleInput
from bot.hiring.search_rules import SearchUpdate
from bot.slack.blocks import section
from bot.slack.hiring.views.first_day_forecast import describe_causes, forecast_lines
from bot.slack.hiring.views.wording import long_day, name_of
from bot.slack.modals import View, date_input, input_block, input_value, modal, text_input

CALLBACK = "hiring:first-day"
HINT = "Due dates move with it, except those set by hand."


def start_date_modal(checklist: Checklist, today: date) -> View:
    """The form, with the likely start date filled in."""
    search, found = checklist.search, forecast_first_day(checklist, today)
    planned = f"*{name_of(search)}*: a start on {long_day(search.starts_on)} is planned."
    about = " ".join((planned, *forecast_lines(checklist, today)))
    likely = found.starts_on if found else search.starts_on
    fields = [
        input_block("day", "Start date", date_input(likely), hint=HINT, optional=False),
        input_block("reason", "Reason", text_input(describe_causes(found)), hint="It goes in the history."),
    ]
    return modal(
        CALLBACK, "Move start date", [section(about), *fields], submit="Move", metadata=json.dumps([search.id])
    )


def read_search_id(view: View) -> str:
    """The id of the search that the form is about. Raises ValueError if it has none."""
    [search] = json.loads(view["private_metadata"])
    return str(search)


def read_update(view: View, actor: Actor, schedule: ScheduleTemplate) -> SearchUpdate:
    """The new start date. Raises ValueError if the form has none."""
    day = date.fromisoformat(str(input_value(view, "day")))
    reason = str(input_value(view, "reason") or "").strip()
    return search_rules.set_target(RuleInput(actor.user, actor.at, reason, day=day, schedule=schedule))
