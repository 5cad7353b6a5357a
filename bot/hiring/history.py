"""The history of a search: its changes are applied to a checklist, or undone."""

from collections.abc import Iterable

from bot.hiring.models import Change, Checklist, HistoryEntry

SEARCH_NUMBER = 0
"""The number in a change of the search itself, which no item has."""


def apply_changes(checklist: Checklist, changes: Iterable[Change]) -> Checklist:
    """The checklist after these changes. Raises IndexError if one of them is to an item that it doesn't have."""
    search, items = checklist.search, list(checklist.items)
    for change in changes:
        after = {name: value for name, _, value in change.fields}
        if change.number == SEARCH_NUMBER:
            search = search._replace(**after)
        else:
            items[change.number - 1] = items[change.number - 1]._replace(**after)
    return Checklist(search, tuple(items))


def invert_changes(entry: HistoryEntry) -> tuple[Change, ...]:
    """The changes that undo the entry, the last one first."""
    return tuple(
        Change(change.number, "undo", tuple((name, after, before) for name, before, after in change.fields))
        for change in reversed(entry.changes)
    )


def has_later_changes(entry: HistoryEntry, later: Iterable[HistoryEntry]) -> bool:
    """Whether a later entry, itself not undone, changed a field that this entry changed.

    Comparing values isn't enough: another person may have set the same value again. If the entry added an item, any
    later change of that item counts.
    """
    entries = tuple(later)
    ids, undone = {each.id for each in entries}, {each.undoes for each in entries}
    in_effect = (each for each in entries if each.id not in undone and each.undoes not in ids)
    added = {change.number for change in entry.changes if change.verb == "add"}
    touched = {(change.number, name) for change in entry.changes for name, _, _ in change.fields}
    return any(
        change.number in added or not touched.isdisjoint((change.number, name) for name, _, _ in change.fields)
        for each in in_effect
        for change in each.changes
    )


def is_still_in_effect(checklist: Checklist, entry: HistoryEntry) -> bool:
    """Whether every field still has the value that this entry gave it, so that undoing it undoes nothing else."""
    left = {(change.number, name): after for change in entry.changes for name, _, after in change.fields}
    return all(
        getattr(checklist.search if number == SEARCH_NUMBER else checklist.items[number - 1], name) == after
        for (number, name), after in left.items()
    )
