"""The states of a search: which it can change to, and which items people still work on in each.

A search is open, or paused. Once a person is hired, it stays in onboarding until the items that come after the hire
are closed, and ends as hired. It can be cancelled at any time.
"""

from collections.abc import Iterator, Mapping

from bot.hiring.finalists import DECISION_KEY
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, Item, SearchState
from bot.hiring.rules import RefusalReason
from bot.hiring.search_rules import SearchUpdate

SIGNATURE_KEY = "signed_offer"
"""The key of the item that records the signature. What needs it, or is in a later phase, comes after the hire."""
_STATES_BEFORE: Mapping[str, tuple[SearchState, ...]] = {
    "pause": ("open",),
    "resume": ("paused",),
    "reopen-search": ("onboarding", "hired", "cancelled"),
}
"""Verb to the states in which it changes anything."""


def find_state_problem(checklist: Checklist, update: SearchUpdate) -> RefusalReason | None:
    """Why the search can't be changed in this way in the state that it is in; None if it can."""
    search, states = checklist.search, _STATES_BEFORE.get(update.verb)
    if not search.is_open and update.verb != "reopen-search":
        return "search_closed"
    # A second click on the button that closes the search as hired must not end its onboarding.
    is_hired_again = update.values.get("state") == "hired" and find_open_onboarding_items(checklist)
    if search.state == "onboarding" and (is_hired_again or update.verb == "pause"):
        return "is_hired"
    return "already" if states and search.state not in states else None


def find_live_items(checklist: Checklist) -> tuple[Item, ...]:
    """The visible items that people are reminded of: in onboarding, only those that come after the hire."""
    items = checklist.visible_items
    if checklist.search.state != "onboarding":
        return items
    numbers = _numbers_after_hire(checklist)
    return tuple(item for item in items if item.number in numbers)


def find_open_onboarding_items(checklist: Checklist) -> tuple[Item, ...]:
    """The open items that come after the hire."""
    numbers = _numbers_after_hire(checklist)
    return tuple(item for item in checklist.visible_items if item.number in numbers and not item.is_closed)


def find_open_search_items(checklist: Checklist) -> tuple[Item, ...]:
    """The open items that come before the hire."""
    numbers = _numbers_after_hire(checklist)
    return tuple(item for item in checklist.visible_items if item.number not in numbers and not item.is_closed)


def find_items_after_decision(checklist: Checklist) -> tuple[Item, ...]:
    """What is done and about the finalist who was chosen: the decision, and what needs it and comes before the hire."""
    later, keys = _numbers_after_hire(checklist), {DECISION_KEY, *_keys_after(checklist, DECISION_KEY)}
    return tuple(
        item
        for item in checklist.visible_items
        if item.key in keys and item.state == "done" and item.number not in later
    )


def begin_onboarding(checklist: Checklist, update: SearchUpdate) -> SearchUpdate:
    """The update as it is; if it closes the search as hired while there is onboarding to do, one that begins that."""
    if update.values.get("state") != "hired" or not find_open_onboarding_items(checklist):
        return update
    return update._replace(verb="hire", values={**update.values, "state": "onboarding", "closed_at": None})


def end_onboarding(checklist: Checklist, changes: tuple[Change, ...]) -> Iterator[Change]:
    """The end of the search, if these changes close the last item of its onboarding."""
    if checklist.search.state != "onboarding" or find_open_onboarding_items(checklist):
        return
    if times := [after for change in changes for name, _, after in change.fields if name == "closed_at" and after]:
        yield Change(SEARCH_NUMBER, "end", (("state", "onboarding", "hired"), ("closed_at", None, max(times))))


def _numbers_after_hire(checklist: Checklist) -> frozenset[int]:
    """The numbers of the items that come after the hire; without a signature, of those due from the first day on."""
    items, search = checklist.items, checklist.search
    signature = next((item for item in items if item.key == SIGNATURE_KEY), None)
    if signature is None:
        return frozenset(item.number for item in items if item.due and item.due >= search.starts_on)
    phases = [phase for phase, _ in search.phases]
    later = phases[phases.index(signature.phase) + 1 :] if signature.phase in phases else []
    keys = _keys_after(checklist, SIGNATURE_KEY)
    return frozenset(item.number for item in items if item.phase in later or item.key in keys)


def _keys_after(checklist: Checklist, key: str) -> frozenset[str]:
    """The keys of all items that need this one, directly or through others."""
    found: set[str] = set()
    reached = {key}
    while reached:
        reached = {item.key for item in checklist.items if item.key and reached.intersection(item.needs)} - found
        found |= reached
    return frozenset(found)
