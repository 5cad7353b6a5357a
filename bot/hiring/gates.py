"""What must come first: the items that an item waits for."""

from bot.hiring.models import CLOSED, Checklist, Item


def waiting_for(checklist: Checklist, item: Item) -> tuple[Item, ...]:
    """The items that have to be done or skipped before this one; what the search does not have is not waited for."""
    if not item.needs:
        return ()
    found = tuple(each for each in checklist.items if each.key in item.needs and not each.closed and not each.gone)
    return Checklist(checklist.search, found).listed if len(found) > 1 else found


def awaited(checklist: Checklist) -> frozenset[str]:
    """The keys of everything that is not closed: whatever needs one of them has to wait."""
    return frozenset([item.key for item in checklist.items if item.state not in CLOSED and item.key and not item.gone])


def held_up_by(checklist: Checklist, item: Item) -> tuple[Item, ...]:
    """The items that are not closed and wait for this one."""
    if not item.key:
        return ()
    return tuple(each for each in checklist.listed if item.key in each.needs and not each.closed)


def lacks_evidence(item: Item, given: str = "") -> bool:
    """Whether the item asks for a note or link that it has not got, and is not `given` now."""
    return bool(item.evidence_wanted) and not (given or item.evidence or item.note)
