"""Items that wait for others: what they wait for can be reached, in the right order, in every hire that has them."""

from collections.abc import Callable, Iterator
from graphlib import CycleError, TopologicalSorter

from bot.knowledge.checklists import ChecklistItem
from bot.knowledge.draft import Draft, Entry
from bot.knowledge.places import KnowledgeProblem

ItemEntry = Entry[ChecklistItem]


def find_cycles(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every circle of items that need one another: none of them could ever be closed."""
    items = _items(draft)
    for ring in _cycles({key: [need for _, need, _ in _needs(item, items)] for key, item in items.items()}):
        # In the newest folder, for only that one can be changed for certain; there, at the item that stands first.
        first = max(ring, key=lambda key: (draft.layer(items[key].place("needs")), -list(items).index(key)))
        at = ring.index(first)
        shown = " needs ".join([*ring[at:], *ring[:at], first])
        yield KnowledgeProblem(
            items[first].place("needs"), f"nobody gets out of this circle: {shown}; take one of these out"
        )


def find_unreachable(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every item that needs one which some of its hires do not have."""
    items = _items(draft)
    for item in items.values():
        for position, need, gate in _needs(item, items):
            mine, theirs = set(item.value.roles), set(gate.value.roles)
            if theirs and (not mine or mine - theirs):
                others = ", ".join(gate.value.roles)
                text = f'"{need}" comes with the hire of {others} only, and this item with others too'
                mend = "give both the same `roles`, or take it out"
                yield KnowledgeProblem(item.place("needs", position), f"{text}; {mend}")


def find_late(draft: Draft) -> Iterator[KnowledgeProblem]:
    """Every item that is due before something it needs."""
    items = _items(draft)
    for item in items.values():
        for position, need, gate in _needs(item, items):
            if gate.value.due > item.value.due:
                places = (item.place("needs", position), item.place("due"), gate.place("due"))
                text = (
                    f"{item.key} is due on day {item.value.due} and needs {need}, which is due on day {gate.value.due}"
                )
                yield KnowledgeProblem(
                    max(places, key=draft.layer), f"{text}; let {need} be due first, or take it out of `needs`"
                )


CHECKS: tuple[Callable[[Draft], Iterator[KnowledgeProblem]], ...] = (find_cycles, find_unreachable, find_late)


def _items(draft: Draft) -> dict[str, ItemEntry]:
    return {entry.key: entry for entry in draft.entries_of(ChecklistItem)}


def _needs(item: ItemEntry, items: dict[str, ItemEntry]) -> Iterator[tuple[int, str, ItemEntry]]:
    """Position, key and entry of every item that this one needs and that is there."""
    for position, need in enumerate(item.value.needs):
        if need in items:
            yield position, need, items[need]


def _cycles(needs: dict[str, list[str]]) -> Iterator[list[str]]:
    """The circles, each as the items that need the next one and the last of which needs the first."""
    while ring := _first_cycle(needs):
        yield ring
        needs[ring[0]].remove([*ring, *ring][1])


def _first_cycle(needs: dict[str, list[str]]) -> list[str]:
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1]
        return ring[:0:-1]  # its last is its first, and each is needed by the one after it
    return []
