"""Checks of the dependencies between checklist items (`needs`, `after`): no cycles, no impossible dates."""

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from bot.knowledge.checklists import ChecklistItem
from bot.knowledge.draft import Draft, Entry
from bot.knowledge.nodes import KnowledgeProblem

ItemEntry = Entry[ChecklistItem]


def find_cycles(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each cycle of items that need one another: none of them could ever be closed."""
    items = _items(draft)
    for cycle in _cycles({key: [need for _, need, _ in _needs(item, items)] for key, item in items.items()}):
        # Reported in the last folder, the only one the reader can certainly change; there, at its first item.
        first = max(cycle, key=lambda key: (draft.layer(items[key].location("needs")), -list(items).index(key)))
        at = cycle.index(first)
        shown = " needs ".join([*cycle[at:], *cycle[:at], first])
        yield KnowledgeProblem(
            items[first].location("needs"), f"these items need one another: {shown}; delete one of these `needs`"
        )


def find_unreachable(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each item that needs another which some of its hires do not have."""
    items = _items(draft)
    for item in items.values():
        for position, need, needed in _needs(item, items):
            mine, theirs = set(item.value.roles), set(needed.value.roles)
            if theirs and (not mine or mine - theirs):
                roles = ", ".join(needed.value.roles)
                text = f'"{need}" is only in hires of {roles}, but this item is in other hires too'
                fix = "give both the same `roles`, or delete it from `needs`"
                yield KnowledgeProblem(item.location("needs", position), f"{text}; {fix}")


def find_late(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each item that is due before an item it needs."""
    items = _items(draft)
    for item in items.values():
        for position, need, needed in _needs(item, items):
            if needed.value.due > item.value.due:
                locations = (item.location("needs", position), item.location("due"), needed.location("due"))
                text = (
                    f"{item.key} is due on day {item.value.due} but needs {need}, "
                    f"which is due on day {needed.value.due}; make {need} due first, or delete it from `needs`"
                )
                yield KnowledgeProblem(max(locations, key=draft.layer), text)


def find_incomplete_deadlines(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Yield a problem for each item with only one of `after` and `within`, or an `after` that isn't in `needs`."""
    for item in _items(draft).values():
        after, within = item.value.after, item.value.within
        if (after is None) != (within is None):
            given, missing = ("after", "within") if within is None else ("within", "after")
            text = f'"{given}" without "{missing}" has no meaning; add `{missing}:`, or delete it'
            yield KnowledgeProblem(item.location(given), text)
        elif after and after not in item.value.needs:
            yield KnowledgeProblem(item.location("after"), f'"{after}" is not in `needs`; add it there')


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (
    find_cycles,
    find_unreachable,
    find_late,
    find_incomplete_deadlines,
)


def _items(draft: Draft) -> dict[str, ItemEntry]:
    return {entry.key: entry for entry in draft.entries_of(ChecklistItem)}


def _needs(item: ItemEntry, items: dict[str, ItemEntry]) -> Iterator[tuple[int, str, ItemEntry]]:
    """Yield the position, key and entry of each item that this one needs and that exists."""
    for position, need in enumerate(item.value.needs):
        if need in items:
            yield position, need, items[need]


def _cycles(needs: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield each cycle as a list in which every item needs the next one, and the last needs the first."""
    while cycle := _first_cycle(needs):
        yield cycle
        needs[cycle[0]].remove([*cycle, *cycle][1])  # break the cycle, to find the next one


def _first_cycle(needs: dict[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        return cycle[:0:-1]  # graphlib repeats the first node at the end and lists each before the one that needs it
    return []
