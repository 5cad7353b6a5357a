"""Undoing: the changes that take a history entry back, and whether it can still be undone."""

from collections.abc import Iterable

from bot.hiring.models import SEARCH_NUMBER, Change, Checklist, HistoryEntry


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
