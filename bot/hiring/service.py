"""What people do with searches: one function a use case, each within one transaction of the desk it is given."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any, NamedTuple, Protocol

from bot.errors import RolecallError
from bot.hiring.access import Asker, Shelf, Unclear, may_hand_on, may_work, meant
from bot.hiring.history import SEARCH, apply, disturbed, inverse, still_stands
from bot.hiring.models import Act, Change, Checklist, Item, Search
from bot.hiring.moving import Course, Moved, moved, past_of
from bot.hiring.naming import name_for, short_for
from bot.hiring.rules import RULES, Deed, Refusal

EVERYTHING = 100_000
"""Changes of a search that are looked through where all of them matter."""


class RepeatedRequestError(RolecallError):
    """Slack sent the same request twice, and the first one was carried out."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("That was done already: Slack sent it twice.")


class ChangedMeanwhileError(RolecallError):
    """Somebody else changed the search between looking it up and recording what was done."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("Somebody else changed the search at that very moment, and nothing was done.", "Try again.")


class SearchNotYoursError(RolecallError):
    """There is no such search, or not for this person: the two are told apart to nobody."""

    def __init__(self) -> None:
        """Say where to look."""
        super().__init__(
            "I know no such search here.", "Searches can be worked from their own channel; type /hiring status there."
        )


class Desk(Shelf, Protocol):
    """The searches of one workspace within one transaction."""

    def search(self, search_id: str) -> Search | None:
        """The search of this id."""

    def checklist(self, search: Search) -> Checklist:
        """The search with its items."""

    def shorts_in(self, channel: str) -> tuple[str, ...]:
        """The short names taken in a channel, also by searches that are over; nobody else takes one meanwhile."""

    def begin(self, checklist: Checklist, act: Act) -> None:
        """Keep a new search."""

    def add(self, search: Search, item: Item) -> None:
        """Keep a new item."""

    def record(self, search: Search, act: Act) -> None:
        """Make the changes of the act, and write them into the history."""

    def history(self, search: Search, number: int | None = None, most: int = 1000) -> tuple[Act, ...]:
        """What was done, the newest first."""

    def card_moves(self, search: Search, before: str, after: str) -> bool:
        """Note where the card of the search stands, where it is as it was before."""

    def last_act(self, search: Search, person: str) -> Act | None:
        """The last thing this person did here that can be taken back."""

    def acts_after(self, search: Search, act: Act) -> tuple[Act, ...]:
        """What was done here since that act, the newest first."""


class Desks(Protocol):
    """Where desks are opened."""

    def desk(self, team: str, *, to_change: bool = True) -> AbstractContextManager[Desk]:
        """One transaction on the searches of a workspace."""

    def quick_desk(self, team: str, channel: str) -> AbstractContextManager[Desk]:
        """The same for one change of one item, by somebody in this channel.

        ChangedMeanwhileError says that it has to be done once more, and after the second time at a `desk`.
        """


class Target(NamedTuple):
    """Which search is meant: by its id, as on a button, or by what somebody typed, which may be nothing."""

    ref: str = ""
    id: str = ""
    over: bool = False


class Worked(NamedTuple):
    """What came of an act: the checklist before and after, what was recorded, and what was refused and why.

    `moved` tells what became of the items where the first day of the search was moved.
    """

    before: Checklist
    after: Checklist
    act: Act | None
    refusals: tuple[Refusal, ...] = ()
    moved: Moved | None = None

    @property
    def changed(self) -> tuple[Change, ...]:
        """Everything that changed."""
        return self.act.changes if self.act else ()


class Turn(NamedTuple):
    """What is to become of a search itself: the verb, the new values of its fields, and what was said of it.

    A new first day needs the `course` that the days of items are laid out from; `left` is the owner of the search
    where they are known to have left.
    """

    verb: str
    values: Mapping[str, Any]
    why: str = ""
    course: Course | None = None
    left: str = ""


Step = tuple[str, int, Deed]
"""A verb of RULES, the number of an item, and the deed."""


def find(desk: Desk, asker: Asker, target: Target) -> Checklist | Unclear:
    """The checklist that is meant. Raises SearchNotYoursError where an id names none that this person may work."""
    if not target.id:
        search = meant(desk, asker, target.ref, over=target.over)
        return search if isinstance(search, Unclear) else desk.checklist(search)
    found = desk.search(target.id)
    checklist = desk.checklist(found) if found else None
    if checklist is None or not may_work(checklist, asker):
        raise SearchNotYoursError
    return checklist


def work(desk: Desk, asker: Asker, target: Target, steps: Sequence[Step], *, whole: bool = False) -> Worked | Unclear:
    """Take these steps in order; what cannot be done is refused, and the rest is done all the same.

    With `whole` nothing is done where anything but what is so already is refused. Each step sees what those before
    it did, so that `done 3 4` closes 4 although it waits for 3.
    """
    checklist = find(desk, asker, target)
    if isinstance(checklist, Unclear):
        return checklist
    before, changes, refusals = checklist, [], []
    for verb, number, deed in steps:
        came = _step(checklist, verb, number, deed)
        if isinstance(came, Refusal):
            refusals.append(came)
        else:
            changes.append(came)
            checklist = apply(checklist, [came])
    if whole and (hindered := tuple(each for each in refusals if each.reason != "already")):
        return Worked(before, before, None, hindered)
    act = _recorded(desk, asker, checklist.search, changes)
    return Worked(before, checklist, act, tuple(refusals))


def add_item(  # noqa: PLR0913, PLR0917  what an item is made of, and by whom
    desk: Desk, asker: Asker, target: Target, title: str, phase: str, due: date | None = None
) -> Worked | Unclear:
    """Add an item to the phase of this id, numbered behind all others."""
    checklist = find(desk, asker, target)
    if isinstance(checklist, Unclear):
        return checklist
    if not checklist.search.is_open:
        return Worked(checklist, checklist, None, (Refusal(SEARCH, "search_closed"),))
    new = Item(len(checklist.items) + 1, "", phase, title, due=due, gone=True)
    desk.add(checklist.search, new)
    grown = Checklist(checklist.search, (*checklist.items, new))
    added = Change(new.number, "add", (("gone", True, False),), title)
    act = _recorded(desk, asker, checklist.search, [added])
    return Worked(checklist, apply(grown, [added]), act)


def change_search(desk: Desk, asker: Asker, target: Target, turn: Turn) -> Worked | Unclear:
    """Give the search itself new values: its name, owner, summary, first day, or how it ended.

    With the first day the days that were laid out from it move, in the same act. A closed search takes nothing but
    being reopened.
    """
    checklist = find(desk, asker, target)
    if isinstance(checklist, Unclear):
        return checklist
    if refusal := _hindrance(checklist.search, asker, turn):
        return Worked(checklist, checklist, None, (refusal,))
    old = checklist.search._asdict()
    fields = tuple((name, old[name], value) for name, value in turn.values.items() if old[name] != value)
    if not fields:
        return Worked(checklist, checklist, None, (Refusal(SEARCH, "already"),))
    along = _moved(desk, asker, checklist, turn)
    changes = (Change(SEARCH, turn.verb, fields, turn.why), *(along.changes if along else ()))
    act = _recorded(desk, asker, checklist.search, changes)
    return Worked(checklist, apply(checklist, changes), act, moved=along)


def _hindrance(search: Search, asker: Asker, turn: Turn) -> Refusal | None:
    if not search.is_open and turn.verb != "reopen-search":
        return Refusal(SEARCH, "search_closed")
    owner = turn.values.get("owner", search.owner)
    if "owner" in turn.values and not owner:
        return Refusal(SEARCH, "needs_owner")
    if owner != search.owner and not may_hand_on(search, asker.user, turn.left):
        return Refusal(SEARCH, "not_yours")
    starts_on = _first_day(search, turn)
    passed = starts_on and turn.course and starts_on < turn.course.today
    return Refusal(SEARCH, "has_passed") if passed else None


def _first_day(search: Search, turn: Turn) -> date | None:
    """The new first day, where it is another one than before."""
    starts_on: date | None = turn.values.get("starts_on")
    return None if starts_on == search.starts_on else starts_on


def _moved(desk: Desk, asker: Asker, checklist: Checklist, turn: Turn) -> Moved | None:
    """What becomes of the items where the first day is another one now."""
    starts_on = _first_day(checklist.search, turn)
    if starts_on is None or turn.course is None:
        return None
    past = past_of(desk.history(checklist.search, most=EVERYTHING), asker.at.date())
    return moved(checklist, starts_on, turn.course, past)


class NothingToUndo(NamedTuple):
    """Why nothing was taken back: the person did nothing here, or (`act`) it was changed again since."""

    checklist: Checklist
    act: Act | None = None


def undo(desk: Desk, asker: Asker, target: Target) -> Worked | Unclear | NothingToUndo:
    """Take back the last thing this person did here, all of it or nothing.

    Of a search that is over, nothing can be taken back but its closing.
    """
    checklist = find(desk, asker, target)
    if isinstance(checklist, Unclear):
        return checklist
    search = checklist.search
    last = desk.last_act(search, asker.user)
    if last is None or last.changes[0].verb == "start":
        return NothingToUndo(checklist, last)
    if not search.is_open and not _closes(last):
        return Worked(checklist, checklist, None, (Refusal(SEARCH, "search_closed"),))
    if not still_stands(checklist, last) or disturbed(last, desk.acts_after(search, last)):
        return NothingToUndo(checklist, last)
    act = Act(asker.request, asker.user, asker.at, inverse(last), last.id)
    desk.record(search, act)
    return Worked(checklist, apply(checklist, act.changes), act)


def begin(desk: Desk, draft: Checklist, act: Act) -> Checklist:
    """Open the search; what it is called here is settled now. Raises RepeatedRequestError for one opened before."""
    search = draft.search
    short = short_for(search.short, desk.shorts_in(search.channel))
    name = name_for(search.name, [each.name for each in desk.searches_in(search.channel)])
    checklist = Checklist(search._replace(short=short, name=name), draft.items)
    desk.begin(checklist, act)
    return checklist


def _closes(act: Act) -> bool:
    return any(change.number == SEARCH and any(name == "state" for name, *_ in change.fields) for change in act.changes)


def _step(checklist: Checklist, verb: str, number: int, deed: Deed) -> Change | Refusal:
    item = checklist.item(number)
    if item is None:
        return Refusal(number, "no_such_item")
    if not checklist.search.is_open:
        return Refusal(number, "search_closed", item)
    return RULES[verb](checklist, item, deed)


def _recorded(desk: Desk, asker: Asker, search: Search, changes: Sequence[Change]) -> Act | None:
    if not changes:
        return None
    act = Act(asker.request, asker.user, asker.at, tuple(changes))
    desk.record(search, act)
    return act
