"""What a verb does to a search as a whole: pure functions from the input to a SearchUpdate.

Whether the update is possible is checked in `search_refusals`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from bot.hiring.rescheduling import ScheduleTemplate
from bot.hiring.rules import RuleInput


class SearchUpdate(NamedTuple):
    """New values for fields of a search, under the verb that the history shows, and the reason given.

    A new first day, or the end of a pause, needs the `schedule` that due dates are computed from. `departed_owner` is
    the owner of the search if they are known to have left.
    """

    verb: str
    values: Mapping[str, Any]
    why: str = ""
    schedule: ScheduleTemplate | None = None
    departed_owner: str = ""


SearchRule = Callable[[RuleInput], SearchUpdate]


def rename(given: RuleInput) -> SearchUpdate:
    """Rename the search."""
    return SearchUpdate("rename", {"name": given.text})


def transfer(given: RuleInput) -> SearchUpdate:
    """Hand the search over to another owner."""
    return SearchUpdate("owner", {"owner": given.person}, departed_owner=given.departed_owner)


def set_target(given: RuleInput) -> SearchUpdate:
    """Move the first day of the new executive, and the due dates computed from it."""
    return SearchUpdate("target", {"starts_on": given.day, "targeted": True}, given.text, given.schedule)


def set_weekly(given: RuleInput) -> SearchUpdate:
    """Turn the weekly summary on or off."""
    return SearchUpdate("weekly", {"weekly": given.enabled is not False})


def set_guest_access(given: RuleInput) -> SearchUpdate:
    """Decide what guests and people of other companies may do."""
    return SearchUpdate("guests", {"guest_access": given.text})


def close(given: RuleInput) -> SearchUpdate:
    """Close the search as hired or cancelled. If items that come after the hire are open, hired begins onboarding."""
    values = {"state": given.outcome, "reason": given.text, "paused_on": None, "closed_at": given.at}
    return SearchUpdate("close", values, given.text)


def pause(given: RuleInput) -> SearchUpdate:
    """Pause the search: there are no reminders until it is resumed."""
    paused_on = given.today or given.at.date()
    return SearchUpdate("pause", {"state": "paused", "reason": given.text, "paused_on": paused_on}, given.text)


def resume(given: RuleInput) -> SearchUpdate:
    """Resume a paused search, with its dates later by the length of the pause."""
    values = {"state": "open", "reason": "", "paused_on": None}
    return SearchUpdate("resume", values, given.text, given.schedule)


def reopen_search(_: RuleInput) -> SearchUpdate:
    """Open a closed search again, or go back from onboarding to the search."""
    return SearchUpdate("reopen-search", {"state": "open", "reason": "", "closed_at": None})
