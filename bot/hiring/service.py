"""The use cases of a search: each works within one unit of work that its caller began."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from bot.errors import RolecallError
from bot.hiring.access import Actor, AmbiguousSearch, resolve_search
from bot.hiring.calendar import calendar_of
from bot.hiring.deadlines import count_from_event
from bot.hiring.history import has_later_changes, invert_changes, is_still_in_effect
from bot.hiring.lifecycle import begin_onboarding, end_onboarding
from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, HistoryEntry, Item, Search
from bot.hiring.naming import make_short_name, make_unique_name
from bot.hiring.rescheduling import RescheduleResult, find_dated_since_pause, read_date_history, reschedule, shift
from bot.hiring.retailoring import retailor
from bot.hiring.rights import Right, SearchNotFoundError, check_right, may_apply
from bot.hiring.rules import ItemRule, Refusal, RuleInput
from bot.hiring.scorecards import PERMANENT_VERBS, SET_UP_VERB
from bot.hiring.search_refusals import find_new_first_day, find_refusal
from bot.hiring.search_rules import SearchUpdate
from bot.hiring.signature import find_signing_date, happened_on
from bot.hiring.tailoring import Circumstances
from bot.hiring.unit_of_work import FULL_HISTORY, SearchUnitOfWork
from bot.knowledge.checklists import ChecklistItem

ItemStep = tuple[ItemRule, int, RuleInput]
"""A rule, the number of the item that it applies to, and its input."""


class ChangeResult(NamedTuple):
    """The checklist before and after a change, the history entry, and what was refused.

    `entry` is None if nothing was changed. `rescheduled` says what happened to the due dates if the first day moved.
    `signed_on` is the date of the signature, if the offer was marked as signed.
    """

    before: Checklist
    after: Checklist
    entry: HistoryEntry | None
    refusals: tuple[Refusal, ...] = ()
    rescheduled: RescheduleResult | None = None
    signed_on: date | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that changed."""
        return self.entry.changes if self.entry else ()


class NothingToUndo(NamedTuple):
    """Why nothing was undone: the person did nothing here, or their last change (`entry`) was changed again since."""

    checklist: Checklist
    entry: HistoryEntry | None = None


def find_checklist(
    uow: SearchUnitOfWork, actor: Actor, name: str = "", *, closed_only: bool = False
) -> Checklist | AmbiguousSearch:
    """The checklist of the search that a name, or no name, refers to; see `resolve_search`."""
    search = resolve_search(uow, actor, name, closed_only=closed_only)
    return search if isinstance(search, AmbiguousSearch) else uow.checklist(search)


def load_checklist(
    uow: SearchUnitOfWork, actor: Actor, search_id: str, right: Right = "own_items", *, limited: bool = False
) -> Checklist:
    """The checklist of the search with this id. Raises what `check_right` raises if the person lacks the right."""
    search = uow.search(search_id)
    if search is None:
        raise SearchNotFoundError
    checklist = uow.checklist(search)
    check_right(checklist, actor, right, limited=limited)
    return checklist


def apply_steps(
    uow: SearchUnitOfWork,
    actor: Actor,
    checklist: Checklist,
    steps: Sequence[ItemStep],
    *,
    all_or_nothing: bool = False,
) -> ChangeResult:
    """Apply the steps in order. What is refused is left out, and the rest is done.

    With `all_or_nothing`, nothing is done if anything is refused, except where nothing would change. Each step sees
    what those before it did, so that `done 3 4` closes 4 although it waits for 3. Closing an item moves the deadlines
    that count from it, and closing the last item of the onboarding ends the search.
    """
    before = checklist
    changes: list[Change] = []
    refusals: list[Refusal] = []
    for rule, number, given in steps:
        outcome = _apply_rule(checklist, actor, (rule, number, given))
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            made = [outcome, *_move_deadlines(uow, checklist, outcome, given, changes)]
            changes += made
            checklist = checklist.with_changes(made)
    if all_or_nothing and (hindered := tuple(each for each in refusals if each.reason != "already")):
        return ChangeResult(before, before, None, hindered)
    ended = tuple(end_onboarding(checklist, tuple(changes)))
    checklist = checklist.with_changes(ended)
    entry = record_changes(uow, actor, checklist.search, [*changes, *ended])
    signed_on = find_signing_date(before, changes, {number: given for _, number, given in steps})
    return ChangeResult(before, checklist, entry, tuple(refusals), signed_on=signed_on)


def add_item(  # noqa: PLR0913, PLR0917  what an item is made of, and who adds it
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, title: str, phase: str, due: date | None = None
) -> ChangeResult:
    """Add an item to the phase with this id, numbered after all others."""
    if not checklist.search.is_open:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "search_closed"),))
    # Items are never deleted. A new one is stored as gone, and the change that adds it brings it back: undoing that
    # change makes it gone again, like undoing any other change of a field.
    new = Item(len(checklist.items) + 1, "", phase, title, due=due, gone=True)
    uow.add_item(checklist.search, new)
    grown = Checklist(checklist.search, (*checklist.items, new))
    added = Change(new.number, "add", (("gone", True, False),), title)
    entry = record_changes(uow, actor, checklist.search, [added])
    return ChangeResult(checklist, grown.with_changes([added]), entry)


def change_search(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, update: SearchUpdate) -> ChangeResult:
    """Give the search new values: its name, owner, summary, first day, or state.

    With the first day, the due dates computed from it move in the same entry; after a pause, all dates do. A closed
    search can only be reopened.
    """
    if refusal := find_refusal(checklist, actor, update):
        return ChangeResult(checklist, checklist, None, (refusal,))
    update, shifted = _shift_dates(uow, checklist, begin_onboarding(checklist, update))
    old = checklist.search._asdict()
    fields = tuple((name, old[name], value) for name, value in update.values.items() if old[name] != value)
    if not fields:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "already"),))
    rescheduled = _reschedule_items(uow, actor, checklist, update)
    moved = rescheduled.changes if rescheduled else ()
    changes = (Change(SEARCH_NUMBER, update.verb, fields, update.why), *moved, *shifted)
    entry = record_changes(uow, actor, checklist.search, changes)
    return ChangeResult(checklist, checklist.with_changes(changes), entry, rescheduled=rescheduled)


def change_settings(  # noqa: PLR0913, PLR0917  what is known, what follows from it, and who says so
    uow: SearchUnitOfWork,
    actor: Actor,
    checklist: Checklist,
    known: Circumstances,
    template: Sequence[ChecklistItem],
    given: RuleInput,
) -> ChangeResult:
    """Record what is known about the search, and change its items accordingly, all in one entry."""
    if not checklist.search.is_open:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "search_closed"),))
    past = read_date_history(uow.history(checklist.search, limit=FULL_HISTORY), actor.at.date())
    found = retailor(checklist, known, template, given, past)
    if found is None:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "already"),))
    for item in found.added:
        uow.add_item(checklist.search, item)
    grown = Checklist(checklist.search, (*checklist.items, *found.added))
    entry = record_changes(uow, actor, checklist.search, found.changes)
    return ChangeResult(checklist, grown.with_changes(found.changes), entry, rescheduled=found.rescheduled)


def undo(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist) -> ChangeResult | NothingToUndo:
    """Undo the last thing this person did here, all of it or nothing.

    In a closed search, only closing it can be undone. Raises RolecallError for what can't be undone: scores that were
    seen can't be sealed again.
    """
    search = checklist.search
    last = uow.last_entry_by(search, actor.user)
    _check_can_be_undone(uow, search, last)
    if last is None or last.changes[0].verb == "start":
        return NothingToUndo(checklist, last)
    if not search.is_open and not _closes_search(last):
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "search_closed"),))
    if not is_still_in_effect(checklist, last) or has_later_changes(last, uow.entries_after(search, last)):
        return NothingToUndo(checklist, last)
    entry = HistoryEntry(actor.request_id, actor.user, actor.at, invert_changes(last), last.id)
    uow.record(search, entry)
    return ChangeResult(checklist, checklist.with_changes(entry.changes), entry)


def _check_can_be_undone(uow: SearchUnitOfWork, search: Search, last: HistoryEntry | None) -> None:
    verbs = {change.verb for change in last.changes} if last else set()
    if verbs & PERMANENT_VERBS:
        raise RolecallError(
            "The last thing you did was submit a scorecard or open scores, which can't be undone.",
            "Until the scores are open, /hiring score changes your scorecard.",
        )
    if SET_UP_VERB in verbs and uow.submissions(search):
        raise RolecallError("A scorecard is in, so the setup can't be undone.", "/hiring scorecards changes it.")


def undo_last(uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, count: int) -> ChangeResult | NothingToUndo:
    """Undo the last changes of this person here, the latest first. Raises RolecallError if there aren't so many."""
    results: list[ChangeResult] = []
    for place in range(count):
        step = actor._replace(request_id=f"{actor.request_id}{f'-{place}' if place else ''}")
        undone = undo(uow, step, results[-1].after if results else checklist)
        if isinstance(undone, NothingToUndo) or undone.entry is None:
            if not results:
                return undone
            raise RolecallError(f"I can only undo {place} of your last {count} changes here, so nothing was undone.")
        results.append(undone)
    changes = tuple(change for each in results for change in each.changes)
    last = results[-1]
    return ChangeResult(checklist, last.after, last.entry._replace(changes=changes) if last.entry else None)


def create_search(uow: SearchUnitOfWork, draft: Checklist, entry: HistoryEntry) -> Checklist:
    """Create the search, with a short name and a name that are unique in its channel. Raises DuplicateRequestError."""
    search = draft.search
    short = make_short_name(search.short, uow.short_names_in(search.channel))
    name = make_unique_name(search.name, [each.name for each in uow.open_searches_in(search.channel)])
    checklist = Checklist(search._replace(short=short, name=name), draft.items)
    uow.add_search(checklist, entry)
    return checklist


def _apply_rule(checklist: Checklist, actor: Actor, step: ItemStep) -> Change | Refusal:
    rule, number, given = step
    item = checklist.item(number)
    if item is None:
        return Refusal(number, "no_such_item")
    if not may_apply(checklist, actor, rule, item):
        return Refusal(number, "not_your_item")
    if not checklist.search.is_open:
        return Refusal(number, "search_closed", item)
    return rule(checklist, item, given)


def _move_deadlines(
    uow: SearchUnitOfWork, checklist: Checklist, change: Change, given: RuleInput, earlier: Sequence[Change]
) -> Iterator[Change]:
    """The new due dates of deadlines that count from the item that this change closes, except those set by hand."""
    if not (moved := list(count_from_event(checklist, change, happened_on(given), calendar_of(checklist.search)))):
        return
    past = read_date_history(uow.history(checklist.search, limit=FULL_HISTORY), given.at.date()).manually_set
    by_hand = past | {each.number for each in earlier if each.verb == "due"}
    yield from (each for each in moved if each.number not in by_hand)


def _reschedule_items(
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, update: SearchUpdate
) -> RescheduleResult | None:
    """The new due dates if the update moves the first day."""
    starts_on = find_new_first_day(checklist.search, update)
    if starts_on is None or update.schedule is None or update.verb == "resume":
        return None
    past = read_date_history(uow.history(checklist.search, limit=FULL_HISTORY), actor.at.date())
    return reschedule(checklist, starts_on, update.schedule, past)


def _shift_dates(
    uow: SearchUnitOfWork, checklist: Checklist, update: SearchUpdate
) -> tuple[SearchUpdate, tuple[Change, ...]]:
    """The update with the new first day if it ends a pause, and the due dates that move by the length of the pause."""
    paused_on = checklist.search.paused_on
    if update.verb != "resume" or paused_on is None or update.schedule is None:
        return update, ()
    kept = find_dated_since_pause(uow.history(checklist.search, limit=FULL_HISTORY))
    starts_on, changes = shift(checklist, paused_on, update.schedule.today, kept)
    return update._replace(values={**update.values, "starts_on": starts_on}), changes


def _closes_search(entry: HistoryEntry) -> bool:
    search_changes = (change for change in entry.changes if change.number == SEARCH_NUMBER)
    return any(name == "state" for change in search_changes for name, *_ in change.fields)


def record_changes(
    uow: SearchUnitOfWork, actor: Actor, search: Search, changes: Sequence[Change]
) -> HistoryEntry | None:
    """Make the changes and add them to the history as one entry, which is returned; None if there are none."""
    if not changes:
        return None
    entry = HistoryEntry(actor.request_id, actor.user, actor.at, tuple(changes))
    uow.record(search, entry)
    return entry
