"""What an assistant gets to know about a person's searches: plain values, without the SDK."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ItemRecord:
    """An item of a checklist. `due` is an ISO date or empty; `days_late` is 0 unless it is overdue.

    `is_assigned_to_you` is false for an unassigned item of a search that the person owns.
    """

    search: str
    number: int
    title: str
    due: str
    days_late: int
    state: str
    is_assigned_to_you: bool


@dataclass(frozen=True)
class WorkRecord:
    """What a person can work on now, late items first.

    `more` is how many items are left out; `waiting` how many of theirs are blocked or wait for others, `snoozed` how
    many they put off.
    """

    today: str
    items: list[ItemRecord] = field(default_factory=list)
    more: int = 0
    waiting: int = 0
    snoozed: int = 0


@dataclass(frozen=True)
class SearchRecord:
    """A search as the person may see it: all of it if `is_whole`, else their own items only.

    Dates are ISO dates. `likely_first_day` is empty if the person sees only their own items, or no first day is ahead;
    `late_items` cause the delay.
    """

    name: str
    short: str
    id: str
    state: str
    is_whole: bool
    done: int
    total: int
    first_day: str = ""
    likely_first_day: str = ""
    days_slipped: int = 0
    late_items: list[ItemRecord] = field(default_factory=list)
    next_items: list[ItemRecord] = field(default_factory=list)


@dataclass(frozen=True)
class StatusRecord:
    """The searches that a person owns or has items in. `unknown` is a name that none of them has; `more` are left out.

    Searches of other people are never listed, so a name that is unknown says nothing about them.
    """

    today: str
    searches: list[SearchRecord] = field(default_factory=list)
    more: int = 0
    unknown: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PersonalRecords:
    """Everything that the tools on searches can tell one person."""

    work: WorkRecord
    searches: list[SearchRecord]
    unread: int = 0
