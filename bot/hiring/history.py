"""What was done, in order: applied to a checklist, and taken back."""

from collections.abc import Iterable

from bot.hiring.models import Change, Checklist, HistoryEntry

SEARCH_NUMBER = 0
"""The number that stands for the search itself."""


def apply_changes(checklist: Checklist, changes: Iterable[Change]) -> Checklist:
    """The checklist after these changes. Raises IndexError where it lacks an item that they speak of."""
    search, items = checklist.search, list(checklist.items)
    for change in changes:
        after = {name: value for name, _, value in change.fields}
        if change.number == SEARCH_NUMBER:
            search = search._replace(**after)
        else:
            items[change.number - 1] = items[change.number - 1]._replace(**after)
    return Checklist(search, tuple(items))


def invert_changes(entry: HistoryEntry) -> tuple[Change, ...]:
    """The changes that take the act back, the last one first."""
    return tuple(
        Change(change.number, "undo", tuple((name, after, before) for name, before, after in change.fields))
        for change in reversed(entry.changes)
    )


def has_later_changes(entry: HistoryEntry, later: Iterable[HistoryEntry]) -> bool:
    """Whether any of these later acts changed again what the act changed, and was not itself taken back.

    The values alone do not tell: somebody may have set the same once more. Of an item that the act added,
    everything that happened to it counts.
    """
    acts = tuple(later)
    ids, undone = {each.id for each in acts}, {each.undoes for each in acts}
    standing = (each for each in acts if each.id not in undone and each.undoes not in ids)
    added = {change.number for change in entry.changes if change.verb == "add"}
    touched = {(change.number, name) for change in entry.changes for name, _, _ in change.fields}
    return any(
        change.number in added or not touched.isdisjoint((change.number, name) for name, _, _ in change.fields)
        for each in standing
        for change in each.changes
    )


def is_still_in_effect(checklist: Checklist, entry: HistoryEntry) -> bool:
    """Whether everything that the act set is still as it left it, so that taking it back takes back nothing else."""
    left = {(change.number, name): after for change in entry.changes for name, _, after in change.fields}
    return all(
        getattr(checklist.search if number == SEARCH_NUMBER else checklist.items[number - 1], name) == after
        for (number, name), after in left.items()
    )
