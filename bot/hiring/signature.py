"""The signature of the offer: on which day it happened, and when the executive can start after it."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.hiring.calendar import calendar_of
from bot.hiring.lifecycle import SIGNATURE_KEY
from bot.hiring.models import Change, Checklist, Search
from bot.hiring.rules import RuleInput


def happened_on(given: RuleInput) -> date:
    """The day on which an item was done: the last one up to today that the evidence names, or today."""
    today = given.today or given.at.date()
    return max((day for day in given.find_dates(given.text, today) if day <= today), default=today)


def find_signing_date(checklist: Checklist, changes: Iterable[Change], inputs: Mapping[int, RuleInput]) -> date | None:
    """The date of the signature, if these changes say that the offer is signed; `inputs` are by number of the item."""
    for change in changes:
        is_done = any((name, after) == ("state", "done") for name, _, after in change.fields)
        if is_done and checklist.items[change.number - 1].key == SIGNATURE_KEY and change.number in inputs:
            return happened_on(inputs[change.number])
    return None


def find_earliest_start(search: Search, signed_on: date) -> date | None:
    """The first working day after the notice period; None if that isn't known, or ends before the first day."""
    earliest = calendar_of(search).on_or_after(signed_on + timedelta(days=search.notice_days))
    return earliest if search.notice_days and earliest > search.starts_on else None
