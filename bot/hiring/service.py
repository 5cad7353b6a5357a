"""What people do with searches: one function a use case, each within one transaction of the desk it is given."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, NamedTuple, Protocol

from bot.errors import RolecallError
from bot.hiring.access import (
    Actor,
    AmbiguousSearch,
    SearchLookup,
    can_access_search,
    can_transfer_search,
    resolve_search,
)
from bot.hiring.history import SEARCH_NUMBER, apply_changes, has_later_changes, invert_changes, is_still_in_effect
from bot.hiring.models import Change, Checklist, HistoryEntry, Item, Search
from bot.hiring.naming import make_short_name, make_unique_name
from bot.hiring.rescheduling import RescheduleResult, ScheduleTemplate, read_date_history, reschedule
from bot.hiring.rules import RULES, ItemInput, Refusal

FULL_HISTORY = 100_000
"""Changes of a search that are looked through where all of them matter."""


class DuplicateRequestError(RolecallError):
    """Slack sent the same request twice, and the first one was carried out."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("That was done already: Slack sent it twice.")


class ConcurrentChangeError(RolecallError):
    """Somebody else changed the search between looking it up and recording what was done."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Somebody else changed the search at that very moment, and nothing was done.", "Try again.")


class SearchNotFoundError(RolecallError):
    """There is no such search, or not for this person: the two are told apart to nobody."""

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(
            "I know no such search here.", "Searches can be worked from their own channel; type /hiring status there."
        )


class SearchUnitOfWork(SearchLookup, Protocol):
    """The searches of one workspace within one transaction."""

    def search(self, search_id: str) -> Search | None:
        """The search of this id."""

    def checklist(self, search: Search) -> Checklist:
        """The search with its items."""

    def short_names_in(self, channel: str) -> tuple[str, ...]:
        """The short names taken in a channel, also by searches that are over; nobody else takes one meanwhile."""

    def add_search(self, checklist: Checklist, act: HistoryEntry) -> None:
        """Keep a new search."""

    def add_item(self, search: Search, item: Item) -> None:
        """Keep a new item."""

    def record(self, search: Search, act: HistoryEntry) -> None:
        """Make the changes of the act, and write them into the history."""

    def history(self, search: Search, number: int | None = None, limit: int = 1000) -> tuple[HistoryEntry, ...]:
        """What was done, the newest first."""

    def compare_and_set_card(self, search: Search, before: str, after: str) -> bool:
        """Note where the card of the search stands, where it is as it was before."""

    def last_entry_by(self, search: Search, person: str) -> HistoryEntry | None:
        """The last thing this person did here that can be taken back."""

    def entries_after(self, search: Search, act: HistoryEntry) -> tuple[HistoryEntry, ...]:
        """What was done here since that act, the newest first."""


class UnitOfWorkFactory(Protocol):
    """Where desks are opened."""

    def begin(self, team: str, *, writable: bool = True) -> AbstractContextManager[SearchUnitOfWork]:
        """One transaction on the searches of a workspace."""

    def quick_desk(self, team: str, channel: str) -> AbstractContextManager[SearchUnitOfWork]:
        """The same for one change of one item, by somebody in this channel.

        ChangedMeanwhileError says that it has to be done once more, and after the second time at a `begin`.
        """


class SearchRef(NamedTuple):
    """Which search is meant: by its id, as on a button, or by what somebody typed, which may be nothing."""

    name: str = ""
    id: str = ""
    closed_only: bool = False


class ChangeResult(NamedTuple):
    """What came of an act: the checklist before and after, what was recorded, and what was refused and why.

    `rescheduled` tells what became of the items where the first day of the search was moved.
    """

    before: Checklist
    after: Checklist
    entry: HistoryEntry | None
    refusals: tuple[Refusal, ...] = ()
    rescheduled: RescheduleResult | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Everything that changed."""
        return self.entry.changes if self.entry else ()


class SearchUpdate(NamedTuple):
    """What is to become of a search itself: the verb, the new values of its fields, and what was said of it.

    A new first day needs the `schedule_template` that the days of items are laid out from; `departed_owner` is the
    owner of the search where they are known to have left.
    """

    verb: str
    values: Mapping[str, Any]
    why: str = ""
    schedule_template: ScheduleTemplate | None = None
    departed_owner: str = ""


ItemStep = tuple[str, int, ItemInput]
"""A verb of RULES, the number of an item, and the deed."""


def find_checklist(uow: SearchUnitOfWork, actor: Actor, ref: SearchRef) -> Checklist | AmbiguousSearch:
    """The checklist that is meant. Raises SearchNotYoursError where an id names none that this person may work."""
    if not ref.id:
        search = resolve_search(uow, actor, ref.name, closed_only=ref.closed_only)
        return search if isinstance(search, AmbiguousSearch) else uow.checklist(search)
    found = uow.search(ref.id)
    checklist = uow.checklist(found) if found else None
    if checklist is None or not can_access_search(checklist, actor):
        raise SearchNotFoundError
    return checklist


def apply_steps(
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, steps: Sequence[ItemStep], *, all_or_nothing: bool = False
) -> ChangeResult | AmbiguousSearch:
    """Take these steps in order; what cannot be done is refused, and the rest is done all the same.

    With `all_or_nothing` nothing is done where anything but what is so already is refused. Each step sees what those
    before it did, so that `done 3 4` closes 4 although it waits for 3.
    """
    checklist = find_checklist(uow, actor, ref)
    if isinstance(checklist, AmbiguousSearch):
        return checklist
    before, changes, refusals = checklist, [], []
    for verb, number, deed in steps:
        came = _step(checklist, verb, number, deed)
        if isinstance(came, Refusal):
            refusals.append(came)
        else:
            changes.append(came)
            checklist = apply_changes(checklist, [came])
    if all_or_nothing and (hindered := tuple(each for each in refusals if each.reason != "already")):
        return ChangeResult(before, before, None, hindered)
    act = _recorded(uow, actor, checklist.search, changes)
    return ChangeResult(before, checklist, act, tuple(refusals))


def add_item(  # noqa: PLR0913, PLR0917  what an item is made of, and by whom
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, title: str, phase: str, due: date | None = None
) -> ChangeResult | AmbiguousSearch:
    """Add an item to the phase of this id, numbered behind all others."""
    checklist = find_checklist(uow, actor, ref)
    if isinstance(checklist, AmbiguousSearch):
        return checklist
    if not checklist.search.is_open:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "search_closed"),))
    new = Item(len(checklist.items) + 1, "", phase, title, due=due, gone=True)
    uow.add_item(checklist.search, new)
    grown = Checklist(checklist.search, (*checklist.items, new))
    added = Change(new.number, "add", (("gone", True, False),), title)
    act = _recorded(uow, actor, checklist.search, [added])
    return ChangeResult(checklist, apply_changes(grown, [added]), act)


def change_search(
    uow: SearchUnitOfWork, actor: Actor, ref: SearchRef, update: SearchUpdate
) -> ChangeResult | AmbiguousSearch:
    """Give the search itself new values: its name, owner, summary, first day, or how it ended.

    With the first day the days that were laid out from it move, in the same act. A closed search takes nothing but
    being reopened.
    """
    checklist = find_checklist(uow, actor, ref)
    if isinstance(checklist, AmbiguousSearch):
        return checklist
    if refusal := _find_refusal(checklist.search, actor, update):
        return ChangeResult(checklist, checklist, None, (refusal,))
    old = checklist.search._asdict()
    fields = tuple((name, old[name], value) for name, value in update.values.items() if old[name] != value)
    if not fields:
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "already"),))
    along = _reschedule_items(uow, actor, checklist, update)
    changes = (Change(SEARCH_NUMBER, update.verb, fields, update.why), *(along.changes if along else ()))
    act = _recorded(uow, actor, checklist.search, changes)
    return ChangeResult(checklist, apply_changes(checklist, changes), act, rescheduled=along)


def _find_refusal(search: Search, actor: Actor, update: SearchUpdate) -> Refusal | None:
    if not search.is_open and update.verb != "reopen-search":
        return Refusal(SEARCH_NUMBER, "search_closed")
    owner = update.values.get("owner", search.owner)
    if "owner" in update.values and not owner:
        return Refusal(SEARCH_NUMBER, "needs_owner")
    if owner != search.owner and not can_transfer_search(search, actor.user, update.departed_owner):
        return Refusal(SEARCH_NUMBER, "not_yours")
    starts_on = _first_day(search, update)
    passed = starts_on and update.schedule_template and starts_on < update.schedule_template.today
    return Refusal(SEARCH_NUMBER, "has_passed") if passed else None


def _first_day(search: Search, update: SearchUpdate) -> date | None:
    """The new first day, where it is another one than before."""
    starts_on: date | None = update.values.get("starts_on")
    return None if starts_on == search.starts_on else starts_on


def _reschedule_items(
    uow: SearchUnitOfWork, actor: Actor, checklist: Checklist, update: SearchUpdate
) -> RescheduleResult | None:
    """What becomes of the items where the first day is another one now."""
    starts_on = _first_day(checklist.search, update)
    if starts_on is None or update.schedule_template is None:
        return None
    past = read_date_history(uow.history(checklist.search, limit=FULL_HISTORY), actor.at.date())
    return reschedule(checklist, starts_on, update.schedule_template, past)


class NothingToUndo(NamedTuple):
    """Why nothing was taken back: the person did nothing here, or (`entry`) it was changed again since."""

    checklist: Checklist
    entry: HistoryEntry | None = None


def undo(uow: SearchUnitOfWork, actor: Actor, ref: SearchRef) -> ChangeResult | AmbiguousSearch | NothingToUndo:
    """Take back the last thing this person did here, all of it or nothing.

    Of a search that is over, nothing can be taken back but its closing.
    """
    checklist = find_checklist(uow, actor, ref)
    if isinstance(checklist, AmbiguousSearch):
        return checklist
    search = checklist.search
    last = uow.last_entry_by(search, actor.user)
    if last is None or last.changes[0].verb == "start":
        return NothingToUndo(checklist, last)
    if not search.is_open and not _closes(last):
        return ChangeResult(checklist, checklist, None, (Refusal(SEARCH_NUMBER, "search_closed"),))
    if not is_still_in_effect(checklist, last) or has_later_changes(last, uow.entries_after(search, last)):
        return NothingToUndo(checklist, last)
    act = HistoryEntry(actor.request_id, actor.user, actor.at, invert_changes(last), last.id)
    uow.record(search, act)
    return ChangeResult(checklist, apply_changes(checklist, act.changes), act)


def create_search(uow: SearchUnitOfWork, draft: Checklist, act: HistoryEntry) -> Checklist:
    """Open the search; what it is called here is settled now. Raises RepeatedRequestError for one opened before."""
    search = draft.search
    short = make_short_name(search.short, uow.short_names_in(search.channel))
    name = make_unique_name(search.name, [each.name for each in uow.open_searches_in(search.channel)])
    checklist = Checklist(search._replace(short=short, name=name), draft.items)
    uow.add_search(checklist, act)
    return checklist


def _closes(act: HistoryEntry) -> bool:
    return any(
        change.number == SEARCH_NUMBER and any(name == "state" for name, *_ in change.fields) for change in act.changes
    )


def _step(checklist: Checklist, verb: str, number: int, deed: ItemInput) -> Change | Refusal:
    item = checklist.item(number)
    if item is None:
        return Refusal(number, "no_such_item")
    if not checklist.search.is_open:
        return Refusal(number, "search_closed", item)
    return RULES[verb](checklist, item, deed)


def _recorded(uow: SearchUnitOfWork, actor: Actor, search: Search, changes: Sequence[Change]) -> HistoryEntry | None:
    if not changes:
        return None
    act = HistoryEntry(actor.request_id, actor.user, actor.at, tuple(changes))
    uow.record(search, act)
    return act
