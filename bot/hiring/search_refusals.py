"""Why a search can't be changed as a whole: what its state, its owner and the calendar allow."""

from datetime import date

from bot.hiring.access import Actor, can_transfer_search
from bot.hiring.lifecycle import find_state_problem
from bot.hiring.models import SEARCH_NUMBER, Checklist, Search
from bot.hiring.rules import Refusal, RefusalReason
from bot.hiring.search_rules import SearchUpdate


def find_refusal(checklist: Checklist, actor: Actor, update: SearchUpdate) -> Refusal | None:
    """Why the search can't be changed in this way by this person; None if it can."""
    search = checklist.search
    if problem := find_state_problem(checklist, update):
        return Refusal(SEARCH_NUMBER, problem)
    if actor.user != search.owner and (problem := _find_owner_problem(update)):
        return Refusal(SEARCH_NUMBER, problem)
    owner = update.values.get("owner", search.owner)
    if "owner" in update.values and not owner:
        return Refusal(SEARCH_NUMBER, "needs_owner")
    if owner != search.owner and not can_transfer_search(search, actor.user, update.departed_owner):
        return Refusal(SEARCH_NUMBER, "not_yours")
    starts_on = find_new_first_day(search, update)
    if starts_on and search.state == "paused":
        return Refusal(SEARCH_NUMBER, "search_paused")
    has_passed = starts_on and update.schedule and starts_on < update.schedule.today
    return Refusal(SEARCH_NUMBER, "has_passed") if has_passed else None


def _find_owner_problem(update: SearchUpdate) -> RefusalReason | None:
    """Why anyone but the owner can't change the search in this way; None if they can."""
    if update.verb == "close" and not update.why:
        return "needs_owner_or_reason"
    return "owner_decides" if "guest_access" in update.values else None


def find_new_first_day(search: Search, update: SearchUpdate) -> date | None:
    """The first day that the update sets, None if it doesn't change it."""
    starts_on: date | None = update.values.get("starts_on")
    return None if starts_on == search.starts_on else starts_on
