"""Searches, their items and the changes to them, as frozen values.

Times are aware datetimes in UTC, people are Slack user ids. An empty string means no person or no text.
"""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import chain
from typing import Any, Literal, NamedTuple

from bot.hiring.finalists import Finalist
from bot.knowledge.checklists import EvidenceKind

ItemState = Literal["open", "started", "blocked", "done", "skipped"]
SearchState = Literal["open", "paused", "onboarding", "hired", "cancelled"]
Listing = Literal["", "listed", "private"]
Vacancy = Literal["", "replacement", "new"]
Visibility = Literal["", "confidential", "open"]
Decider = Literal["", "board", "ceo"]
GuestAccess = Literal["own", "read", "change"]
SEARCH_NUMBER = 0
"""The number that stands for the search itself, instead of an item."""
CLOSED: frozenset[ItemState] = frozenset(("done", "skipped"))
ENDED: frozenset[SearchState] = frozenset(("hired", "cancelled"))
SENDS_REMINDERS: tuple[SearchState, ...] = ("open", "onboarding")
"""The states of a search about which reminders are sent."""


class Item(NamedTuple):
    """One item of a checklist. The fields up to `sources` are copied from the template when the search starts.

    - `number`, `key`: never change. `key` is the item's id in the template, empty for an item that a person added.
    - `meaning`: what "done" means. `evidence_wanted`: what has to be shown to close the item, and `evidence_kinds` what
      that has to contain; empty if any text will do.
    - `takes`: how many days it usually takes. `suggested`: whether days and owner are our suggestion, without a source.
    - `needs`: keys of the items that come first. `cautions`, `sources`: ids in the knowledge.
    - `after`, `within`: its deadline is so many working days after the item with this key is done; empty and 0 if it is
      counted from the first day.
    - `evidence`: what shows that it is done, and `evidence_by` who gave it. A `note` is never evidence.
    - `reason`: why it is blocked or skipped.
    - `snoozes`: people and the dates before which they aren't reminded, as ISO text; the newest is the last.
    - `gone`: an added item whose adding was undone.
    """

    number: int
    key: str
    phase: str
    title: str
    meaning: str = ""
    usual_owner: str = ""
    suggested: bool = False
    takes: int = 0
    evidence_wanted: str = ""
    evidence_kinds: tuple[EvidenceKind, ...] = ()
    needs: tuple[str, ...] = ()
    after: str = ""
    within: int = 0
    cautions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    state: ItemState = "open"
    due: date | None = None
    assignee: str = ""
    evidence: str = ""
    evidence_by: str = ""
    note: str = ""
    reason: str = ""
    snoozes: tuple[tuple[str, str], ...] = ()
    closed_by: str = ""
    closed_at: datetime | None = None
    gone: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether the item is done or skipped."""
        return self.state in CLOSED

    def snoozed_until(self, person: str) -> date | None:
        """The date before which the person isn't reminded of it; None if they haven't snoozed it."""
        return next((date.fromisoformat(day) for user, day in self.snoozes if user == person), None)


class Search(NamedTuple):
    """One hire, in one channel.

    - `short`: the short name in the channel, such as `cro` or `cro2`.
    - `title`: of the role, as it was when the search started. `phases`: pairs of id and name, in order.
    - `starts_on`: the first day of the new executive. `targeted`: whether a person chose that date.
    - `state`: `onboarding` once a person is hired, as long as items that come after the hire are open; `hired` and
      `cancelled` once the search has ended. `reason`: why it is paused, hired or closed. `paused_on`: since when.
    - `weekly`: whether a summary is posted each week.
    - `country`, `region`: where the company hires, as codes of ISO 3166 such as `US` and `CA`. `listing`: `listed` or
      `private`. `vacancy`: `replacement` or `new`. `visibility`: `confidential` or `open`. `decided_by`: `board` or
      `ceo`. `notice_days`: the notice period expected of candidates. All of them are empty, or 0, until answered.
    - `card`: the timestamp of the card in the channel, empty without one. `enterprise`: the id of the Enterprise Grid
      organisation, if any.
    - `guest_access`: what guests and people of other companies in its channel may do: work on their `own` items, `read`
      the search, or `change` it.
    - `criteria`: what finalists are scored on; `panel`: the interviewers who score them; `finalists`: in the order of
      their letters, those who are out included. The scores are in scorecards of their own.
    """

    id: str
    team: str
    channel: str
    short: str
    role: str
    title: str
    name: str
    owner: str
    starts_on: date
    targeted: bool
    created_at: datetime
    phases: tuple[tuple[str, str], ...] = ()
    state: SearchState = "open"
    reason: str = ""
    paused_on: date | None = None
    closed_at: datetime | None = None
    weekly: bool = True
    card: str = ""
    enterprise: str = ""
    country: str = ""
    region: str = ""
    listing: Listing = ""
    vacancy: Vacancy = ""
    visibility: Visibility = ""
    decided_by: Decider = ""
    notice_days: int = 0
    guest_access: GuestAccess = "own"
    criteria: tuple[str, ...] = ()
    panel: tuple[str, ...] = ()
    finalists: tuple[Finalist, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the search hasn't ended: it may be paused, or hired with its onboarding still under way."""
        return self.state not in ENDED

    @property
    def sends_reminders(self) -> bool:
        """Whether people are reminded of its items."""
        return self.state in SENDS_REMINDERS


FieldChange = tuple[str, Any, Any]
"""The name of a field of an item or search, its value before, and after."""


class Change(NamedTuple):
    """One change of an item, or of the search itself (`SEARCH_NUMBER`). `why` is the reason that the person gave."""

    number: int
    verb: str
    fields: tuple[FieldChange, ...]
    why: str = ""


class HistoryEntry(NamedTuple):
    """Everything that one command or click changed.

    `id` is derived from Slack's request, so a request that Slack repeats has the same one. `undoes` is the id of the
    entry that this one undoes, if any.
    """

    id: str
    by: str
    at: datetime
    changes: tuple[Change, ...]
    undoes: str = ""


class Checklist(NamedTuple):
    """A search with all its items, in the order of their numbers."""

    search: Search
    items: tuple[Item, ...]

    @property
    def visible_items(self) -> tuple[Item, ...]:
        """The items that aren't gone, grouped by phase."""
        phases: dict[str, list[Item]] = {phase: [] for phase, _ in self.search.phases}
        others: list[Item] = []
        for item in self.items:
            if not item.gone:
                phases.get(item.phase, others).append(item)
        return tuple(chain(*phases.values(), others))

    def item(self, number: int) -> Item | None:
        """The item with this number, None if there is none."""
        place = number - 1
        found = self.items[place] if 0 <= place < len(self.items) else None
        return None if found is None or found.gone else found

    @property
    def people(self) -> frozenset[str]:
        """The owner of the search, its interviewers, and everyone with an item in it."""
        return frozenset((self.search.owner, *self.search.panel, *(item.assignee for item in self.items))) - {""}

    @property
    def open_keys(self) -> frozenset[str]:
        """The keys of the items that aren't closed: an item that needs one of them has to wait.

        Includes the empty key of items that people added, which no item needs.
        """
        return frozenset([item.key for item in self.items if not item.is_closed and not item.gone])

    def open_prerequisites(self, item: Item) -> tuple[Item, ...]:
        """The items that have to be closed before this one. Items that this search doesn't have don't count."""
        if not item.needs:
            return ()
        found = tuple(each for each in self.items if each.key in item.needs and not each.is_closed and not each.gone)
        return Checklist(self.search, found).visible_items if len(found) > 1 else found

    def open_dependents(self, item: Item) -> tuple[Item, ...]:
        """The items that aren't closed and wait for this one."""
        if not item.key:
            return ()
        return tuple(each for each in self.visible_items if item.key in each.needs and not each.is_closed)

    def with_changes(self, changes: Iterable[Change]) -> "Checklist":
        """The checklist after these changes. Raises IndexError if one of them is about an item that isn't there."""
        search, items = self.search, list(self.items)
        for change in changes:
            after = {name: value for name, _, value in change.fields}
            if change.number == SEARCH_NUMBER:
                search = search._replace(**after)
            else:
                items[change.number - 1] = items[change.number - 1]._replace(**after)
        return Checklist(search, tuple(items))
